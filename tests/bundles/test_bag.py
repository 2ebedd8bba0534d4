"""The inner bag: valid for others, and read with distrust even when it comes from an office we know."""

from __future__ import annotations

import hashlib
import io
import random
import struct
import warnings
import zipfile
from collections.abc import Callable

import orjson
import pytest

from app.bundles.bag import BAGIT, RECORDS, Blob, write_bag
from app.bundles.errors import BadBundle
from app.bundles.inspecting import open_bag
from app.bundles.reading import LONGEST_LINE, LineFault, decode

Members = dict[str, bytes]
DAMAGES = 300  # 30,000 were run once


def bag(body: bytes = b"{}\n", blobs: tuple[bytes, ...] = ()) -> bytes:
    target = io.BytesIO()
    named = [Blob(hashlib.sha256(blob).hexdigest(), lambda blob=blob: io.BytesIO(blob)) for blob in blobs]  # type: ignore[misc]
    write_bag(target, RECORDS, [body], lambda: {"bundle": "x"}, blobs=named)
    return target.getvalue()


def members(data: bytes) -> Members:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def zipped(parts: list[tuple[str, bytes]], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    target = io.BytesIO()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # writing a name twice is what a forger does
        with zipfile.ZipFile(target, "w", compression) as archive:
            for name, data in parts:
                archive.writestr(name, data)
    return target.getvalue()


def refused(data: bytes, said: str = ".") -> None:
    with pytest.raises(BadBundle, match=said):
        open_bag(io.BytesIO(data), len(data))


def lines_of(data: bytes) -> list[bytes]:
    opened = open_bag(io.BytesIO(data), len(data))
    lines = [*opened.lines()]
    opened.close()
    return lines


def test_a_bag_is_the_same_bytes_for_the_same_contents() -> None:
    assert bag() == bag()


def test_a_bag_says_what_rfc_8493_asks() -> None:
    body, blob = "dòng một\n".encode(), b"scan"
    parts = members(bag(body, (blob,)))
    name = hashlib.sha256(blob).hexdigest()
    assert parts["bagit.txt"] == b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
    sums = dict(line.split("  ")[::-1] for line in parts["manifest-sha256.txt"].decode().splitlines())
    payload = {each: data for each, data in parts.items() if each.startswith("data/")}
    assert set(payload) == {"data/manifest.json", "data/records.ndjson", f"data/blobs/{name[:2]}/{name}"}
    assert sums == {each: hashlib.sha256(data).hexdigest() for each, data in payload.items()}
    octets = sum(map(len, payload.values()))
    assert f"Payload-Oxum: {octets}.3" in parts["bag-info.txt"].decode().splitlines()


def test_lines_come_back_as_they_went_in() -> None:
    assert lines_of(bag(b"{}\n{1}\n\n{2}\n")) == [b"{}", b"{1}", b"", b"{2}"]
    assert lines_of(bag(b"")) == []
    assert lines_of(bag(b"{}")) == [b"{}"]


def test_lines_are_found_across_the_pieces_in_which_they_are_read() -> None:
    chance = random.Random(7)
    written = [orjson.dumps({"n": "ấ" + chance.randbytes(number * 37 % 3000).hex()}) for number in range(600)]
    assert lines_of(bag(b"".join(line + b"\n" for line in written))) == written


def test_an_endless_line_is_one_fault_and_the_next_line_is_read() -> None:
    long = b'"' + random.Random(7).randbytes(LONGEST_LINE * 2).hex().encode() + b'"'
    found = lines_of(bag(b"{}\n" + long + b"\n{}\n"))
    assert found[0] == found[-1] == b"{}"
    assert len(found) == 3
    fault = decode(found[1])
    assert isinstance(fault, LineFault)
    assert "256 KiB" in fault.reason
    assert len(fault.raw) <= 1024


# --- bombs ------------------------------------------------------------------------------------------------------------


def test_a_bomb_of_120_megabytes_is_refused() -> None:
    data = bag(b"\0" * 120_000_000)
    assert len(data) < 200_000
    refused(data, "giải nén ra quá lớn")


def lying(data: bytes, name: bytes, size: int, *, both: bool) -> bytes:
    """Return an archive whose headers say another unpacked size of a member."""
    changed = bytearray(data)
    entry = data.rindex(name)
    struct.pack_into("<I", changed, entry - 46 + 24, size)
    if both:
        struct.pack_into("<I", changed, data.index(name) - 30 + 22, size)
    return bytes(changed)


@pytest.mark.parametrize("both", [True, False])
@pytest.mark.parametrize("size", [0, 1000, 11_000_000])
def test_a_bomb_whose_headers_lie_is_refused(both: bool, size: int) -> None:
    refused(lying(bag(b"\0" * 30_000_000), RECORDS.encode(), size, both=both))


def test_thirty_thousand_members_are_refused() -> None:
    parts = members(bag())
    many = [(f"data/blobs/00/{number:064x}", b"") for number in range(30_000)]
    refused(zipped([*parts.items(), *many], zipfile.ZIP_STORED), "không phải túi dữ liệu")


def test_a_directory_that_would_fill_the_memory_is_refused_unread() -> None:
    end = struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, 5, 5, 512 << 20, 0, 0)
    refused(b"\0" * 100 + end, "không phải túi dữ liệu")
    hidden = struct.pack("<4sIQI", b"PK\x06\x07", 0, 0, 1) + struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, 5, 5, 9, 0, 0)
    refused(b"\0" * 100 + hidden, "không phải túi dữ liệu")


