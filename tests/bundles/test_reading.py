"""The strict decoder: what it lets through is JSON that every reader understands the same way."""

from __future__ import annotations

import json
import unicodedata
from typing import Any

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.bundles.reading import DEEPEST, LONGEST_LINE, LineFault, decode, read_lines
from app.bundles.shapes import UNWANTED


def nested(levels: int) -> bytes:
    return b'{"a":' * levels + b"1" + b"}" * levels


def reason(line: bytes) -> str:
    read = decode(line)
    assert isinstance(read, LineFault), read
    return read.reason


@pytest.mark.parametrize(
    ("line", "value"),
    [
        (b"{}", {}),
        ('{"t":"mediation","d":{"Tên":"Đất đai ở ấp Hòa","n":null,"m":-12}}'.encode(), None),
        (b'{"n":9007199254740992}', {"n": 2**53}),
        (b'{"n":-9007199254740992}', {"n": -(2**53)}),
        (b'{"phone":"0123456789012345678"}', {"phone": "0123456789012345678"}),
        (b'{"s":":1.5 [true,false]"}', {"s": ":1.5 [true,false]"}),
        (b'{"s":"one\\ntwo\\tthree"}', {"s": "one\ntwo\tthree"}),
        (b'{"path":"C:\\\\bang\\\\ra\\\\file"}', {"path": "C:\\bang\\ra\\file"}),
        (b'{"path":"\\\\u0000 said aloud"}', {"path": "\\u0000 said aloud"}),
        (b'{"s":"\\"b\\""}', {"s": '"b"'}),
        (b'{"s":"[[[[[[[[{{{{{{{{"}', {"s": "[[[[[[[[{{{{{{{{"}),
        (b'{ "spaced" : 1 }', {"spaced": 1}),
        (b'{"of":"Windows"}\r', {"of": "Windows"}),
        (b'{"escaped":"\\u0110\\/"}', {"escaped": "Đ/"}),
        (nested(DEEPEST), None),
        (b'{"a":[],"b":[],"c":[],"d":[],"e":[],"f":[],"g":[]}', None),
    ],
)
def test_sound_lines_are_read(line: bytes, value: Any) -> None:
    assert decode(line) == (json.loads(line) if value is None else value)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (b'{"n":1.5}', "số lẻ"),
        (b'{"n":1e2}', "số lẻ"),
        (b'{"n":[0.5]}', "số lẻ"),
        (b'{ "n":1.5}', "số lẻ"),
        (b'{"n":1e999}', "JSON|số lẻ"),
        (b'{"n":NaN}', "JSON"),
        (b'{"n":Infinity}', "JSON"),
        (b'{"n":9007199254740993}', "quá lớn"),
        (b'{"n":-9007199254740993}', "quá lớn"),
        (b'{"n":9223372036854775808}', "quá lớn"),
        (b'{"n":18446744073709551616}', "quá lớn"),
        (b'{"n":' + b"9" * 4000 + b"}", "quá lớn|JSON"),
        (b'{"n":' + b"9" * 200_000 + b"}", "quá lớn|JSON"),
        (b'{"n":true}', "đúng/sai"),
        (b'{"n":[1,false]}', "đúng/sai"),
        (b'{ "n":true}', "đúng/sai"),
        (b'{"a":1,"a":2}', "lặp lại"),
        (b'{"a":1,"\\u0061":2}', "lặp lại"),
        (b'{"d":{"a":1,"a":1}}', "lặp lại"),
        (nested(DEEPEST + 1), "lồng quá"),
        (b'{"a":{},"b":' + nested(DEEPEST) + b"}", "lồng quá"),
        (b'{"a":' + b"[" * 100_000 + b"]" * 100_000 + b"}", "JSON"),
        (b'{ "a":' + b"[" * 900 + b"]" * 900 + b"}", "JSON|lồng quá"),
        (b'{"s":"\\ud800"}', "JSON"),
        (b'{"s":"a\\u0000b"}', "ký tự điều khiển"),
        (b'{"s":"a\\bc"}', "ký tự điều khiển"),
        (b'{"s":"\\\\\\f"}', "ký tự điều khiển"),
        (b'{"\\u0001":1}', "ký tự điều khiển"),
        (b'{ "\\u0001":1}', "ký tự điều khiển"),
        (b'{"s":"a\x7f"}', "ký tự điều khiển"),
        ('{"s":"exe.\u202efdp"}'.encode(), "đảo chiều"),
        (b'{"s":"exe.\\u202efdp"}', "đảo chiều"),
        ('{"s":"\u2066"}'.encode(), "đảo chiều"),
        ('{"s":"\ufeff"}'.encode(), "ký tự điều khiển"),
        (b'\xef\xbb\xbf{"s":1}', "JSON|ký tự điều khiển"),
        (b'{"s":"\xff\xfe"}', "JSON"),
        (b'{"s":"\xed\xa0\x80"}', "JSON"),
        ('{"s":"' + unicodedata.normalize("NFD", "Hòa giải") + '"}', "NFC"),
        (b'{"s":"o\\u0300"}', "NFC"),
        ('{"' + unicodedata.normalize("NFD", "ô") + '":1}', "NFC"),
        (b'[{"a":1}]', "không phải một hồ sơ"),
        (b'"a"', "không phải một hồ sơ"),
        (b"", "JSON"),
        (b"{}{}", "JSON"),
        (b'{"a":"' + b"x" * LONGEST_LINE + b'"}', "256 KiB"),
    ],
    ids=lambda each: repr(each)[:40],
)
def test_hostile_lines_are_faults(line: bytes | str, said: str) -> None:
    raw = line if isinstance(line, bytes) else line.encode()
    assert any(word in reason(raw) for word in said.split("|"))


def test_a_fault_keeps_the_raw_line_for_later() -> None:
    found = dict(read_lines([b"{}", b'{"n": 1.5}', b'{"n":1}']))
    assert found == {1: {}, 2: LineFault("có số lẻ", b'{"n": 1.5}'), 3: {"n": 1}}


SOUND_TEXT = st.text(max_size=12).map(lambda text: unicodedata.normalize("NFC", UNWANTED.sub("", text)))
SCALARS = st.none() | st.integers(-(2**53), 2**53) | SOUND_TEXT
VALUES = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(SOUND_TEXT, inner, max_size=3), max_leaves=8
)


def depth(value: Any) -> int:
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else None
    return 0 if inner is None else 1 + max(map(depth, inner), default=0)


@given(st.dictionaries(SOUND_TEXT, VALUES, max_size=4))
def test_whatever_we_may_write_is_read_back(value: dict[str, Any]) -> None:
    canonical, spaced = orjson.dumps(value), json.dumps(value, indent=1).encode()
    for line in (canonical, spaced):
        read = decode(line)
        assert isinstance(read, LineFault) if depth(value) > DEEPEST else read == value


@given(st.dictionaries(st.text(max_size=4), VALUES | st.floats() | st.booleans() | st.text(max_size=4), max_size=3))
def test_both_ways_of_judging_agree(value: dict[str, Any]) -> None:
    try:
        canonical = orjson.dumps(value)
    except (TypeError, ValueError):  # a lone surrogate cannot even be written
        return
    quick, slow = decode(canonical), decode(b" " + canonical)
    assert isinstance(quick, LineFault) == isinstance(slow, LineFault)


@given(st.binary(max_size=60))
def test_no_bytes_at_all_make_the_decoder_stumble(line: bytes) -> None:
    assert isinstance(decode(line), (dict, LineFault))
