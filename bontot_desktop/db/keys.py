"""The data key and its two locks: the office's password and the recovery code.

The key is 256 random bits and never changes; each lock is that key sealed with AES-GCM under a key
scrypt makes from the secret. Changing the password makes a new lock and touches no data.
"""

from __future__ import annotations

import base64
import secrets
import unicodedata
from dataclasses import dataclass, field, replace
from typing import Any

from bontot_desktop import text
from bontot_desktop.errors import Damaged, NewerFile, Refused, WrongPassword
from bontot_desktop.rules import passwords

ENVELOPE = "bontot-khoa"
ENVELOPE_VERSION = 1
#: scrypt's work: 64 MiB and about a fifth of a second on an office PC, each time a password is tried.
COST = 2**16
_COST_RANGE = (2**10, 2**20)
SHORTEST_PASSWORD = passwords.SHORTEST

# The letters of a recovery code: no vowels, d or w, so that a Vietnamese typing program left on changes
# nothing (aa → â, dd → đ, w → ư); none that look alike; and 23 of them, a prime, so that one check letter
# per group finds every single mistyped letter and every two neighbours swapped.
_LETTERS = "BCFGHJKLMNPQRSTVXZ34679"
_GROUPS = 6
_DATA_LETTERS = 4

WRONG_PASSWORD = "Mật khẩu chưa đúng. Hãy gõ lại, chú ý chữ hoa, chữ thường và bộ gõ tiếng Việt."
WRONG_CODE = "Mã khôi phục không mở được tệp này. Hãy xem lại tờ mã đã niêm phong của đúng tệp dữ liệu."
BROKEN = "Phần khóa của tệp dữ liệu bị hỏng. Hãy khôi phục từ bản sao gần nhất."
NEWER = "Tệp dữ liệu được khóa bằng bản Bốn Tốt mới hơn. Hãy cài bản mới nhất rồi mở lại."


@dataclass(frozen=True, slots=True)
class Lock:
    """The data key sealed under one secret."""

    cost: int
    salt: bytes = field(repr=False)
    nonce: bytes = field(repr=False)
    sealed: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Envelope:
    """Both locks of one file; readable by anybody, useless without a secret."""

    file_id: str
    password: Lock
    recovery: Lock


def new_key() -> bytes:
    """Make a data key: 32 random bytes."""
    return secrets.token_bytes(32)


def new_recovery_code() -> str:
    """Make a recovery code: six groups of five letters, about 108 random bits, a check letter in each group."""
    groups = []
    for place in range(_GROUPS):
        data = "".join(secrets.choice(_LETTERS) for _ in range(_DATA_LETTERS))
        groups.append(data + _check_letter(place, data))
    return "-".join(groups)


def _check_letter(place: int, data: str) -> str:
    total = sum(weight * _LETTERS.index(letter) for weight, letter in enumerate(data, start=2))
    return _LETTERS[(total + place) % len(_LETTERS)]


def read_recovery_code(typed: str) -> str:
    """Bring a typed recovery code into its written form.

    Spaces, hyphens and letter case do not matter. Raises :class:`Refused` naming the group with a mistyped letter.
    """
    letters = "".join(char for char in text.fold(typed).upper() if char.isalnum())
    size = _DATA_LETTERS + 1
    if len(letters) != _GROUPS * size:
        raise Refused(f"Mã khôi phục gồm {_GROUPS} nhóm, mỗi nhóm {size} ký tự; mã vừa gõ có {len(letters)} ký tự.")
    groups = [letters[start : start + size] for start in range(0, len(letters), size)]
    for place, group in enumerate(groups):
        data, check = group[:-1], group[-1]
        if any(letter not in _LETTERS for letter in group) or _check_letter(place, data) != check:
            raise Refused(f"Nhóm thứ {place + 1} của mã khôi phục ({group}) có ký tự gõ sai. Hãy so lại với tờ mã.")
    return "-".join(groups)


def check_new_password(password: str) -> None:
    """Refuse a password that is too short. Raises :class:`Refused`."""
    if len(password.strip()) < SHORTEST_PASSWORD:
        raise Refused(f"Mật khẩu cần ít nhất {SHORTEST_PASSWORD} ký tự.")


def seal(key: bytes, password: str, recovery_code: str) -> Envelope:
    """Seal a data key under a password and a recovery code."""
    file_id = secrets.token_hex(16)
    return Envelope(
        file_id,
        password=_lock(key, _password_bytes(password), _bound(file_id, "password")),
        recovery=_lock(key, recovery_code.encode(), _bound(file_id, "recovery")),
    )


