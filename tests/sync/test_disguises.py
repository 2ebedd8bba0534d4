"""Names with signs that nobody sees, or that turn others around, pass for no other name: refused, cleaned, or shown."""

from __future__ import annotations

import dataclasses
import shutil
from pathlib import Path

import orjson
import pytest

from app.bundles.errors import BadBundle
from app.bundles.keys import KeyCard, UnitKeys, card_of, read_card, write_card
from app.bundles.receipts import read_receipt, write_receipt
from app.problems import Problem
from app.records import Hamlet, MediationCase
from app.usecases import keys, outgoing, receiving, syncing
from app.usecases.attachments import attach
from app.usecases.foreseeing import foresee_folder
from app.usecases.office import own_office
from app.usecases.receiving_many import receive_folder
from app.vietnamese import tidy, visible
from tests.sync.conftest import World
from ui.verbs.sync import _receive

OVERRIDES = ("\u202e", "\u202d", "\u202a", "\u2066", "\u2067", "\u2069")
MARKS = ("\u200e", "\u200f", "\u061c", "\u200b", "\u200d", "\u2060", "\u00ad", "\u180e", "\ufeff", "\u2028")
SIGNS = (*OVERRIDES, *MARKS, "\x00", "\x1b", "\x7f", "\x9b", "\U000e0041")


def number_of(sign: str) -> str:
    return f"[U+{ord(sign):04X}]"


@pytest.mark.parametrize("sign", SIGNS, ids=number_of)
def test_what_is_typed_loses_such_signs_and_what_others_name_shows_them(sign: str) -> None:
    assert tidy(f"xã Sen{sign} Vàng") == "xã Sen Vàng"
    assert visible(f"gói{sign}pts.exe") == f"gói{number_of(sign)}pts.exe"


def test_a_sign_between_a_letter_and_its_mark_leaves_composed_text() -> None:
    assert tidy("Hu\u200b\u031b\u0300a") == tidy("Hu\u031b\u0300a") == "Hừa"


def test_khmer_keeps_what_parts_its_words() -> None:
    khmer = "ភូមិ\u200bស្រុក"
    assert tidy(khmer) == visible(khmer) == khmer
    assert visible("Đặng Thị Ứng, ấp Giồng “Lớn”") == "Đặng Thị Ứng, ấp Giồng “Lớn”"


# --- key cards --------------------------------------------------------------------------------------------------------


def named(made: UnitKeys, name: str, monkeypatch: pytest.MonkeyPatch) -> KeyCard:
    """Return a card with just this name, which signs itself as it should."""
    with monkeypatch.context() as patched:
        patched.setattr("app.bundles.keys.tidy", lambda text: text)
        return card_of(made, unit="99902", name=name, replica="0123456789abcdef-1")


@pytest.mark.parametrize("sign", SIGNS, ids=number_of)
def test_a_key_card_with_such_a_name_is_refused(world: World, sign: str, monkeypatch: pytest.MonkeyPatch) -> None:
    made = keys.own_keys(world.commune)
    assert read_card(write_card(named(made, "Sở Tư pháp", monkeypatch))).name == "Sở Tư pháp"
    with pytest.raises(BadBundle, match="không đúng dạng"):
        keys.enroll(world.province, write_card(named(made, f"Sở{sign} Tư pháp", monkeypatch)), checked_by="thử")
    assert [card.unit for card in keys.enrolled(world.province)] == ["99901"]


def test_our_own_card_shows_our_name_without_them(world: World) -> None:
    office = own_office(world.commune)
    office.name = "xã\u202e Sen\u200b Vàng"
    world.commune.put(office)
    card = read_card(keys.card_file(world.commune)[1])
    assert card.name == "xã Sen Vàng"


