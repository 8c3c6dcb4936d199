"""Badges of years in the Party: who is due one in a year, on which day it is handed out, who has it already."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from bontot_desktop import text
from bontot_desktop.db.base import as_json
from bontot_desktop.db.house import Setting
from bontot_desktop.db.models.members import Member, MemberAwardRow, PenaltyRow
from bontot_desktop.errors import Problem, Problems
from bontot_desktop.rules import party_age
from bontot_desktop.rules.changes import Changes, Kind
from bontot_desktop.rules.member_records import AwardKind
from bontot_desktop.rules.members import MemberStatus
from bontot_desktop.rules.party_age import AwardDay, BadgeDue, BadgeRules
from bontot_desktop.services import members
from bontot_desktop.services.members import MemberRow
from bontot_desktop.services.office import Office
from bontot_desktop.services.seeding import read_seed

if TYPE_CHECKING:
    from sqlalchemy.orm import Session
    from sqlcipher3 import dbapi2

#: Key of the office's own years and days among the settings.
SETTING = "badges"
#: Nobody is in the Party longer.
_LONGEST = 100
#: Discipline of so many days before the day due is said beside the name: the office looks at it again.
_RECENT = timedelta(days=365)
_DAY = re.compile(r"(\d{1,2})\s*[/.-]\s*(\d{1,2})$")


@dataclass(frozen=True, slots=True)
class BadgeRow:
    """A member's badge that falls due, or is handed out, in the year asked for."""

    #: Member and years, for one member may have two in a list.
    id: tuple[int, int]
    member_id: int
    full_name: str
    full_name_order: str
    cell: str
    cell_order: str
    birth_on: date | None
    birth_year: int | None
    admitted_on: date | None
    card_no: str
    years: int
    due_on: date
    #: Day of handing out; None while the office has set no days.
    given_on: date | None
    is_given: bool
    #: Number and day of the decision that gave it.
    decision: str
    #: What the office looks at again before it proposes the member.
    note: str


@dataclass(frozen=True, slots=True)
class BadgeSettings:
    """Years and days as their form shows them: "30, 40, 45" and "03/02, 19/5"."""

    years: str
    days: str


@dataclass(frozen=True, slots=True)
class GivenDraft:
    """The decision that gave badges."""

    decided_by: str = ""
    decision_no: str = ""
    decision_on: date | None = None


@cache
def _shipped() -> dict[str, Any]:
    return read_seed("badges")


def rules_in(session: Session) -> BadgeRules:
    """Return the years and days that hold: the shipped ones, or what the office set instead."""
    row = session.scalars(select(Setting).where(Setting.key == SETTING)).first()
    return _rules(row.value if row else None)


def rules_kept(driver: dbapi2.Connection) -> BadgeRules:
    """Return the same, asked in plain SQL."""
    row = driver.execute("SELECT value FROM setting WHERE key = ?", (SETTING,)).fetchone()
    return _rules(json.loads(row[0]) if row else None)


def _rules(kept: dict[str, Any] | None) -> BadgeRules:
    kept = kept or _shipped()
    return BadgeRules(tuple(kept["years"]), tuple(_read_days(", ".join(kept["days"]))))


def load(office: Office) -> BadgeSettings:
    """Return years and days for the form."""
    with office.read() as session:
        rules = rules_in(session)
    return BadgeSettings(", ".join(map(str, rules.years)), ", ".join(map(str, rules.days)))


def save(office: Office, draft: BadgeSettings) -> Changes:
    """Save years and days. Raises Problems."""
    years, days = _read_years(draft.years), _read_days(draft.days)
    if not years:
        raise Problems([Problem("years", "Chưa ghi mốc năm nào, ví dụ: 30, 40, 50.")])
    with office.work("badges.settings", "Sửa mốc, ngày trao Huy hiệu Đảng") as session:
        value = {"years": years, "days": [str(day) for day in days]}
        row = session.scalars(select(Setting).where(Setting.key == SETTING)).first()
        if row is None:
            session.add(Setting(key=SETTING, value=value))
        elif as_json(row.value) != as_json(value):
            row.value = value
    return Changes.of(Kind.SETTINGS, Kind.MEMBERS)


def _read_years(written: str) -> list[int]:
    parts = [part for part in re.split(r"[\s,;]+", text.clean(written)) if part]
    wrong = next((part for part in parts if not part.isdecimal() or not 0 < int(part) < _LONGEST), None)
    if wrong is not None:
        raise Problems([Problem("years", f"“{wrong}” không phải số năm tuổi Đảng; ví dụ: 30, 40, 50.")])
    return sorted({int(part) for part in parts})


def _read_days(written: str) -> list[AwardDay]:
    found = set()
    for part in (part for part in re.split(r"[\s,;]+", text.clean(written)) if part):
        match = _DAY.match(part)
        try:
            if match is None:
                raise ValueError(part)
            day = date(2024, int(match[2]), int(match[1]))
        except ValueError:
            raise Problems([Problem("days", f"“{part}” không phải ngày, tháng; ví dụ: 03/02, 19/5.")]) from None
        if (day.day, day.month) == (29, 2):
            raise Problems([Problem("days", "Ngày 29/02 không năm nào cũng có; hãy chọn ngày khác.")])
        found.add((day.month, day.day))
    return [AwardDay(day, month) for month, day in sorted(found)]


