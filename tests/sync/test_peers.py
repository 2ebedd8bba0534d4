"""Two PCs of one commune: everything goes both ways, in any order and any number of times, and nothing is lost."""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.bundles.errors import BadBundle, UnknownSigner
from app.problems import Problem
from app.records import Conflict, Hamlet, MediationCase, MediationGroup, NumberRange, Office, Route
from app.records.office import Stop
from app.usecases import keys, numbering, peers, receiving, states, syncing
from app.usecases.conflicts import KEPT, LOST, NEW, decide, explain, open_conflicts
from app.usecases.founding import Founding, found
from app.usecases.office import own_office
from app.usecases.records import save
from db import SqliteStore, create_register
from tests.sync.conftest import KEY, World, dump_home


@dataclass
class Pair:
    """The PC that has the register, the one that joined it, the stick between them."""

    one: SqliteStore
    two: SqliteStore
    stick: Path

    def carry(self, source: SqliteStore, target: SqliteStore) -> Path:
        file = peers.export_peer(source, self.stick).file.path
        receiving.receive(target, file)
        return file

    def meet(self) -> None:
        self.carry(self.one, self.two)
        self.carry(self.two, self.one)
        self.carry(self.one, self.two)

    def close(self) -> None:
        self.one.close()
        self.two.close()


def pair_in(folder: Path) -> Pair:
    made = []
    for name in ("máy một", "máy hai", "USB"):
        (folder / name).mkdir()
    for name, author in (("máy một", "Đào"), ("máy hai", "Mận")):
        made.append(create_register(folder / name, KEY, unit="99901", author=author))
    one, two = made
    ours = Office(code="99901", name="xã Sen Vàng", kind="commune")
    above = Office(code="92", name="Sở Tư pháp thử", kind="province")
    for record in (
        ours,
        above,
        Route(name="Tuyến", stops=[Stop(ours.id), Stop(above.id)]),
        Hamlet(name="Cũ", kind="ap"),
    ):
        one.put(record)
    peers.join(two, peers.pc_card_file(one, "Máy một")[1], checked_by="Mận")
    peers.add_peer(one, peers.pc_card_file(two, "Máy hai")[1], checked_by="Đào")
    return Pair(one, two, folder / "USB")


@pytest.fixture
def pair(tmp_path: Path) -> Iterator[Pair]:
    made = pair_in(tmp_path)
    yield made
    made.close()


def hamlet(store: SqliteStore) -> Hamlet:
    return next(store.every(Hamlet))


def rename(store: SqliteStore, name: str) -> Hamlet:
    one = hamlet(store)
    one.name = name
    store.put(one)
    return one


def test_everything_of_the_unit_goes_over_drafts_and_routes_and_number_ranges_too(pair: Pair) -> None:
    group = MediationGroup(name="Tổ ấp Cũ", code="T01", hamlets=(hamlet(pair.one).id,))
    pair.one.put(group)
    pair.one.put(MediationCase(content="Chưa xong", draft=True))
    pair.one.put(NumberRange(group=group.id, year=2026, first=1, last=50, replica=pair.one.replica))
    pair.one.put(NumberRange(group=group.id, year=2026, first=51, last=99, replica=pair.two.replica))
    pair.carry(pair.one, pair.two)
    assert dump_home(pair.two) == dump_home(pair.one)
    assert next(pair.two.every(Route)).name == "Tuyến"
    assert [case.draft for case in pair.two.every(MediationCase)] == [True]
    assert numbering.next_number(pair.one, group, 2026) == 1
    assert numbering.next_number(pair.two, group, 2026) == 51


def test_no_record_counts_as_sent_because_another_pc_has_it(pair: Pair) -> None:
    pair.meet()
    assert states.summary(pair.one)["hamlet"] == {"unsent": 1}
    assert states.summary(pair.two)["hamlet"] == {"unsent": 1}
    assert len(list(pair.stick.iterdir())) == 3


def test_two_unseen_values_wait_for_a_decision_on_both_pcs_alike(pair: Pair) -> None:
    pair.meet()
    rename(pair.one, "Chợ")
    rename(pair.two, "Đình")
    pair.meet()
    (here,), (there,) = open_conflicts(pair.one), open_conflicts(pair.two)
    assert here == there
    assert dump_home(pair.one) == dump_home(pair.two)
    said = explain(pair.one, here)
    assert (said.record, said.field, said.before) == (hamlet(pair.one).label(), "Tên", "Cũ")
    assert {side.words: (side.pc, side.by) for side in (said.kept, said.lost)} == {
        "Chợ": ("máy này", "Đào"),
        "Đình": ("Máy hai", "Mận"),
    }
    assert abs((said.lost.at.date() - date.today()).days) <= 1  # noqa: DTZ011
    assert explain(pair.two, there).before == "Cũ"


