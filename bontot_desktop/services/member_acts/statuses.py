"""The dated statuses of a member after an act: made full, laid over the standing, resumed, moved, received."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from bontot_desktop import dates
from bontot_desktop.db.models.cells import Cell
from bontot_desktop.errors import Problem, Problems
from bontot_desktop.rules import member_acts as rules
from bontot_desktop.rules import party_age
from bontot_desktop.rules.cells import holds_on
from bontot_desktop.rules.member_acts import LAID, MemberAct
from bontot_desktop.rules.members import NOT_EXPECTED, STANDINGS, MemberStatus
from bontot_desktop.services.member_acts.drafts import ActDraft
from bontot_desktop.services.member_forms import MemberDraft, StatusLine, with_status

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

_DAY = timedelta(days=1)


def applied(session: Session, member: MemberDraft, draft: ActDraft) -> MemberDraft:
    """Return the member as it stands after the act. Raises Problems."""
    if draft.act is MemberAct.MAKE_FULL:
        return _made_full(member, draft)
    assert draft.from_on is not None
    if draft.act is MemberAct.RESUME:
        return _resumed(member, draft)
    if draft.act is MemberAct.MOVE:
        return _moved(member, draft)
    if draft.act is MemberAct.RECEIVE:
        return _received(member, draft)
    return _laid(session, member, draft)


def _made_full(member: MemberDraft, draft: ActDraft) -> MemberDraft:
    assert draft.official_on is not None
    assert draft.decision_on is not None
    if member.began_on and draft.official_on < party_age.probation_end(member.began_on):
        ends = dates.screen(party_age.probation_end(member.began_on))
        raise Problems([Problem("official_on", f"Chưa đủ 12 tháng dự bị; đồng chí hết 12 tháng ngày {ends}.")])
    since = max(draft.official_on, draft.decision_on)
    lines, is_found = [], False
    for line in member.statuses:
        if line.status is not MemberStatus.PROBATIONARY or (line.to_on is not None and line.to_on < since):
            lines.append(line)
            continue
        if line.from_on is not None and line.from_on > since:
            # Moved to another cell since: full there too.
            lines.append(replace(line, status=MemberStatus.FULL))
            continue
        is_found = True
        full = StatusLine(
            None,
            line.cell_id,
            MemberStatus.FULL,
            since,
            line.to_on,
            decision_no=draft.decision_no,
            decision_on=draft.decision_on,
        )
        if line.from_on is None or line.from_on < since:
            lines.append(replace(line, to_on=since - _DAY))
        lines.append(full)
    if not is_found:
        raise Problems([Problem("decision_on", f"Ngày {dates.screen(since)} đồng chí không phải đảng viên dự bị.")])
    return replace(
        member,
        official_on=draft.official_on,
        full_decision_on=draft.decision_on,
        full_decision_no=draft.decision_no,
        statuses=tuple(lines),
    )


def _resumed(member: MemberDraft, draft: ActDraft) -> MemberDraft:
    assert draft.from_on is not None
    last_day = draft.from_on - _DAY
    lines, ended = [], False
    away = any(
        line.status is MemberStatus.TEMP_OUT and holds_on(line.from_on, line.to_on, draft.from_on)
        for line in member.statuses
    )
    for line in member.statuses:
        over = line.status in NOT_EXPECTED or (away and line.status is MemberStatus.TEMP_IN)
        if over and holds_on(line.from_on, line.to_on, draft.from_on):
            ended = True
            if line.from_on is not None and line.from_on > last_day:
                continue
            line = replace(line, to_on=last_day)
        lines.append(line)
    if not ended:
        day = dates.screen(draft.from_on)
        raise Problems([Problem("from_on", f"Ngày {day} đồng chí đang sinh hoạt bình thường; hãy xem lại ngày.")])
    return replace(member, statuses=tuple(lines))


def _moved(member: MemberDraft, draft: ActDraft) -> MemberDraft:
    assert draft.from_on is not None
    assert draft.cell_id is not None
    home = _home(member, draft.from_on)
    if home.cell_id == draft.cell_id:
        raise Problems([Problem("cell_id", "Đồng chí đang sinh hoạt ở chính chi bộ này.")])
    line = StatusLine(
        None,
        draft.cell_id,
        home.status,
        draft.from_on,
        reason="chuyển sinh hoạt đến",
        decision_no=draft.decision_no,
        decision_on=draft.decision_on,
    )
    # Whoever was a guest there is one no longer.
    last_day = draft.from_on - _DAY
    kept = []
    for old in member.statuses:
        if old.status is MemberStatus.TEMP_IN and holds_on(old.from_on, old.to_on, draft.from_on):
            if old.from_on is not None and old.from_on > last_day:
                continue
            old = replace(old, to_on=last_day)
        kept.append(old)
    return with_status(replace(member, statuses=tuple(kept)), line)


def _received(member: MemberDraft, draft: ActDraft) -> MemberDraft:
    assert draft.from_on is not None
    guest = next(
        (
            line
            for line in member.statuses
            if line.status is MemberStatus.TEMP_IN and holds_on(line.from_on, line.to_on, draft.from_on)
        ),
        None,
    )
    if guest is None:
        day = dates.screen(draft.from_on)
        raise Problems([Problem("from_on", f"Ngày {day} đồng chí không sinh hoạt tạm thời ở đây.")])
    last_day = draft.from_on - _DAY
    kept = [line for line in member.statuses if line is not guest]
    if guest.from_on is None or guest.from_on <= last_day:
        kept.append(replace(guest, to_on=last_day))
    standing_here = MemberStatus.FULL if was_full(member) else MemberStatus.PROBATIONARY
    line = StatusLine(
        None,
        guest.cell_id,
        standing_here,
        draft.from_on,
        reason="chuyển sinh hoạt đến",
        decision_no=draft.decision_no,
        decision_on=draft.decision_on,
        counterpart=draft.counterpart,
    )
    return replace(member, statuses=(*kept, line))


def _laid(session: Session, member: MemberDraft, draft: ActDraft) -> MemberDraft:
    assert draft.from_on is not None
    home = _home(member, draft.from_on)
    status = LAID[draft.act]
    _refuse_clash(member, status, draft)
    if home.to_on is not None and (draft.to_on is None or draft.to_on > home.to_on):
        until = dates.screen(home.to_on)
        raise Problems([Problem("to_on", f"Đồng chí ở chi bộ này đến {until}; hãy ghi ngày cuối không quá ngày ấy.")])
    line = StatusLine(
        None,
        home.cell_id,
        status,
        draft.from_on,
        draft.to_on,
        draft.reason,
        draft.decision_no,
        draft.decision_on,
        draft.reported_on,
        draft.counterpart,
    )
    if not (draft.act is MemberAct.TEMP_AWAY and draft.cell_id):
        return with_status(member, line)
    there, here = session.get(Cell, draft.cell_id), session.get(Cell, home.cell_id)
    if there is None or here is None or there.id == here.id:
        raise Problems([Problem("cell_id", "Hãy chọn một chi bộ khác chi bộ đang sinh hoạt.")])
    guest = StatusLine(
        None, there.id, MemberStatus.TEMP_IN, draft.from_on, draft.to_on, draft.reason, counterpart=here.name
    )
    return with_status(with_status(member, replace(line, counterpart=there.name)), guest)


def _home(member: MemberDraft, day: date) -> StatusLine:
    """Return the standing a member has on a day. Raises Problems."""
    for line in member.statuses:
        if line.status in STANDINGS and holds_on(line.from_on, line.to_on, day):
            return line
    shown = dates.screen(day)
    raise Problems([Problem("from_on", f"Ngày {shown} đồng chí chưa (không còn) ở chi bộ nào của Đảng bộ.")])


def _refuse_clash(member: MemberDraft, status: MemberStatus, draft: ActDraft) -> None:
    """Refuse what would lie over another such status; only a suspension may lie over anything."""
    for line in member.statuses:
        if line.status not in NOT_EXPECTED or not _meet(line, draft):
            continue
        if status is MemberStatus.SUSPENDED and line.status is not status:
            continue
        since = rules.between(line.from_on, line.to_on)
        raise Problems(
            [
                Problem(
                    "from_on",
                    f"{since} đồng chí đã được ghi “{line.status.label}”; "
                    "hãy ghi “Trở lại sinh hoạt” hoặc sửa dòng ấy trước.",
                )
            ]
        )


def _meet(line: StatusLine, draft: ActDraft) -> bool:
    first = max(line.from_on or date.min, draft.from_on or date.min)
    return first <= min(line.to_on or date.max, draft.to_on or date.max)


def was_full(member: MemberDraft) -> bool:
    """Say whether a member is no longer on probation."""
    return member.official_on is not None or member.admitted_on is None
