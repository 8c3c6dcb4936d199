"""The month's schedule: what each cell registered, clashes at once, agreed by a tick, issued as F10."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import QWidget

from bontot_desktop.rules.meetings import MeetingType
from bontot_desktop.rules.periods import Period
from bontot_desktop.rules.schedules import PlannedMeeting
from bontot_desktop.services import people, schedules
from bontot_desktop.ui.forms.issue import open_issue
from bontot_desktop.ui.look import Tone
from bontot_desktop.ui.pages.meetings.grid_tab import GridTab, Place
from bontot_desktop.ui.pages.meetings.schedule_model import AGREED, DAY, KIND, WEEKDAY, ScheduleModel, row_id
from bontot_desktop.ui.pages.meetings.theme_plan import ThemePlan
from bontot_desktop.ui.shell import Shell
from bontot_desktop.ui.widgets.bars import NoticeBar
from bontot_desktop.ui.widgets.menu_button import MenuButton

OPEN, AMISS = "open", "amiss"
SCHEDULE_PAPER = "F10"


class ScheduleTab(GridTab):
    """Fills and agrees the schedule of a month."""

    key = "schedule"
    title = "Lịch sinh hoạt"
    lines = "buổi"
    start = DAY
    model: ScheduleModel

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(shell, parent)
        self.lay_out(
            ScheduleModel(self),
            "lich-sinh-hoat",
            icon="calendar",
            chips=[(None, "Tất cả"), (OPEN, "Chưa thống nhất"), (AMISS, "Cần xem")],
            gives_way=(KIND, WEEKDAY),
        )
        self.notice = NoticeBar("", Tone.WAIT, self)
        self.body.insertWidget(self.body.indexOf(self.table_or_empty), self.notice)
        self.more = MenuButton("Khác", self._footer, kind="")
        self.open_action = self.more.add("Mở buổi sinh hoạt của dòng đang chọn", self.open_meeting)
        self.more.add("Lên chuyên đề cho nhiều chi bộ…", self.plan_theme)
        self.drop_action = self.more.add("Bỏ buổi chuyên đề đang chọn", self.take_out)
        self.foot.addWidget(self.more)
        self.agree_button = self.add_button(
            "Thống nhất tất cả", self.agree_all, tip="Đánh dấu mọi dòng đang thấy đã có ngày và không vướng gì"
        )
        self.paper_button = self.add_button("Thông báo lịch…", self.print, icon="file-text", tip="Mẫu F10")
        self.save_button = self.add_save("Lưu lịch")

    # Showing -------------------------------------------------------------------------------------------------------

    def _load(self, period: Period) -> bool:
        office, month = self.shell.office, period.first
        planned = schedules.month(office, *month)
        self.model.show_month(*month, planned, people.in_charge_picks(office) if planned else [])
        self.notice.say("")
        return bool(planned)

    def _place(self) -> Place | None:
        # A line has no id until it is stored, and another one then: its cell is what stays.
        here = self._here()
        return None if here is None else (here.cell_id, DAY)

    def _go_back(self, place: Place) -> None:
        self.go_to_cell(place[0])

    def _say(self) -> None:
        assert self.shown is not None
        meetings = self.model.meetings()
        agreed = sum(one.is_agreed for one in meetings)
        themed = sum(one.type in (MeetingType.THEMED, MeetingType.COMBINED) for one in meetings)
        more = f", {themed} buổi có chuyên đề" if themed else ""
        self.said.emit(f"Lịch {self.shown.label}: {len(meetings)} buổi, {agreed} đã thống nhất{more}")
        amiss = self._amiss()
        self.bar.set_chips(
            [
                (None, "Tất cả"),
                (OPEN, f"Chưa thống nhất ({len(meetings) - agreed})"),
                (AMISS, f"Cần xem ({len(amiss)})"),
            ]
        )
        sentences = list(dict.fromkeys(self.model.flags_shown().values()))
        rest = f" Còn {len(sentences) - 1} điều nữa, bấm “Cần xem”." if len(sentences) > 1 else ""
        self.notice.say(f"{sentences[0]}{rest}" if sentences else "")

    def _kept_by(self, chip: Any) -> Callable[[Any], bool]:
        amiss = self._amiss()
        if chip == OPEN:
            return lambda line: not self.model.value(line, AGREED)
        return lambda line: chip != AMISS or line in amiss

    def _say_here(self, index: QModelIndex, _: QModelIndex | None = None) -> None:
        super()._say_here(index)
        here = self._here()
        self.drop_action.setEnabled(here is not None and here.type is MeetingType.THEMED)
        self.open_action.setEnabled(here is not None)

    def _here(self) -> PlannedMeeting | None:
        now = self.grid.currentIndex()
        row = self.model.row_at(now.row()) if now.isValid() else None
        return None if row is None else self.model.meeting(row.id)

    # Typing --------------------------------------------------------------------------------------------------------

    def _follow(self, *typed: Any) -> None:
        self.model.check()

    def agree_all(self) -> None:
        """Tick every line in sight that has a day and nothing amiss."""
        amiss = self._amiss()
        left = 0
        for place, row in enumerate(self.model.rows()):
            if self.grid.isRowHidden(place):
                continue
            if row.id in amiss or self.model.value(row.id, DAY) is None:
                left += not self.model.value(row.id, AGREED)
            else:
                self.model.set_value(row.id, AGREED, True)
        self._edited()
        if left:
            self.say(f"Còn {left} buổi chưa đánh dấu được: chưa có ngày, hoặc có điều cần xem.")

    # Acts ----------------------------------------------------------------------------------------------------------

    def _save(self, period: Period) -> bool:
        return self._keep(period, self.model.to_store(), f"Đã lưu lịch sinh hoạt {period.label}.")

    def _keep(self, period: Period, meetings: list[PlannedMeeting], said: str) -> bool:
        # Where a problem lies is told by the place among what was given.
        self._given = [row_id(one) for one in meetings]
        return self.store(lambda: schedules.save_month(self.shell.office, *period.first, meetings), said)

    def go_to(self, field: str) -> None:
        """Put the cursor on the line a problem is about."""
        parts = field.split(".")
        if len(parts) == 3 and parts[1].isdecimal():
            self.grid.go(self._given[int(parts[1])], parts[2] if parts[2] != "type" else KIND)
            self.grid.setFocus()

    def take_out(self) -> None:
        """Take the themed meeting of the current line out of the schedule."""
        here = self._here()
        if here is None or here.type is not MeetingType.THEMED or self.shown is None or not self.save():
            return
        rest = [one for one in self.model.to_store() if one.id != here.id]
        self._keep(self.shown, rest, f"Đã bỏ buổi chuyên đề của {here.cell} khỏi lịch.")

    def open_meeting(self) -> None:
        """Make the meeting of the current line and open its page."""
        if self.shown is None or not self.save():
            return
        here, month = self._here(), self.shown.first
        if here is None:
            return
        saved = self.shell.act(
            lambda: schedules.open_meeting(self.shell.office, here, *month),
            f"Đã mở buổi sinh hoạt của {here.cell}.",
        )
        if saved is not None:
            self.opened.emit(saved.id)

    def plan_theme(self) -> None:
        """Plan a theme for many cells."""
        if self.shown is not None and self.save():
            self.dialog = ThemePlan(self.shell, *self.shown.first)
            self.dialog.open()

    def print(self) -> None:
        """Show the notice of the schedule (F10), to be issued."""
        if self.shown is not None and self.save():
            open_issue(self.shell, SCHEDULE_PAPER, self.shown.code)

    def go_to_cell(self, cell_id: int) -> None:
        """Put the cursor on the day of a cell."""
        found = next((one for one in self.model.meetings() if one.cell_id == cell_id), None)
        if found is not None:
            self.grid.go(row_id(found), self.start)
