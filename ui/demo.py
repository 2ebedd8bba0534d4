"""The demonstration: the whole main job on a fictional commune, from an empty folder to a page that shows it all.

Two registers are made, filled and printed; a bundle travels on a “stick”, its receipt travels back; what left the
commune is searched for private words. Needs no screen, no network, and leaves the same figures every time.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import orjson

import app
from app.bundles.lines import write_line
from app.bundles.policy import DEIDENTIFIED, FULL, kinds_at, kinds_at_home
from app.ports import Store
from app.problems import Problem, os_said
from app.records import KINDS, Office
from app.statistics import periods
from app.usecases import giving_back, keys, peers, receiving, syncing
from app.usecases.demonstration import COMMUNE, load_demo, load_receiver
from app.usecases.demonstration_office import OFFICER, PROVINCE
from app.usecases.office import own_office
from app.usecases.states import SYNC_STATES, Progressing
from app.vietnamese import show_number
from db.store import SqliteStore
from ui import demo_privacy
from ui.command_line import make_register
from ui.demo_facts import Facts, Screen, StickFile
from ui.demo_figures import figures
from ui.demo_mending import mend
from ui.demo_page import page
from ui.demo_papers import print_bundle_papers, print_every_form, print_tables
from ui.demo_reference import teach
from ui.verbs.base import DONE, OUR_FAULT, Said
from ui.verbs.keys import write_card_file

PASSPHRASE = "demo"
MARK = ".so-tu-phap-demo"
_OURS = ("commune", "province", "stick", "papers", "screens", "index.html")
_PERIOD = "2026:SBN"
_CHECKED = "Trình diễn: hai bên đọc dãy số qua điện thoại"


@dataclass(frozen=True)
class Places:
    out: Path

    @property
    def commune(self) -> Path:
        return self.out / "commune"

    @property
    def province(self) -> Path:
        return self.out / "province"

    @property
    def stick(self) -> Path:
        return self.out / "stick"

    @property
    def papers(self) -> Path:
        return self.out / "papers"

    @property
    def screens(self) -> Path:
        return self.out / "screens"


def run(out: Path, *, photographs: bool = True) -> Said:
    """Run the demonstration into a folder; raises Problem when the folder holds something that is no demo of ours."""
    places = prepared(out)
    facts = journey(places, photographs=photographs)
    (places.out / "index.html").write_text(page(facts, places.out), encoding="utf-8")
    return Said(facts.summary(places.out), _text(facts, places), _status(facts))


def self_test() -> Said:
    """Go the whole way in a temporary folder and say as JSON how it went: what a packaged program proves of itself."""
    with tempfile.TemporaryDirectory(prefix="sotuphap-") as folder:
        facts = journey(prepared(Path(folder)))
        said = facts.summary(Path(folder))
    result = {name: said[name] for name in ("well", "steps", "records", "forms", "figures", "states", "privacy")}
    result = {"version": app.__version__, **result}
    return Said(result, orjson.dumps(result, option=orjson.OPT_INDENT_2).decode(), _status(facts))


def _status(facts: Facts) -> int:
    return DONE if facts.went_well() else OUR_FAULT


def prepared(out: Path) -> Places:
    """Return an empty place for a demonstration, clearing only what an earlier one made."""
    try:
        out.mkdir(parents=True, exist_ok=True)
        if any(out.iterdir()) and not (out / MARK).exists():
            raise Problem(
                f"Thư mục {out} đã có tệp khác, không phải của lần trình diễn trước.",
                "Chọn thư mục trống cho --out; không có gì bị xóa.",
            )
        (out / MARK).write_text("Sổ Tư Pháp\n", encoding="utf-8")
        for name in _OURS:
            _clear(out / name)
        for name in ("stick", "papers", "screens"):
            (out / name).mkdir()
    except OSError as error:
        raise Problem(f"Không ghi được vào thư mục {out}: {os_said(error)}.", "Chọn thư mục khác cho --out.") from error
    return Places(out)


def _clear(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def journey(places: Places, *, photographs: bool = True) -> Facts:
    """Go the whole way and return what was found out."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"  # before anybody imports Qt
    facts = Facts()
    commune, _, code = make_register(places.commune, PASSPHRASE, unit=COMMUNE, author=OFFICER)
    province, *_ = make_register(places.province, PASSPHRASE, unit=PROVINCE, author="Phòng Phổ biến pháp luật")
    with closing(commune), closing(province):
        _fill(facts, commune, province)
        _print(facts, commune, places)
        _know_each_other(facts, commune, province, places)
        _travel(facts, commune, province, places)
        mend(facts, commune, province, places.stick / "lan-sau")
        _burn(facts, commune, province, code)
        _count(facts, commune, province)
        _report(facts, province, places)
        teach(facts, commune, province)
        if photographs:
            _photograph(facts, commune, places)
        _search(facts, commune, province, places)
    return facts


