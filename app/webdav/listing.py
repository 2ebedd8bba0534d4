"""What a WebDAV server says is in a folder: its answer to PROPFIND (RFC 4918 §9.1), read with distrust."""

from __future__ import annotations

import re
import urllib.parse
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree import ElementTree

from app.problems import Problem

QUERY = (
    b'<?xml version="1.0" encoding="utf-8"?><propfind xmlns="DAV:"><prop>'
    b"<resourcetype/><getcontentlength/><getetag/></prop></propfind>"
)
_DAV = "{DAV:}"
_DECLARES = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)


@dataclass(frozen=True)
class Remote:
    """A file on the server; `tag` is the server's own mark of its contents, empty where it gives none."""

    name: str
    size: int
    tag: str
    weak: bool = False

    def condition(self) -> str:
        """Return what to send as If-Range; "" where the server's mark does not promise the same bytes."""
        return "" if self.weak or not self.tag else f'"{self.tag}"'


def read_listing(data: bytes, base: str) -> list[Remote]:
    """Return the files directly under a path; raises Problem when the answer is none of a WebDAV server."""
    try:
        if _DECLARES.search(data):  # no server needs one, and it could ask for all the memory there is
            raise ValueError("DOCTYPE")
        root = ElementTree.fromstring(data)
        if root.tag != f"{_DAV}multistatus":
            raise ValueError(root.tag)
        found = {remote.name: remote for response in root for remote in _file(response, base)}
    except (ElementTree.ParseError, ValueError) as error:
        raise Problem(
            "Máy chủ trả lời không theo WebDAV.", "Kiểm tra địa chỉ thư mục với nơi quản trị máy chủ."
        ) from error
    return sorted(found.values(), key=lambda remote: remote.name)


def _file(response: ElementTree.Element, base: str) -> Iterator[Remote]:
    path = urllib.parse.unquote(urllib.parse.urlsplit(response.findtext(f"{_DAV}href", "")).path)
    folder, _, name = path.rpartition("/")
    collection = response.find(f".//{_DAV}resourcetype/{_DAV}collection")
    if not name or collection is not None or f"{folder}/" != urllib.parse.unquote(base):
        return
    etag = (response.findtext(f".//{_DAV}getetag") or "").strip()
    size = int(response.findtext(f".//{_DAV}getcontentlength") or 0)
    yield Remote(name, size, etag.removeprefix("W/").strip('"'), etag.startswith("W/"))
