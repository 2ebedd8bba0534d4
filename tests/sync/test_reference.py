"""Reference data from the province: composed, signed, staged, shown, applied in one step, undone in one step."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import orjson
import pytest

import resources
from app import installed
from app.bundles.errors import BadBundle
from app.bundles.lines import write_line
from app.bundles.opening import head_of
from app.bundles.policy import kinds_at_home
from app.forms.packs import form, form_ids, forms
from app.installed import Item
from app.ports import Query
from app.problems import Problem
from app.records import deadlines, legal, units
from app.records.legal_aid import LegalDocument
from app.records.money import Rate
from app.records.planning import AnnualPlan, PlanGroup, PlanTask
from app.statistics import packs, periods, standards
from app.usecases import keys, money, planning, receiving, reference_composing, reporting, syncing
from app.usecases.demonstration_office import COMMUNE, load_office, load_receiver
from app.usecases.demonstration_planning import load_planning
from app.usecases.records import save
from app.usecases.reference_composing import Wish, compose, write_set
from app.usecases.reference_differences import differences
from app.usecases.reference_sets import apply_set, bring_up, items_of, sets, undo_set, unusable
from app.usecases.reference_staging import waiting
from app.usecases.reference_tables import announcement, carried, read_folder
from app.usecases.routes import Way, preset, set_route
from db import SqliteStore, create_register
from db.backup import verify
from tests.sync.conftest import KEY, World, dump

FORM = "giay-moi-pbgdpl"
STANDARD = """
id = "tieu-chi-thu"
version = 1
title = "Bộ tiêu chí thử (nội bộ)"
valid_from = 2026-01-01
certainty = "internal"
[[entries]]
code = "1"
level = "criterion"
name = "Tiêu chí thử"
certainty = "weak"
"""


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    """The two offices with nothing in their registers but themselves."""
    for name in ("xa", "so", "usb"):
        (tmp_path / name).mkdir()
    commune = create_register(tmp_path / "xa", KEY, unit=COMMUNE, author="Người thử")
    province = create_register(tmp_path / "so", KEY, unit="92", author="Người lập")
    load_office(commune)
    load_receiver(province)
    keys.enroll(province, keys.card_file(commune)[1], checked_by="Người lập")
    keys.enroll(commune, keys.card_file(province)[1], checked_by="Người thử")
    yield World(commune, province, tmp_path / "usb", "", tmp_path)
    commune.close()
    province.close()


@pytest.fixture(autouse=True)
def _nothing_installed() -> Iterator[None]:
    yield
    installed.put_in(())


def everything(store: SqliteStore) -> list[bytes]:
    """Return the canonical dump of all records here, whoever's they are."""
    rows = [(kind, row) for kind in kinds_at_home() for row in store.rows_after(kind, 0)]
    return sorted(write_line(kind, row, "full") for kind, row in rows)


def text_of(*place: str) -> str:
    return resources.path(*place).read_text(encoding="utf-8-sig")


def new_form(version: int = 90, form_id: str = FORM) -> Item:
    text = text_of("forms", f"{FORM}.toml").replace(f'id = "{FORM}"', f'id = "{form_id}"', 1)
    return Item(installed.FORM, form_id, re.sub(r"(?m)^version = \d+$", f"version = {version}", text, count=1))


def rate(amount: int = 350_000, since: date = date(2026, 7, 1)) -> Rate:
    return Rate(item="case_success", amount=amount, basis="Nghị quyết 99/2026 (hư cấu)", valid_from=since)


def sent(world: World, *items: Item, title: str = "Bộ thử", retire: tuple[tuple[str, str], ...] = ()) -> Path:
    """Compose a set at the province and return its file on the stick."""
    made = compose(world.province, Wish(title, items, retire))
    installed.put_in(())  # the commune is another machine
    return write_set(world.province, made.set_id, world.stick).file.path


def staged(world: World, *items: Item, **more: object) -> str:
    """Compose a set and let the commune receive it; return its id."""
    got = receiving.receive(world.commune, sent(world, *items, **more))  # type: ignore[arg-type]
    assert got.reference is not None
    return got.reference.chosen.set_id


def by_name(world: World, set_id: str) -> dict[str, str]:
    return {one.name: one.what for one in differences(world.commune, set_id)}


# --- there and back ---------------------------------------------------------------------------------------------------


