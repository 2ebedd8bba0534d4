"""What stands against a merger is said in a sentence before anything is written."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from app.ports import Kept
from app.problems import Problem
from app.records import MediationCase, Mediator, Office
from app.usecases import merging_undo, merging_units
from app.usecases.merging_plan import Asked, plan
from app.usecases.merging_split import Part
from app.usecases.office import own_office
from db import SqliteStore, backup, create_register, migrations, predecessors, vault
from db.driver import connect
from db.register import DATABASE
from tests.sync import merging
from tests.sync.merging import ASKED, CODES, NAMES, TODAY, WORDS, Past, everything, opened


def refused(store: SqliteStore, sources: list[SqliteStore], asked: Asked = ASKED) -> list[str]:
    """Return what the plan says against a merger; applying it says the first, and changes nothing."""
    before = everything(store)
    problems = plan(store, sources, asked, today=TODAY).problems
    assert merging_units.preview(store, sources, asked, today=TODAY).totals == ()
    with pytest.raises(Problem) as caught:
        merging_units.apply(store, sources, asked, today=TODAY)
    assert str(caught.value) == str(problems[0])
    assert everything(store) == before
    return [str(problem) for problem in problems]


def test_nothing_chosen(new: SqliteStore) -> None:
    assert refused(new, [])[0].startswith("Chưa chọn sổ của đơn vị nào")


def test_the_same_unit_twice(new: SqliteStore, past: list[Past]) -> None:
    with opened([past[0], past[1], past[0]]) as sources:
        said = refused(new, sources)
    assert said == [
        f"Đơn vị {CODES[0]} được chọn 2 lần. Chỉ giữ sổ mới nhất. Nếu đơn vị có hai máy thì ghép hai máy trước, "
        "rồi lấy sổ của một máy."
    ]


def test_no_act_and_no_day(new: SqliteStore, past: list[Past]) -> None:
    with opened(past[:1]) as sources:
        said = refused(new, sources, Asked("  ", None))
    assert [one.split(".")[0] for one in said] == ["Chưa ghi căn cứ sáp nhập", "Chưa ghi ngày sáp nhập"]


@pytest.mark.parametrize(
    ("since", "said"),
    [
        (date(2026, 11, 24), "Ngày sáp nhập 24/11/2026 chưa đến."),
        (date(2025, 7, 1), "có từ ngày 01/07/2025, sau ngày sáp nhập."),
        (date(2025, 8, 1), "Ngày sáp nhập 01/08/2025 trước cả hồ sơ đầu tiên của"),
    ],
)
def test_a_day_that_cannot_be(new: SqliteStore, past: list[Past], since: date, said: str) -> None:
    with opened(past[:1]) as sources:
        assert said in refused(new, sources, replace(ASKED, since=since))[0]


def test_a_register_that_goes_on_after_the_day_is_taken_with_a_word_about_it(
    new: SqliteStore, past: list[Past]
) -> None:
    with opened(past[:1]) as sources:
        said = plan(new, sources, ASKED, today=TODAY).notices
    assert any("hồ sơ sau ngày sáp nhập: xã Bưng Sen (hư cấu) (đến 16/11/2026)" in one for one in said)
    assert any("Danh mục đơn vị chưa ghi" in one for one in said)


def test_its_own_register_or_another_pc_of_it(new: SqliteStore, tmp_path: Path) -> None:
    assert "chính xã Ba Nguồn" in refused(new, [new])[0]
    twin = create_register(_folder(tmp_path, "máy hai"), bytes(32), unit=merging.NEW)
    twin.put(own_office(new))
    assert "chính xã Ba Nguồn" in refused(new, [twin])[0]
    twin.close()


def test_a_province_neither_takes_in_nor_is_taken_in(new: SqliteStore, past: list[Past], tmp_path: Path) -> None:
    province = create_register(_folder(tmp_path, "sở"), bytes(32), unit="92")
    assert "chưa ghi tên đơn vị" in refused(new, [province])[0]
    province.put(Office(code="92", name="Sở Tư pháp thử", kind="province"))
    assert "không phải xã, phường" in refused(new, [province])[0]
    with opened(past[:1]) as sources:
        assert "không phải của xã, phường" in refused(province, sources)[0]
    province.close()


def test_a_practice_register_is_not_mixed_with_a_real_one(new: SqliteStore, past: list[Past]) -> None:
    new.set_setting("practice", True)
    with opened(past[:1]) as sources:
        assert "không cùng là sổ thật" in refused(new, sources)[0]


def test_a_unit_is_taken_in_once(new: SqliteStore, past: list[Past]) -> None:
    with opened(past) as sources:
        merging_units.apply(new, sources[:1], ASKED, today=TODAY)
        said = refused(new, sources[:1])
        assert said[0].startswith(f"Đã nhập sổ của {NAMES[0]} ngày ")
        merging_units.apply(new, sources[1:], ASKED, today=TODAY)


def test_a_split_unit_without_a_hamlet_or_with_one_of_elsewhere(new: SqliteStore, past: list[Past]) -> None:
    with opened(past[:1]) as sources:
        nothing = replace(ASKED, parts={CODES[0]: Part(frozenset())})
        assert "chưa chọn ấp, khóm nào" in refused(new, sources, nothing)[0]
        strange = replace(ASKED, parts={CODES[0]: Part(frozenset(("x",)))})
        assert "không có ấp, khóm hoặc tổ mã x" in refused(new, sources, strange)[0]


def test_numbers_that_differ_are_named_with_their_records_and_must_be_looked_at(
    new: SqliteStore, past: list[Past]
) -> None:
    """A record that somebody put into two of the registers is counted once here."""
    with opened(past[:2]) as sources:
        case = next(case for case in sources[0].every(MediationCase) if not case.draft and case.state == "success")
        row = sources[0].known_rows(MediationCase, [case.id])[case.id]
        sources[1].take_new(MediationCase, [row], "chép tay")
        sources[1].take_over(MediationCase, [case.id], Kept(CODES[1]))
        shown = merging_units.preview(new, sources, ASKED, today=TODAY)
        different = {total.name: total for total in shown.different() if total.period.label == "Năm 2026"}
        assert "mediation.received" in different
        total = different["mediation.received"]
        assert total.before() == total.after + 1
        assert total.records == (("mediation_case", case.id),)
        before = everything(new)
        with pytest.raises(Problem, match="khác tổng của các đơn vị trước"):
            merging_units.apply(new, sources, ASKED, today=TODAY)
        assert everything(new) == before
        done = merging_units.apply(new, sources, replace(ASKED, differences=True), today=TODAY)
        merging_undo.undo(new, done.id)
        assert everything(new) == before


# --- opening ----------------------------------------------------------------------------------------------------------


def test_a_wrong_passphrase_or_code(past: list[Past]) -> None:
    with pytest.raises(Problem, match="Mật khẩu không đúng"), predecessors.opened(past[0].folder, passphrase="sai rồi"):
        pass
    with pytest.raises(Problem, match="không phải của sổ này"):
        _look(past[0].folder, past[1].recovery)
    assert _look(past[0].folder, past[0].recovery) == CODES[0]


def _look(folder: Path, code: str) -> str:
    with predecessors.opened(folder, recovery_code=code) as store:
        return store.unit


def test_a_folder_without_a_register_or_without_its_key(past: list[Past], tmp_path: Path) -> None:
    with pytest.raises(Problem, match=r"Không thấy so\.db"):
        _look(tmp_path, past[0].recovery)
    (tmp_path / DATABASE).write_bytes((past[0].folder / DATABASE).read_bytes())
    with pytest.raises(Problem, match=r"Không thấy khoa\.json"):
        _look(tmp_path, past[0].recovery)


def test_a_damaged_register_is_not_taken(past: list[Past], tmp_path: Path) -> None:
    for name in (DATABASE, vault.KEY_FILE):
        (tmp_path / name).write_bytes((past[0].folder / name).read_bytes())
    data = bytearray((tmp_path / DATABASE).read_bytes())
    data[len(data) // 2] ^= 1
    (tmp_path / DATABASE).write_bytes(data)
    with pytest.raises(Problem, match=r"nguyên vẹn|hỏng"):
        _look(tmp_path, past[0].recovery)


def test_a_register_of_a_newer_program_is_refused_in_words(past: list[Past], tmp_path: Path) -> None:
    for name in (DATABASE, vault.KEY_FILE):
        (tmp_path / name).write_bytes((past[0].folder / name).read_bytes())
    connection = connect(tmp_path / DATABASE, vault.unlock(tmp_path, WORDS))
    connection.execute(
        "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES ('register', 'm9999_of_tomorrow', 'x')"
    )
    connection.close()
    with pytest.raises(Problem, match="phiên bản mới hơn"):
        _look(tmp_path, past[0].recovery)


def test_an_older_register_is_raised_in_a_copy_and_taken(
    new: SqliteStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = _folder(tmp_path, "sổ cũ")
    raw_key, _ = vault.create_vault(folder, WORDS, vault.Cost(rounds=1, memory=64, lanes=1))
    known = migrations._steps()
    taken = migrations.STEPS[:1]
    with monkeypatch.context() as old:
        old.setattr(migrations, "STEPS", taken)
        old.setattr(migrations, "_steps", lambda: {name: known[name] for name in taken})
        create_register(folder, raw_key, unit=CODES[0]).close()
    connection = connect(folder / DATABASE, raw_key)
    connection.execute(
        "INSERT INTO office"
        " (id, _unit, _draft, _deleted, _seq, _made_seq, _vv, _dots, _level, _extra, code, name, kind)"
        " VALUES ('00000000-0000-7000-8000-000000000001', ?, 0, 0, 1, 1, '{\"0123456789abcdef-1\":1}',"
        " '{\"\":\"1.1.0123456789abcdef-1\"}', 'full', '{}', ?, 'xã Cũ (hư cấu)', 'commune')",
        (CODES[0], CODES[0]),
    )
    connection.close()
    before = (folder / DATABASE).read_bytes()
    with predecessors.opened(folder, passphrase=WORDS) as source:
        merging_units.apply(new, [source], ASKED, today=TODAY)
    assert (folder / DATABASE).read_bytes() == before
    assert not (folder / "backups").exists()
    assert [office.name for office in new.every(Office) if office.valid_to] == ["xã Cũ (hư cấu)"]


def test_a_backup_copy_is_taken_like_a_register(past: list[Past], tmp_path: Path) -> None:
    with predecessors.opened(past[0].folder, passphrase=WORDS) as store:
        raw_key = vault.unlock(past[0].folder, WORDS)
        copy = backup.copy_with_key(store.connection, raw_key, past[0].folder, tmp_path / "sao-luu.db")
        mediators = len(store.ids(Mediator))
    with predecessors.opened(copy, passphrase=WORDS) as store:
        assert (store.unit, len(store.ids(Mediator))) == (CODES[0], mediators)


def test_what_was_written_but_not_yet_put_back_into_the_database_is_taken_too(past: list[Past], tmp_path: Path) -> None:
    folder = _folder(tmp_path, "đang mở")
    raw_key, code = vault.create_vault(folder, WORDS, vault.Cost(rounds=1, memory=64, lanes=1))
    living = create_register(folder, raw_key, unit=CODES[0])
    living.put(Office(code=CODES[0], name="xã Cũ", kind="commune"))
    assert (folder / f"{DATABASE}-wal").stat().st_size > 0
    with predecessors.opened(folder, recovery_code=code) as copy:
        assert [office.name for office in copy.every(Office)] == ["xã Cũ"]
    living.close()


def _folder(parent: Path, name: str) -> Path:
    folder = parent / name
    folder.mkdir()
    return folder
