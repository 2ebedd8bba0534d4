"""One decoded line, judged value by value: nothing that a line may not hold comes in under any name."""

from __future__ import annotations

from typing import Any

import orjson
import pytest

from app.bundles import refusing
from app.bundles.lines import Fault, read_line

REPLICA = "00000000000000ff-1"
ODD = (1.5, True, 2**60, [[[[[1]]]]])


def line(**data: Any) -> dict[str, Any]:
    vv, dots = {REPLICA: 1}, {"": f"65536.1.{REPLICA}"}
    whose = {"t": "hamlet", "id": "01900000-0000-7000-8000-000000000001", "u": "99901"}
    return {**whose, "vv": vv, "dots": dots, "draft": 1, "del": 0, "d": data}


def refused(said: dict[str, Any]) -> str:
    read = read_line(said, "full")
    assert isinstance(read, Fault), read
    return read.reason


@pytest.mark.parametrize("odd", ODD)
def test_a_field_of_a_newer_program_holds_only_what_a_line_may_hold(odd: Any) -> None:
    assert refused(line(name="Ấp Một", of_tomorrow=odd)) in {
        refusing.FRACTION.say(),
        refusing.TRUTH.say(),
        refusing.TOO_LARGE.say(),
        refusing.TOO_DEEP.say(most=6),
    }


def test_a_field_of_a_newer_program_is_kept() -> None:
    read = read_line(line(name="Ấp Một", of_tomorrow=[{"a": [1, None]}], also="x"), "full")
    assert not isinstance(read, Fault)
    assert orjson.loads(read[1].extra) == {"of_tomorrow": [{"a": [1, None]}], "also": "x"}


@pytest.mark.parametrize("odd", ODD)
def test_a_known_field_says_by_its_name_what_it_cannot_hold(odd: Any) -> None:
    assert refused(line(households=odd)).startswith("“Số hộ")
    assert refused(line(name=odd)).startswith("“Tên")


@pytest.mark.parametrize("odd", ODD)
def test_a_part_of_a_newer_program_holds_only_what_a_line_may_hold(odd: Any) -> None:
    said = line(parties=[{"side": "A"}, {"side": "B", "of_tomorrow": odd}]) | {"t": "mediation_case"}
    assert refused(said) == "“Các bên” dòng 2: “of_tomorrow” phải là chữ hoặc số nguyên"


@pytest.mark.parametrize("mark", ["draft", "del"])
@pytest.mark.parametrize("odd", [True, False, 2, "1", None, 1.0])
def test_a_mark_is_nought_or_one(mark: str, odd: Any) -> None:
    assert refused(line(name="Ấp Một") | {mark: odd}) == refusing.WRONG_MARKS.say()


@pytest.mark.parametrize(
    "dot",
    ["", "1.1", f"1..{REPLICA}", f"-1.1.{REPLICA}", f"1.²1.{REPLICA}", f"٣.1.{REPLICA}", "1.1.ff-1", 7, None, ["1"]],
)
def test_a_dot_is_a_time_a_number_and_a_writer(dot: Any) -> None:
    assert refused(line(name="Ấp Một") | {"dots": {"": dot}}) == refusing.WRONG_VERSION.say()


@pytest.mark.parametrize("vector", [{}, {"ff-1": 1}, {REPLICA: 0}, {REPLICA: True}, {REPLICA: "1"}, [], None])
def test_a_vector_counts_what_each_writer_wrote(vector: Any) -> None:
    assert refused(line(name="Ấp Một") | {"vv": vector}) == refusing.WRONG_VERSION.say()


@pytest.mark.parametrize(
    "day", ["2026-02-30", "2026-2-3", "2026-W01-1", "20260203", "٢٠٢٦-٠٢-٠٣", "2026-02-03T00:00", 5]
)
def test_a_day_is_a_day_of_the_calendar(day: Any) -> None:
    assert refused(line(valid_from=day)).endswith(("là ngày không có trong lịch", "phải là ngày dạng năm-tháng-ngày"))