def test_a_set_waits_until_somebody_applies_it_and_goes_without_a_trace(world: World) -> None:
    world.province.put(rate())
    world.province.put(LegalDocument(number="12/2026/QĐ-UBND", name="Quyết định hư cấu"))
    load_planning(world.commune)
    before, report = everything(world.commune), text_of("forms", f"{FORM}.toml")
    set_id = staged(world, new_form(), announcement("hop-giao-ban", "Họp giao ban\nNgày 30."))
    assert everything(world.commune) == before
    assert form(FORM).version < 90
    assert [one.set_id for one in waiting(world.commune)] == [set_id]
    apply_set(world.commune, set_id)
    assert form(FORM).version == 90
    assert money.tariff(world.commune, "case_success", date(2026, 8, 1)).amount == 350_000
    assert everything(world.commune) != before
    undo_set(world.commune, set_id)
    assert everything(world.commune) == before
    assert form(FORM).version < 90
    assert text_of("forms", f"{FORM}.toml") == report
    verify(world.commune.connection)


def test_what_was_undone_can_be_applied_again(world: World) -> None:
    world.province.put(rate())
    set_id = staged(world, new_form())
    apply_set(world.commune, set_id)
    after = everything(world.commune)
    undo_set(world.commune, set_id)
    apply_set(world.commune, set_id)
    assert everything(world.commune) == after
    assert form(FORM).version == 90


def test_undoing_gives_back_the_values_of_the_set_before(world: World) -> None:
    kept = rate()
    world.province.put(kept)
    first = staged(world, new_form(90))
    apply_set(world.commune, first)
    between = everything(world.commune)
    kept.amount = 375_000
    world.province.put(kept)
    second = staged(world, new_form(91))
    assert by_name(world, second)[kept.id] == "changed"
    apply_set(world.commune, second)
    assert (form(FORM).version, world.commune.get(Rate, kept.id).amount) == (91, 375_000)
    undo_set(world.commune, second)
    assert everything(world.commune) == between
    assert (form(FORM).version, world.commune.get(Rate, kept.id).amount) == (90, 350_000)
    undo_set(world.commune, first)
    assert world.commune.find(Rate, kept.id) is None


def test_a_set_received_twice_and_under_another_name_waits_once(world: World) -> None:
    file = sent(world, new_form())
    first = receiving.receive(world.commune, file).reference
    again = receiving.receive(world.commune, file.rename(file.with_name("khac.stp"))).reference
    assert [one.already for one in (first, again) if one] == [False, True]
    assert len(sets(world.commune)) == 1


def test_a_set_written_again_for_a_commune_that_came_later_is_the_same_set(world: World) -> None:
    made = compose(world.province, Wish("Bộ thử", (new_form(),)))
    one, other = (write_set(world.province, made.set_id, world.stick).file.path for _ in range(2))
    got = [receiving.receive(world.commune, path).reference for path in (one, other)]
    assert [found.chosen.set_id for found in got if found] == [made.set_id] * 2
    assert len(sets(world.commune)) == 1


# --- versions ---------------------------------------------------------------------------------------------------------


def test_an_older_set_does_not_take_the_place_of_a_newer_one(world: World) -> None:
    first, second = sent(world, new_form(90)), sent(world, new_form(91))
    for path in (second, first):
        receiving.receive(world.commune, path)
    newest, oldest = sets(world.commune)
    apply_set(world.commune, newest.set_id)
    assert waiting(world.commune) == []
    with pytest.raises(Problem, match="mới hơn"):
        apply_set(world.commune, oldest.set_id)
    assert form(FORM).version == 91


def test_a_form_that_the_program_carries_newer_is_not_replaced_by_an_older_one(world: World) -> None:
    apply_set(world.commune, staged(world, new_form(0)))
    assert form(FORM).version == form(FORM).version > 0


def test_only_the_set_applied_last_can_be_undone(world: World) -> None:
    first = staged(world, new_form(90))
    apply_set(world.commune, first)
    apply_set(world.commune, staged(world, new_form(91)))
    with pytest.raises(Problem, match="Hoàn tác bộ số 2 trước"):
        undo_set(world.commune, first)


def test_a_new_set_carries_what_the_old_one_said(world: World) -> None:
    sent(world, new_form(90), announcement("tb", "Một thông báo"))
    last = staged(world, new_form(91))
    found = {(item.kind, item.name): item for item in items_of(world.commune, last)}
    assert set(found) == {(installed.FORM, FORM), (installed.ANNOUNCEMENT, "tb")}
    assert "version = 91" in found[installed.FORM, FORM].content


