"""The recovery code on paper: read as people type it, every single slip noticed, distinct keys for distinct ends."""

from __future__ import annotations

import re

import pyrage
import pytest

from app.bundles.recovery import code_bytes, new_code, recovery_identity, vault_key
from app.problems import Problem

SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
KNOWN = "000G4-40R4F-0M30Y-E209X-185GE-R38EY-1W81B-24GK1"  # of the bytes 0, 1 … 19
KNOWN_VAULT = "e1f3dd5052c13297e838684f45bafc80d84fddff3c639ed02ca7c6e67f841b3a"
KNOWN_IDENTITY = "AGE-SECRET-KEY-1KT05QT4WFMKF5X4K2XYG4Y0L6SJJVMW477KQR2SA3GURSVAQ68ASJYC3V4"


def test_a_code_is_eight_groups_of_five_signs_that_nobody_misreads() -> None:
    group = "[0-9A-HJKMNP-TV-Z]{5}"
    assert re.fullmatch(rf"{group}(-{group}){{7}}", new_code())


def test_no_two_codes_are_alike() -> None:
    assert len({code_bytes(new_code()) for _ in range(50)}) == 50


def test_a_code_is_read_as_people_type_it() -> None:
    code = new_code()
    typed = code.replace("0", "o").replace("1", "l").lower().replace("-", "  ")
    assert code_bytes(typed) == code_bytes(code)
    assert len(code_bytes(code)) * 8 == 160


def test_every_single_wrong_sign_is_noticed_in_its_group() -> None:
    code = new_code()
    for place, sign in enumerate(code):
        if sign == "-":
            continue
        for other in set(SIGNS) - {sign}:
            with pytest.raises(Problem, match=f"Nhóm thứ {place // 6 + 1} "):
                code_bytes(code[:place] + other + code[place + 1 :])


def test_two_signs_exchanged_are_noticed() -> None:
    code = new_code()
    for one in range(len(code) - 1):
        for other in range(one + 1, one - one % 6 + 5):
            if code[one] != code[other]:
                signs = [*code]
                signs[one], signs[other] = signs[other], signs[one]
                with pytest.raises(Problem, match="bị gõ sai"):
                    code_bytes("".join(signs))


def test_groups_in_the_wrong_order_are_noticed() -> None:
    groups = new_code().split("-")
    groups[2], groups[5] = groups[5], groups[2]
    with pytest.raises(Problem, match="Nhóm thứ 3"):
        code_bytes("-".join(groups))


@pytest.mark.parametrize("typed", ["", "7K2M9", "mã khôi phục", "0" * 41])
def test_a_code_of_another_length_is_said_so(typed: str) -> None:
    with pytest.raises(Problem, match="40 ký tự"):
        code_bytes(typed)


def test_the_age_identity_is_one_the_standard_library_of_age_reads() -> None:
    identity = pyrage.x25519.Identity.from_str(recovery_identity(new_code()))
    sealed = pyrage.encrypt("mật".encode(), [identity.to_public()])
    assert pyrage.decrypt(sealed, [identity]) == "mật".encode()


def test_the_same_code_gives_the_same_keys_for_ever() -> None:
    code = new_code()
    assert recovery_identity(code) == recovery_identity(code.lower())
    assert vault_key(code).hex() not in recovery_identity(code).lower()
    assert code_bytes(KNOWN) == bytes(range(20))
    assert vault_key(KNOWN).hex() == KNOWN_VAULT
    assert recovery_identity(KNOWN) == KNOWN_IDENTITY
