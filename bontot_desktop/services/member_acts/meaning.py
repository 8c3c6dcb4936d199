"""What an act will mean for the member, in a sentence beside its form."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from bontot_desktop import dates
from bontot_desktop.rules import member_acts as rules
from bontot_desktop.rules import standing
from bontot_desktop.rules.member_acts import LAID, MemberAct
from bontot_desktop.rules.members import MemberStatus, situation_on
from bontot_desktop.services.member_acts.drafts import ActDraft
from bontot_desktop.services.member_acts.returns import BACK, status_on_return
from bontot_desktop.services.member_acts.statuses import was_full
from bontot_desktop.services.member_forms import MemberDraft, full_from

_DAY = timedelta(days=1)


def meaning(member: MemberDraft, draft: ActDraft, cell_name: Callable[[int], str]) -> str:
    """Say in a sentence what the act will mean; "" while its day is not known. ``cell_name`` names a cell by its id."""
    if draft.act is MemberAct.MAKE_FULL:
        return _meaning_of_full(member, draft)
    if draft.from_on is None:
        return ""
    since = rules.between(draft.from_on, draft.to_on)
    is_full = _is_full(member, draft.from_on)
    if draft.act in BACK:
        return _meaning_of_return(member, draft, cell_name)
    if draft.act in LAID:
        said = f"{since} {rules.effect(LAID[draft.act], is_full=is_full)}."
        if draft.act is MemberAct.TEMP_AWAY and draft.cell_id:
            said += f" {cell_name(draft.cell_id)} ghi đồng chí sinh hoạt tạm thời đến."
        return said
    if draft.act is MemberAct.RESUME:
        return f"{since} lại {rules.effect(MemberStatus.FULL, is_full=is_full)}."
    if draft.act is MemberAct.RECEIVE:
        return f"{since} là đảng viên của chi bộ, {rules.effect(MemberStatus.FULL, is_full=was_full(member))}."
    if draft.act is MemberAct.MOVE:
        there = f" của {cell_name(draft.cell_id)}" if draft.cell_id else " của chi bộ mới"
        return (
            f"{since} là đảng viên{there}; chức vụ và việc miễn, sinh hoạt tạm thời ở chi bộ cũ kết thúc "
            f"ngày {dates.screen(draft.from_on - _DAY)}."
        )
    kept = "Biên bản, văn bản cũ vẫn giữ nguyên; xem lại ở cách lọc “Đã ra khỏi danh sách”."
    return f"{since} không còn trong danh sách đảng viên, chức vụ chi bộ kết thúc. {kept}"


def _meaning_of_return(member: MemberDraft, draft: ActDraft, cell_name: Callable[[int], str]) -> str:
    since = rules.between(draft.from_on, None)
    where = cell_name(draft.cell_id) if draft.cell_id else "chi bộ"
    status = status_on_return(member, draft.act)
    said = f"{since} {rules.effect(status, is_full=status is MemberStatus.FULL)}, ở {where}."
    if draft.act is MemberAct.COME_BACK:
        return said
    out = f" Thời gian từ {dates.screen(member.left_on)} được trừ khỏi tuổi Đảng." if member.left_on else ""
    return f"{since} là đảng viên dự bị của {where}, chưa có quyền biểu quyết.{out}"


def _meaning_of_full(member: MemberDraft, draft: ActDraft) -> str:
    since = full_from(replace(member, official_on=draft.official_on, full_decision_on=draft.decision_on))
    if since is None or draft.decision_on is None:
        return ""
    age = f" Tuổi Đảng vẫn tính từ {dates.screen(member.admitted_on)}." if member.admitted_on else ""
    return f"Từ {dates.screen(since)} có quyền biểu quyết; ngày chính thức ghi {dates.screen(draft.official_on)}.{age}"


def _is_full(member: MemberDraft, day: date) -> bool:
    periods = [line.period for line in member.statuses]
    cell_id = standing.current_cell(periods, day)
    found = situation_on(periods, cell_id, day) if cell_id is not None else None
    return found.is_full if found is not None else True