def test_what_begins_later_waits_for_its_day_and_what_holds_now_stays(world: World) -> None:
    tomorrow = date.today() + timedelta(days=1)  # noqa: DTZ011 (items are dated by calendar days)
    later = Item(installed.FORM, FORM, new_form(92).content, tomorrow)
    set_id = staged(world, new_form(90), later)
    assert sorted(one.what for one in differences(world.commune, set_id)) == ["changed", "later"]
    apply_set(world.commune, set_id)
    assert form(FORM).version == 90


# --- what is shown ----------------------------------------------------------------------------------------------------


def test_what_is_new_changed_retired_or_as_it_was_is_said_before(world: World) -> None:
    kept = rate()
    world.province.put(kept)
    same = Item(installed.FORM, "bien-ban-bau", text_of("forms", "bien-ban-bau.toml"))
    set_id = staged(world, new_form(), same, new_form(form_id="mau-moi"), retire=((installed.FORM, "phieu-khao-sat"),))
    assert by_name(world, set_id) == {
        FORM: "changed",
        "mau-moi": "new",
        "phieu-khao-sat": "retired",
        "bien-ban-bau": "same",
        kept.id: "new",
    }
    changed = next(one for one in differences(world.commune, set_id) if one.name == FORM)
    assert "bản 90" in changed.detail
    apply_set(world.commune, set_id)
    assert by_name(world, set_id)[FORM] == "changed"  # to what it was before


def test_what_was_retired_is_offered_no_more_and_still_found_by_old_records(world: World) -> None:
    items = (Item(installed.UNIT, "31360", carried(installed.UNIT)["31360"].content),)
    set_id = staged(
        world,
        *items,
        retire=((installed.FORM, "phieu-khao-sat"), (installed.STATISTICS, "tt17-tcpl"), (installed.UNIT, "00004")),
    )
    apply_set(world.commune, set_id)
    assert "phieu-khao-sat" not in form_ids()
    assert form("phieu-khao-sat").title
    assert "phieu-khao-sat" not in {one.id for one in forms()}
    assert "tt17-tcpl" not in packs.pack_ids()
    assert packs.pack("tt17-tcpl").id == "tt17-tcpl"
    assert "00004" not in {one.code for one in units.units()}
    old = units.unit("00004")
    assert old is not None
    assert old.name == "Phường Ba Đình"


# --- every kind of it -------------------------------------------------------------------------------------------------


def laid_out(folder: Path) -> Path:
    """Lay files out as the program's resources are, each with something new."""
    files = {
        "statistics/tong-hop-noi-bo.toml": text_of("statistics", "tong-hop-noi-bo.toml").replace(
            "version = 1", "version = 7", 1
        ),
        "standards/tieu-chi-thu.toml": STANDARD,
        "catalogues/holidays_vn.csv": text_of("catalogues", "holidays_vn.csv")
        + "2031-01-01,Tết Dương lịch,le,Bộ luật Lao động 2019 Điều 112,chinh_thuc,T4\n",
        "catalogues/legal_bases.toml": '[[basis]]\nid = "nq-thu"\nnumber = "99/2026/NQ-HĐND"\ntext = "Nghị quyết thử"\n'
        'valid_from = 2026-07-01\ntopics = ["mediation"]\ncertainty = "read"\n',
        "catalogues/rates.toml": '[[rate]]\nitem = "case_success"\namount = 500000\nunit = "đồng/vụ, việc"\n'
        'valid_from = 2030-01-01\nbasis = "Thông tư thử"\ncertainty = "read"\n',
        "statistics/periods.toml": '[[regime]]\nid = "tt-thu"\ntitle = "Thông tư thử"\nfrom_year = 2031\n'
        'certainty = "read"\nsource = "thử"\ndue_certainty = "read"\ndue_note = ""\n[[regime.period]]\ncode = "N"\n'
        'label = "Năm"\nfirst = "01-01"\nlast = "12-31"\ncut_off = "12-31"\ndue = "01-20"\ndue_year = 1\n',
        "units/units_2025.csv": "ma_tinh,ten_tinh,ma_xa,ten_xa,loai\n92,Thành phố Cần Thơ,99902,Xã Sen Hồng,Xã\n",
        "units/units_old_to_new.csv": "ma_xa_cu,ten_xa_cu,ma_huyen_cu,ten_huyen_cu,ma_tinh_cu,ten_tinh_cu,ma_xa_moi,"
        "ten_xa_moi,mot_phan,mac_dinh,khop_2_nguon\n99901,Xã Sen Vàng,,,92,Cần Thơ,99902,Xã Sen Hồng,0,,ca_hai\n",
        "thong-bao/hop.txt": "Họp giao ban quý IV\nNgày 30/12, trực tuyến.\n",
    }
    for place, text in files.items():
        path = folder / place
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def test_each_kind_of_reference_data_reaches_the_loader_that_reads_it_and_leaves_it_again(world: World) -> None:
    items = read_folder(laid_out(world.folder / "du-lieu"))
    assert {item.kind for item in items} == {kind for kind in reference_composing_kinds() if kind != installed.FORM}
    set_id = staged(world, *items)
    apply_set(world.commune, set_id)
    assert packs.pack("tong-hop-noi-bo").version == 7
    assert 2031 in deadlines.known_years()
    assert "Nghị quyết thử" in legal.cited("mediation", date(2026, 8, 1))
    assert "Nghị quyết thử" not in legal.cited("mediation", date(2026, 6, 30))
    assert money.tariff(world.commune, "case_success", date(2030, 1, 2)).ceiling == 500_000
    assert periods.parse("2031:N").due == date(2032, 1, 20)
    found = units.unit("99902")
    assert found is not None
    assert [one.name for one in units.successions("99901")] == ["Xã Sen Hồng"]
    assert set(installed.installed(installed.ANNOUNCEMENT)) == {"hop"}
    assert set(installed.installed(installed.STANDARD)) == {"tieu-chi-thu"}
    assert standards.standard("tieu-chi-thu").entries[0].name == "Tiêu chí thử"
    undo_set(world.commune, set_id)
    assert packs.pack("tong-hop-noi-bo").version == 1
    assert 2031 not in deadlines.known_years()
    assert "Nghị quyết thử" not in legal.cited("mediation", date(2026, 8, 1))
    assert units.unit("99902") is None
    assert units.successions("99901") == []
    assert money.tariff(world.commune, "case_success", date(2030, 1, 2)).ceiling != 500_000