# --- the way ----------------------------------------------------------------------------------------------------------


def _fill(facts: Facts, commune: SqliteStore, province: SqliteStore) -> None:
    touched = load_demo(commune)
    load_receiver(province)
    facts.commune, facts.province = own_office(commune).name, own_office(province).name
    facts.step("Ghi sổ", f"{show_number(touched.count)} hồ sơ hư cấu vào sổ mã hóa của {facts.commune}.")


def _print(facts: Facts, commune: SqliteStore, places: Places) -> None:
    facts.papers = print_every_form(commune, places.papers)
    forms = len({paper.form for paper in facts.papers})
    files = sum(len(paper.files) for paper in facts.papers)
    facts.step("In giấy tờ", f"{forms} mẫu, mỗi mẫu một bản có dữ liệu và một bản trống: {files} tệp.")


def _know_each_other(facts: Facts, commune: SqliteStore, province: SqliteStore, places: Places) -> None:
    for ours, theirs in ((commune, province), (province, commune)):
        card = write_card_file(ours, places.stick)
        keys.enroll(theirs, card.read_bytes(), checked_by=_CHECKED)
    facts.step("Ghi danh khóa", "Hai nơi trao thẻ khóa, đối chiếu ba mươi chữ số qua điện thoại.")


def _travel(facts: Facts, commune: SqliteStore, province: SqliteStore, places: Places) -> None:
    sent = syncing.export_bundle(commune, places.stick)
    bundle = sent.file.path
    total = sum(sent.counts.values())
    facts.step("Xuất gói", f"Gói số {sent.number}: {total} hồ sơ đã ẩn danh, ký, mã hóa, ghi ra USB rồi đọc lại.")
    received = receiving.receive(province, bundle)
    receipt = received.receipt
    if receipt is None or received.receipt_file is None:
        raise AssertionError("a bundle was received without a receipt")
    whole = receipt.new == total and receipt.complete()
    facts.step("Nhận gói", f"Nơi nhận lấy {receipt.new} hồ sơ, trả lại {len(receipt.refused)}.", well=whole)
    _, again = receiving.preview(province, bundle)
    facts.step("Cắm lại USB lần nữa", f"{again.same} hồ sơ như cũ, không có gì thay đổi.", well=again.same == total)
    back = receiving.receive(commune, received.receipt_file.path)
    taken = back.acknowledged
    facts.step("Nhận biên nhận", "Xã biết từng hồ sơ đã đến nơi.", well=taken is not None and taken.sent == total)
    facts.stick = list(_stick(places.stick, bundle, received.receipt_file.path))
    facts.states = _states(commune)
    facts.papers += print_bundle_papers(commune, places.papers)


def _burn(facts: Facts, commune: SqliteStore, province: SqliteStore, code: str) -> None:
    """Let the commune's PC be lost: a new one takes back from the office what only the code on paper opens."""
    with tempfile.TemporaryDirectory(prefix="sotuphap-") as folder:
        fresh, *_ = make_register(Path(folder) / "new", PASSPHRASE, unit=COMMUNE, author=OFFICER)
        with closing(fresh):
            keys.enroll(fresh, keys.card_file(province)[1], checked_by=_CHECKED)
            new = giving_back.NewPc(peers.pc_card_file(fresh, "Máy mới")[1], _CHECKED, (), "")
            given = giving_back.give_back_to_new_pc(province, COMMUNE, Path(folder), new)
            giving_back.restore_from_sealed(fresh, given.file.path, code)
            keys.revoke(province, given.card.key())  # the demonstration goes on with the old PC
            same = _whole(fresh) == _whole(commune)
            said = f"Máy mới lấy lại {len(_whole(fresh))} hồ sơ từ phần niêm phong bằng mã trên giấy, không thiếu gì."
    facts.step("Máy của xã hỏng", said, well=same)


def _whole(store: SqliteStore) -> list[bytes]:
    """Return every record of the unit in its canonical form."""
    rows = [(kind, row) for kind in kinds_at_home() for row in store.rows_after(kind, 0, store.unit)]
    return sorted(write_line(kind, row, FULL) for kind, row in rows)


