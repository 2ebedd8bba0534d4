"""Where a register can be published: a PostgreSQL database or a folder of Parquet files.

The two drivers are an extra of their own, of receiving offices alone, so that they are looked for only when needed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

from app.problems import Problem
from app.usecases.publishing import Target

_ADDRESS = re.compile(r"postgres(?:ql)?://")


@contextmanager
def opened_target(where: str, schema: str, password: str = "") -> Iterator[Target]:
    """Open the place an address or a folder names; raises Problem when it, or its driver, is not there.

    A `password` stands in the place of the one in the address.
    """
    if _ADDRESS.match(where):
        _need("psycopg")
        from db.publishing.postgres import opened_database

        with opened_database(where, schema, password) as database:
            yield database
        return
    if "://" in where:
        raise Problem(
            f"Không xuất bản được tới địa chỉ dạng “{where.partition('://')[0]}://”.",
            "Dùng postgresql://máy/cơ-sở-dữ-liệu, hoặc một thư mục để ghi tệp Parquet.",
        )
    _need("duckdb")
    from db.publishing.parquet import opened_folder

    with opened_folder(Path(where)) as folder:
        yield folder


def _need(driver: str) -> None:
    if find_spec(driver) is None:
        raise Problem(
            f"Máy này chưa có phần mở rộng để xuất bản số liệu ({driver}); bản đóng gói cho xã không kèm phần này.",
            "Ở nơi nhận, chạy chương trình từ mã nguồn và cài thêm một lần: "
            "python -m pip install --require-hashes -r requirements-publish.lock",
        )
