"""The movement of the invented year: its launch and briefings, who signed, papers of the cells, deeds and models."""

from __future__ import annotations

import random
from datetime import date
from typing import Any

from bontot_desktop.rules.movement import BriefingForm, BriefingKind, FindKind
from bontot_desktop.services.movement import briefings, commitments, finds, papers
from bontot_desktop.services.movement.briefings import BriefingDraft
from bontot_desktop.services.movement.commitments import CommitmentRow, SigningDraft
from bontot_desktop.services.movement.finds import FindDraft
from bontot_desktop.services.office import Office
from bontot_desktop.services.sampling import texts
from bontot_desktop.services.sampling.clock import Clock
from bontot_desktop.services.sampling.people import YEAR

_SIGNED, _LATE = date(YEAR, 3, 6), date(YEAR, 3, 14)
#: Of so many cells one had not signed by the launch; so many cells in ten tell of a good deed in a month.
_ONE_LATE_IN, _TELLING = 8, 3
#: So many members of the first cell still owe their signature.
_OWING = 2


def run(office: Office, clock: Clock, *, seed: int) -> None:
    """Write the movement of the sample's year up to the office's today; each act is one line of the history."""
    clock.set(clock.until if clock.until != date.max else date(YEAR, 12, 31))
    dice = random.Random(f"{seed} movement")
    rows = commitments.list_cells_signed(office, YEAR)
    told = texts.read("movement")
    _brief(office, rows, told, dice)
    _sign(office, rows)
    papers.save(office, YEAR, _papers(rows, dice))
    _find(office, rows, told, dice)


def _brief(office: Office, rows: list[CommitmentRow], told: dict[str, Any], dice: random.Random) -> None:
    for one in told["briefing"]:
        sessions, called = one["sessions"], 3 * len(rows)
        draft = BriefingDraft(
            YEAR,
            BriefingKind(one["kind"]),
            BriefingForm(one["form"]),
            date(YEAR, one["month"], one["day"]),
            place=one["place"],
            subject=one["subject"],
            speaker=one["speaker"],
            sessions=sessions,
            called=called,
            participants=called * sessions - dice.randint(1, 6),
        )
        briefings.save(office, draft)
    own = told["own_briefing"]
    for row in rows[:3]:
        briefings.save(
            office,
            BriefingDraft(
                YEAR,
                held_on=date(YEAR, 3, dice.randint(7, 13)),
                cell_id=row.id,
                place=own["place"],
                subject=own["subject"],
                participants=max(row.members - dice.randint(1, 4), 1),
                called=row.members,
            ),
        )


def _sign(office: Office, rows: list[CommitmentRow]) -> None:
    """Let all cells sign at the launch but one in eight, which come later, and the last, which has not yet."""
    able = rows[:-1] if len(rows) > 1 else rows
    late = able[_ONE_LATE_IN - 1 :: _ONE_LATE_IN]
    in_time = [row.id for row in able if row not in late]
    commitments.sign(office, YEAR, in_time, SigningDraft(_SIGNED))
    if late:
        commitments.sign(office, YEAR, [row.id for row in late], SigningDraft(_LATE))
    owing = commitments.members_signed(office, YEAR, in_time[0])[:_OWING]
    commitments.save_members(office, YEAR, in_time[0], {one.id: None for one in owing})


def _papers(rows: list[CommitmentRow], dice: random.Random) -> dict[tuple[int, str], int | None]:
    """Give most cells a plan, a themed resolution and a report or two; the last cell has not reported."""
    found: dict[tuple[int, str], int | None] = {}
    for row in rows[:-1]:
        for kind, least, most in (("NQ", 0, 2), ("KH", 1, 3), ("BC", 1, 4), ("CV", 0, 2)):
            number = dice.randint(least, most)
            if number:
                found[row.id, kind] = number
    return found


def _find(office: Office, rows: list[CommitmentRow], told: dict[str, Any], dice: random.Random) -> None:
    today = office.today()
    months = range(1, (today.month if today.year == YEAR else 12) + 1)
    few = rows[: 2 * _TELLING]
    for month in months:
        telling = dice.sample(few, min(_TELLING, len(few)))
        for row, deed in zip(telling, dice.sample(told["deed"], _TELLING), strict=False):
            finds.save(
                office,
                FindDraft(YEAR, row.id, FindKind.GOOD_DEED, month, title=deed["title"], result=deed["result"]),
            )
    for place, (row, one) in enumerate(zip(rows, told["model"], strict=False)):
        copied = rows[(place + 3) % len(rows)].cell if one.get("copied") else ""
        draft = FindDraft(
            YEAR,
            row.id,
            FindKind(one["kind"]),
            title=one["title"],
            text=one.get("text", ""),
            result=one["result"],
            recognised_by=one.get("recognised_by", ""),
            is_worth_copying=bool(copied),
            copied_by=copied,
        )
        finds.save(office, draft)
    for row, one in zip(rows[1:], told["outstanding"], strict=False):
        finds.save(
            office,
            FindDraft(YEAR, row.id, FindKind.OUTSTANDING_CELL, title=one["title"], result=one["result"]),
        )
