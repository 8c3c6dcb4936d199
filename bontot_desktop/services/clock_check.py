"""A clock that stands before the newest act: said at the start, as dates, copies and reminders follow the clock."""

from __future__ import annotations

from datetime import datetime, timedelta

from bontot_desktop import dates
from bontot_desktop.services.office import Office

#: Clocks of shared PCs are set by a few minutes, and nobody needs to hear of it.
_LET_PASS = timedelta(minutes=10)


def warning(office: Office) -> str:
    """Return the sentence to show when the PC's clock stands before the newest act of the history; "" when it does not.

    The newest act is the one entered last, so one act at a right clock ends the warning that a wrong one caused.
    """
    with office.ask() as driver:
        row = driver.execute("SELECT at FROM history ORDER BY id DESC LIMIT 1").fetchone()
    if row is None:
        return ""
    last, now = datetime.fromisoformat(row[0]), office.now()
    if last - now <= _LET_PASS:
        return ""
    return (
        f"Đồng hồ máy đang chỉ {_words(now)}, trước việc ghi gần nhất ({_words(last)}). "
        "Hãy xem lại ngày giờ của máy; dữ liệu vẫn đủ và nhật ký vẫn theo thứ tự đã ghi."
    )


def _words(at: datetime) -> str:
    return f"{dates.clock(at.time())} ngày {dates.screen(at.date())}"
