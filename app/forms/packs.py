"""The printed forms the program carries, and how one is loaded.

How to add a form:
1. Write `resources/forms/<id>.toml`. Take the nearest one as a pattern; the blocks are in `app.forms.blocks`, the keys
   its places may name are in `app.forms.published` under the form's `source`.
2. Say how sure it is: certainty "read" only if every column and word that matters was read in the document named under
   `legal_basis`. Anything else is "internal" or "unverified": no `official_number`, a title ending in “(nội bộ)”, seen
   on the paper, and each open point under `unverified` with the day it was noted.
3. Give it its `place` among the forms: lists show the lower numbers first. A paper of certain states of its record
   names them in `states`.
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
from app import installed
from app.forms.blocks import Block
from app.forms.checking import check_form
from app.forms.model import Form
from app.forms.published import PUBLISHED, Source
from app.forms.reading import Misread, read, read_block
from app.problems import Problem

_REMEDY = "Sửa tệp mẫu rồi nạp lại, hoặc dùng mẫu kèm theo chương trình."
_loaded: dict[str, Form] = {}


installed.on_change(_loaded.clear)


def form_ids() -> tuple[str, ...]:
    """Every form of the program is a file of its folder: nothing else has to be told of it.

    Reference data may add forms to these and retire some; what is retired is not offered, and still found by its id.
    """
    added = installed.installed(installed.FORM)
    retired = {form_id for form_id, item in added.items() if item.retired}
    return tuple(sorted((_carried() | added.keys()) - retired))


@cache
def _carried() -> frozenset[str]:
    return frozenset(file.stem for file in resources.path("forms").glob("*.toml"))


@dataclass(frozen=True)
class Unverified:
    """A line of the list “Mẫu chưa xác minh”."""

    form_id: str
    form_title: str
    what: str
    since: date


def form(form_id: str) -> Form:
    if form_id not in _loaded:
        found = _newest(form_id)
        if found is None:
            raise Problem(f"Không có mẫu “{form_id}”.", f"Các mẫu hiện có: {', '.join(form_ids())}.")
        _loaded[form_id] = found
    return _loaded[form_id]


def _newest(form_id: str) -> Form | None:
    """Return the installed form, unless the program carries one of a higher version."""
    carried = load_form(resources.path("forms", f"{form_id}.toml")) if form_id in _carried() else None
    item = installed.installed(installed.FORM).get(form_id)
    if item is None or not item.content:
        return carried
    added = read_form(form_id, item.content)
    return carried if carried and carried.version > added.version else added


def forms() -> tuple[Form, ...]:
    return tuple(sorted((form(form_id) for form_id in form_ids()), key=lambda one: (one.place, one.id)))


def unverified() -> list[Unverified]:
    """Return what of the forms nobody has compared with its source, oldest first."""
    found = [Unverified(f.id, f.title, doubt.what, doubt.since) for f in forms() for doubt in f.unverified]
    return sorted(found, key=lambda line: line.since)


def load_form(path: Path, published: Mapping[str, Source] = PUBLISHED) -> Form:
    """Read and check a form; raises Problem naming the form, the block and what to do."""
    try:
        return read_form(path.stem, path.read_text(encoding="utf-8"), published)
    except UnicodeDecodeError as fault:
        raise _unreadable(path.stem, fault) from fault
    except OSError as fault:
        raise Problem(f"Không mở được tệp mẫu “{path.name}”.", "Kiểm tra tệp còn ở đó và đọc được.") from fault


def _unreadable(name: str, fault: Exception) -> Problem:
    return Problem(f"Tệp mẫu “{name}.toml” không đọc được: {fault}.", _REMEDY)


def read_form(name: str, text: str, published: Mapping[str, Source] = PUBLISHED) -> Form:
    """Read and check the text of a form; see `load_form`."""
    try:
        loaded = _form(tomllib.loads(text))
    except tomllib.TOMLDecodeError as fault:
        raise _unreadable(name, fault) from fault
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
