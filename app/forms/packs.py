"""The printed forms the program carries, and how one is loaded.

How to add a form:
1. Write `resources/forms/<id>.toml`. Take the nearest one as a pattern; the blocks are in `app.forms.blocks`, the keys
   its places may name are in `app.forms.published` under the form's `source`.
2. Say how sure it is: certainty "read" only if every column and word that matters was read in the document named under
   `legal_basis`. Anything else is "internal" or "unverified": no `official_number`, a title ending in “(nội bộ)”, seen
   on the paper, and each open point under `unverified` with the day it was noted.
3. Give it its `place` among the forms: lists show the lower numbers first.
4. Run `python -m tests.forms.golden` to keep its layout; look at the pages before you commit them.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import resources
from app.forms.blocks import Block
from app.forms.checking import check_form
from app.forms.model import Form
from app.forms.published import PUBLISHED, Source
from app.forms.reading import Misread, read, read_block
from app.problems import Problem

_REMEDY = "Sửa tệp mẫu rồi nạp lại, hoặc dùng mẫu kèm theo chương trình."
_loaded: dict[str, Form] = {}


@cache
def form_ids() -> tuple[str, ...]:
    """Every form of the program is a file of its folder: nothing else has to be told of it."""
    return tuple(sorted(file.stem for file in resources.path("forms").glob("*.toml")))


@dataclass(frozen=True)
class Unverified:
    """A line of the list “Mẫu chưa xác minh”."""

    form_id: str
    form_title: str
    what: str
    since: date


def form(form_id: str) -> Form:
    if form_id not in form_ids():
        raise Problem(f"Không có mẫu “{form_id}”.", f"Các mẫu hiện có: {', '.join(form_ids())}.")
    if form_id not in _loaded:
        _loaded[form_id] = load_form(resources.path("forms", f"{form_id}.toml"))
    return _loaded[form_id]


def forms() -> tuple[Form, ...]:
    return tuple(sorted((form(form_id) for form_id in form_ids()), key=lambda one: (one.place, one.id)))


def unverified() -> list[Unverified]:
    """Return what of the forms nobody has compared with its source, oldest first."""
    found = [Unverified(f.id, f.title, doubt.what, doubt.since) for f in forms() for doubt in f.unverified]
    return sorted(found, key=lambda line: line.since)


def load_form(path: Path, published: Mapping[str, Source] = PUBLISHED) -> Form:
    """Read and check a form; raises Problem naming the form, the block and what to do."""
    name = path.stem
    try:
        loaded = _form(tomllib.loads(path.read_text(encoding="utf-8")))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as fault:
        raise Problem(f"Tệp mẫu “{path.name}” không đọc được: {fault}.", _REMEDY) from fault
    except OSError as fault:
        raise Problem(f"Không mở được tệp mẫu “{path.name}”.", "Kiểm tra tệp còn ở đó và đọc được.") from fault
    except Misread as fault:
        raise Problem(f"Mẫu “{name}” không dùng được. {_sentence(str(fault))}", _REMEDY) from fault
    faults = check_form(loaded, published)
    if loaded.id != name:
        faults.append(f"Mẫu có mã “{loaded.id}” phải nằm trong tệp “{loaded.id}.toml”.")
    if faults:
        raise Problem(f"Mẫu “{name}” không dùng được. {' '.join(_sentence(fault) for fault in faults)}", _REMEDY)
    return loaded


def _form(table: dict[str, Any]) -> Form:
    blocks: list[Block] = [
        read_block(block, f"khối {place}") for place, block in enumerate(table.pop("blocks", []), start=1)
    ]
    loaded: Form = read(Form, table | {"blocks": []})
    return Form(**{**vars(loaded), "blocks": tuple(blocks)})


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]