def of_year(office: Office, year: int) -> list[BadgeRow]:
    """Return the badges due, or handed out, in a year: by day of handing out, then in the order of names.

    Members are those on a roster today; guests get theirs from their own organisation.
    """
    found = []
    with office.read() as session:
        rules = rules_in(session)
        for row in members.list_members(office):
            counted = row.counted_from
            if counted is None or row.status is None or row.status is MemberStatus.TEMP_IN:
                continue
            found += [(row, due) for due in party_age.badges_of(counted, year, rules)]
        wanted = {row.id for row, _ in found}
        given, punished = _given(session, wanted), _punished(session, wanted)
    rows = []
    for row, due in found:
        award = given.get((row.id, due.years))
        rows.append(
            BadgeRow(
                id=(row.id, due.years),
                member_id=row.id,
                full_name=row.full_name,
                full_name_order=row.full_name_order,
                cell=row.cell,
                cell_order=row.cell_order,
                birth_on=row.birth_on,
                birth_year=row.birth_year,
                admitted_on=row.admitted_on,
                card_no=row.card_no,
                years=due.years,
                due_on=due.due_on,
                given_on=due.given_on,
                is_given=award is not None,
                decision=award or "",
                note=_note(row, due, punished.get(row.id, ())),
            )
        )
    return sorted(rows, key=lambda row: (row.given_on or row.due_on, -row.years, row.full_name_order))


def _given(session: Session, wanted: set[int]) -> dict[tuple[int, int], str]:
    question = select(MemberAwardRow).where(MemberAwardRow.kind == AwardKind.BADGE)
    found: dict[tuple[int, int], str] = {}
    for row in session.scalars(question):
        if row.member_id in wanted and row.years is not None:
            found[row.member_id, row.years] = row.decision_no
    return found


def _punished(session: Session, wanted: set[int]) -> dict[int, list[tuple[str, date | None]]]:
    found: dict[int, list[tuple[str, date | None]]] = {}
    for row in session.scalars(select(PenaltyRow)):
        if row.member_id in wanted:
            found.setdefault(row.member_id, []).append((row.penalty.label, row.decision_on))
    return found


def _note(row: MemberRow, due: BadgeDue, penalties: Iterable[tuple[str, date | None]]) -> str:
    status = row.status
    said = [
        f"kỷ luật {label} trong 12 tháng"
        for label, on in penalties
        if on is not None and timedelta(0) <= (due.given_on or due.due_on) - on < _RECENT
    ]
    if status is MemberStatus.SUSPENDED:
        said.append("đang bị đình chỉ sinh hoạt")
    elif status in (MemberStatus.EXEMPT, MemberStatus.TEMP_OUT):
        said.append(status.label)
    if row.breaks:
        said.append("đã trừ thời gian gián đoạn")
    return ", ".join(said)


def note_given(office: Office, chosen: Collection[tuple[int, int]], draft: GivenDraft) -> Changes:
    """Write for several members (id, years) that they were given their badge. Raises Problems."""
    found = []
    if not chosen:
        found.append(Problem("", "Chưa chọn đảng viên nào; bấm phím cách hoặc ô vuông để chọn."))
    if draft.decision_on is None:
        found.append(Problem("decision_on", "Chưa ghi ngày quyết định."))
    elif draft.decision_on > office.today():
        found.append(Problem("decision_on", "Ngày quyết định ở sau hôm nay."))
    if found:
        raise Problems(found)
    with office.work("badges.given", "Ghi đã trao Huy hiệu Đảng") as work:
        names = []
        for member_id, years in sorted(chosen):
            member = work.get(Member, member_id)
            if member is None or any(row.years == years for row in member.awards):
                continue
            names.append(f"{member.full_name} ({years} năm)")
            member.awards.append(
                MemberAwardRow(
                    kind=AwardKind.BADGE,
                    years=years,
                    title=f"Huy hiệu {years} năm tuổi Đảng",
                    decided_by=draft.decided_by,
                    decision_no=draft.decision_no,
                    decision_on=draft.decision_on,
                )
            )
        who = names[0] if len(names) == 1 else f"{len(names)} đảng viên"
        work.sentence = f"Ghi đã trao Huy hiệu Đảng: {who}"
    return Changes.of(Kind.MEMBERS)


def next_of(rules: BadgeRules, counted_from: date, today: date, given: Collection[int]) -> BadgeDue | None:
    """Return the next badge a member earns from today on, or one due this year that is not noted as given.

    ``counted_from`` is the day from which the years count, see :func:`party_age.counted_from`.
    """
    for years in rules.years:
        due_on = party_age.years_after(counted_from, years)
        if years in given or due_on.year < today.year:
            continue
        return BadgeDue(years, due_on, party_age.next_award_day(due_on, rules.days))
    return None
