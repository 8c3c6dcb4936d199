"""What is done to a meeting besides typing: opened, taken over, checked, approved, corrected, not held."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from bontot_desktop import dates
from bontot_desktop.errors import Problem
from bontot_desktop.rules.meetings import MeetingState
from bontot_desktop.services import meeting_briefs, meetings
from bontot_desktop.services.meeting_checks import gaps, thin_parts
from bontot_desktop.services.meeting_drafts import MeetingDraft
from bontot_desktop.text import join_vi
from bontot_desktop.ui.pages.meetings.parts import Part
from bontot_desktop.ui.shell import Shell

if TYPE_CHECKING:
    from bontot_desktop.ui.pages.meetings.meeting_page import MeetingPage


def may_cancel(draft: MeetingDraft) -> bool:
    """Say whether it can be recorded that a meeting did not take place."""
    return not draft.is_final and draft.state is not MeetingState.CANCELLED


def is_cancelled(draft: MeetingDraft) -> bool:
    """Say whether it is recorded that a meeting did not take place."""
    return draft.state is MeetingState.CANCELLED


class MeetingActs:
    """The acts on the meeting a page shows; after each the page shows what is stored then."""

    def __init__(self, shell: Shell, page: MeetingPage) -> None:
        self._shell, self._page = shell, page

    def _act(self, do: Callable[[], Any], done: str, *, undo: bool = True) -> bool:
        if self._shell.act(do, done, undo=undo) is None:
            return False
        self._page.read_again()
        return True

    def begin(self) -> bool:
        """Open a planned meeting: the roster of its day is taken, the minutes begin. False when it was not opened."""
        page, office = self._page, self._shell.office
        draft = page.draft()
        if draft.held_on is None:
            page.show_problems([Problem("held_on", "Chưa ghi ngày sinh hoạt.")])
            return False
        day = dates.screen(draft.held_on)
        is_early = draft.held_on > self._shell.today()
        if is_early and not self._shell.asking.confirm(
            f"Buổi này ghi ngày {day}, chưa tới. Mở buổi sinh hoạt?", "Mở buổi sinh hoạt"
        ):
            return False
        opened = replace(meetings.retake_roster(office, draft, draft.held_on), state=MeetingState.DRAFTED)
        if not self._act(lambda: meetings.save(office, opened), "Đã mở buổi sinh hoạt"):
            return False
        page.steps.open_step(Part.OPENING)
        page.take_focus()
        return True

    def take_over_brief(self) -> None:
        """Begin full minutes in place of the figures told."""
        page = self._page
        if page.differs() and not page.save():
            return
        if self._act(
            lambda: meeting_briefs.take_over(self._shell.office, page.meeting_id),
            "Đã mở biên bản đầy đủ thay số liệu đã gửi",
        ):
            page.steps.open_step(Part.OPENING)

    def _is_complete(self) -> bool:
        """Save, then say all at once, beside their fields, what the minutes still lack."""
        page = self._page
        if page.differs() and not page.save():
            return False
        missing = gaps(page.draft())
        if not missing:
            return True
        sentences = " ".join(problem.sentence for problem in missing)
        page.show_problems(missing)
        self._shell.asking.tell(f"Biên bản còn thiếu {len(missing)} điều.", detail=sentences)
        return False

    def check(self) -> None:
        """Note that the minutes were looked through."""
        if not self._is_complete():
            return
        by = self._shell.asking.text("Đã soát cả biên bản?", "Người soát", verb="Soát xong", start=self._user())
        if by is not None:
            self._act(
                lambda: meetings.check(self._shell.office, self._page.meeting_id, by), "Đã ghi là soát xong biên bản"
            )

    def _user(self) -> str:
        return str(self._shell.office.who)

    def approve(self) -> None:
        """Approve the minutes as read back; what is still missing is said at once."""
        if not self._is_complete():
            return
        draft = self._page.draft()
        thin = thin_parts(draft)
        doubt = f" Biên bản chưa ghi {join_vi(thin)}." if thin else ""
        unchecked = "" if draft.is_checked else " Biên bản chưa ghi là đã soát."
        asked = self._shell.asking.text(
            f"Biên bản đã đọc lại; thông qua rồi thì chỉ bổ sung, đính chính.{doubt}{unchecked}",
            f"Số tán thành, trong {meetings.approvers_sentence(draft)}",
            verb="Thông qua",
            start=str(meetings.approvers(draft)),
        )
        if asked is None:
            return
        count = int(asked) if asked.strip().isdecimal() else 0
        self._act(
            lambda: meetings.approve(self._shell.office, self._page.meeting_id, count),
            "Đã thông qua biên bản",
            undo=False,
        )

    def add_addendum(self) -> None:
        """Write a correction to approved minutes."""
        from bontot_desktop.ui.pages.meetings.addendum import AddendumDialog

        self.dialog = AddendumDialog(self._shell, self._page.draft())
        self.dialog.made.connect(self._page.read_again)
        self.dialog.open()

    def cancel(self) -> None:
        """Record that the meeting did not take place."""
        if self._shell.asking.confirm("Ghi là không họp buổi này?", "Không họp"):
            self._act(lambda: meetings.cancel(self._shell.office, self._page.meeting_id), "Đã ghi là không họp")

    def reinstate(self) -> None:
        """Take back that the meeting did not take place."""
        self._act(lambda: meetings.reinstate(self._shell.office, self._page.meeting_id), "Đã bỏ ghi không họp")
