"""Members to look after because of absences or dues (meetings.md §4.5): when to warn and when something is due."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bontot_desktop.rules.meetings import COUNTED_TYPES, MONTHLY_TYPES, Attendance, MeetingType
from bontot_desktop.rules.words import Labelled


class WatchKind(Labelled):
    """Why a member is on the list."""

    UNEXCUSED = "UNEXCUSED", "Vắng sinh hoạt không lý do"
    DUES = "DUES", "Không nộp đảng phí"
    EXCUSED_RUN = "EXCUSED_RUN", "Vắng có lý do nhiều lần liên tiếp"


@dataclass(frozen=True, slots=True)
class WatchRules:
    """From how many a member is named, and from how many something has to be done (Điều 8 of the Statutes; HD 12).

    Months of a year without coming or without paying; meetings in a row that were missed with a reason.
    """

    months_warn: int = 2
    months_alert: int = 3
    run_warn: int = 3
    run_alert: int = 4


@dataclass(frozen=True, slots=True)
class Attended:
    """How a member stood at one meeting of the year; those at which he was not expected are left out."""

    month: int
    type: MeetingType
    attendance: Attendance
    owes_dues: bool = False
    meeting_id: int = 0


@dataclass(frozen=True, slots=True)
class Watched:
    """A reason to look after a member: how many months or meetings, and the meetings it rests on."""

    kind: WatchKind
    count: int
    is_alert: bool
    meetings: tuple[int, ...]

    @property
    def sentence(self) -> str:
        """Say what was found and what follows from it."""
        if self.kind is WatchKind.EXCUSED_RUN:
            found = f"Vắng có lý do {self.count} lần liên tiếp trong năm"
            return f"{found}; quá mức của tiêu chí chất lượng" if self.is_alert else found
        found = f"{self.kind.label} {self.count} tháng trong năm"
        return f"{found}; phải xem xét xóa tên nếu không có lý do chính đáng" if self.is_alert else found


def watched(year: Sequence[Attended], rules: WatchRules = WatchRules()) -> list[Watched]:
    """Say what a member has to be looked after for, from his meetings of one year in the order they were held.

    Absences without reason and unpaid dues are counted each by itself, by months of regular meetings; a run of excused
    absences goes over regular and themed meetings and is broken by any meeting the member came to.
    """
    found = []
    monthly = [line for line in year if line.type in MONTHLY_TYPES]
    missed = [line for line in monthly if line.attendance is Attendance.ABSENT_UNEXCUSED]
    owing = [line for line in monthly if line.owes_dues]
    for kind, lines in ((WatchKind.UNEXCUSED, missed), (WatchKind.DUES, owing)):
        months = len({line.month for line in lines})
        if months >= rules.months_warn:
            found.append(Watched(kind, months, months >= rules.months_alert, _ids(lines)))
    run = longest_run(year)
    if len(run) >= rules.run_warn:
        found.append(Watched(WatchKind.EXCUSED_RUN, len(run), len(run) >= rules.run_alert, _ids(run)))
    return found


def longest_run(year: Iterable[Attended]) -> list[Attended]:
    """Return the longest row of meetings that a member missed with a reason, the first of several as long.

    Regular and themed meetings, in the order they were held (meetings.md §4.5; line 2.2 of a score table asks for the
    same row, §8.4); those the member was not expected at are passed over.
    """
    best: list[Attended] = []
    run: list[Attended] = []
    for line in year:
        if line.type not in COUNTED_TYPES or line.attendance is Attendance.NOT_EXPECTED:
            continue
        run = [*run, line] if line.attendance is Attendance.ABSENT_EXCUSED else []
        if len(run) > len(best):
            best = run
    return best


def _ids(lines: Iterable[Attended]) -> tuple[int, ...]:
    return tuple(line.meeting_id for line in lines)
