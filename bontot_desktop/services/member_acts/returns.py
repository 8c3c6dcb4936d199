"""The acts by which a member leaves the register and comes back to it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from bontot_desktop import dates
from bontot_desktop.db.models.members import BreakRow, PenaltyRow
from bontot_desktop.errors import Problem, Problems
from bontot_desktop.rules import standing
from bontot_desktop.rules.member_acts import ENDS, MemberAct
from bontot_desktop.rules.member_records import Penalty
from bontot_desktop.rules.members import LeftFor, MemberStatus
from bontot_desktop.rules.standing import ON_ROSTER
from bontot_desktop.services import member_forms
from bontot_desktop.services.member_acts.drafts import ActDraft, beside_the_day
from bontot_desktop.services.member_acts.statuses import was_full
from bontot_desktop.services.member_forms import Leaving, MemberDraft, StatusLine

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from bontot_desktop.db.models.members import Member

_DAY = timedelta(days=1)
#: Acts on one who left the register.
BACK = frozenset({MemberAct.COME_BACK, MemberAct.READMIT})


def end(work: Session, member: Member, draft: ActDraft, today: date) -> None:
    """Take a member who left off the register, with the reason. Raises Problems."""
    assert draft.from_on is not None
    leaving = Leaving(ENDS[draft.act], draft.counterpart or draft.reason, draft.decision_no, draft.decision_on)
    try:
        member_forms.take_off(work, member, on=draft.from_on, today=today, leaving=leaving)
    except Problems as problems:
        raise Problems(beside_the_day(list(problems.problems), draft)) from None
    if draft.act is MemberAct.EXPEL:
        member.penalties.append(
            PenaltyRow(
                penalty=Penalty.EXPULSION,
                decided_by=draft.counterpart,
                decision_no=draft.decision_no,
                decision_on=draft.decision_on,
                reason=draft.reason,
            )
        )


def status_on_return(member: MemberDraft, act: MemberAct) -> MemberStatus:
    """Return the standing in which a member comes back."""
    if act is MemberAct.READMIT:
        return MemberStatus.PROBATIONARY
    if member.left_for is LeftFor.RETURNED:
        return MemberStatus.TEMP_IN
    return MemberStatus.FULL if was_full(member) else MemberStatus.PROBATIONARY


def bring_back(work: Session, member: Member, draft: ActDraft, today: date) -> None:
    """Put a member who left on the register again: whoever is admitted anew is probationary, the time out is kept.

    Raises Problems.
    """
    assert draft.from_on is not None
    assert draft.cell_id is not None
    before = member_forms.draft_of(member)
    periods = [line.period for line in before.statuses]
    if not before.is_withdrawn and standing.current_cell(periods, draft.from_on) is not None:
        raise Problems([Problem("from_on", f"Đồng chí {member.full_name} đang có trong danh sách.")])
    if before.left_on is not None and draft.from_on < before.left_on:
        left = dates.screen(before.left_on)
        raise Problems([Problem("from_on", f"Đồng chí ra khỏi danh sách từ {left}; ngày trở lại phải từ ngày ấy.")])
    if draft.from_on > today:
        raise Problems([Problem("from_on", "Ngày trở lại ở sau hôm nay.")])
    is_readmitted = draft.act is MemberAct.READMIT
    line = StatusLine(
        None,
        draft.cell_id,
        status_on_return(before, draft.act),
        draft.from_on,
        reason="kết nạp lại" if is_readmitted else "chuyển sinh hoạt đến",
        decision_no=draft.decision_no,
        decision_on=draft.from_on if is_readmitted and draft.decision_no else draft.decision_on,
        counterpart=draft.counterpart,
    )
    after = replace(before, is_withdrawn=False, statuses=(*_with_the_leaving(before, member), line))
    if is_readmitted:
        # The dates of becoming full are those of the membership that ended; its statuses keep them.
        after = replace(after, official_on=None, full_decision_on=None, full_decision_no="")
    found = beside_the_day(member_forms.problems_in(work, after, today), draft)
    if found:
        raise Problems(found)
    if is_readmitted and before.left_on is not None and before.left_on < draft.from_on:
        member.breaks.append(
            BreakRow(
                from_on=before.left_on,
                to_on=draft.from_on - _DAY,
                reason=before.left_for.label if before.left_for is not None else "",
                decision_no=member.left_decision_no,
                decision_on=member.left_decision_on,
            )
        )
    member_forms.put_on(member)
    member_forms.store(work, after)


def _with_the_leaving(before: MemberDraft, member: Member) -> tuple[StatusLine, ...]:
    """Say in the standing that ended why it did, where nothing else is said: the member's own words of it go."""
    why = member.left_for.label if member.left_for not in (None, LeftFor.OTHER) else ""
    told = ": ".join(part for part in (why, member.left_to) if part)
    last_day = member.left_on - _DAY if member.left_on is not None else None
    return tuple(
        replace(line, reason=told) if line.to_on == last_day and line.status in ON_ROSTER and not line.reason else line
        for line in before.statuses
    )
