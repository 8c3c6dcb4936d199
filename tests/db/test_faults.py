"""What the machine says becomes one sentence; what is our bug stays itself."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

from bontot_desktop.db.faults import told
from bontot_desktop.errors import Damaged, HeldByAnother, MachineInTheWay, NoRoom

FILE = Path("/ổ/van-phong.bontot")


def windows(number: int) -> OSError:
    fault = OSError(errno.EACCES, "windows")
    fault.winerror = number  # type: ignore[attr-defined,unused-ignore]
    return fault


def database(name: str) -> dbapi2.OperationalError:
    fault = dbapi2.OperationalError("…")
    fault.sqlite_errorname = name
    return fault


@pytest.mark.parametrize(
    ("fault", "family", "part"),
    [
        (OSError(errno.ENOSPC, ""), NoRoom, "đã đầy"),
        (OSError(errno.EROFS, ""), NoRoom, "Không được phép ghi"),
        (OSError(errno.ENOENT, ""), NoRoom, "Không tìm thấy"),
        (OSError(errno.EIO, ""), NoRoom, "trục trặc"),
        (windows(112), NoRoom, "đã đầy"),
        (windows(32), HeldByAnother, "chương trình khác"),
        (database("SQLITE_FULL"), NoRoom, "đã đầy"),
        (database("SQLITE_IOERR_WRITE"), NoRoom, "Không ghi được"),
        (database("SQLITE_READONLY_DIRECTORY"), NoRoom, "Không được phép ghi"),
        (database("SQLITE_READONLY_DBMOVED"), NoRoom, "không còn ở chỗ cũ"),
        (database("SQLITE_CANTOPEN"), NoRoom, "Không mở được"),
        (database("SQLITE_BUSY"), HeldByAnother, "chương trình khác"),
        (database("SQLITE_CORRUPT"), Damaged, "bản sao"),
        (database("SQLITE_NOTADB"), Damaged, "bản sao"),
    ],
)
def test_each_trouble_has_its_sentence(fault: Exception, family: type[MachineInTheWay], part: str) -> None:
    with pytest.raises(family, match=part) as told_as, told(FILE):
        raise fault
    sentence = str(told_as.value)
    assert "“van-phong.bontot”" in sentence
    assert sentence[0].isupper()
    assert sentence.endswith(".")
    assert "Lỗi" not in sentence


def test_a_text_that_is_none_any_more_is_damage_and_no_bug() -> None:
    fault = dbapi2.OperationalError("Could not decode to UTF-8 column 'facts' with text '{\"…'")
    with pytest.raises(Damaged), told(FILE):
        raise fault


def test_a_broken_rule_of_the_database_is_our_bug() -> None:
    with pytest.raises(dbapi2.IntegrityError), told(FILE):
        raise dbapi2.IntegrityError("UNIQUE")