def _stick(folder: Path, bundle: Path, receipt: Path) -> Iterator[StickFile]:
    named = {bundle: "gói dữ liệu của xã", receipt: "biên nhận của nơi nhận"}
    for file in sorted(folder.iterdir()):
        yield StickFile(file.name, file.stat().st_size, named.get(file, "thẻ khóa"))


def _states(store: Store) -> dict[str, int]:
    progress = Progressing(store)
    travelling = (kind for kind in kinds_at(DEIDENTIFIED) if kind is not Office)  # offices are known, not sent
    counted = Counter(state.code for kind in travelling for state in progress.of(kind).values())
    return {words: counted[code] for code, words in SYNC_STATES if counted[code]}


def _count(facts: Facts, commune: SqliteStore, province: SqliteStore) -> None:
    for side, store in (("commune", commune), ("province", province)):
        facts.records[side] = {kind.title: count for kind in KINDS if (count := len(store.ids(kind)))}
    facts.figures = figures(commune, province)
    right = sum(figure.well() for figure in facts.figures)
    said = f"{right}/{len(facts.figures)} số liệu khớp ở cả hai nơi."
    facts.step("Cộng số liệu", said, well=right == len(facts.figures))


def _report(facts: Facts, province: SqliteStore, places: Places) -> None:
    tables = print_tables(province, places.papers, periods.parse(_PERIOD))
    facts.papers += tables
    facts.step("In bảng số liệu", f"{len(tables)} bảng của {facts.province}, mỗi bảng một tệp PDF và một tệp Excel.")


def _photograph(facts: Facts, commune: SqliteStore, places: Places) -> None:
    from PySide6.QtCore import qInstallMessageHandler

    from ui.screens import screenshots

    before = qInstallMessageHandler(lambda *_: None)  # without a screen Qt complains of what nobody will see
    try:
        facts.screens = [Screen(title, picture) for title, picture in screenshots(commune, places.screens)]
    finally:
        qInstallMessageHandler(before)
    facts.step("Chụp màn hình", f"{len(facts.screens)} trang của cửa sổ, không cần màn hình thật.")


def _search(facts: Facts, commune: SqliteStore, province: SqliteStore, places: Places) -> None:
    secrets = demo_privacy.private_words(commune)
    control = demo_privacy.search_texts("", every_text(commune), secrets)
    facts.step(
        "Thử phép tìm",
        f"Trong sổ của xã đã mở khóa thấy đủ {len(control.found)}/{len(secrets)} chữ riêng tư.",
        well=len(control.found) == len(secrets),
    )
    facts.privacy = [
        demo_privacy.search_files("Mọi tệp trên USB", _files(places.stick), secrets),
        demo_privacy.search_files("Tệp sổ của xã trên đĩa", _files(places.commune), secrets),
        demo_privacy.search_files("Tệp sổ của nơi nhận trên đĩa", _files(places.province), secrets),
        demo_privacy.search_texts("Sổ của nơi nhận, đã mở khóa", every_text(province), secrets),
    ]
    found = sum(len(search.found) for search in facts.privacy)
    facts.step("Tìm chữ riêng tư", f"{len(secrets)} chữ, bốn nơi: thấy {found}.", well=not found)


def _files(folder: Path) -> list[Path]:
    return sorted(file for file in folder.rglob("*") if file.is_file())


def every_text(store: SqliteStore) -> Iterator[str]:
    """Yield every text in every table of an open register, indexes of words and the log included."""
    tables = store.connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
    for (table,) in tables:
        for row in store.connection.execute(f'SELECT * FROM "{table}"'):
            for value in tuple(row):
                if isinstance(value, bytes):
                    yield value.decode("utf-8", "ignore")
                elif isinstance(value, str):
                    yield value


def _text(facts: Facts, places: Places) -> str:
    lines = [f"{'✓' if step.well else '✗'} {step.title}: {step.said}" for step in facts.steps]
    lines += [
        f"✗ {f.group}, {f.label}: phải có {f.expected}, xã {f.counted}, nơi nhận {f.arrived}"
        for f in facts.figures
        if not f.well()
    ]
    right = sum(figure.well() for figure in facts.figures)
    lines.append(f"Số liệu khớp: {right}/{len(facts.figures)}.")
    lines.append(f"Trang trình bày: {places.out / 'index.html'}")
    return "\n".join(lines)
