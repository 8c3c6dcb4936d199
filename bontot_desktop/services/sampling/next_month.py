"""The schedule of the month after the invented office's today: agreed with most cells, one clash left to be settled."""

from __future__ import annotations

from dataclasses import replace

from bontot_desktop.rules.half_year import TypedFigure
from bontot_desktop.rules.periods import Period
from bontot_desktop.services import half_year, schedules
from bontot_desktop.services.office import Office
from bontot_desktop.services.sampling import coming
from bontot_desktop.services.sampling.clock import LAST, Clock

#: One cell in so many has not agreed yet, and one in so many told what it did over the half year.
_OPEN, _TOLD = 7, 3
_THEME = "Học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh năm 2027 (ví dụ)"
_SKILFUL = "01 mô hình (ví dụ)"


def agree(office: Office, clock: Clock) -> None:
    """Agree the meetings of this month and the next, plan the themes of March, write what cells told.

    That is of the last half year that is over.
    """
    today = clock.until
    clock.set(today)
    this = schedules.month(office, today.year, today.month)
    agreed = [replace(one, is_agreed=one.planned_on is not None) for one in this]
    schedules.save_month(office, today.year, today.month, agreed)
    after = coming.month_after(today)
    meetings = schedules.month(office, after.year, after.number)
    settled = [
        replace(one, is_agreed=one.planned_on is not None and place % _OPEN != _OPEN - 1)
        for place, one in enumerate(meetings)
    ]
    if len(settled) > 1 and settled[0].attendee_id is not None and settled[0].planned_on is not None:
        # The second cell asks for the same evening and the same comrade.
        first = settled[0]
        settled[1] = replace(
            settled[1], planned_on=first.planned_on, starts_at=first.starts_at, attendee_id=first.attendee_id,
            attendee=first.attendee, exception_reason="Trùng lịch của địa phương (ví dụ)", is_agreed=False,
        )  # fmt: skip
    schedules.save_month(office, after.year, after.number, settled)
    cells = [one.cell_id for one in meetings]
    schedules.plan_theme(office, LAST.year + 1, 3, cells, _THEME)
    told = {cell: {TypedFigure.SKILFUL_MOBILISING: _SKILFUL} for cell in cells[::_TOLD]}
    half_year.save(office, Period.half_of(LAST.year, 2 if today == LAST else 1), told)
