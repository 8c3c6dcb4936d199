"""Files of papers on disk: written whole or not at all, known by fingerprint, and what the disk says in a sentence."""

from __future__ import annotations

import errno
import hashlib
from pathlib import Path

from bontot_desktop.db import disk
from bontot_desktop.errors import NoRoom

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_NO_RIGHT = {errno.EACCES, errno.EPERM, errno.EROFS}
#: A path is too long: so Linux says it, and so Windows does.
_LONG, _WINDOWS_LONG = errno.ENAMETOOLONG, 206
#: Windows: sharing violation, lock violation; disk full (two ways).
_WINDOWS_HELD = {32, 33}
_WINDOWS_FULL = {39, 112}


def fingerprint(content: bytes) -> str:
    """Return the SHA-256 of a file's bytes in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def write(target: Path, content: bytes) -> str:
    """Write a file beside its place, wait for the disk, rename it over; return its fingerprint.

    What stood there stays untouched until the new file is whole. Raises NoRoom with the sentence to show when the disk
    is full, the folder may not be written, or the file is open in Word.
    """
    try:
        disk.make_folder(target.parent)
        disk.write_whole(target, content)
    except OSError as fault:
        raise NoRoom(sentence(fault, target)) from fault
    return fingerprint(content)


def read(path: Path) -> bytes | None:
    """Return a file's bytes; None when it is not there (moved, deleted, the stick pulled out)."""
    try:
        return path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as fault:
        raise NoRoom(f"Không đọc được tệp “{path.name}”. Hãy kiểm tra ổ đĩa và quyền của thư mục.") from fault


def move(source: Path, target: Path) -> bool:
    """Move a file if it is there and nothing holds it; say whether it went."""
    try:
        disk.make_folder(target.parent)
        source.replace(target)
        # The data file says already that it lies there.
        for folder in (target.parent, source.parent):
            disk.sync_folder(folder)
    except OSError:
        return target.exists() and not source.exists()
    return True


def free(target: Path) -> Path:
    """Return the path itself, or with "-ban-2", "-ban-3"… before its ending when something stands there already."""
    candidate, turn = target, 1
    while candidate.exists():
        turn += 1
        candidate = target.with_name(f"{target.stem}-ban-{turn}{target.suffix}")
    return candidate


def sentence(fault: OSError, target: Path) -> str:
    """Say in one sentence why a file could not be written and what to do."""
    windows = getattr(fault, "winerror", None)
    if fault.errno in _FULL or windows in _WINDOWS_FULL:
        return f"Ổ đĩa đã đầy nên chưa ghi được tệp “{target.name}”. Hãy dọn bớt ổ đĩa rồi ghi lại."
    if fault.errno == _LONG or windows == _WINDOWS_LONG:
        return (
            f"Đường dẫn của tệp “{target.name}” quá dài. "
            "Hãy chuyển dữ liệu sang thư mục có đường dẫn ngắn hơn rồi ghi lại."
        )
    if windows in _WINDOWS_HELD or (fault.errno in _NO_RIGHT and target.is_file()):
        return (
            f"Tệp “{target.name}” đang mở trong Word hoặc chương trình khác, hoặc bị khóa ghi. "
            "Hãy đóng tệp ấy rồi ghi lại."
        )
    if fault.errno in _NO_RIGHT:
        return f"Không được phép ghi vào thư mục “{target.parent.name}”. Hãy kiểm tra quyền của thư mục rồi ghi lại."
    return (
        f"Không ghi được tệp “{target.name}”: thư mục không dùng được hoặc ổ đĩa bị rút ra. Hãy kiểm tra rồi ghi lại."
    )