def with_password(envelope: Envelope, key: bytes, password: str) -> Envelope:
    """Return the envelope with a new lock for the password."""
    return replace(envelope, password=_lock(key, _password_bytes(password), _bound(envelope.file_id, "password")))


def with_recovery_code(envelope: Envelope, key: bytes, recovery_code: str) -> Envelope:
    """Return the envelope with a new lock for the recovery code."""
    return replace(envelope, recovery=_lock(key, recovery_code.encode(), _bound(envelope.file_id, "recovery")))


def unlock_by_password(envelope: Envelope, password: str) -> bytes:
    """Return the data key. Raises :class:`WrongPassword`."""
    key = _unlock(envelope.password, _password_bytes(password), _bound(envelope.file_id, "password"))
    if key is None:
        raise WrongPassword(WRONG_PASSWORD)
    return key


def unlock_by_code(envelope: Envelope, typed: str) -> bytes:
    """Return the data key. Raises :class:`Refused` for a mistyped code, :class:`WrongPassword` for another file's."""
    code = read_recovery_code(typed)
    key = _unlock(envelope.recovery, code.encode(), _bound(envelope.file_id, "recovery"))
    if key is None:
        raise WrongPassword(WRONG_CODE)
    return key


def _password_bytes(password: str) -> bytes:
    # The same password typed by two typing programs may come composed or decomposed.
    return unicodedata.normalize("NFC", password).encode()


def _bound(file_id: str, use: str) -> bytes:
    return f"{ENVELOPE}/{ENVELOPE_VERSION}/{file_id}/{use}".encode()


# A file without a password needs no cryptography: it is loaded when a lock is made or tried.


def _stretch(secret: bytes, salt: bytes, cost: int) -> bytes:
    from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

    return Scrypt(salt=salt, length=32, n=cost, r=8, p=1).derive(secret)


def _lock(key: bytes, secret: bytes, bound: bytes) -> Lock:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    salt, nonce = secrets.token_bytes(16), secrets.token_bytes(12)
    return Lock(COST, salt, nonce, AESGCM(_stretch(secret, salt, COST)).encrypt(nonce, key, bound))


def _unlock(lock: Lock, secret: bytes, bound: bytes) -> bytes | None:
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    try:
        return AESGCM(_stretch(secret, lock.salt, lock.cost)).decrypt(lock.nonce, lock.sealed, bound)
    except InvalidTag:
        return None


def to_plain(envelope: Envelope) -> dict[str, Any]:
    """Turn an envelope into plain values for JSON."""
    return {
        "format": ENVELOPE,
        "version": ENVELOPE_VERSION,
        "file": envelope.file_id,
        "password": _lock_to_plain(envelope.password),
        "recovery": _lock_to_plain(envelope.recovery),
    }


def from_plain(values: dict[str, Any]) -> Envelope:
    """Read an envelope back. Raises :class:`NewerFile` for a later version, :class:`Damaged` for nonsense."""
    try:
        if values["format"] != ENVELOPE:
            raise Damaged(BROKEN)
        if int(values["version"]) > ENVELOPE_VERSION:
            raise NewerFile(NEWER)
        return Envelope(str(values["file"]), _lock_from_plain(values["password"]), _lock_from_plain(values["recovery"]))
    except (KeyError, TypeError, ValueError) as fault:
        raise Damaged(BROKEN) from fault


def _lock_to_plain(lock: Lock) -> dict[str, Any]:
    return {
        "kdf": "scrypt",
        "n": lock.cost,
        "salt": base64.b64encode(lock.salt).decode(),
        "nonce": base64.b64encode(lock.nonce).decode(),
        "sealed": base64.b64encode(lock.sealed).decode(),
    }


def _lock_from_plain(values: dict[str, Any]) -> Lock:
    cost = int(values["n"])
    # A damaged or hostile figure must not make the PC work for hours or ask for all its memory.
    if values["kdf"] != "scrypt" or not _COST_RANGE[0] <= cost <= _COST_RANGE[1] or cost & (cost - 1):
        raise Damaged(BROKEN)
    salt, nonce, sealed = (base64.b64decode(values[name], validate=True) for name in ("salt", "nonce", "sealed"))
    if len(salt) < 8 or len(nonce) != 12 or len(sealed) != 48:
        raise Damaged(BROKEN)
    return Lock(cost, salt, nonce, sealed)
