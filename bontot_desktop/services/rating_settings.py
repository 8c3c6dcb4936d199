"""The office's choices for the cap on the best ratings (recognition.md §6.2)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bontot_desktop.documents import facts as facts_codec
from bontot_desktop.errors import Problem, Problems
from bontot_desktop.rules.changes import Changes, Kind
from bontot_desktop.rules.rating_caps import CapGrouping, CapSettings
from bontot_desktop.services.office import Office

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

#: Key of the choices among the settings.
SETTING = "ratings.cap"


def of(session: Session) -> CapSettings:
    """Return the choices that hold, inside another's session."""
    from bontot_desktop.db.house import Setting

    row = session.get(Setting, SETTING)
    return facts_codec.from_json(CapSettings, row.value) if row else CapSettings()


def load(office: Office) -> CapSettings:
    """Return the choices that hold."""
    with office.read() as session:
        return of(session)


def save(office: Office, settings: CapSettings) -> Changes:
    """Keep the choices. Raises Problems for a share that cannot be."""
    if not 1 <= settings.percent <= 100:
        raise Problems([Problem("percent", "Tỷ lệ phải từ 1 đến 100 %; quy định chung là 20, cao nhất 25.")])
    if not 0 <= settings.months <= 24:
        raise Problems([Problem("months", "Thời gian từ khi kết nạp phải từ 0 đến 24 tháng.")])
    if settings.grouping in (CapGrouping.CELL, CapGrouping.POSITION):
        raise Problems([Problem("grouping", "Tỷ lệ chi bộ tính theo nhóm chi bộ hoặc chung toàn Đảng bộ.")])
    from bontot_desktop.db.base import as_json
    from bontot_desktop.db.house import Setting

    with office.work("settings.rating_cap", "Sửa cách tính tỷ lệ hoàn thành xuất sắc nhiệm vụ") as session:
        value = facts_codec.to_json(settings)
        row = session.get(Setting, SETTING)
        if row is None:
            session.add(Setting(key=SETTING, value=value))
        elif as_json(row.value) != as_json(value):
            row.value = value
    return Changes.of(Kind.SETTINGS, Kind.CAMPAIGNS)