@pytest.mark.parametrize(("keep", "value"), [(KEPT, None), (LOST, None), (NEW, "Mới")])
def test_a_decision_goes_over_with_its_record(pair: Pair, keep: str, value: str | None) -> None:
    pair.meet()
    rename(pair.one, "Chợ")
    rename(pair.two, "Đình")
    pair.meet()
    here = open_conflicts(pair.one)[0]
    name = value or orjson.loads(here.kept if keep == KEPT else here.lost)
    decide(pair.one, here, keep, value)
    pair.meet()
    assert [hamlet(store).name for store in (pair.one, pair.two)] == [name, name]
    assert open_conflicts(pair.one) == open_conflicts(pair.two) == []
    (decided,) = pair.two.every(Conflict)
    assert (decided.decision, decided.decided_by) == (keep, "Đào")
    assert dump_home(pair.one) == dump_home(pair.two)
    with pytest.raises(Problem, match="đã được chọn"):
        decide(pair.two, decided, KEPT)


def test_two_pcs_deciding_differently_are_asked_again(pair: Pair) -> None:
    pair.meet()
    rename(pair.one, "Chợ")
    rename(pair.two, "Đình")
    pair.meet()
    decide(pair.one, open_conflicts(pair.one)[0], KEPT)
    decide(pair.two, open_conflicts(pair.two)[0], LOST)
    pair.meet()
    assert dump_home(pair.one) == dump_home(pair.two)
    (again,) = open_conflicts(pair.one)
    assert {again.kept, again.lost} == {'"Chợ"', '"Đình"'}


def test_a_decision_is_one_transaction(pair: Pair) -> None:
    pair.meet()
    rename(pair.one, "Chợ")
    rename(pair.two, "Đình")
    pair.meet()
    before = dump_home(pair.one)
    with pytest.raises(Problem, match="nhiều nhất"):
        decide(pair.one, open_conflicts(pair.one)[0], NEW, "x" * 3_000)
    with pytest.raises(Problem, match="không được để trống"):
        decide(pair.one, open_conflicts(pair.one)[0], NEW, "")
    with pytest.raises(Problem, match="Chưa chọn được"):
        decide(pair.one, open_conflicts(pair.one)[0], "cả hai")
    assert dump_home(pair.one) == before


@pytest.mark.parametrize(("keep", "living"), [(KEPT, 0), (LOST, 1)])
def test_deletion_against_an_edit_is_shown_and_decided(pair: Pair, keep: str, living: int) -> None:
    pair.meet()
    pair.one.delete(hamlet(pair.one))
    rename(pair.two, "Đình")
    pair.meet()
    assert dump_home(pair.one) == dump_home(pair.two)
    (here,) = open_conflicts(pair.two)
    said = explain(pair.two, here)
    assert (said.field, said.kept.words, said.lost.words) == ("Xóa hồ sơ", "Đã xóa", "Còn hồ sơ")
    assert len(pair.two.ids(Hamlet)) == 0
    decide(pair.two, here, keep)
    pair.meet()
    assert len(pair.one.ids(Hamlet)) == len(pair.two.ids(Hamlet)) == living
    assert [one.name for one in pair.one.every(Hamlet)] == ["Đình"] * living
    assert open_conflicts(pair.one) == []


def test_a_conflict_never_leaves_the_unit(world: World, tmp_path: Path) -> None:
    other = create_register(tmp_path / "USB của Đào", KEY, unit="99901")
    peers.join(other, peers.pc_card_file(world.commune, "Máy một")[1], checked_by="thử")
    peers.add_peer(world.commune, peers.pc_card_file(other, "Máy hai")[1], checked_by="thử")
    receiving.receive(other, peers.export_peer(world.commune, world.stick).file.path)
    rename(world.commune, "Chợ Bí Mật")
    rename(other, "Đình Bí Mật")
    receiving.receive(world.commune, peers.export_peer(other, world.stick).file.path)
    assert len(open_conflicts(world.commune)) == 1
    route = next(world.commune.every(Route))
    route.level, route.level_reason = "full", "Sở yêu cầu (thử)"
    save(world.commune, route)
    sent = syncing.export_bundle(world.commune, world.stick)
    assert not {"conflict", "route"} & sent.counts.keys()
    receiving.receive(world.province, sent.file.path)
    assert len(world.province.ids(Conflict)) == 0
    other.close()


