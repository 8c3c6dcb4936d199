"""What stands in a copy, seen before going back to it: opened privately with its password and checked whole."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from bontot_desktop import dates
from bontot_desktop.db import engine, foreign
from bontot_desktop.db.datafile import DataFile
from bontot_desktop.db.faults import MISSING
from bontot_desktop.errors import NoRoom

if TYPE_CHECKING:
    from sqlcipher3 import dbapi2

ALL_ACTS = "SELECT id, at FROM history"
BORN = "SELECT created_at FROM file_info"


@dataclass(frozen=True, slots=True)
class Inside:
    """What a copy holds: whose it is, how much, its newest act, and which acts it has (id and moment).

    ``born`` is when its data file was first made, by which offices of one name are told apart.
    """

    office: str
    cells: int
    members: int
    last_act: str
    last_act_at: datetime | None
    acts: frozenset[tuple[int, str]]
    born: str

    @property
    def sentence(self) -> str:
        """Say it to the person before they decide."""
        holds = f"{self.office or 'Văn phòng chưa đặt tên'}: {self.cells} chi bộ, {self.members} đảng viên"
        if self.last_act_at is None:
            return f"Trong bản sao: {holds}."
        at = dates.screen(self.last_act_at.date())
        return f"Trong bản sao: {holds}; thay đổi sau cùng lúc {self.last_act_at:%H:%M} ngày {at} ({self.last_act})."


@dataclass(frozen=True, slots=True)
class Lost:
    """What going back to a copy would lose: how many acts, and when the first of them was (None: nothing)."""

    acts: int
    since: datetime | None
    #: Acts of the copy that the file in use does not have.
    gained: int = 0
    #: The copy is another office's.
    is_foreign: bool = False

    @property
    def sentence(self) -> str:
        """Say it to the person before they decide."""
        if self.is_foreign:
            return (
                "Đây là bản sao của một văn phòng khác, không phải của dữ liệu đang dùng: khôi phục thì thay toàn bộ "
                f"{self.acts} thay đổi đang có."
            )
        more = f" Bản sao có {self.gained} thay đổi mà dữ liệu đang dùng không có." if self.gained else ""
        if self.since is None:
            return f"Không mất gì.{more}" if more else "Không mất gì: bản sao giống hệt dữ liệu đang dùng."
        return f"Sẽ mất {self.acts} thay đổi từ {self.since:%H:%M} ngày {self.since:%d/%m/%Y}.{more}"


def look_inside(copy: Path, password: str | None, recovery_code: str | None, now: datetime) -> Inside:
    """Open a copy privately, check it whole and say what stands in it; the copy itself is not touched.

    Raises WrongPassword, Damaged, NewerFile, NoRoom, Refused (mistyped recovery code).
    """
    if copy.is_dir():
        raise NoRoom(foreign.FOLDER.format(name=copy.name))
    if not copy.is_file():
        raise NoRoom(MISSING.format(name=f"bản sao “{copy.name}”"))
    with DataFile.open_to_read(copy, password, recovery_code=recovery_code, now=now) as opened:
        engine.demand_whole(opened.driver, copy.name, encrypted=opened.is_encrypted)
        driver = opened.driver
        newest = driver.execute("SELECT sentence, at FROM history ORDER BY id DESC LIMIT 1").fetchone()
        return Inside(
            str(engine.scalar(driver, "SELECT name FROM committee") or ""),
            _count(driver, "SELECT count(*) FROM cell WHERE dissolved_on IS NULL"),
            _count(driver, "SELECT count(*) FROM member WHERE NOT is_withdrawn AND left_on IS NULL"),
            newest[0] if newest else "",
            datetime.fromisoformat(newest[1]) if newest else None,
            frozenset(driver.execute(ALL_ACTS).fetchall()),
            str(engine.scalar(driver, BORN)),
        )


def what_would_be_lost(datafile: DataFile, inside: Inside) -> Lost:
    """Say which acts of the opened file a return to the copy would lose.

    Acts are told apart by number and moment: where work went on from a copy on two machines, all that was done here
    since they parted is lost.
    """
    mine = set(datafile.driver.execute(ALL_ACTS).fetchall())
    lost = mine - inside.acts
    since = min((at for _, at in lost), default=None)
    is_foreign = inside.born != str(engine.scalar(datafile.driver, BORN))
    return Lost(len(lost), datetime.fromisoformat(since) if since else None, len(inside.acts - mine), is_foreign)


def _count(driver: dbapi2.Connection, sql: str) -> int:
    return int(engine.scalar(driver, sql) or 0)
