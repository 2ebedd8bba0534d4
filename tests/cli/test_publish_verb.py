"""The verb that publishes a register."""

from __future__ import annotations

from pathlib import Path

from tests.cli.running import Run


def test_a_register_is_published_as_often_as_wanted(run: Run, register: Path, tmp_path: Path) -> None:
    first = run("publish", "--to", tmp_path / "out", data=register, as_json=True)
    assert first.status == 0, first.err
    assert first.data["written"] > 100
    assert (tmp_path / "out" / "mediation_case.parquet").is_file()
    again = run("publish", "--to", tmp_path / "out", data=register)
    assert (again.status, again.out.strip()) == (0, "Nơi xuất bản đã đủ, không có gì mới.")


def test_a_place_nobody_knows_is_refused(run: Run, register: Path) -> None:
    said = run("publish", "--to", "mysql://bi-mat@x/y", data=register)
    assert (said.status, said.out) == (2, "")
    assert "postgresql://" in said.err
    assert "bi-mat" not in said.err
