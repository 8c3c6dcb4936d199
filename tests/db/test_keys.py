"""The locks: what opens them, what does not, and what a damaged one says."""

from __future__ import annotations

import base64
import unicodedata
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bontot_desktop.db import keys
from bontot_desktop.errors import Damaged, NewerFile, Refused, WrongPassword

KEY = bytes(range(32))
SALT = base64.b64encode(b"1" * 16).decode()


@pytest.fixture
def code() -> str:
    return keys.new_recovery_code()


@pytest.fixture
def envelope(code: str) -> keys.Envelope:
    return keys.seal(KEY, "mật khẩu", code)


def test_password_and_recovery_code_each_open_the_lock(envelope: keys.Envelope, code: str) -> None:
    assert keys.unlock_by_password(envelope, "mật khẩu") == KEY
    assert keys.unlock_by_code(envelope, code) == KEY


def test_a_password_typed_in_decomposed_letters_is_the_same_password(envelope: keys.Envelope) -> None:
    assert keys.unlock_by_password(envelope, unicodedata.normalize("NFD", "mật khẩu")) == KEY


def test_the_code_may_be_typed_in_small_letters_with_spaces(envelope: keys.Envelope, code: str) -> None:
    assert keys.unlock_by_code(envelope, f"  {code.lower().replace('-', ' ')} ") == KEY


def test_a_wrong_password_says_what_to_look_at(envelope: keys.Envelope) -> None:
    with pytest.raises(WrongPassword, match="chữ hoa"):
        keys.unlock_by_password(envelope, "mat khau")


def test_the_code_of_another_file_opens_nothing(envelope: keys.Envelope) -> None:
    with pytest.raises(WrongPassword, match="tờ mã"):
        keys.unlock_by_code(envelope, keys.new_recovery_code())


@given(st.integers(0, 29), st.sampled_from("BCFGHJKLMNPQRSTVXZ34679"))
def test_one_mistyped_letter_is_found_with_its_group(place: int, letter: str) -> None:
    code = keys.new_recovery_code()
    letters = list(code.replace("-", ""))
    if letters[place] == letter:
        assert keys.read_recovery_code("".join(letters)) == code
        return
    letters[place] = letter
    with pytest.raises(Refused, match=f"Nhóm thứ {place // 5 + 1} "):
        keys.read_recovery_code("".join(letters))


@given(st.integers(0, 28))
def test_two_letters_swapped_in_a_group_are_found(place: int) -> None:
    letters = list(keys.new_recovery_code().replace("-", ""))
    if place % 5 == 4 or letters[place] == letters[place + 1]:
        return
    letters[place], letters[place + 1] = letters[place + 1], letters[place]
    with pytest.raises(Refused, match=f"Nhóm thứ {place // 5 + 1} "):
        keys.read_recovery_code("".join(letters))


def test_a_code_too_short_says_how_long_it_should_be() -> None:
    with pytest.raises(Refused, match="6 nhóm"):
        keys.read_recovery_code("BCF")


def test_a_vietnamese_typing_program_left_on_does_not_change_a_code() -> None:
    assert not set("AEIOUYDW") & set(keys.new_recovery_code())


def test_a_short_password_is_refused() -> None:
    with pytest.raises(Refused, match="8 ký tự"):
        keys.check_new_password("ngắn")


def test_a_new_password_leaves_the_recovery_code_working(envelope: keys.Envelope, code: str) -> None:
    changed = keys.with_password(envelope, KEY, "mật khẩu mới")
    assert keys.unlock_by_password(changed, "mật khẩu mới") == KEY
    assert keys.unlock_by_code(changed, code) == KEY
    with pytest.raises(WrongPassword):
        keys.unlock_by_password(changed, "mật khẩu")


def test_a_new_recovery_code_ends_the_old_one(envelope: keys.Envelope, code: str) -> None:
    fresh = keys.new_recovery_code()
    changed = keys.with_recovery_code(envelope, KEY, fresh)
    assert keys.unlock_by_code(changed, fresh) == KEY
    with pytest.raises(WrongPassword):
        keys.unlock_by_code(changed, code)


def test_a_lock_put_on_another_file_does_not_open(envelope: keys.Envelope) -> None:
    with pytest.raises(WrongPassword):
        keys.unlock_by_password(replace(envelope, file_id="khác"), "mật khẩu")


def test_an_envelope_survives_being_written(envelope: keys.Envelope) -> None:
    assert keys.from_plain(keys.to_plain(envelope)) == envelope


@pytest.mark.parametrize(
    "harm",
    [
        {"format": "khác"},
        {"version": "một"},
        {"password": None},
        {"password": {"kdf": "scrypt"}},
        {"password": {"kdf": "md5", "n": 1024, "salt": "", "nonce": "", "sealed": ""}},
        {"password": {"kdf": "scrypt", "n": 2**40, "salt": "", "nonce": "", "sealed": ""}},
        {"password": {"kdf": "scrypt", "n": 1000, "salt": "", "nonce": "", "sealed": ""}},
        {"password": {"kdf": "scrypt", "n": 1024, "salt": "?", "nonce": "", "sealed": ""}},
        {"password": {"kdf": "scrypt", "n": 1024, "salt": SALT, "nonce": "", "sealed": ""}},
    ],
)  # fmt: skip
def test_a_damaged_lock_is_told_not_tried(envelope: keys.Envelope, harm: dict[str, object]) -> None:
    with pytest.raises(Damaged, match="bản sao"):
        keys.from_plain({**keys.to_plain(envelope), **harm})


def test_a_lock_of_a_newer_program_asks_for_that_program(envelope: keys.Envelope) -> None:
    with pytest.raises(NewerFile, match="bản mới nhất"):
        keys.from_plain({**keys.to_plain(envelope), "version": 2})
