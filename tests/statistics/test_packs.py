"""The packs that are shipped, and what a pack is refused for."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.problems import Problem
from app.statistics.packs import PACKS, load_pack, pack, packs, table_spec
from app.statistics.spec import BY_MONTH, NO_FORM, TableSpec
from app.statistics.tables import with_rows

GOOD = """
id = "thu"
version = 1
title = "Thử"
certainty = "internal"
signers = [{ title = ["Người lập biểu"] }]

[[tables]]
id = "bang"
title = "Bảng thử (nội bộ)"
rows = "month"
stub = "Tháng"
columns = [
    { label = "Tiếp nhận", unit = "Vụ", indicator = "mediation.received" },
    { label = "Trong đó", columns = [{ label = "Thành", indicator = "mediation.success" }] },
]
rules = [{ check = "c2 <= c1", says = "Số thành không thể nhiều hơn số tiếp nhận." }]
"""


def written(folder: Path, text: str, name: str = "thu") -> Path:
    path = folder / f"{name}.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_every_shipped_pack_loads_and_claims_no_official_number() -> None:
    assert [one.id for one in packs()] == list(PACKS)
    for one in packs():
        assert one.certainty != "read"
        assert all(not spec.official_number and spec.title.endswith("(nội bộ)") for spec in one.tables)
        assert one.unverified


def test_the_forms_of_the_circular_are_listed_as_missing_and_cannot_be_counted() -> None:
    missing = [one for one in packs() if one.status == NO_FORM]
    assert len(missing) == 3
    with pytest.raises(Problem, match="chưa có mẫu"):
        table_spec(missing[0].id, "bat-ky")


def test_an_unknown_pack_or_table_is_refused_with_those_there_are() -> None:
    with pytest.raises(Problem, match="tong-hop-noi-bo"):
        pack("khong-co")
    with pytest.raises(Problem, match="hoa-giai-vien"):
        table_spec("tong-hop-noi-bo", "khong-co")


def test_a_good_pack_loads(tmp_path: Path) -> None:
    spec = load_pack(written(tmp_path, GOOD)).tables[0]
    assert [leaf.indicator for leaf in spec.leaves()] == ["mediation.received", "mediation.success"]
    assert spec.rules[0].shown() == "(2) ≤ (1)"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (("mediation.success", "mediation.sucess"), "mediation.sucess"),
        (("c2 <= c1", "c3 <= c1"), "c3"),
        (("c2 <= c1", "c2 <= eval(c1)"), "không hiểu"),
        (('check = "c2 <= c1"', 'chek = "c2 <= c1"'), "check"),
        (('title = "Bảng thử (nội bộ)"', 'title = "Bảng thử"'), "nội bộ"),
        (('rows = "month"', 'rows = "month"\nofficial_number = "04a/TP/PBGDPL"'), "số biểu chính thức"),
        (('rows = "month"', 'rows = "week"'), "week"),
        (('rows = "month"', 'rows = "list"'), "lines"),
        (("mediation.received", "mediators.all"), "thời điểm"),
        (('certainty = "internal"', 'certainty = "sure"'), "sure"),
        (('stub = "Tháng"', "stub = 5"), "stub"),
        (('stub = "Tháng"\n', ""), "stub"),
        (("version = 1", "version = 1\nstate = 2"), "state"),
        (('id = "thu"', 'id = "khac"'), "khac.toml"),
        (("signers = [", 'status = "no_form"\nsigners = ['), "chưa có mẫu"),
        (("version = 1", "version = "), "không đọc được"),
    ],
)
def test_a_wrong_pack_is_refused_in_a_sentence(tmp_path: Path, change: tuple[str, str], said: str) -> None:
    assert change[0] in GOOD
    with pytest.raises(Problem, match=said):
        load_pack(written(tmp_path, GOOD.replace(*change)))


def test_a_pack_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Problem, match="Không mở được"):
        load_pack(tmp_path / "thieu.toml")


def spec_named(table: str) -> TableSpec:
    return table_spec("tong-hop-noi-bo", table)[1]


def test_a_table_of_flows_may_be_shared_out_by_month_but_a_roster_or_a_list_may_not() -> None:
    assert with_rows(spec_named("hoa-giai"), BY_MONTH).rows == BY_MONTH
    for table in ("hoa-giai-vien", "pbgdpl-chi-so"):
        with pytest.raises(Problem):
            with_rows(spec_named(table), BY_MONTH)
    with pytest.raises(Problem, match="week"):
        with_rows(spec_named("hoa-giai"), "week")
