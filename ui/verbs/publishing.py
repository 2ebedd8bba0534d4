"""The verb that publishes a receiving office's register for others to count with; its target is opened elsewhere."""

from __future__ import annotations

from argparse import ArgumentParser
from dataclasses import asdict

from app.usecases.publication import DEFAULT_SCHEMA
from app.usecases.publishing import Published
from app.vietnamese import show_number
from ui.verbs.base import Said


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--to", required=True, metavar="NƠI", help="postgresql://người-dùng@máy/cơ-sở-dữ-liệu, hoặc thư mục tệp Parquet"
    )
    parser.add_argument(
        "--schema", default=DEFAULT_SCHEMA, metavar="TÊN", help=f"lược đồ PostgreSQL (mặc định: {DEFAULT_SCHEMA})"
    )


def said(done: Published) -> Said:
    """Say what a run did; the address is not repeated, for it may hold a password."""
    if not done.batches:
        return Said(asdict(done), "Nơi xuất bản đã đủ, không có gì mới.")
    text = (
        f"Đã xuất bản {show_number(done.written)} hồ sơ, bỏ {show_number(done.removed)}, "
        f"qua {show_number(done.batches)} lần ghi; không có ô riêng tư nào."
    )
    return Said(asdict(done), text + (" Mọi bảng được dựng lại từ đầu." if done.anew else ""))
