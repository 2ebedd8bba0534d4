"""A predecessor without its computer: its sealed part, from its last bundle or given back, opened by the paper code."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from app.bundles.errors import BadBundle
from app.bundles.opening import open_sealed, sealed_part
from app.ports import Store
from app.problems import Problem
from app.upgrades import check_readable
from app.usecases.incoming import keep_files, taken
from app.usecases.keys import trusted

Scratch = Callable[[str], AbstractContextManager[Store]]
SUFFIX = ".stp"


@dataclass(frozen=True)
class Given:
    """Where a person says a predecessor's register is: its folder, a backup copy or a bundle, and what opens it."""

    path: Path
    passphrase: str = ""
    recovery_code: str = ""


@contextmanager
def from_sealed(store: Store, given: Given, scratch: Scratch) -> Iterator[Store]:
    """Read a sealed part into an empty register of its unit, which is gone afterwards.

    The file is a bundle of the predecessor, or what an office gave back of it; whoever signed it must be known here.
    Raises Problem when the code is not the one it was sealed with.
    """
    if not given.recovery_code.strip():
        raise Problem("Phần niêm phong chỉ mở được bằng mã khôi phục.", "Gõ mã trên giấy của đơn vị cũ.")
    sealed = sealed_part(given.path, lambda key: trusted(store, key), practice=bool(store.setting("practice", False)))
    with closing(open_sealed(sealed, given.recovery_code)) as bag:
        origin = bag.manifest.get("from")
        if not isinstance(origin, dict) or not isinstance(origin.get("unit"), str):
            raise BadBundle("Phần niêm phong không ghi là của đơn vị nào.", "Dùng gói khác của đơn vị đó.")
        check_readable(bag.manifest.get("schema"), bag.manifest.get("min_reader"))
        with scratch(origin["unit"]) as copy:
            keep_files(copy, bag)
            with copy.atomic():
                outcome = taken(copy, bag)
            if outcome.refused:
                raise Problem(
                    f"{len(outcome.refused)} hồ sơ trong phần niêm phong chưa đọc được: {outcome.refused[0].reason}.",
                    "Cập nhật chương trình rồi làm lại, để không sót hồ sơ nào.",
                )
            yield copy
