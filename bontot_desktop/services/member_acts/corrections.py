"""Corrects a dated status that was entered wrongly, or takes it away."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from bontot_desktop.errors import Problem, Problems
from bontot_desktop.rules import member_acts as rules
from bontot_desktop.rules.changes import Changes
from bontot_desktop.rules.members import NOT_EXPECTED, MemberStatus
from bontot_desktop.services import member_forms
from bontot_desktop.services.member_acts.drafts import too_far
from bontot_desktop.services.member_forms import CHANGED, MemberDraft, StatusLine
from bontot_desktop.services.office import Office, Saved

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


def correct(office: Office, member_id: int, line: StatusLine) -> Saved:
    """Correct one dated status that was entered wrongly. Raises Problems, NotFound."""
    with office.work("member.status", "Sửa tình trạng đảng viên") as work:
        member = member_forms.stored_member(work, member_id)
        work.sentence = f"Sửa tình trạng “{line.status.label}” của đồng chí {member.full_name}"
        draft = member_forms.draft_of(member)
        if line.from_on and rules.is_too_far_ahead(line.from_on, office.today()):
            raise Problems([too_far("from_on", line.from_on)])
        lines = tuple(line if old.id == line.id else old for old in draft.statuses)
        _checked(work, replace(draft, statuses=lines), office.today())
        work.about(member)
    return Saved(member_id, CHANGED if work.act.history_id is not None else Changes())


def remove(office: Office, member_id: int, status_id: int) -> Saved:
    """Take away one dated status that was entered by mistake. Raises Problems when it is the only place, NotFound."""
    with office.work("member.status", "Bỏ tình trạng đảng viên") as work:
        member = member_forms.stored_member(work, member_id)
        draft = member_forms.draft_of(member)
        gone = next((line for line in draft.statuses if line.id == status_id), None)
        if gone is not None:
            work.sentence = f"Bỏ tình trạng “{gone.status.label}” của đồng chí {member.full_name}"
            kept = tuple(line for line in draft.statuses if line.id != status_id)
            _checked(work, replace(draft, statuses=kept), office.today())
        work.about(member)
    return Saved(member_id, CHANGED if work.act.history_id is not None else Changes())


def _checked(session: Session, draft: MemberDraft, today: date) -> None:
    found = member_forms.problems_in(session, draft, today)
    found += [Problem("statuses", sentence) for sentence in _clashes(draft)]
    if found:
        raise Problems([Problem("from_on", one.sentence) for one in found])
    member_forms.store(session, draft)


def _clashes(draft: MemberDraft) -> list[str]:
    """Return a sentence for each pair of statuses laid over the standing that share a day though they may not."""
    laid = [line for line in draft.statuses if line.status in NOT_EXPECTED]
    found = []
    for place, one in enumerate(laid):
        for other in laid[place + 1 :]:
            first = max(one.from_on or date.min, other.from_on or date.min)
            if MemberStatus.SUSPENDED in (one.status, other.status) or one.status is other.status:
                continue
            if first <= min(one.to_on or date.max, other.to_on or date.max):
                found.append(f"“{one.status.label}” và “{other.status.label}” trùng thời gian; hãy xem lại ngày.")
    return found
