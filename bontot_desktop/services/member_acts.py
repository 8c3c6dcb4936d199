"""What happens to a member, entered as one act a clerk knows: exempt, away, suspended, full, moved, left."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from bontot_desktop import dates, text
from bontot_desktop.db.models.cells import Cell
from bontot_desktop.db.models.members import BreakRow, PenaltyRow
from bontot_desktop.errors import Problem, Problems
from bontot_desktop.rules import member_acts as rules
from bontot_desktop.rules import party_age, standing
from bontot_desktop.rules.cells import holds_on
from bontot_desktop.rules.changes import Changes
from bontot_desktop.rules.member_acts import ASKED, ENDS, LAID, MemberAct
from bontot_desktop.rules.member_records import Penalty
from bontot_desktop.rules.members import NOT_EXPECTED, STANDINGS, LeftFor, MemberStatus, situation_on
from bontot_desktop.rules.standing import ON_ROSTER
from bontot_desktop.services import member_forms
from bontot_desktop.services.member_forms import CHANGED, Leaving, MemberDraft, StatusLine, full_from, with_status
from bontot_desktop.services.office import Office, Saved

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from bontot_desktop.db.models.members import Member
    from bontot_desktop.db.work import Work

_DAY = timedelta(days=1)
#: So many names stand in the sentence of an act of many.
_NAMED = 5
_FIRST_FIELD = {MemberAct.MAKE_FULL: "decision_on"}
#: Acts on one who left the register.
_BACK = frozenset({MemberAct.COME_BACK, MemberAct.READMIT})


@dataclass(frozen=True, slots=True)
class ActDraft:
    """The form of an act; which fields it shows stands in :data:`rules.member_acts.ASKED`."""

    member_id: int
    act: MemberAct
    from_on: date | None = None
    #: Last day; None while unknown.
    to_on: date | None = None
    cell_id: int | None = None
    counterpart: str = ""
    reason: str = ""
    decision_no: str = ""
    decision_on: date | None = None
    reported_on: date | None = None
    official_on: date | None = None


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


def meaning(member: MemberDraft, draft: ActDraft, cell_name: Callable[[int], str]) -> str:
    """Say in a sentence what the act will mean; "" while its day is not known. ``cell_name`` names a cell by its id."""
    if draft.act is MemberAct.MAKE_FULL:
        return _meaning_of_full(member, draft)
    if draft.from_on is None:
        return ""
    since = rules.between(draft.from_on, draft.to_on)
    is_full = _is_full(member, draft.from_on)
    if draft.act in _BACK:
        return _meaning_of_return(member, draft, cell_name)
    if draft.act in LAID:
        said = f"{since} {rules.effect(LAID[draft.act], is_full=is_full)}."
        if draft.act is MemberAct.TEMP_AWAY and draft.cell_id:
            said += f" {cell_name(draft.cell_id)} ghi đồng chí sinh hoạt tạm thời đến."
        return said
    if draft.act is MemberAct.RESUME:
        return f"{since} lại {rules.effect(MemberStatus.FULL, is_full=is_full)}."
    if draft.act is MemberAct.RECEIVE:
        return f"{since} là đảng viên của chi bộ, {rules.effect(MemberStatus.FULL, is_full=_was_full(member))}."
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
    status = _status_on_return(member, draft.act)
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


def _was_full(member: MemberDraft) -> bool:
    return member.official_on is not None or member.admitted_on is None


def record(office: Office, draft: ActDraft) -> Saved:
    """Write an act: the dated statuses, and whatever else follows from it, as one line of history.

    Raises Problems with the fields of the form, NotFound.
    """
    draft = _cleaned(draft)
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
    draft = _cleaned(draft)
    with office.work(f"member.{draft.act.value.lower()}", draft.act.label) as work:
        names = []
        for member_id in member_ids:
            member = member_forms.stored_member(work, member_id)
            names.append(member.full_name)
            own = replace(draft, member_id=member_id)
            found = _missing(own) + _of_days(own, office.today())
            if found:
                raise Problems(found)
            try:
                _write(work, member, own, office.today())
            except Problems as wrong:
                told = [Problem(one.field, f"Đồng chí {member.full_name}: {one.sentence}") for one in wrong.problems]
                raise Problems(told) from wrong
            work.flush()
        named = text.join_vi(names) if len(names) <= _NAMED else f"{text.join_vi(names[:_NAMED])}…"
        work.sentence = f"{draft.act.label}: {len(names)} đồng chí ({named})"
    return CHANGED if work.act.history_id is not None else Changes()


def _write(work: Work, member: Member, draft: ActDraft, today: date) -> None:
    found = _missing(draft) + _of_days(draft, today)
    if found:
        raise Problems(found)
    if draft.act in ENDS:
        _end(work, member, draft, today)
    elif draft.act in _BACK:
        _bring_back(work, member, draft, today)
    else:
        changed = _applied(work, member_forms.draft_of(member), draft)
        found = _beside_the_day(member_forms.problems_in(work, changed, today), draft)
        if found:
            raise Problems(found)
        member_forms.store(work, changed)


def _cleaned(draft: ActDraft) -> ActDraft:
    return replace(
        draft,
        counterpart=text.clean(draft.counterpart),
        reason=text.clean(draft.reason),
        decision_no=text.clean(draft.decision_no),
    )


def _missing(draft: ActDraft) -> list[Problem]:
    found = [Problem(a.name, a.missing) for a in ASKED[draft.act] if a.missing and not getattr(draft, a.name)]
    if draft.act is MemberAct.TEMP_AWAY and not draft.cell_id and not draft.counterpart:
        found.append(Problem("counterpart", "Chưa ghi nơi đến: chọn chi bộ trong Đảng bộ hoặc ghi nơi khác."))
    return found


def _of_days(draft: ActDraft, today: date) -> list[Problem]:
    found = []
    if draft.from_on and draft.to_on and draft.to_on < draft.from_on:
        found.append(Problem("to_on", "Ngày cuối ở trước ngày đầu."))
    if draft.decision_on and draft.decision_on > today:
        found.append(Problem("decision_on", "Ngày quyết định ở sau hôm nay."))
    for name in ("from_on", "official_on"):
        day = getattr(draft, name)
        if day and rules.is_too_far_ahead(day, today):
            found.append(_too_far(name, day))
    if draft.reported_on and draft.reported_on > today:
        found.append(Problem("reported_on", "Ngày báo cáo ở sau hôm nay."))
    if draft.reported_on and draft.decision_on and draft.reported_on < draft.decision_on:
        found.append(Problem("reported_on", "Ngày báo cáo ở trước ngày chi bộ quyết định."))
    return found


def _too_far(field: str, day: date) -> Problem:
    return Problem(field, f"Ngày {dates.screen(day)} còn hơn sáu tháng nữa; hãy xem lại năm.")


def _applied(session: Session, member: MemberDraft, draft: ActDraft) -> MemberDraft:
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
    standing_here = MemberStatus.FULL if _was_full(member) else MemberStatus.PROBATIONARY
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


def _end(work: Session, member: Member, draft: ActDraft, today: date) -> None:
    assert draft.from_on is not None
    leaving = Leaving(ENDS[draft.act], draft.counterpart or draft.reason, draft.decision_no, draft.decision_on)
    try:
        member_forms.take_off(work, member, on=draft.from_on, today=today, leaving=leaving)
    except Problems as problems:
        raise Problems(_beside_the_day(list(problems.problems), draft)) from None
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


def _status_on_return(member: MemberDraft, act: MemberAct) -> MemberStatus:
    if act is MemberAct.READMIT:
        return MemberStatus.PROBATIONARY
    if member.left_for is LeftFor.RETURNED:
        return MemberStatus.TEMP_IN
    return MemberStatus.FULL if _was_full(member) else MemberStatus.PROBATIONARY


def _bring_back(work: Session, member: Member, draft: ActDraft, today: date) -> None:
    """Put a member who left on the register again: whoever is admitted anew is probationary, the time out is kept."""
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
        _status_on_return(before, draft.act),
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
    found = _beside_the_day(member_forms.problems_in(work, after, today), draft)
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


def _beside_the_day(problems: list[Problem], draft: ActDraft) -> list[Problem]:
    """Put what the rules say of the statuses under the day the act begins."""
    field = _FIRST_FIELD.get(draft.act, "from_on")
    shown = {asked.name for asked in ASKED[draft.act]}
    return [one if one.field in shown else Problem(field, one.sentence) for one in problems]


# Correcting a line -------------------------------------------------------------------------------------------------


def correct(office: Office, member_id: int, line: StatusLine) -> Saved:
    """Correct one dated status that was entered wrongly. Raises Problems, NotFound."""
    with office.work("member.status", "Sửa tình trạng đảng viên") as work:
        member = member_forms.stored_member(work, member_id)
        work.sentence = f"Sửa tình trạng “{line.status.label}” của đồng chí {member.full_name}"
        draft = member_forms.draft_of(member)
        if line.from_on and rules.is_too_far_ahead(line.from_on, office.today()):
            raise Problems([_too_far("from_on", line.from_on)])
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
    found += [Problem("statuses", sentence) for sentence in clashes(draft)]
    if found:
        raise Problems([Problem("from_on", one.sentence) for one in found])
    member_forms.store(session, draft)


def clashes(draft: MemberDraft) -> list[str]:
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
