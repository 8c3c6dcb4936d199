"""What the two steps over the meeting share: each shows its part of the minutes and saves only that part."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from typing import Any, ClassVar

from bontot_desktop.rules.meetings import FINAL_STATES, MeetingState
from bontot_desktop.services import samples
from bontot_desktop.services.meeting_checks import doubts
from bontot_desktop.services.meeting_drafts import ContributionDraft, MeetingDraft
from bontot_desktop.services.office import Saved
from bontot_desktop.services.samples import SampleEventView
from bontot_desktop.ui.pages.meetings.saving import Midnight
from bontot_desktop.ui.pages.sample.step import FormStep, only_looked_at


class MeetingStep(FormStep):
    """A step over the meeting of the event."""

    draft_type: ClassVar[type[Any]] = MeetingDraft

    def load(self) -> MeetingDraft:
        """Return the stored meeting."""
        return samples.load_meeting(self.shell.office, self.event_id)

    def lock_reason(self, view: SampleEventView) -> str:
        """Approved minutes are only looked at."""
        shown = samples.load_meeting(self.shell.office, self.event_id)
        if shown.state is MeetingState.CANCELLED:
            return "Buổi này ghi là không họp nên chỉ xem; muốn ghi, hãy bỏ ghi không họp ở trang Sinh hoạt."
        if shown.state not in FINAL_STATES:
            return ""
        return "Biên bản đã được thông qua nên chỉ xem; muốn sửa hãy lập biên bản bổ sung, đính chính."

    def refresh(self, view: SampleEventView) -> None:
        """Show the step; nothing can be typed into approved minutes."""
        super().refresh(view)
        is_open = self._shown is None or not self._shown.is_locked
        for name in self.form.values():
            only_looked_at(self.form.field(name), not is_open)
        if self.form.save_button is not None:
            self.form.save_button.setVisible(is_open)
        self.form.show_doubts(doubts(self._shown) if self._shown is not None and is_open else [])

    def _save(self) -> bool:
        draft = self.form.draft()
        if self._midnight.asks(draft, self._shown) and not self._midnight.is_past(self.shell.asking, draft):
            self.form.field("ends_at").setFocus()
            return False
        return super()._save()

    @cached_property
    def _midnight(self) -> Midnight:
        return Midnight()

    def store(self, draft: MeetingDraft) -> Saved:
        """Save this step's part over what is stored now: the other step may have saved its own in between."""
        stored = samples.load_meeting(self.shell.office, self.event_id)
        part = {name: getattr(draft, name) for name in self.form.values()}
        if "breaks_min" in part:
            part["breaks_min"] = part["breaks_min"] or 0
        if "contributions" in part:
            part["contributions"] = tuple(_moved(said, draft, stored) for said in part["contributions"])
        return samples.save_meeting(self.shell.office, self.event_id, replace(stored, **part))


def _moved(said: ContributionDraft, shown: MeetingDraft, stored: MeetingDraft) -> ContributionDraft:
    """Point a guest's words to where the guest stands in the list now."""
    if said.guest is None or said.guest >= len(shown.guests):
        return said
    guest_id = shown.guests[said.guest].id
    place = next((at for at, guest in enumerate(stored.guests) if guest.id == guest_id), None)
    return replace(said, guest=place)
