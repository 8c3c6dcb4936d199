"""The movement of a year in figures: what the year's report (D17) and the statistics (R22) tell of it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from bontot_desktop.db.queries import movement as queries
from bontot_desktop.rules.movement import (
    CELL_PAPERS,
    MODELS,
    OUTSTANDING,
    BriefingForm,
    BriefingKind,
    FindCount,
    FindKind,
    MovementTotals,
    SessionCount,
    ToldFind,
)
from bontot_desktop.services.movement import briefings, commitments, finds, papers
from bontot_desktop.services.movement.briefings import BriefingDraft
from bontot_desktop.services.movement.finds import FindRow
from bontot_desktop.services.movement.years import as_of
from bontot_desktop.services.office import Office

if TYPE_CHECKING:
    from sqlalchemy.orm import Session
    from sqlcipher3 import dbapi2


def totals(office: Office, year: int) -> MovementTotals:
    """Count the movement of a year."""
    with office.ask() as driver:
        return totals_in(driver, year, office.today())


def totals_of(session: Session, year: int, today: date) -> MovementTotals:
    """Count the same inside another's session: the source of a paper, the freezing of a year."""
    from bontot_desktop.db.work import driver_of

    return totals_in(driver_of(session), year, today)


def totals_in(driver: dbapi2.Connection, year: int, today: date) -> MovementTotals:
    """Count the same inside another's reading."""
    signed = commitments.rows_in(driver, year, today)
    held = briefings.rows_in(driver, year, today)
    found = finds.rows_in(driver, year, today)
    sheet = papers.sheet_in(driver, year, today)
    reported = queries.reported(driver, year)
    by_kind: dict[str, int] = {}
    for (_, kind), number in reported.items():
        by_kind[kind] = by_kind.get(kind, 0) + number
    return MovementTotals(
        year=year,
        as_of=as_of(driver, year, today),
        cells=len(signed),
        members=sum(row.members for row in signed),
        cells_signed=sum(row.signed_on is not None for row in signed),
        members_signed=sum(row.signed for row in signed),
        unsigned=tuple(row.cell for row in signed if row.signed_on is None),
        by_committee=_sessions(row.draft for row in held if row.of_committee),
        by_cells=_sessions(row.draft for row in held if not row.of_committee),
        cells_briefed=len({row.draft.cell_id for row in held if not row.of_committee}),
        committee_papers=sheet.committee,
        cell_papers=papers.counted(by_kind, CELL_PAPERS),
        cells_reporting=len({cell for (cell, _), number in reported.items() if number}),
        finds=tuple(_counts(found)),
        deeds_by_month=finds.deeds_by_month(found),
        told=_told(found),
    )


def _sessions(held: Iterable[BriefingDraft]) -> tuple[SessionCount, ...]:
    listed = list(held)
    counts = []
    for kind in BriefingKind:
        own = [one for one in listed if one.kind is kind]
        if own:
            by_form = {form: sum(one.sessions or 0 for one in own if one.form is form) for form in BriefingForm}
            counts.append(
                SessionCount(
                    kind,
                    briefings=len(own),
                    sessions=sum(by_form.values()),
                    participants=sum(one.participants or 0 for one in own),
                    in_person=by_form[BriefingForm.IN_PERSON],
                    online=by_form[BriefingForm.ONLINE],
                    both=by_form[BriefingForm.BOTH],
                )
            )
    return tuple(counts)


def _counts(rows: list[FindRow]) -> Iterable[FindCount]:
    for kind in FindKind:
        own = [row.draft for row in rows if row.draft.kind is kind]
        if own:
            cells = len({one.cell_id for one in own})
            yield FindCount(kind, len(own), cells, sum(one.is_worth_copying for one in own))


def _told(rows: list[FindRow]) -> tuple[ToldFind, ...]:
    named = [row for row in rows if row.draft.kind in MODELS | OUTSTANDING]
    named.sort(key=lambda row: (not row.draft.is_worth_copying, list(FindKind).index(row.draft.kind), row.cell_order))
    return tuple(
        ToldFind(
            row.draft.kind,
            row.cell,
            row.member,
            row.draft.title,
            row.draft.result,
            row.draft.recognised_by,
            row.draft.is_worth_copying,
            row.draft.copied_by,
        )
        for row in named
    )