# --- files on a stick -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("sign", ["\u202e", "\u200b", "\u2067"], ids=number_of)
def test_a_file_with_such_a_name_is_shown_by_what_is_in_its_name(world: World, sign: str) -> None:
    sent = syncing.export_bundle(world.commune, world.stick)
    sent.file.path.rename(world.stick / f"gói{sign}pts.stp")
    shown = f"gói{number_of(sign)}pts.stp"
    said: list[str] = []
    seen = foresee_folder(world.province, world.stick, say=lambda words, _: said.append(words))
    assert [one.file for one in seen] == [shown]
    assert [one.file for one in receive_folder(world.province, world.stick)] == [shown]
    assert shown in said[0]
    assert sign not in "".join(said)
    assert world.province.notes("received_bundle")[0]["file"] == shown


def test_the_command_line_says_such_a_name_visibly_whether_it_is_taken_or_not(world: World) -> None:
    sent = syncing.export_bundle(world.commune, world.stick)
    good, bad = world.stick / "gói\u202epts.stp", world.stick / "xấu\u202epts.stp"
    shutil.copy(sent.file.path, good)
    bad.write_bytes(sent.file.path.read_bytes()[:-5])

    class Asked:
        files = (good, bad)
        receipts_to = None

    done = _receive(world.province, Asked)  # type: ignore[arg-type]
    assert "gói[U+202E]pts.stp" in done.text
    assert "xấu[U+202E]pts.stp" in done.problems[0].message
    assert "\u202e" not in done.text + str(done.problems[0])


def test_an_attached_file_with_such_a_name_loses_them_and_one_that_is_refused_shows_them(
    world: World, tmp_path: Path
) -> None:
    case = next(world.commune.every(MediationCase))
    scan = tmp_path / "biên bản\u202efdp.exe.pdf"
    scan.write_bytes(b"%PDF-1.7 thu")
    made, _ = attach(world.commune, case, scan)
    assert made.file_name == "biên bảnfdp.exe.pdf"
    program = tmp_path / "biên bản\u202efdp.exe"
    program.write_bytes(b"MZ chuong trinh")
    with pytest.raises(Problem, match=r"biên bản\[U\+202E\]fdp\.exe"):
        attach(world.commune, case, program)


# --- receipts and persons ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("sign", SIGNS, ids=number_of)
def test_a_receipt_of_an_office_with_such_a_name_is_refused(world: World, sign: str) -> None:
    got = receiving.receive(world.province, syncing.export_bundle(world.commune, world.stick).file.path)
    assert got.receipt is not None
    assert read_receipt(write_receipt(got.receipt)) == got.receipt
    with pytest.raises(BadBundle, match="không đúng dạng"):
        read_receipt(write_receipt(dataclasses.replace(got.receipt, receiver_name=f"Sở{sign} Tư pháp")))


def test_a_receipt_of_ours_shows_our_name_without_them(world: World) -> None:
    office = own_office(world.province)
    office.name = "Sở\u202e Tư\u200f pháp thử"
    world.province.put(office)
    got = receiving.receive(world.province, syncing.export_bundle(world.commune, world.stick).file.path)
    assert got.receipt_file is not None
    heard = receiving.receive(world.commune, got.receipt_file.path).acknowledged
    assert heard is not None
    assert heard.receiver_name == "Sở Tư pháp thử"


@pytest.mark.parametrize("sign", OVERRIDES, ids=number_of)
def test_a_record_whose_name_turns_letters_around_is_put_aside_alone_and_no_receipt_repeats_it(
    world: World, sign: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = outgoing.write_line
    bad = next(world.commune.every(Hamlet)).id

    def spoiled(kind: type, row: object, level: str) -> bytes:
        line = orjson.loads(whole(kind, row, level))  # type: ignore[arg-type]
        if line["id"] == bad:
            line["d"]["name"] = f"Ấp{sign} Một"
        return orjson.dumps(line)

    monkeypatch.setattr(outgoing, "write_line", spoiled)
    sent = syncing.export_bundle(world.commune, world.stick)
    [seen] = foresee_folder(world.province, world.stick)
    got = receiving.receive(world.province, sent.file.path)
    assert got.receipt is not None
    assert ["đảo chiều" in refused.reason for refused in got.receipt.refused] == [True]
    assert sign not in repr(seen) + write_receipt(got.receipt).decode()
    assert world.province.find(Hamlet, bad) is None