def reference_composing_kinds() -> tuple[str, ...]:
    from app.bundles.reference import KINDS

    return KINDS


def test_tables_that_say_what_the_program_says_bring_nothing(world: World) -> None:
    folder = world.folder / "nhu-cu"
    for place in ("catalogues/holidays_vn.csv", "catalogues/legal_bases.toml", "units/units_2025.csv"):
        (folder / place).parent.mkdir(parents=True, exist_ok=True)
        (folder / place).write_text(text_of(*place.split("/")), encoding="utf-8")
    assert read_folder(folder) == []


def test_the_provinces_plan_is_seen_and_stays_out_of_the_communes_own(world: World) -> None:
    load_planning(world.commune)
    plan = AnnualPlan(year=2026, name="Kế hoạch PBGDPL của tỉnh", groups=[PlanGroup(1, "Hội nghị")])
    task = PlanTask(plan=plan.id, code="T-1", group=1, content="Hội nghị", lead="Sở", due_on=date(2026, 12, 1))
    task.target, task.unit_kind = 1, "meeting"
    for record in (plan, task):
        save(world.province, record)
    period = periods.parse("2026-01-01..2026-12-31")
    before = [(one.id, one.unit) for one in reporting.facts(world.commune, period).tasks]
    own = planning.plan_of(world.commune, 2026)
    apply_set(world.commune, staged(world))
    assert world.commune.get(AnnualPlan, plan.id).name == plan.name
    after = planning.plan_of(world.commune, 2026)
    assert (own and own.id) == (after and after.id)
    assert [(one.id, one.unit) for one in reporting.facts(world.commune, period).tasks] == before
    with pytest.raises(Problem, match="chỉ xem được"):
        save(world.commune, world.commune.get(AnnualPlan, plan.id))
    counts = syncing.export_bundle(world.commune, world.stick).counts
    assert counts["plan_task"] == len(world.commune.ids(PlanTask, Query(units=frozenset((world.commune.unit,)))))


def test_a_set_whose_record_ours_refers_to_is_not_undone(world: World) -> None:
    load_planning(world.commune)
    plan = AnnualPlan(year=2026, name="Kế hoạch của tỉnh", groups=[PlanGroup(1, "Hội nghị")])
    world.province.put(plan)
    set_id = staged(world)
    apply_set(world.commune, set_id)
    task = next(world.commune.every(PlanTask))
    was, task.plan = task.plan, plan.id
    world.commune.put(task)
    before = everything(world.commune)
    with pytest.raises(Problem, match="đang dùng một hồ sơ của bộ dữ liệu này"):
        undo_set(world.commune, set_id)
    assert everything(world.commune) == before
    task.plan = was
    world.commune.put(task)
    undo_set(world.commune, set_id)
    assert world.commune.find(AnnualPlan, plan.id) is None