def test_a_new_pc_takes_over_the_office_of_the_one_it_joins(tmp_path: Path, pair: Pair) -> None:
    from app.records.units import Unit

    (tmp_path / "máy ba").mkdir()
    three = create_register(tmp_path / "máy ba", KEY, unit="99901")
    found(three, Founding(Unit("99901", "xã Sen Vàng", "commune", "92", "tỉnh thử")))
    peers.join(three, peers.pc_card_file(pair.one, "Máy một")[1], checked_by="thử")
    peers.add_peer(pair.one, peers.pc_card_file(three, "Máy ba")[1], checked_by="thử")
    pair.carry(pair.one, three)
    assert own_office(three).id == own_office(pair.one).id
    assert len(three.ids(Office)) == 2
    pair.carry(three, pair.one)
    assert len(pair.one.ids(Office)) == 2
    assert dump_home(three) == dump_home(pair.one)
    with pytest.raises(Problem, match="đã có hồ sơ"):
        peers.join(three, peers.pc_card_file(pair.two, "Máy hai")[1], checked_by="thử")
    three.close()


def test_who_is_not_of_the_unit_is_no_peer_and_who_is_must_be_joined(world: World, pair: Pair) -> None:
    with pytest.raises(Problem, match="không phải của một máy"):
        peers.add_peer(pair.one, keys.card_file(world.province)[1], checked_by="thử")
    with pytest.raises(Problem, match="chính đơn vị"):
        keys.enroll(world.commune, peers.pc_card_file(pair.one, "Máy lạ")[1], checked_by="thử")
    with pytest.raises(Problem, match="chính máy này"):
        peers.add_peer(pair.one, peers.pc_card_file(pair.one, "Máy một")[1], checked_by="thử")
    with pytest.raises(Problem, match="Chưa có máy nào"):
        peers.export_peer(world.commune, world.stick)
    with pytest.raises(UnknownSigner):
        receiving.receive(world.commune, peers.export_peer(pair.one, pair.stick).file.path)
    keys.revoke(pair.one, keys.own_card_key(pair.two))
    with pytest.raises(UnknownSigner):
        pair.carry(pair.two, pair.one)


def test_a_pc_does_not_take_its_own_file_and_says_whose_it_is(pair: Pair, world: World) -> None:
    with pytest.raises(BadBundle, match="chính máy này"):
        receiving.receive(pair.one, peers.export_peer(pair.one, pair.stick).file.path)
    with pytest.raises(BadBundle, match="chính máy này"):
        receiving.receive(world.commune, syncing.export_bundle(world.commune, world.stick).file.path)


def test_a_preview_of_a_peers_file_keeps_nothing(pair: Pair) -> None:
    file = peers.export_peer(pair.one, pair.stick).file.path
    name, outcome = receiving.preview(pair.two, file)
    assert "Máy một" in name
    assert outcome.accepted() == len(dump_home(pair.one))
    assert dump_home(pair.two) == []


def test_a_peers_file_spoiled_on_the_way_changes_nothing(pair: Pair) -> None:
    file = peers.export_peer(pair.one, pair.stick).file.path
    whole = file.read_bytes()
    before = dump_home(pair.two)
    for place in random.Random(5).sample(range(len(whole)), 12):
        file.write_bytes(whole[:place] + bytes((whole[place] ^ 4,)) + whole[place + 1 :])
        with pytest.raises(BadBundle):
            receiving.receive(pair.two, file)
    assert dump_home(pair.two) == before == []


STEPS = st.lists(
    st.tuples(st.sampled_from(("edit", "note", "delete", "new", "carry", "old", "decide")), st.booleans()),
    min_size=4,
    max_size=14,
)


@settings(max_examples=5, deadline=None)
@given(steps=STEPS)
def test_whatever_two_pcs_do_they_end_alike(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[str, bool]]
) -> None:
    folder = tmp_path_factory.mktemp("đôi")
    pair = pair_in(folder)
    pair.meet()
    files: list[tuple[Path, bool]] = []
    written: set[str] = set()
    for number, (what, first) in enumerate(steps):
        here, there = (pair.one, pair.two) if first else (pair.two, pair.one)
        living = next(here.every(Hamlet), None)
        if what == "carry":
            files.append((pair.carry(here, there), first))
        elif what == "old" and files:
            file, from_first = files[number % len(files)]
            receiving.receive(pair.two if from_first else pair.one, file)
        elif what == "new":
            here.put(Hamlet(name=f"Ấp {number}", kind="ap"))
        elif what == "decide" and (waiting := open_conflicts(here)):
            decide(here, waiting[0], LOST if number % 2 else KEPT)
        elif living and what == "delete":
            here.delete(living)
        elif living and what in ("edit", "note"):
            name = f"Tên {number}"
            written.add(name)
            living.name = name
            here.put(living)
    pair.meet()
    assert dump_home(pair.one) == dump_home(pair.two)
    assert {one.id for one in open_conflicts(pair.one)} == {one.id for one in open_conflicts(pair.two)}
    everything = b"\n".join(dump_home(pair.one)).decode() + "".join(
        str(line.fields)
        for store in (pair.one, pair.two)
        for row in list(store.rows_after(Hamlet, 0))
        for line in store.history(Hamlet, row.id)
    )
    assert all(name in everything for name in written)
    pair.close()
    shutil.rmtree(folder)
