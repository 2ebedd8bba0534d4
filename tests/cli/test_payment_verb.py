"""A request for remuneration goes its way from the command line, one step of the table at a time."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.cli.running import Run, refused


@pytest.fixture
def waiting(run: Run, register: Path) -> str:
    """The number of a request that lies complete and waits for its decision."""
    [one, *_] = run("list", "payment_request", "--where", "state=complete", data=register, as_json=True).data
    return str(one["number"])


def kept(run: Run, register: Path, number: str) -> dict[str, Any]:
    [one] = run("list", "payment_request", "--where", f"number={number}", data=register, as_json=True).data
    return dict(one)


def test_each_step_of_the_table_is_taken_with_its_day(run: Run, register: Path, waiting: str) -> None:
    done = run("payment-state", waiting, "approved", "--on", "20/11/2026", data=register, as_json=True)
    assert done.status == 0, done.err
    assert (done.data["before"], done.data["state"], done.data["next"]) == ("complete", "approved", ["with_group"])
    assert run("payment-state", done.data["id"], "with_group", "--on", "2026-11-23", data=register).status == 0
    assert run("payment-state", waiting, "paid", "--on", "24/11/2026", data=register).status == 0
    one = kept(run, register, waiting)
    assert [one[name] for name in ("state", "decided_on", "group_received_on", "paid_on")] == [
        "paid",
        "2026-11-20",
        "2026-11-23",
        "2026-11-24",
    ]


def test_a_step_that_is_not_in_the_table_is_refused_and_names_the_ways_that_are_open(
    run: Run, register: Path, waiting: str
) -> None:
    refused(run("payment-state", waiting, "paid", "--on", "20/11/2026", data=register), "Đã duyệt chi", "Từ chối")
    assert kept(run, register, waiting)["state"] == "complete"


def test_a_state_without_its_day_or_reason_is_refused(run: Run, register: Path, waiting: str) -> None:
    refused(run("payment-state", waiting, "approved", data=register), "Ghi ngày quyết định")
    refused(run("payment-state", waiting, "refused", "--on", "23/11/2026", data=register), "ghi lý do")
    assert kept(run, register, waiting)["state"] == "complete"
    why = ("--because", "Vụ ngoài phạm vi hòa giải", "--document", "CV 01 (hư cấu)")
    assert run("payment-state", waiting, "refused", "--on", "23/11/2026", *why, data=register).status == 0
    one = kept(run, register, waiting)
    assert (one["refused_because"], one["decision"]) == (why[1], why[3])


def test_a_state_entered_by_mistake_is_taken_back_with_a_reason(run: Run, register: Path, waiting: str) -> None:
    run("payment-state", waiting, "approved", "--on", "20/11/2026", data=register)
    refused(run("payment-state", waiting, "complete", data=register), "không chuyển thẳng")
    done = run("payment-state", waiting, "complete", "--correct", "Bấm nhầm", data=register, as_json=True)
    assert done.status == 0, done.err
    assert any("xóa ngày" in doubt for doubt in done.data["doubts"])


def test_what_was_typed_wrong_is_said(run: Run, register: Path, waiting: str) -> None:
    refused(run("payment-state", "không-có", "approved", data=register), "không có đề nghị")
    refused(run("payment-state", waiting, "approved", "--on", "31/02/2026", data=register), "31/02/2026")
    refused(run("payment-state", waiting, "submitted", "--on", "20/11/2026", data=register), "không ghi ngày")
    refused(run("payment-state", waiting, "lost", data=register), "drafted")
