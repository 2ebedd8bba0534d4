"""Planning a merger of units: what will be taken from where, what has to be chosen, and what stands against it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from app.ports import Query, Row, Store
from app.problems import Problem
from app.records import Hamlet, MediationCase, MediationGroup, OutreachEvent
from app.records.office import Office
from app.usecases.custody import told_successors
from app.usecases.merging_books import mergers
from app.usecases.merging_split import Part, Sorted, sort_out
from app.usecases.merging_totals import first_day, last_day
from app.usecases.office import COMMUNE_KINDS, own_office
from app.vietnamese import fold, show_day, show_number

_MOST_SIGNS = 20  # of a group's code
_KIND_WORDS = ("xa", "phuong", "dac khu", "thi tran")
_DAYS = {MediationCase: "received_on", OutreachEvent: "starts_on"}


@dataclass(frozen=True)
class Asked:
    """What a person decides: by which act the units became one and since when; what comes of a unit that was split.

    `parts` and `short_names` go by the predecessor's code; `differences` says that numbers which differ were looked at.
    """

    basis: str
    since: date | None
    parts: Mapping[str, Part] = field(default_factory=dict)
    short_names: Mapping[str, str] = field(default_factory=dict)
    differences: bool = False


@dataclass(frozen=True)
class Choice:
    """A hamlet or a group that may come along, with the words people know it by."""

    id: str
    label: str


@dataclass(frozen=True)
class Predecessor:
    """One unit of a plan: what comes of it by kind, how much stays, what may be chosen, what its numbers begin with."""

    office: Office
    comes: Mapping[str, int]
    stays: int
    hamlets: tuple[Choice, ...]
    straddling: tuple[Choice, ...]
    short_name: str


@dataclass(frozen=True)
class Plan:
    """What would be done; `problems` keep it from being done, `notices` are worth a look. `prefixed` groups get a
    prefix before their codes, for some of them would otherwise be the same.
    """

    predecessors: tuple[Predecessor, ...]
    problems: tuple[Problem, ...]
    notices: tuple[str, ...]
    prefixed: bool


def plan(store: Store, sources: Sequence[Store], asked: Asked, *, today: date | None = None) -> Plan:
    """Return what merging these registers into this one means; nothing is written anywhere."""
    today = today or date.today()  # noqa: DTZ011 (units merge on calendar days)
    problems = list(_about_sources(store, sources))
    if problems:
        return Plan((), tuple(problems), (), prefixed=False)
    sorted_out = [sort_out(source, asked.parts.get(source.unit)) for source in sources]
    named = _short_names([own_office(source) for source in sources], asked.short_names)
    found = tuple(_predecessor(*one) for one in zip(sources, sorted_out, named, strict=True))
    problems += [*_about_act(sources, asked, today), *_about_parts(asked, found, sorted_out)]
    notices = [*_worth_a_look(store, sources, asked), *_same_names(store, sources, sorted_out)]
    codes = _codes(store, sorted_out)
    return Plan(found, tuple(problems), tuple(notices), prefixed=any(count > 1 for count in codes.values()))


def _predecessor(source: Store, found: Sorted, short_name: str) -> Predecessor:
    return Predecessor(
        office=own_office(source),
        comes={table: len(rows) for table, rows in found.rows.items()},
        stays=len(found.staying),
        hamlets=tuple(Choice(one.id, one.label()) for one in source.every(Hamlet)),
        straddling=tuple(Choice(row.id, str(row.columns["name"])) for row in found.straddling if not row.deleted),
        short_name=short_name,
    )


# --- what stands against it -------------------------------------------------------------------------------------------


def _about_sources(store: Store, sources: Sequence[Store]) -> Iterator[Problem]:
    if not sources:
        yield Problem("Chưa chọn sổ của đơn vị nào để nhập.", "Thêm thư mục sổ, hoặc phần niêm phong của từng đơn vị.")
    if own_office(store).kind not in COMMUNE_KINDS:
        yield Problem("Sổ này không phải của xã, phường nên không nhận sổ của đơn vị khác.", "Mở sổ của đơn vị mới.")
    for code, count in Counter(source.unit for source in sources).items():
        if count > 1:
            yield Problem(
                f"Đơn vị {code} được chọn {count} lần.",
                "Chỉ giữ sổ mới nhất. Nếu đơn vị có hai máy thì ghép hai máy trước, rồi lấy sổ của một máy.",
            )
    for source in sources:
        yield from _about_source(store, source)


def _about_source(store: Store, source: Store) -> Iterator[Problem]:
    office = _named_office(source)
    if office is None:
        yield Problem(f"Sổ của đơn vị {source.unit} chưa ghi tên đơn vị.", "Mở sổ đó, ghi tên đơn vị rồi làm lại.")
    elif source.replica == store.replica or office.id == own_office(store).id:
        yield Problem(
            f"Sổ đã chọn là sổ của chính {office.name}.", "Chọn sổ của đơn vị cũ; máy khác của đơn vị thì ghép hai máy."
        )
    elif office.kind not in COMMUNE_KINDS:
        yield Problem(f"{office.name} không phải xã, phường nên không nhập vào đây được.", "Bỏ sổ này khỏi danh sách.")
    elif bool(source.setting("practice", False)) != bool(store.setting("practice", False)):
        yield Problem(f"Sổ của {office.name} và sổ này không cùng là sổ thật.", "Không trộn sổ tập dùng với sổ thật.")
    elif merged := [one for one in mergers(store) if one.took_whole(source.unit)]:
        at = show_day(merged[0].on)
        yield Problem(f"Đã nhập sổ của {office.name} ngày {at}.", "Hoàn tác lần trước nếu muốn nhập lại từ sổ mới hơn.")


def _named_office(source: Store) -> Office | None:
    try:
        return own_office(source)
    except Problem:
        return None


def _about_act(sources: Sequence[Store], asked: Asked, today: date) -> Iterator[Problem]:
    if not asked.basis.strip():
        yield Problem("Chưa ghi căn cứ sáp nhập.", "Ghi số, ngày nghị quyết hoặc quyết định sắp xếp đơn vị.")
    if asked.since is None:
        yield Problem("Chưa ghi ngày sáp nhập.", "Ghi ngày đơn vị mới bắt đầu hoạt động.")
        return
    if asked.since > today:
        yield Problem(f"Ngày sáp nhập {show_day(asked.since)} chưa đến.", "Làm việc này từ ngày đơn vị mới hoạt động.")
    for source in sources:
        office, first = own_office(source), _first_record(source)
        if office.valid_from and asked.since <= office.valid_from:
            since = show_day(office.valid_from)
            yield Problem(f"{office.name} có từ ngày {since}, sau ngày sáp nhập.", "Kiểm tra lại ngày sáp nhập.")
        elif first and asked.since < first:
            yield Problem(
                f"Ngày sáp nhập {show_day(asked.since)} trước cả hồ sơ đầu tiên của {office.name} ({show_day(first)}).",
                "Kiểm tra lại ngày sáp nhập.",
            )


def _about_parts(asked: Asked, found: Sequence[Predecessor], sorted_out: Sequence[Sorted]) -> Iterator[Problem]:
    for one, records in zip(found, sorted_out, strict=True):
        part = asked.parts.get(one.office.code)
        if part is None:
            continue
        if not part.hamlets:
            yield Problem(
                f"{one.office.name} bị chia nhưng chưa chọn ấp, khóm nào.", "Chọn các ấp, khóm về đơn vị này."
            )
        known = {choice.id for choice in (*one.hamlets, *one.straddling)}
        if unknown := (part.hamlets | part.groups) - known - records.coming:
            yield Problem(
                f"{one.office.name} không có ấp, khóm hoặc tổ mã {sorted(unknown)[0]}.", "Chọn lại từ danh sách."
            )


def _first_record(source: Store) -> date | None:
    return min((day for kind, name in _DAYS.items() if (day := first_day(source, kind, name))), default=None)


def _last_record(source: Store) -> date | None:
    return max((day for kind, name in _DAYS.items() if (day := last_day(source, kind, name))), default=None)


# --- what is worth a look ---------------------------------------------------------------------------------------------


def _worth_a_look(store: Store, sources: Sequence[Store], asked: Asked) -> Iterator[str]:
    offices = {source.unit: own_office(source) for source in sources}
    untold = [
        offices[source.unit].name
        for source in sources
        if source.unit != store.unit and store.unit not in told_successors(source.unit)
    ]
    if untold:
        yield (
            f"Danh mục đơn vị chưa ghi {', '.join(untold)} nhập vào {own_office(store).name}: nơi nhận chỉ nhận hồ sơ "
            "cũ sau khi danh mục ở đó có dòng này. Đề nghị Sở Tư pháp bổ sung danh mục."
        )
    last = {source.unit: _last_record(source) for source in sources}
    late = {unit: day for unit, day in last.items() if asked.since and day and day >= asked.since}
    if late:
        said = ", ".join(f"{offices[unit].name} (đến {show_day(day)})" for unit, day in late.items())
        yield f"Còn ghi hồ sơ sau ngày sáp nhập: {said}. Các hồ sơ này vẫn được lấy."
    kinds = (MediationCase, OutreachEvent)
    if drafts := [offices[one.unit].name for one in sources if any(_has_drafts(one, kind) for kind in kinds)]:
        yield f"Còn bản nháp ở {', '.join(drafts)}; bản nháp được lấy theo, chưa được tính."


def _has_drafts(source: Store, kind: type[MediationCase | OutreachEvent]) -> bool:
    return len(source.ids(kind)) > len(source.ids(kind, Query(drafts=False)))


def _same_names(store: Store, sources: Sequence[Store], sorted_out: Sequence[Sorted]) -> Iterator[str]:
    for kind, words in ((Hamlet, "ấp, khóm"), (MediationGroup, "tổ hòa giải")):
        names = Counter(one.label() for one in store.every(kind))
        for source, found in zip(sources, sorted_out, strict=True):
            names.update(source.labels(kind.table, [row.id for row in _living(found, kind)]).values())
        if same := sorted(name for name, count in names.items() if count > 1):
            shown = ", ".join(f"“{name}”" for name in same[:3]) + ("…" if len(same) > 3 else "")
            yield f"{show_number(len(same))} {words} trùng tên ({shown}): nên đổi tên sau khi sáp nhập để khỏi nhầm."


def _living(found: Sorted, kind: type[Hamlet | MediationGroup]) -> list[Row]:
    return [row for row in found.rows.get(kind.table, []) if not row.deleted]


# --- numbers ----------------------------------------------------------------------------------------------------------


def _codes(store: Store, sorted_out: Sequence[Sorted]) -> Counter[str]:
    ours = Counter(group.code for group in store.every(MediationGroup))
    return ours + Counter(row.columns["code"] for found in sorted_out for row in _living(found, MediationGroup))


def _short_names(offices: Sequence[Office], given: Mapping[str, str]) -> list[str]:
    """Return what goes before the codes of each predecessor's groups: as asked for, or the letters of its name."""
    taken: list[str] = []
    for office in offices:
        wanted = given.get(office.code, "").strip() or _letters(office)
        name, number = wanted, 2
        while name in taken:
            name, number = f"{wanted}{number}", number + 1
        taken.append(name)
    return taken


def _letters(office: Office) -> str:
    bare = fold(office.name.partition("(")[0]).strip()
    for word in _KIND_WORDS:
        bare = bare.removeprefix(f"{word} ")
    return "".join(word[0] for word in bare.split() if word[0].isalnum()).upper() or office.code


def prefixed(code: str, short_name: str) -> str:
    """Return a group's code that no group of another predecessor has: “SV-T01”."""
    return f"{short_name[: max(_MOST_SIGNS - len(code) - 1, 1)]}-{code}"
