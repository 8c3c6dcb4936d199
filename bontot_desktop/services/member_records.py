"""Discipline, awards, duties and times out of the Party: small dated lists of a member, saved together as one act."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from bontot_desktop import dates, text
from bontot_desktop.db.models.members import BreakRow, DutyRow, MemberAwardRow, PenaltyRow
from bontot_desktop.errors import Problem, Problems
from bontot_desktop.rules.member_records import AwardKind, Penalty
from bontot_desktop.services import member_forms
from bontot_desktop.services.member_forms import CHANGED
from bontot_desktop.services.office import Office, Saved


@dataclass(frozen=True, slots=True)
class PenaltyLine:
    """A disciplinary measure in the form; ``id`` is None for a new one."""

    id: int | None = None
    penalty: Penalty = Penalty.REPRIMAND
    decided_by: str = ""
    decision_no: str = ""
    decision_on: date | None = None
    reason: str = ""
    #: The year and the place of the fault, where they are others than the decision's (QĐ 366, Điều 11).
    fault_year: int | None = None
    fault_unit: str = ""
    counted_in_year: int | None = None
    is_self_reported: bool = False
    is_remedied: bool = False


@dataclass(frozen=True, slots=True)
class AwardLine:
    """A reward in the form; ``years`` belongs to badges only."""

    id: int | None = None
    kind: AwardKind = AwardKind.BADGE
    years: int | None = None
    title: str = ""
    decided_by: str = ""
    decision_no: str = ""
    decision_on: date | None = None


@dataclass(frozen=True, slots=True)
class DutyLine:
    """A duty in the form; ``to_on`` is its last day."""

    id: int | None = None
    duty: str = ""
    from_on: date | None = None
    to_on: date | None = None


@dataclass(frozen=True, slots=True)
class BreakLine:
    """A time out of the Party in the form; ``to_on`` is its last day."""

    id: int | None = None
    from_on: date | None = None
    to_on: date | None = None
    reason: str = ""
    decision_no: str = ""
    decision_on: date | None = None
    is_subtracted: bool = True


@dataclass(frozen=True, slots=True)
class RecordsDraft:
    """What is kept of a member beside the statuses."""

    member_id: int
    penalties: tuple[PenaltyLine, ...] = ()
    awards: tuple[AwardLine, ...] = ()
    duties: tuple[DutyLine, ...] = ()
    breaks: tuple[BreakLine, ...] = ()


_PENALTY = (
    "penalty",
    "decided_by",
    "decision_no",
    "decision_on",
    "reason",
    "fault_year",
    "fault_unit",
    "counted_in_year",
    "is_self_reported",
    "is_remedied",
)
_AWARD = ("kind", "years", "title", "decided_by", "decision_no", "decision_on")
_DUTY = ("duty", "from_on", "to_on")
_BREAK = ("from_on", "to_on", "reason", "decision_no", "decision_on", "is_subtracted")


def load(office: Office, member_id: int) -> RecordsDraft:
    """Return the lists of a member as they stand. Raises NotFound."""
    with office.read() as session:
        member = member_forms.stored_member(session, member_id)
        return RecordsDraft(
            member_id,
            tuple(PenaltyLine(row.id, **_values(row, _PENALTY)) for row in member.penalties),
            tuple(AwardLine(row.id, **_values(row, _AWARD)) for row in member.awards),
            tuple(DutyLine(row.id, **_values(row, _DUTY)) for row in member.duties),
            tuple(BreakLine(row.id, **_values(row, _BREAK)) for row in member.breaks),
        )


def _values(row: Any, names: tuple[str, ...]) -> dict[str, Any]:
    return {name: getattr(row, name) for name in names}


def save(office: Office, draft: RecordsDraft) -> Saved:
    """Save the lists as one act; a line gone from the form goes. Raises Problems, NotFound."""
    draft = _cleaned(draft)
    found = problems(draft, office.today())
    if found:
        raise Problems(found)
    with office.work("member.records", "Sửa kỷ luật, khen thưởng, nhiệm vụ") as work:
        member = member_forms.stored_member(work, draft.member_id)
        _refuse_before_admission(draft, member.admitted_on)
        work.sentence = f"Sửa kỷ luật, khen thưởng, nhiệm vụ của đồng chí {member.full_name}"
        lists = (
            (member.penalties, PenaltyRow, draft.penalties, _PENALTY),
            (member.awards, MemberAwardRow, draft.awards, _AWARD),
            (member.duties, DutyRow, draft.duties, _DUTY),
            (member.breaks, BreakRow, draft.breaks, _BREAK),
        )
        for rows, _, lines, _ in lists:
            _drop(rows, lines)
        # A badge taken away and written anew meets its own years otherwise.
        work.flush()
        for rows, kind, lines, names in lists:
            _write(rows, kind, lines, names)
        work.about(member)
    return Saved(draft.member_id, CHANGED)


def _drop(rows: list[Any], lines: tuple[Any, ...]) -> None:
    kept = {line.id for line in lines}
    for row in [row for row in rows if row.id not in kept]:
        rows.remove(row)


def _write(rows: list[Any], kind: type[Any], lines: tuple[Any, ...], names: tuple[str, ...]) -> None:
    kept = {line.id: line for line in lines if line.id is not None}
    for row in rows:
        for name in names:
            setattr(row, name, getattr(kept[row.id], name))
    rows.extend(kind(**_values(line, names)) for line in lines if line.id is None)


def _cleaned(draft: RecordsDraft) -> RecordsDraft:
    """Drop lines in which nothing was written; give a badge its name."""
    return replace(
        draft,
        awards=tuple(_named(line) for line in draft.awards),
        duties=tuple(line for line in draft.duties if text.clean(line.duty) or line.from_on or line.to_on),
        breaks=tuple(line for line in draft.breaks if text.clean(line.reason) or line.from_on or line.to_on),
    )


def _named(line: AwardLine) -> AwardLine:
    if line.kind is not AwardKind.BADGE:
        return replace(line, years=None)
    title = f"Huy hiệu {line.years} năm tuổi Đảng" if line.years else ""
    return replace(line, title=text.clean(line.title) or title)


def problems(draft: RecordsDraft, today: date) -> list[Problem]:
    """Check the lists; (field, sentence) for each thing to mend."""
    found = []
    for place, penalty in enumerate(draft.penalties):
        if penalty.decision_on is None:
            found.append(Problem(f"penalties.{place}", f"Kỷ luật {penalty.penalty.label}: chưa ghi ngày quyết định."))
        elif penalty.decision_on > today:
            found.append(Problem(f"penalties.{place}", "Ngày quyết định kỷ luật ở sau hôm nay."))
        elif penalty.fault_year is not None and penalty.fault_year > penalty.decision_on.year:
            found.append(Problem(f"penalties.{place}", "Năm vi phạm ở sau năm quyết định kỷ luật."))
        elif penalty.counted_in_year is not None and penalty.counted_in_year > today.year:
            found.append(Problem(f"penalties.{place}", "Năm đã tính vi phạm ở sau năm nay."))
    years = [line.years for line in draft.awards if line.kind is AwardKind.BADGE]
    for place, award in enumerate(draft.awards):
        if award.kind is AwardKind.BADGE and not award.years:
            found.append(Problem(f"awards.{place}", "Huy hiệu Đảng: chưa ghi bao nhiêu năm."))
        elif award.kind is AwardKind.BADGE and years.count(award.years) > 1:
            found.append(Problem(f"awards.{place}", f"Huy hiệu {award.years} năm ghi hai lần."))
            break
        elif award.kind is not AwardKind.BADGE and not text.clean(award.title):
            found.append(Problem(f"awards.{place}", f"{text.first_upper(award.kind.label)}: chưa ghi nội dung."))
    for place, duty in enumerate(draft.duties):
        if not text.clean(duty.duty):
            found.append(Problem(f"duties.{place}", "Nhiệm vụ được phân công: chưa ghi là việc gì."))
        elif duty.from_on and duty.to_on and duty.to_on < duty.from_on:
            found.append(Problem(f"duties.{place}", f"“{text.clean(duty.duty)}”: ngày thôi ở trước ngày bắt đầu."))
    return found + _of_breaks(draft.breaks, today)


def _of_breaks(lines: tuple[BreakLine, ...], today: date) -> list[Problem]:
    found = []
    ended = date.min
    for place, line in sorted(enumerate(lines), key=lambda pair: pair[1].from_on or date.min):
        sentence = ""
        if line.from_on is None or line.to_on is None:
            sentence = "Thời gian gián đoạn: ghi cả ngày đầu và ngày cuối không tham gia sinh hoạt Đảng."
        elif line.to_on < line.from_on:
            sentence = "Thời gian gián đoạn: ngày cuối ở trước ngày đầu."
        elif line.to_on > today:
            sentence = "Thời gian gián đoạn: ngày cuối ở sau hôm nay."
        elif line.from_on <= ended:
            sentence = f"Hai thời gian gián đoạn trùng nhau từ {dates.screen(line.from_on)}; hãy xem lại ngày."
        if sentence:
            found.append(Problem(f"breaks.{place}", sentence))
        ended = max(ended, line.to_on or date.min)
    return found


def _refuse_before_admission(draft: RecordsDraft, admitted_on: date | None) -> None:
    found = [
        Problem(f"breaks.{place}", f"Thời gian gián đoạn bắt đầu trước ngày vào Đảng ({dates.screen(admitted_on)}).")
        for place, line in enumerate(draft.breaks)
        if admitted_on is not None and line.from_on is not None and line.from_on < admitted_on
    ]
    if found:
        raise Problems(found)