def test_many_attached_files_together_may_not_unpack_to_more_than_the_ratio_allows() -> None:
    parts = [*members(bag()).items()]
    zeros = {hashlib.sha256(b"\0" * size).hexdigest(): b"\0" * size for size in range(1_000_000, 1_000_030)}
    parts += [(f"data/blobs/{name[:2]}/{name}", data) for name, data in zeros.items()]
    refused(zipped(parts), "giải nén ra quá lớn")


# --- names ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name",
    [
        "../../etc/passwd",
        "..\\..\\evil",
        "/etc/passwd",
        "C:\\evil",
        "data/blobs/ab/../evil",
        "data/blobs/ab/CON",
        "data/records.ndjson:stream",
        "data/records.ndjson ",
        "data/RECORDS.ndjson",
        "data/blobs/ab/" + "a" * 64 + ".exe",
        "data/blobs/ba/" + "a" * 64,
        "data/blobs/aa/" + "A" * 64,
        "data/receipt.json",
        "data/",
        "tagmanifest-sha256.txt",
    ],
)
def test_a_member_of_any_other_name_refuses_the_bag(name: str) -> None:
    refused(zipped([*members(bag()).items(), (name, b"x")]))


def test_a_member_that_stands_twice_refuses_the_bag() -> None:
    parts = [*members(bag()).items()]
    for name, data in parts:
        refused(zipped([*parts, (name, data)]))


def test_a_member_that_is_missing_refuses_the_bag() -> None:
    parts = members(bag())
    for name in parts:
        refused(zipped([(other, data) for other, data in parts.items() if other != name]))


# --- contents ---------------------------------------------------------------------------------------------------------


def changed(name: str, change: Callable[[bytes], bytes]) -> bytes:
    return zipped([(each, change(data) if each == name else data) for each, data in members(bag()).items()])


@pytest.mark.parametrize(
    ("name", "change", "said"),
    [
        ("data/records.ndjson", lambda _: b"{ }\n", "mã kiểm tra"),
        ("data/manifest.json", lambda data: data + b" ", "mã kiểm tra"),
        ("manifest-sha256.txt", lambda data: data * 2, "hai lần"),
        ("manifest-sha256.txt", lambda data: data + b"0" * 64 + b"  data/blobs/00/x\n", "mã kiểm tra"),
        ("manifest-sha256.txt", lambda _: b"\xff\xfe", "không đọc được"),
        ("bag-info.txt", lambda data: data.replace(b".2\n", b".3\n"), "kích thước"),
        ("bagit.txt", lambda _: BAGIT.replace(b"1.0", b"0.97"), "BagIt"),
        ("bag-info.txt", lambda _: b"x" * (5 << 20), "quá lớn"),
    ],
)
def test_a_bag_that_contradicts_itself_is_refused(name: str, change: Callable[[bytes], bytes], said: str) -> None:
    refused(changed(name, change), said)


@pytest.mark.parametrize("said", [b"[]", b"null", b"{", b"\xff", b'"x"'])
def test_a_manifest_is_an_object(said: bytes) -> None:
    target = io.BytesIO()
    write_bag(target, RECORDS, [b""], lambda: None)
    parts = members(target.getvalue())
    parts["data/manifest.json"] = said
    sums = "".join(
        f"{hashlib.sha256(data).hexdigest()}  {name}\n" for name, data in parts.items() if name.startswith("data/")
    )
    parts["manifest-sha256.txt"] = sums.encode()
    parts["bag-info.txt"] = f"Payload-Oxum: {len(said)}.2\n".encode()
    refused(zipped([*parts.items()]))


def test_an_encrypted_or_oddly_packed_member_is_refused() -> None:
    for packing in (zipfile.ZIP_LZMA, zipfile.ZIP_BZIP2):
        refused(zipped([*members(bag()).items()], packing), "nén theo cách lạ")
    locked = bytearray(bag())
    locked[6] |= 1
    locked[bytes(locked).index(b"PK\x01\x02") + 8] |= 1
    refused(bytes(locked), "không đọc được")
    refused(b"MZ" + b"\x90" * 500)


def test_a_damaged_bag_is_refused_or_says_the_same_and_never_makes_the_reader_stumble() -> None:
    """The encryption notices damage long before; this is about a forger with a key."""
    body = b"".join(orjson.dumps({"n": number}) + b"\n" for number in range(40))
    sound, chance = bag(body), random.Random(20261123)
    for _ in range(DAMAGES):
        changed = bytearray(sound)
        for _ in range(chance.randrange(1, 4)):
            changed[chance.randrange(len(sound))] = chance.randrange(256)
        try:
            assert b"".join(line + b"\n" for line in lines_of(bytes(changed))) == body
        except BadBundle:
            continue