# --- what is refused --------------------------------------------------------------------------------------------------

BAD = {
    "an unreadable form": (Item(installed.FORM, "x", "khong phai toml ["), "không đọc được"),
    "a form with a block nobody knows": (
        Item(installed.FORM, FORM, text_of("forms", f"{FORM}.toml") + '\n[[blocks]]\ntype = "la"\n'),
        "không dùng được",
    ),
    "a pack with an indicator nobody knows": (
        Item(
            installed.STATISTICS,
            "tong-hop-noi-bo",
            text_of("statistics", "tong-hop-noi-bo.toml").replace('indicator = "', 'indicator = "la_', 1),
        ),
        "không có chỉ số",
    ),
    "an official number nobody read": (
        Item(
            installed.STATISTICS,
            "tong-hop-noi-bo",
            text_of("statistics", "tong-hop-noi-bo.toml").replace(" (nội bộ)", ""),
        ),
        "nội bộ",
    ),
    "days of two years": (
        Item(
            installed.HOLIDAYS,
            "2031",
            "date,name,kind,source,status\n2031-01-01,a,le,b,chinh_thuc\n2032-01-01,a,le,b,c",
        ),
        "đúng một năm",
    ),
    "a day that is none": (
        Item(installed.HOLIDAYS, "2031", "date,name,kind,source,status\n2031-02-31,a,le,b,chinh_thuc"),
        "không đúng dạng",
    ),
    "a unit without a name": (
        Item(installed.UNIT, "1", '{"code":"1","name":"","kind":"commune","province_code":"92","province":"x"}'),
        "không đúng dạng",
    ),
    "a rate below zero": (
        Item(
            installed.RATE,
            "case_success 2030-01-01",
            '{"item":"case_success","amount":-1,"valid_from":"2030-01-01","basis":"x"}',
        ),
        "không đúng dạng",
    ),
    "a basis under another name": (
        Item(installed.BASIS, "a", '{"id":"b","number":"1","text":"x","topics":["mediation"],"certainty":"read"}'),
        "không đúng dạng",
    ),
    "a year of holidays retired": (Item(installed.HOLIDAYS, "2026", "", retired=True), "thôi dùng"),
}


def test_what_no_loader_would_take_is_not_composed(world: World) -> None:
    for item, said in BAD.values():
        with pytest.raises(Problem, match=said):
            compose(world.province, Wish("Bộ hỏng", (item,)))
    assert sets(world.province) == []


