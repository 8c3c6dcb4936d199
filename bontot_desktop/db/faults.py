"""The one place where what the machine says (disk, rights, damage, locks) becomes a sentence for the person."""

from __future__ import annotations

import errno
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlcipher3 import dbapi2

from bontot_desktop.errors import Damaged, HeldByAnother, MachineInTheWay, NoRight, NoRoom

DISK_FULL = "Ổ đĩa chứa {name} đã đầy. Hãy dọn bớt tệp hoặc chọn ổ khác rồi làm lại; dữ liệu vẫn như trước."
NO_RIGHT = "Không được phép ghi vào {name}. Hãy kiểm tra quyền của thư mục, tệp hoặc khóa chống ghi của USB."
CANNOT_WRITE = (
    "Không ghi được {name}: ổ đĩa đầy, bị rút ra hoặc có trục trặc. Hãy kiểm tra ổ đĩa rồi làm lại; "
    "dữ liệu vẫn như trước."
)
CANNOT_OPEN = "Không mở được {name}. Hãy kiểm tra đường dẫn, ổ đĩa và quyền của thư mục."
MISSING = "Không tìm thấy {name}. Hãy kiểm tra lại đường dẫn hoặc cắm lại ổ chứa tệp."
GONE = (
    "{name} không còn ở chỗ cũ: có thể đã bị đổi tên, dời đi hoặc xóa khi đang mở. Hãy đưa tệp về chỗ cũ rồi mở lại "
    "chương trình; việc vừa làm chưa được lưu."
)
NO_FOLDER = "Không có thư mục “{folder}”. Hãy lập thư mục ấy trước hoặc chọn nơi khác."
HELD = "{name} đang được chương trình khác mở. Hãy đóng chương trình ấy rồi thử lại."
DAMAGED = "{name} bị hỏng hoặc không còn nguyên vẹn. Hãy khôi phục từ bản sao gần nhất."

#: What the driver says of a text that is none any more; SQLite itself looks at no text.
_NO_TEXT = "Could not decode to UTF-8"
_BY_PREFIX: tuple[tuple[str, type[MachineInTheWay], str], ...] = (
    ("SQLITE_FULL", NoRoom, DISK_FULL),
    ("SQLITE_IOERR", NoRoom, CANNOT_WRITE),
    ("SQLITE_READONLY_DBMOVED", NoRoom, GONE),
    ("SQLITE_READONLY", NoRight, NO_RIGHT),
    ("SQLITE_PERM", NoRight, NO_RIGHT),
    ("SQLITE_CANTOPEN", NoRoom, CANNOT_OPEN),
    ("SQLITE_BUSY", HeldByAnother, HELD),
    ("SQLITE_LOCKED", HeldByAnother, HELD),
    ("SQLITE_NOTADB", Damaged, DAMAGED),
    ("SQLITE_CORRUPT", Damaged, DAMAGED),
)
_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_NO_RIGHT = {errno.EACCES, errno.EPERM, errno.EROFS}
#: Windows: the handle is in use (32 sharing violation, 33 lock violation), the disk is full (39, 112).
_WINDOWS_HELD = {32, 33}
_WINDOWS_FULL = {39, 112}


def of_database(fault: BaseException, name: str) -> MachineInTheWay | None:
    """Say in a sentence what the database met, or None when the machine is not to blame (our bug, a broken rule)."""
    # SQLAlchemy's error carries the driver's own.
    fault = getattr(fault, "orig", None) or fault
    code = getattr(fault, "sqlite_errorname", "") or ""
    if str(fault).startswith(_NO_TEXT):
        code = "SQLITE_CORRUPT"
    for prefix, family, sentence in _BY_PREFIX:
        if code.startswith(prefix):
            return family(sentence.format(name=name))
    return None


def of_system(fault: OSError, name: str) -> MachineInTheWay:
    """Say in a sentence what the operating system met."""
    windows = getattr(fault, "winerror", None)
    if fault.errno in _FULL or windows in _WINDOWS_FULL:
        return NoRoom(DISK_FULL.format(name=name))
    if windows in _WINDOWS_HELD:
        return HeldByAnother(HELD.format(name=name))
    if fault.errno in _NO_RIGHT:
        return NoRight(NO_RIGHT.format(name=name))
    if fault.errno in (errno.ENOENT, errno.ENOTDIR):
        return NoRoom(MISSING.format(name=name))
    return NoRoom(CANNOT_WRITE.format(name=name))


def demand_folder(path: Path) -> None:
    """Raise :class:`NoRoom` unless the folder a new file is to stand in is there."""
    if not path.parent.is_dir():
        raise NoRoom(NO_FOLDER.format(folder=path.parent))


@contextmanager
def told(path: Path) -> Iterator[None]:
    """Run a block that works on ``path``; what the machine refuses in it rises as a :class:`MachineInTheWay`.

    Errors that are not the machine's (a broken constraint, our own bug) rise as they are.
    """
    try:
        with told_by_database(path):
            yield
    except OSError as fault:
        raise _upper(of_system(fault, _name(path))) from fault


@contextmanager
def told_by_database(path: Path) -> Iterator[None]:
    """Do as :func:`told`, for the database's errors only: an OSError of the block is not the data file's."""
    try:
        yield
    except _database_errors() as fault:
        answer = of_database(fault, _name(path))
        if answer is None:
            raise
        raise _upper(answer) from fault


def _database_errors() -> tuple[type[Exception], ...]:
    """Return the errors of the driver, and SQLAlchemy's once it is loaded: before that nobody can raise them."""
    if "sqlalchemy.exc" not in sys.modules:
        return (dbapi2.Error,)
    from sqlalchemy.exc import DBAPIError

    return (dbapi2.Error, DBAPIError)


def _name(path: Path) -> str:
    return f"tệp “{path.name}”"


def _upper(answer: MachineInTheWay) -> MachineInTheWay:
    sentence = str(answer)
    return type(answer)(sentence[:1].upper() + sentence[1:])
