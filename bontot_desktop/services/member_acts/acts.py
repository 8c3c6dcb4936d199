"""Which acts make sense for a member, and how one of them is written: for one member, or for many at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from bontot_desktop import text
from bontot_desktop.errors import Problem, Problems
from bontot_desktop.rules import member_acts as rules
from bontot_desktop.rules import party_age
from bontot_desktop.rules.changes import Changes
from bontot_desktop.rules.member_acts import ENDS, MemberAct
from bontot_desktop.services import member_forms
from bontot_desktop.services.member_acts.drafts import ActDraft, beside_the_day, checked
from bontot_desktop.services.member_acts.returns import BACK, bring_back, end
from bontot_desktop.services.member_acts.statuses import applied
from bontot_desktop.services.member_forms import CHANGED
from bontot_desktop.services.office import Office, Saved

if TYPE_CHECKING:
    from bontot_desktop.db.models.members import Member
    from bontot_desktop.db.work import Work

#: So many names stand in the sentence of an act of many.
_NAMED = 5


def possible(office: Office, member_id: int) -> list[MemberAct]:
    """Return the acts that make sense for a member today, in the order of the menu. Raises NotFound."""
    draft = member_forms.member_draft(office, member_id)
    if draft.is_withdrawn:
        return rules.possible_again(draft.left_for)
    return rules.possible([line.period for line in draft.statuses], office.today())


def start(office: Office, member_id: int, act: MemberAct) -> ActDraft:
    """Begin an act with what can be known: the end of probation, today. Raises NotFound."""
    member = member_forms.member_draft(office, member_id)
    if act is MemberAct.MAKE_FULL:
        ends = party_age.probation_end(member.began_on) if member.began_on else None
        return ActDraft(member_id, act, official_on=member.official_on or ends)
    return ActDraft(member_id, act, from_on=office.today())


def record(office: Office, draft: ActDraft) -> Saved:
    """Write an act: the dated statuses, and whatever else follows from it, as one line of history.

    Raises Problems with the fields of the form, NotFound.
    """
    draft = checked(draft, office.today())
    with office.work(f"member.{draft.act.value.lower()}", draft.act.label) as work:
        member = member_forms.stored_member(work, draft.member_id)
        name = member.full_name
        work.sentence = f"{draft.act.label}: đồng chí {name}"
        _write(work, member, draft, office.today())
        work.about(member)
    return Saved(draft.member_id, CHANGED if work.act.history_id is not None else Changes())


def record_together(office: Office, draft: ActDraft, member_ids: Sequence[int]) -> Changes:
    """Write one act for several members at once, as one line of history; all of them or nobody.

    Raises Problems, a sentence that concerns one of them with the name in front; NotFound.
    """
    draft = checked(draft, office.today())
    with office.work(f"member.{draft.act.value.lower()}", draft.act.label) as work:
        names = []
        for member_id in member_ids:
            member = member_forms.stored_member(work, member_id)
            names.append(member.full_name)
            try:
                _write(work, member, replace(draft, member_id=member_id), office.today())
            except Problems as wrong:
                told = [Problem(one.field, f"Đồng chí {member.full_name}: {one.sentence}") for one in wrong.problems]
                raise Problems(told) from wrong
            work.flush()
        named = text.join_vi(names) if len(names) <= _NAMED else f"{text.join_vi(names[:_NAMED])}…"
        work.sentence = f"{draft.act.label}: {len(names)} đồng chí ({named})"
    return CHANGED if work.act.history_id is not None else Changes()


def _write(work: Work, member: Member, draft: ActDraft, today: date) -> None:
    if draft.act in ENDS:
        end(work, member, draft, today)
    elif draft.act in BACK:
        bring_back(work, member, draft, today)
    else:
        changed = applied(work, member_forms.draft_of(member), draft)
        found = beside_the_day(member_forms.problems_in(work, changed, today), draft)
        if found:
            raise Problems(found)
        member_forms.store(work, changed)
