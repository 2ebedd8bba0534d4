"""A commune that never was, of any size: the same people, hamlets and cases for the same seed.

For measurements and for tests that need many records. Names are put together from the words of Kinh, Khmer and Hoa
names; whoever bears one of them is not meant.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from app.declaring import to_row
from app.ports import Row
from app.records import Hamlet, MediationCase, MediationGroup, Mediator, OutreachEvent, Record
from app.records.catalogues import GROUNDS, MATTERS, SCOPES
from app.records.catalogues_outreach import EVENT_FORMS, TOPICS
from app.records.mediation import CaseMediator, Party, Session
from app.versions import fresh
from db.store import SqliteStore

KINH_FAMILIES = (
    *("Nguyễn", "Trần", "Lê", "Phạm", "Huỳnh", "Võ", "Đặng", "Bùi", "Đỗ"),
    *("Hồ", "Ngô", "Dương", "Phan", "Trương", "Đinh", "Quách", "Từ", "Mai"),
)
KINH_MIDDLE_MEN = ("Văn", "Hữu", "Đức", "Hoàng", "Minh", "Quốc", "Thành", "Tấn", "Phước", "Đình")
KINH_MIDDLE_WOMEN = ("Thị", "Thị Mỹ", "Thị Ngọc", "Thị Kim", "Ngọc", "Bích", "Thị Thuỳ", "Thị Hồng")
KINH_MEN = (
    *("An", "Đạt", "Đằng", "Hùng", "Khánh", "Lộc", "Nghĩa", "Phúc", "Quý"),
    *("Sơn", "Tài", "Thơ", "Trí", "Út", "Vĩnh", "Đệ", "Hoà", "Khoẻ", "Thuỵ"),
)
KINH_WOMEN = (
    *("Ánh", "Bích", "Đào", "Hạnh", "Hương", "Lan", "Lệ", "Nguyệt", "Phượng"),
    *("Thảo", "Thuý", "Tuyết", "Vân", "Xuân", "Yến", "Hoà", "Đẹp", "Út"),
)
KHMER_FAMILIES = ("Thạch", "Sơn", "Kim", "Danh", "Lâm", "Lý", "Tăng", "Kiên", "Châu", "Trà")
KHMER_GIVEN = (
    *("Sa Rươl", "Sô Phươl", "Sà Mươl", "Sa Rinh", "Phol La", "Sô Phia", "Đa Ra", "Rịt Thi", "Chanh Na", "Sóc Kha"),
    *("Thị Mai Ly", "Thị Sa Rây", "Bôl", "Riệp", "Thươl", "Na Ry", "Vi Sal", "Sô Ch'ia"),
)
HOA_FAMILIES = ("Lý", "Trần", "Quách", "Lưu", "Mã", "Tạ", "Trịnh", "Ông", "Thái", "Hứa")
HOA_GIVEN = ("Tú Hà", "Muối", "Xén", "Chấn Phát", "Lệ Bình", "Vĩnh Hưng", "Mỹ Linh", "Cẩm Hoa", "Tài Lộc", "Ngọc Châu")
HAMLETS = (
    *(
        "Giồng Sao",
        "Phnô Lá",
        "Kinh Mới",
        "Chợ Cũ",
        "Bãi Bồi",
        "Rạch Gừa",
        "Đay Sen",
        "Bưng Tròn",
        "Sóc Dừa",
        "Cỏ Đuông",
    ),
    *(
        "Thạnh Lợi",
        "Đại Ân",
        "Phú Hoà",
        "Trà Tép",
        "Vàm Đầm",
        "Xẻo Đước",
        "Ô Kênh",
        "Hoà Lời",
        "Tắc Gồng",
        "Đường Trâu",
    ),
)
WHAT = (
    "lấn ranh đất vườn khoảng {n} tấc theo hàng dừa, hai bên không thống nhất cột mốc cũ",
    "rào lối đi chung rộng {n} mét mà các hộ phía sau vẫn đi từ trước đến nay",
    "vay {n}.000.000 đồng không lập giấy, quá hạn ba tháng chưa trả",
    "chơi hụi tháng {n}.000.000 đồng, chủ hụi ngưng khui, hụi viên đòi lại tiền đã đóng",
    "nuôi heo xả nước thải ra mương chung, mùi hôi ảnh hưởng {n} hộ xung quanh",
    "hát karaoke bằng loa kéo đến khuya, {n} lần nhắc nhở vẫn tái diễn",
    "vợ chồng mâu thuẫn vì việc trả nợ {n}.000.000 đồng, nhờ tổ hòa giải khuyên giải",
    "anh em không thống nhất việc chia {n} công ruộng do cha mẹ để lại",
    "cháu dùng ná làm vỡ {n} tấm kính, hai bên chưa thống nhất mức bồi thường",
    "máng nước mái nhà chảy sang tường nhà bên cạnh gây thấm từ {n} năm nay",
)
COURSE = (
    "Tổ hòa giải mời hai bên đến nhà sinh hoạt cộng đồng, nghe từng bên trình bày, giải thích Bộ luật Dân sự",
    "Hòa giải viên cùng trưởng ấp đến tận nơi xem hiện trạng, đo đạc lại và ghi ý kiến của những người sống lâu năm",
    "Hai bên nóng giận nên tạm nghỉ, sau đó nhờ người có uy tín trong phum sóc khuyên giải, các bên dịu lại",
)
AGREED = "Bên B khắc phục trong {n} ngày, bên A không yêu cầu gì thêm; hai bên cam kết giữ hòa khí xóm giềng"
FAILED = "Hai bên không thống nhất mức {n}.000.000 đồng, đề nghị cơ quan có thẩm quyền giải quyết"
NAMES_OF_EVENTS = (
    "Phổ biến Luật Đất đai cho hội viên nông dân",
    "Tọa đàm phòng, chống bạo lực gia đình, bình đẳng giới",
    "Phát thanh: an toàn giao thông, phòng cháy dịp Tết",
    "Tuyên truyền lưu động phòng, chống ma túy tại chợ",
    "Hưởng ứng Ngày Pháp luật Việt Nam 9/11",
    "Phổ biến pháp luật lồng ghép mừng Chôl Chnăm Thmây",
)
FIRST, LAST = date(2014, 1, 2), date(2026, 11, 20)


@dataclass
class Commune:
    """Who can appear in a case."""

    hamlets: list[Hamlet] = field(default_factory=list)
    groups: list[MediationGroup] = field(default_factory=list)
    mediators: list[Mediator] = field(default_factory=list)


def full_name(chance: random.Random, ethnicity: str, sex: str) -> str:
    if ethnicity == "khmer":
        return f"{chance.choice(KHMER_FAMILIES)} {chance.choice(KHMER_GIVEN)}"
    if ethnicity == "hoa":
        return f"{chance.choice(HOA_FAMILIES)} {chance.choice(HOA_GIVEN)}"
    middle, given = (KINH_MIDDLE_MEN, KINH_MEN) if sex == "male" else (KINH_MIDDLE_WOMEN, KINH_WOMEN)
    return f"{chance.choice(KINH_FAMILIES)} {chance.choice(middle)} {chance.choice(given)}"


def somebody(chance: random.Random) -> tuple[str, str, str]:
    """Return (name, sex, ethnicity) in the proportions of a commune of the delta."""
    ethnicity = chance.choices(("kinh", "khmer", "hoa"), (60, 33, 7))[0]
    sex = chance.choice(("male", "female"))
    return full_name(chance, ethnicity, sex), sex, ethnicity


def commune(seed: int = 1, hamlets: int = 12) -> Commune:
    chance = random.Random(seed)
    made = Commune()
    for place in range(hamlets):
        hamlet = Hamlet(id=_id(1, place), name=HAMLETS[place % len(HAMLETS)], kind="ap", households=300 + place)
        group = MediationGroup(
            id=_id(2, place), code=f"T{place + 1:02d}", name=f"Tổ hòa giải ấp {hamlet.name}", hamlets=(hamlet.id,)
        )
        made.hamlets.append(hamlet)
        made.groups.append(group)
        made.mediators += [_mediator(chance, group, place * 10 + number) for number in range(5)]
    return made


def _mediator(chance: random.Random, group: MediationGroup, number: int) -> Mediator:
    name, sex, ethnicity = somebody(chance)
    return Mediator(
        id=_id(3, number),
        full_name=name,
        group=group.id,
        sex=sex,
        ethnicity=ethnicity,
        birth_year=chance.randint(1950, 1995),
        recognised_on=FIRST,
    )


def cases(number: int, seed: int = 1, place: Commune | None = None) -> Iterator[MediationCase]:
    """Yield complete cases in the order of their days, four in five of them successful."""
    chance = random.Random(seed)
    where = place or commune(seed)
    days = (LAST - FIRST).days
    for at in range(number):
        yield _case(chance, where, at, FIRST + timedelta(days=at * days // max(number, 1)))


def _case(chance: random.Random, where: Commune, at: int, received: date) -> MediationCase:
    spot = chance.randrange(len(where.groups))
    group, n = where.groups[spot], chance.randint(2, 30)
    parties = [_party(chance, side, where.hamlets[spot].name) for side in "AB"]
    assigned, held = received + timedelta(days=1), received + timedelta(days=chance.randint(1, 4))
    success = chance.random() < 0.8
    return MediationCase(
        id=_id(4, at),
        code=f"HG-{received.year}-{group.code}-{at:05d}",
        number=at,
        received_on=received,
        group=group.id,
        ground=chance.choice(GROUNDS)[0],
        parties=parties,
        content=f"{parties[0].full_name} trình bày {parties[1].full_name} {chance.choice(WHAT).format(n=n)}.",
        scope=chance.choice(SCOPES)[0],
        matter=chance.choice(MATTERS)[0],
        assigned_on=assigned,
        mediators=[CaseMediator(chance.choice(where.mediators[spot * 5 : spot * 5 + 5]).id, lead=True)],
        sessions=[Session(held, "08:00", f"Nhà văn hóa ấp {where.hamlets[spot].name}", f"{chance.choice(COURSE)}.")],
        state="success" if success else "failure",
        ended_on=held,
        end_reason="agreed" if success else "party_stops",
        agreement=f"{AGREED.format(n=n)}." if success else "",
        failure_reason="" if success else f"{FAILED.format(n=n)}.",
        referred_to="" if success else "court",
    )


def _party(chance: random.Random, side: str, hamlet: str) -> Party:
    name, sex, _ = somebody(chance)
    address = f"Số {chance.randint(1, 400)}, ấp {hamlet}, xã Sen Vàng"
    return Party(side=side, full_name=name, sex=sex, birth_year=chance.randint(1940, 2005), address=address)


def events(number: int, seed: int = 1, place: Commune | None = None) -> Iterator[OutreachEvent]:
    chance = random.Random(seed)
    where = place or commune(seed)
    days = (LAST - FIRST).days
    for at in range(number):
        hamlet = chance.choice(where.hamlets)
        yield OutreachEvent(
            id=_id(5, at),
            code=f"PB-{at:05d}",
            form=chance.choice(EVENT_FORMS)[0],
            name=chance.choice(NAMES_OF_EVENTS),
            state="planned",
            starts_on=FIRST + timedelta(days=at * days // max(number, 1)),
            place=f"Nhà văn hóa ấp {hamlet.name}",
            hamlets=(hamlet.id,),
            topics=(chance.choice(TOPICS)[0],),
            attended=chance.randint(15, 200),
        )


def fill(store: SqliteStore, number: int, seed: int = 1) -> Commune:
    """Write a commune with so many cases into a register by the way a bundle comes in, which is quick."""
    made = commune(seed)
    kinds: tuple[list[Hamlet] | list[MediationGroup] | list[Mediator], ...] = (
        made.hamlets,
        made.groups,
        made.mediators,
    )
    for records in kinds:
        for record in records:
            store.put(record)
    batch: list[MediationCase] = []
    for case in cases(number, seed, made):
        batch.append(case)
        if len(batch) == 5_000:
            take(store, batch)
            batch = []
    take(store, batch)
    return made


def take(store: SqliteStore, records: list[MediationCase]) -> None:
    if records:
        store.take_new(MediationCase, [row_of(store, record, at) for at, record in enumerate(records)], "số liệu thử")


def row_of(store: SqliteStore, record: Record, at: int = 0) -> Row:
    """Return a record as a row that somebody else might have sent."""
    vv, dots = fresh(f"{1_700_000_000_000 << 16}.{at + 1}.00000000000000ff-1")
    return Row(record.id, record.unit or store.unit, 0, 0, vv, dots, "full", "{}", to_row(record))


def _id(kind: int, number: int) -> str:
    """Return a UUIDv7 in the order of making, the same in every run."""
    moment = 1_388_600_000_000 + number * 1000
    return f"{moment >> 16:08x}-{moment & 0xFFFF:04x}-7{kind:03x}-8000-{number:012x}"
