"""Receipts: there and back whatever they say, and nothing that adds up wrongly or says more is believed."""

from __future__ import annotations

import dataclasses
import unicodedata
from typing import Any

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.bundles.bag import RECEIPT
from app.bundles.errors import BadBundle
from app.bundles.keys import read_card, write_card
from app.bundles.receipts import Receipt, RefusedRecord, read_receipt, write_receipt
from app.bundles.revocation import read_revocation, revocation_of, write_revocation
from app.bundles.shapes import UNWANTED
from app.vietnamese import tidy
from tests.bundles.making import BUNDLE, REPLICA, Office, contents_of, head_of, opened, sealed_file, trusting

COUNT = st.integers(0, 2**53)
TEXT = st.text(max_size=30).map(lambda text: unicodedata.normalize("NFC", UNWANTED.sub("", text)))
MOMENT = (
    st.datetimes().map(lambda at: at.replace(microsecond=0).isoformat() + "+00:00").filter(lambda at: len(at) == 25)
)
UNIT = st.from_regex(r"[0-9A-Za-z][0-9A-Za-z.-]{0,19}", fullmatch=True)
SHA256 = st.binary(min_size=32, max_size=32).map(bytes.hex)
GAP = st.tuples(st.integers(0, 1000), st.integers(1001, 2000))


@st.composite
def receipts(draw: st.DrawFn) -> Receipt:
    new, changed, same = draw(COUNT) // 4, draw(COUNT) // 4, draw(COUNT) // 4
    refused = tuple(draw(st.lists(st.builds(RefusedRecord, TEXT, TEXT, TEXT, TEXT), max_size=3)))
    return Receipt(
        number=draw(COUNT),
        bundle=str(draw(st.uuids())),
        sha256=draw(SHA256),
        unit=draw(UNIT),
        receiver=draw(UNIT),
        receiver_name=tidy(draw(TEXT)),
        received_at=draw(MOMENT),
        sent=new + changed + same + len(refused),
        new=new,
        changed=changed,
        same=same,
        refused=refused,
        seen=draw(st.dictionaries(st.from_regex(r"[0-9a-f]{16}-[0-9]{1,6}", fullmatch=True), COUNT, max_size=2)),
        missing=tuple(draw(st.lists(GAP, max_size=2))),
        missing_blobs=tuple(draw(st.lists(SHA256, max_size=2))),
        conflicts=draw(COUNT),
        already=draw(st.just("") | MOMENT),
        keys=tuple(draw(st.lists(TEXT, max_size=2))),
    )


SAMPLE = Receipt(
    number=7,
    bundle=BUNDLE,
    sha256="0" * 64,
    unit="31360",
    receiver="99",
    receiver_name="Sở Tư pháp",
    received_at="2026-11-23T08:00:00+00:00",
    sent=1000,
    new=900,
    changed=60,
    same=39,
    refused=(RefusedRecord("mediation", BUNDLE, "thiếu “Ngày nhận”", "Bổ sung rồi xuất lại."),),
    seen={REPLICA: 812},
    missing=((100, 120),),
)


@given(receipts())
def test_a_receipt_comes_back_as_it_went(receipt: Receipt) -> None:
    assert read_receipt(write_receipt(receipt)) == receipt


def test_a_receipt_is_complete_only_when_nothing_is_wanted_any_more() -> None:
    whole = dataclasses.replace(SAMPLE, refused=(), missing=(), sent=999)
    assert whole.complete()
    assert not SAMPLE.complete()
    assert not dataclasses.replace(whole, missing=((1, 2),)).complete()
    assert not dataclasses.replace(whole, missing_blobs=("0" * 64,)).complete()


@pytest.mark.parametrize(
    "said",
    [
        {"format": "stp-receipt/2"},
        {"sent": 999},
        {"new": 901},
        {"refused": []},
        {"number": -1},
        {"number": 1.0},
        {"number": True},
        {"conflicts": "0"},
        {"bundle": "7"},
        {"bundle": None},
        {"sha256": "F" * 64},
        {"unit": ""},
        {"receiver_name": "Sở\nTư pháp"},
        {"receiver_name": "Sở\u202eTư pháp"},
        {"received_at": "hôm nay"},
        {"already": "hôm qua"},
        {"refused": [{"kind": "mediation"}]},
        {"refused": [["mediation", "1", "2", "3"]]},
        {"refused": [{"kind": "m", "id": "", "reason": 5, "remedy": ""}]},
        {"refused": None},
        {"seen": {"máy A": 1}},
        {"seen": {REPLICA: -1}},
        {"seen": [REPLICA]},
        {"missing": [[5, 5]]},
        {"missing": [[5]]},
        {"missing": [["1", "2"]]},
        {"missing_blobs": ["../../etc"]},
        {"keys": ["x" * 20_000]},
        {"keys": [{}]},
        {"surprise": 1},
    ],
    ids=lambda said: orjson.dumps(said)[:40].decode(),
)
def test_a_receipt_that_is_not_right_is_refused(said: dict[str, Any]) -> None:
    changed = orjson.dumps(orjson.loads(write_receipt(SAMPLE)) | said, option=orjson.OPT_SORT_KEYS)
    with pytest.raises(BadBundle, match="iên nhận"):
        read_receipt(changed)


@pytest.mark.parametrize("name", [each.name for each in dataclasses.fields(Receipt)])
def test_a_receipt_leaves_nothing_out(name: str) -> None:
    said = orjson.loads(write_receipt(SAMPLE))
    del said[name]
    with pytest.raises(BadBundle, match="iên nhận"):
        read_receipt(orjson.dumps(said, option=orjson.OPT_SORT_KEYS))


@given(st.binary(max_size=40) | st.sampled_from([b"[]", b"{}", b"null", b"7", b"{" * 3000]))
def test_no_bytes_at_all_make_the_reader_of_receipts_stumble(data: bytes) -> None:
    with pytest.raises(BadBundle):
        read_receipt(data)


def test_a_receipt_is_written_in_one_way_only() -> None:
    data = write_receipt(SAMPLE)
    for changed in (data + b" ", data.replace(b'"new":900', b'"new":901,"new":900')):
        with pytest.raises(BadBundle):
            read_receipt(changed)


def test_a_receipt_travels_signed_to_the_sender_alone_with_news_of_keys(
    commune: Office, province: Office, stranger: Office
) -> None:
    withdrawal = write_revocation(revocation_of(stranger.card, province.keys, reason="Mất máy.")).decode()
    news = dataclasses.replace(SAMPLE, keys=(write_card(province.card).decode(), withdrawal))
    contents = contents_of(head_of(province, commune), [write_receipt(news)], body=RECEIPT)
    data = sealed_file(province, commune, contents, kind="receipt")
    with opened(data, commune, province) as bundle:
        receipt = read_receipt(bundle.bag.whole())
    assert receipt == news
    assert read_card(receipt.keys[0].encode()) == province.card
    assert read_revocation(receipt.keys[1].encode(), trusting(province), ("99",)).key == stranger.key()
    with pytest.raises(BadBundle):
        opened(data, stranger, province)