def test_what_no_loader_would_take_is_refused_whole_and_changes_nothing(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = everything(world.commune)
    for item, said in BAD.values():
        with monkeypatch.context() as careless:
            careless.setattr(reference_composing, "check_items", lambda _: None)
            careless.setattr(reference_composing, "apply_set", lambda *_: None)
            file = sent(world, new_form(), item)
        with pytest.raises(Problem, match=said):
            receiving.receive(world.commune, file)
        assert sets(world.commune) == []
        assert everything(world.commune) == before
        assert form(FORM).version < 90


def test_only_the_office_we_report_to_sends_reference_data(world: World) -> None:
    set_route(world.province, preset("two_levels"), Way(last=("01", "Bộ Tư pháp (thử)")))
    file = compose_from(world.commune, world.stick)
    with pytest.raises(BadBundle, match="không phải nơi nhận dữ liệu"):
        receiving.receive(world.province, file)
    assert sets(world.province) == []


def compose_from(store: SqliteStore, folder: Path) -> Path:
    made = compose(store, Wish("Của xã", (announcement("tb", "Thông báo"),)))
    return write_set(store, made.set_id, folder).file.path


def test_a_record_of_another_unit_or_kind_spoils_the_set(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    from app.usecases import reference_records

    world.province.put(rate())
    whole = reference_records.write_line
    for wrong, said in ((b'"u":"99901"', "thuộc đơn vị 99901"), (b'"u":"92"', "không gửi theo cách này")):

        def spoiled(kind: type, row: object, level: str, wrong: bytes = wrong) -> bytes:
            line = whole(kind, row, level).replace(b'"u":"92"', wrong)  # type: ignore[arg-type]
            return line if wrong != b'"u":"92"' else line.replace(b'"t":"rate"', b'"t":"hamlet"')

        monkeypatch.setattr(reference_records, "write_line", spoiled)
        file = sent(world, new_form())
        with pytest.raises(BadBundle, match=said if wrong != b'"u":"92"' else "không nhận được"):
            receiving.receive(world.commune, file)
        monkeypatch.undo()
    assert sets(world.commune) == []


def test_a_program_that_can_no_longer_use_a_piece_leaves_it_out_and_says_so(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    import app as program

    apply_set(world.commune, staged(world, new_form(), announcement("tb", "Thông báo")))
    broken = {"set_id": sets(world.commune)[0].set_id, "kind": installed.FORM, "name": FORM}
    row = world.commune.notes("reference_item", broken)[0]
    world.commune.note("reference_item", row | {"content": row["content"] + '\n[[blocks]]\ntype = "cu"\n'})
    monkeypatch.setattr(program, "__version__", "9.9.9")
    bring_up(world.commune)
    assert [(kind, name) for kind, name, _ in unusable(world.commune)] == [(installed.FORM, FORM)]
    assert form(FORM).version < 90
    assert set(installed.installed(installed.ANNOUNCEMENT)) == {"tb"}


def test_four_hundred_communes_read_one_file(world: World) -> None:
    from app.bundles.keys import card_of, new_keys, write_card

    for number in range(399):
        card = card_of(new_keys(), unit=f"X{number}", name=f"Xã {number}", replica="0" * 16 + "-1")
        row = {"key": card.key(), "unit": card.unit, "name": card.name, "replica": card.replica, "role": ""}
        row |= {"card": write_card(card).decode(), "at": card.created, "checked_by": "thử", "revoked_at": None}
        world.province.note("enrolled_key", row)
    file = sent(world, new_form())
    assert len(head_of(file).to) == 400
    assert file.stat().st_size < 200_000
    got = receiving.receive(world.commune, file)
    assert got.reference is not None


def test_what_is_withdrawn_of_keys_holds_at_once_and_is_not_undone(world: World) -> None:
    (world.folder / "hai").mkdir()
    second = create_register(world.folder / "hai", KEY, unit=COMMUNE, author="Máy hai")
    load_office(second)
    card = keys.card_file(second)[1]
    lost = keys.enroll(world.commune, card, checked_by="Người thử", role=keys.PEER).key()
    keys.enroll(world.province, card, checked_by="Người lập")
    keys.revoke(world.province, lost, "Máy hai bị mất")
    got = receiving.receive(world.commune, sent(world, new_form()))
    assert any("Máy hai bị mất" in said for said in got.news)
    assert keys.trusted(world.commune, lost) is None
    assert got.reference is not None
    apply_set(world.commune, got.reference.chosen.set_id)
    undo_set(world.commune, got.reference.chosen.set_id)
    assert keys.trusted(world.commune, lost) is None
    second.close()


def test_a_set_for_nobody_is_not_written(world: World) -> None:
    keys.revoke(world.province, keys.own_card(world.commune).key())
    made = compose(world.province, Wish("Bộ thử", (new_form(),)))
    with pytest.raises(Problem, match="Chưa ghi danh thẻ khóa"):
        write_set(world.province, made.set_id, world.stick)


def test_a_middle_office_hands_reference_data_down(tmp_path: Path) -> None:
    from app.usecases import relaying
    from tests.sync.relay_world import COMMUNE, MIDDLE, three_levels

    with three_levels(tmp_path) as levels:
        made = compose(levels.province, Wish("Bộ thử", (new_form(),)))
        installed.put_in(())
        file = write_set(levels.province, made.set_id, levels.high).file.path
        at_middle = receiving.receive(levels.middle, file)
        assert at_middle.reference is not None
        [post] = relaying.write_waiting(levels.middle, levels.low)
        assert (post.unit, post.letters) == (COMMUNE, 1)
        got = receiving.receive(levels.commune, post.file.path)
        assert got.unit == MIDDLE
        assert [one.set_id for one in waiting(levels.commune)] == [made.set_id]
        apply_set(levels.commune, made.set_id)
        assert form(FORM).version == 90


def test_a_compare_of_own_dump_before_and_after_is_not_vacuous(world: World) -> None:
    own = dump(world.commune)
    world.province.put(rate())
    apply_set(world.commune, staged(world))
    assert dump(world.commune) == own
    assert len(everything(world.commune)) > len(own)
    assert orjson.loads(everything(world.commune)[0])["id"]
