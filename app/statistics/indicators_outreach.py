"""Legal dissemination in numbers: PB01–PB62, but for clubs, bookshelf and plan, which indicators_support counts.

A flow belongs to the day its event ended; the broadcasts of a log belong each to its own day, so that a campaign is
split where the period ends. Only events that were held count, and of those only what the commune counts: an event of
another body in the commune would otherwise be counted twice. Money is what our commune spent. One person who came
twice was present twice (lượt người); propagandists are counted once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain

from app.records.catalogues_outreach import SPECIAL_GROUPS
from app.records.event_extracts import CountedEvent
from app.records.outreach import Broadcast, Propagandist
from app.statistics.facts import Facts, Figure, Indicator
from app.statistics.periods import Period

MINORITY_LANGUAGES = frozenset(("khmer", "hoa"))
MINORITY, OTHER = "minority", "other"
_PAPER = {"leaflet": "leaflet", "folder": "leaflet", "book": "book", "handbook": "book", "disc": "disc"}
Wanted = Callable[[CountedEvent], bool]
Make = Callable[[Facts, Period], Figure]


def counts(event: CountedEvent) -> bool:
    """Tell whether an event is counted at all: held, and ours to count."""
    return event.happened() and event.counted


def _events(facts: Facts, period: Period) -> list[CountedEvent]:
    return facts.once(
        ("events", period), lambda: [event for event in facts.events if counts(event) and period.has(event.last_day())]
    )


def _direct(facts: Facts, period: Period) -> list[CountedEvent]:
    return facts.once(("direct", period), lambda: [event for event in _events(facts, period) if event.direct])


def _number(wanted: Wanted, *, direct: bool = True) -> Make:
    """Make an indicator that counts the events of a period, the direct ones only unless said otherwise."""

    def figure(facts: Facts, period: Period) -> Figure:
        ids = tuple(event.id for event in (_direct if direct else _events)(facts, period) if wanted(event))
        return Figure(len(ids), "outreach_event", ids)

    return figure


def _sum(*names: str) -> Make:
    """Make an indicator that adds up what events brought; behind it stand those that brought anything of it."""

    def figure(facts: Facts, period: Period) -> Figure:
        sums = _sums(facts, period)
        found = [sums[name] for name in names if name in sums]
        ids = dict.fromkeys(chain.from_iterable(some.ids for some in found))
        return Figure(sum(some.amount for some in found), "outreach_event", tuple(ids))

    return figure


def _added(parts: Iterable[tuple[CountedEvent, int]]) -> Figure:
    """Return a sum, with the events that brought anything behind it."""
    brought_any = [(event.id, amount) for event, amount in parts if amount]
    return Figure(sum(amount for _, amount in brought_any), "outreach_event", tuple(one for one, _ in brought_any))


@dataclass
class _Total:
    amount: int = 0
    ids: list[str] = field(default_factory=list)

    def add(self, event: CountedEvent, amount: int) -> None:
        self.amount += amount
        self.ids.append(event.id)


def _sums(facts: Facts, period: Period) -> Mapping[str, _Total]:
    """Add up everything the events of a period brought, looking at each event once."""

    def make() -> Mapping[str, _Total]:
        totals: dict[str, _Total] = {}
        for event in _events(facts, period):
            for name, amount in facts.of_event(event, brought):
                totals.setdefault(name, _Total()).add(event, amount)
        return totals

    return facts.once(("sums", period), make)


def brought(event: CountedEvent) -> list[tuple[str, int]]:
    """Return what an event adds to the flows, by name; people present count only where they were spoken to."""
    return [(name, amount) for name, amount in _brought(event) if amount]


def _brought(event: CountedEvent) -> Iterator[tuple[str, int]]:
    if event.direct:
        yield "present", event.attended or 0
        yield "men", event.men or 0
        yield "women", event.women or 0
        yield "minority", (event.khmer or 0) + (event.hoa or 0) + (event.other_ethnic or 0)
    if event.form == "contest":
        yield "entered", event.attended or 0
    yield "consultations", event.consultations or 0
    yield from _materials(event)
    for post in event.posts:
        yield "items", post.items or 0
        yield "views", post.views or 0
    for cost in event.costs:
        if cost.payer == "commune":
            yield "cost", cost.amount or 0
            yield f"cost.{cost.source}", cost.amount or 0


def _materials(event: CountedEvent) -> Iterator[tuple[str, int]]:
    for material in event.materials:
        copies = material.copies or 0
        if material.online:
            yield "online", copies
        else:
            yield f"paper.{_PAPER.get(material.kind, OTHER)}", copies
            yield f"paper.in_{_tongue(material.language)}", copies


def _tongue(language: str) -> str:
    return MINORITY if language in MINORITY_LANGUAGES else language if language == "vietnamese" else OTHER


# --- people -----------------------------------------------------------------------------------------------------------


def _propagandists(wanted: Callable[[Propagandist], bool]) -> Make:
    def figure(facts: Facts, period: Period) -> Figure:
        ids = tuple(one.id for one in facts.propagandists if one.in_office(period.cut_off) and wanted(one))
        return Figure(len(ids), "propagandist", ids)

    return figure


def propagandists_trained(facts: Facts, period: Period) -> Figure:
    held = (training for training in facts.trainings if period.has(training.held_on))
    trained = frozenset(chain.from_iterable(training.propagandists for training in held))
    return _propagandists(lambda one: one.id in trained)(facts, period)


def propagandists_speaking(facts: Facts, period: Period) -> Figure:
    """Count the propagandists in office who spoke at a direct event of the period, each once."""
    speakers = chain.from_iterable(event.speakers for event in _direct(facts, period))
    spoke = frozenset(speaker.propagandist for speaker in speakers)
    return _propagandists(lambda one: one.id in spoke)(facts, period)


# --- broadcasts, clubs ------------------------------------------------------------------------------------------------


def _broadcasts(wanted: Callable[[Broadcast], bool]) -> Make:
    """Make an indicator of broadcasts: each line of a log on its own day, a line without a day when the event ended."""

    def figure(facts: Facts, period: Period) -> Figure:
        return _added(
            (event, sum(line.times or 0 for line in _aired(event, period) if wanted(line))) for event in _on_air(facts)
        )

    return figure


def _on_air(facts: Facts) -> list[CountedEvent]:
    return facts.once("air", lambda: [event for event in facts.events if event.broadcasts and counts(event)])


def _aired(event: CountedEvent, period: Period) -> Iterator[Broadcast]:
    return (line for line in event.broadcasts if period.has(line.aired_on or event.last_day()))


def _clubs(facts: Facts, period: Period) -> dict[tuple[str, str], CountedEvent]:
    """Return the last meeting of each club in the period; a club is known by its meetings, among those of its unit."""

    def make() -> dict[tuple[str, str], CountedEvent]:
        met = sorted(_events(facts, period), key=lambda event: str(event.last_day()))
        return {(event.unit, event.club.casefold()): event for event in met if event.club}

    return facts.once(("clubs", period), make)


def clubs(facts: Facts, period: Period) -> Figure:
    ids = tuple(event.id for event in _clubs(facts, period).values())
    return Figure(len(ids), "outreach_event", ids)


def club_members(facts: Facts, period: Period) -> Figure:
    return _added((event, event.club_members or 0) for event in _clubs(facts, period).values())


def _contest(event: CountedEvent) -> bool:
    return event.form == "contest"


# --- by name ----------------------------------------------------------------------------------------------------------

_PERSON, _PRESENT, _SESSION, _COPY = "người", "lượt người", "cuộc", "bản"
_AIRING, _ITEM, _DONG = "lượt", "tin, bài", "đồng"


def _stock(name: str, label: str, figure: Make) -> Indicator:
    return Indicator(name, label, _PERSON, figure, counted=True, stock=True)


def _of_people() -> Iterator[Indicator]:
    yield _stock("PB01", "Số tuyên truyền viên pháp luật", _propagandists(lambda _: True))
    yield _stock("PB02", "Tuyên truyền viên: nam", _propagandists(lambda one: one.sex == "male"))
    yield _stock("PB03", "Tuyên truyền viên: nữ", _propagandists(lambda one: one.sex == "female"))
    yield _stock("PB04", "Tuyên truyền viên: dân tộc thiểu số", _propagandists(lambda one: one.minority()))
    yield _stock("PB05", "Tuyên truyền viên: chuyên môn Luật", _propagandists(lambda one: one.law_training == "law"))
    yield _stock("PB06", "Tuyên truyền viên được bồi dưỡng trong kỳ", propagandists_trained)
    yield _stock("PB07", "Tuyên truyền viên tham gia phổ biến trực tiếp trong kỳ", propagandists_speaking)


def _of_sessions() -> Iterator[Indicator]:
    def number(name: str, label: str, figure: Make, unit: str = _SESSION) -> Indicator:
        return Indicator(name, label, unit, figure, counted=True)

    def present(name: str, label: str, what: str) -> Indicator:
        return Indicator(name, label, _PRESENT, _sum(what))

    yield number("events", "Hoạt động PBGDPL các hình thức", _number(lambda _: True, direct=False), "hoạt động")
    yield number("PB10", "Cuộc PBGDPL trực tiếp", _number(lambda _: True))
    yield present("PB11", "Lượt người dự PBGDPL trực tiếp", "present")
    yield present("PB12", "Lượt người dự: nam", "men")
    yield present("PB13", "Lượt người dự: nữ", "women")
    yield present("PB14", "Lượt người dự: dân tộc thiểu số", "minority")
    spoken = _number(lambda event: not MINORITY_LANGUAGES.isdisjoint(event.languages))
    yield number("PB15", "Cuộc bằng hoặc có tiếng dân tộc thiểu số", spoken)
    yield number("PB16", "Cuộc cho đối tượng đặc thù", _number(lambda event: bool(event.special_groups)))
    for code, words in SPECIAL_GROUPS:
        yield number(f"PB16.{code}", f"Cuộc cho {words[:1].lower()}{words[1:]}", _number(_for_group(code)))
    yield number("PB20", "Cuộc thi tìm hiểu pháp luật", _number(_contest, direct=False), "cuộc thi")
    yield present("PB21", "Lượt người dự thi", "entered")


def _for_group(code: str) -> Wanted:
    return lambda event: code in event.special_groups


def _of_materials() -> Iterator[Indicator]:
    def copies(name: str, label: str, *what: str) -> Indicator:
        return Indicator(name, label, _COPY, _sum(*what))

    paper = tuple(f"paper.{kind}" for kind in ("leaflet", "book", "disc", OTHER))
    yield copies("PB30", "Tài liệu PBGDPL được phát hành", *paper, "online")
    yield copies("PB31", "Tài liệu in", *paper)
    yield copies("PB31.leaflet", "Tài liệu in: tờ rơi, tờ gấp", "paper.leaflet")
    yield copies("PB31.book", "Tài liệu in: sách, sổ tay", "paper.book")
    yield copies("PB31.disc", "Tài liệu in: băng, đĩa, USB", "paper.disc")
    yield copies("PB31.other", "Tài liệu in: loại khác", f"paper.{OTHER}")
    yield copies("PB31.vietnamese", "Tài liệu in bằng tiếng Việt", "paper.in_vietnamese")
    yield copies("PB32", "Tài liệu in bằng tiếng dân tộc thiểu số", f"paper.in_{MINORITY}")
    yield copies("PB31.language", "Tài liệu in bằng tiếng khác", f"paper.in_{OTHER}")
    yield copies("PB33", "Tài liệu đăng tải trên Internet", "online")


def _of_the_rest() -> Iterator[Indicator]:
    yield Indicator("PB40", "Lượt phát trên loa truyền thanh", _AIRING, _broadcasts(lambda _: True))
    minority = _broadcasts(lambda line: line.language in MINORITY_LANGUAGES)
    yield Indicator("PB40.minority", "Lượt phát bằng tiếng dân tộc thiểu số", _AIRING, minority)
    khmer = _broadcasts(lambda line: line.language == "khmer")
    yield Indicator("PB40.khmer", "Lượt phát bằng tiếng Khmer", _AIRING, khmer)
    yield Indicator("PB41", "Tin, bài trên trang thông tin điện tử, mạng xã hội", _ITEM, _sum("items"))
    yield Indicator("PB42", "Lượt xem tin, bài (tham khảo)", _AIRING, _sum("views"))
    yield Indicator("PB50", "Kinh phí xã đã chi", _DONG, _sum("cost"))
    yield Indicator("PB51", "Kinh phí: ngân sách thường xuyên", _DONG, _sum("cost.regular"))
    yield Indicator("PB52", "Kinh phí: chương trình, đề án", _DONG, _sum("cost.programme"))
    yield Indicator("PB53", "Kinh phí: nguồn khác", _DONG, _sum("cost.other"))
    yield Indicator("PB60.met", "Câu lạc bộ có sinh hoạt trong kỳ", "câu lạc bộ", clubs, counted=True, stock=True)
    yield Indicator(
        "PB60.met_members", "Thành viên câu lạc bộ có sinh hoạt trong kỳ", _PERSON, club_members, stock=True
    )
    yield Indicator("PB62", "Lượt tư vấn, hướng dẫn pháp luật", _AIRING, _sum("consultations"))


OUTREACH: tuple[Indicator, ...] = (*_of_people(), *_of_sessions(), *_of_materials(), *_of_the_rest())
