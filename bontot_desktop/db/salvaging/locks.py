"""Opens the locks of a damaged file: behind its pages, beside it, or those of a copy of the same office."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bontot_desktop.db import container, engine, keys
from bontot_desktop.db.keys import Envelope
from bontot_desktop.db.pages import looks_plain
from bontot_desktop.errors import Damaged, NewerFile, WrongPassword

NO_LOCKS = (
    "Phần khóa của tệp “{name}” đã mất nên không giải mã được. Hãy chọn thêm một bản sao bất kỳ của cùng văn phòng: "
    "khóa nằm trong đó, và cần mật khẩu của ngày làm bản sao."
)
NEEDS_PASSWORD = "Tệp “{name}” có mật khẩu. Hãy nhập mật khẩu hoặc mã khôi phục."
#: A lock that nobody can open, in the place of one that is lost: the key is what matters, the other is made anew.
_ABSENT = {"kdf": "scrypt", "n": keys.COST, "salt": "A" * 24, "nonce": "A" * 16, "sealed": "A" * 64}


@dataclass(frozen=True, slots=True)
class Opened:
    """The data key with the locks as they were, and salts the pages may be sealed by."""

    key: bytes
    envelope: Envelope
    salts: tuple[bytes, ...]
    #: One of the two locks is lost: "password", "recovery" or "".
    lost_lock: str


def opened(path: Path, password: str | None, recovery_code: str | None, locks_from: Path | None) -> Opened | None:
    """Open the locks; None for a file without a password.

    Raises :class:`Damaged` when there are none (a copy of the office holds the same key), :class:`WrongPassword`,
    Refused for a mistyped code, OSError.
    """
    if looks_plain(path):
        return None
    remains = container.remains_of(path) + (container.remains_of(locks_from) if locks_from is not None else [])
    salts = tuple(one.salt for one in remains if one.salt)
    if not remains:
        raise Damaged(NO_LOCKS.format(name=path.name))
    if not password and not recovery_code:
        raise WrongPassword(NEEDS_PASSWORD.format(name=path.name))
    wrong: WrongPassword | None = None
    for one in remains:
        try:
            envelope, lost_lock = _envelope(one.locks)
            if password:
                return Opened(keys.unlock_by_password(envelope, password), envelope, salts, lost_lock)
            assert recovery_code is not None
            return Opened(keys.unlock_by_code(envelope, recovery_code), envelope, salts, lost_lock)
        except WrongPassword as fault:
            wrong = fault if not lost_lock else wrong
        except (Damaged, NewerFile):
            continue
    if wrong is not None:
        raise wrong
    raise Damaged(NO_LOCKS.format(name=path.name))


def looks_ours(path: Path) -> bool:
    """Say whether a damaged file may be one of ours: by its locks, its mark, or pages of the right length. OSError."""
    size = path.stat().st_size
    if looks_plain(path):
        with path.open("rb") as file:
            head = file.read(100)
        is_known = head.startswith(container.PLAIN_HEAD)
        return not is_known or int.from_bytes(head[68:72], "big") == engine.APPLICATION_ID
    return bool(container.remains_of(path)) or (size % container.PAGE == 0 and size > 4 * container.PAGE)


def _envelope(locks: dict[str, Any]) -> tuple[Envelope, str]:
    plain = {"format": keys.ENVELOPE, "version": keys.ENVELOPE_VERSION, **locks}
    lost = [name for name in ("password", "recovery") if not isinstance(plain.get(name), dict)]
    if len(lost) == 1:
        plain[lost[0]] = _ABSENT
    return keys.from_plain(plain), lost[0] if len(lost) == 1 else ""
