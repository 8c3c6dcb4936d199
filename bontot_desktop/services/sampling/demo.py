"""The main job on invented input: a workbook taken in, a sample meeting recorded, a year ended, every paper made."""

from __future__ import annotations

import random
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

from sqlalchemy import select

from bontot_desktop import places
from bontot_desktop.db.models.cells import Cell
from bontot_desktop.db.models.meetings import Meeting
from bontot_desktop.db.models.recognition import Campaign, CellEntry
from bontot_desktop.db.models.samples import Observer, SampleEvent, SamplePlan
from bontot_desktop.errors import NoRoom
from bontot_desktop.rules.books import BookMode, BookPaper
from bontot_desktop.rules.cells import ContentType
from bontot_desktop.rules.meetings import FINAL_STATES, MeetingType
from bontot_desktop.rules.periods import Period, whole_year
from bontot_desktop.rules.recognition import CampaignState
from bontot_desktop.services import (
    books,
    campaign_closing,
    files,
    importing,
    issuing,
    meetings,
    papers,
    schedules,
    terms,
)
from bontot_desktop.services.filing import BOTH
from bontot_desktop.services.movement import commitments
from bontot_desktop.services.movement.commitments import SigningDraft
from bontot_desktop.services.office import Office
from bontot_desktop.services.sampling import campaign, committee, events, founding, making, names, titles
from bontot_desktop.services.sampling.campaign import Outcome
from bontot_desktop.services.sampling.clock import Clock
from bontot_desktop.services.sampling.events import Event, HeldEvent
from bontot_desktop.services.sampling.founding import Founded
from bontot_desktop.services.sampling.people import YEAR
from bontot_desktop.services.sampling.progress import Progress
from bontot_desktop.services.sampling.shape import Plan
from bontot_desktop.services.sampling.year_papers import FOUND_WRONG, REPORTED, YearPapers
from bontot_desktop.services.sources.meeting_papers import minutes_kind

#: The project's own invented register.
WORKBOOK = "danh-ba-mau.xlsx"
_IMPORTED = date(YEAR, 1, 20)
_SEED = 4
#: A meeting is called so long before, planned so long before.
_CALLED = timedelta(days=5)
_PLANNED = timedelta(days=30)
_TEXTS = {
    ContentType.VILLAGE_QUARTER: "village",
    ContentType.ADMIN_OFFICE: "office",
    ContentType.PUBLIC_SERVICE: "school",
    ContentType.ARMED_FORCES: "forces",
}


def make_demo(folder: Path, *, cells: int | None = None, progress: Progress | None = None) -> list[Path]:
    """Do the main job in a data file that is thrown away and write every paper into ``folder``; returns the files.

    ``cells`` lets only the first cells of the workbook meet and take part (a quick run). Files of an earlier run are
    written over. Raises NoRoom when a file can't be written.
    """
    tell = progress or _silent
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as fault:
        raise NoRoom(files.sentence(fault, folder)) from fault
    with _office() as (office, clock):
        everyone = _imported(office)
        founded = everyone[:cells]
        planned = dict.fromkeys((one.cell_id for one in everyone), Outcome.NOT_REGISTERED)
        planned |= campaign.outcomes([one.cell_id for one in founded], [True] * len(founded))
        words = events.told()[0]
        cell = next(one for one in founded if one.plan.code == words["cell"])
        event = Event(cell, words["month"], words)
        held, _ = making.hold_years(office, clock, founded, planned, [event], 1, _SEED, tell)
        own = YearPapers(office, cell.cell_id)
        issued: list[tuple[str, int]] = []

        def reached(state: CampaignState, campaign_id: int) -> None:
            acts = {CampaignState.LAUNCHED: own.launch, CampaignState.REVIEWING: own.review}
            issued.extend(acts.get(state, own.conclude)(campaign_id))

        run = campaign.run(office, clock, planned, seed=_SEED, pilots=[cell.cell_id], reached=reached)
        tell(14, 15, "văn bản, sổ biên bản")
        clock.set(date(YEAR, 12, 31))
        made = _papers(office, held[0], run.campaign_id)
        issued += own.reward(run.campaign_id)
        other = titles.run(office, clock, seed=_SEED)
        issued += [(titles.MEMBERS, other.members), (titles.COMMITTEE, other.committee)]
        clock.set(REPORTED)
        issued += own.report(run.campaign_id)
        # The year ends as it should: every cell has its result, and what stands is frozen.
        campaign_closing.close(office, run.campaign_id, office.today())
        clock.set(FOUND_WRONG)
        issued += own.correct(run.campaign_id)
        written = _copied(office, [*made, *issued], folder)
        written += _books(office, cell.cell_id, folder)
        tell(15, 15, "xong")
        return written


def _silent(done: int, of: int, what: str) -> None:
    """Tell nobody."""


@contextmanager
def _office() -> Iterator[tuple[Office, Clock]]:
    clock = Clock(datetime.combine(_IMPORTED, datetime.min.time()).replace(hour=9))
    pool = names.invented(random.Random(_SEED))
    with tempfile.TemporaryDirectory(prefix="bontot-") as home:
        office = founding.found_office(Path(home) / f"van-phong{places.DATA_SUFFIX}", pool, clock)
        try:
            yield office, clock
        finally:
            office.close()


def _imported(office: Office) -> list[Founded]:
    """Take in the workbook and say which texts the minutes of each cell draw from."""
    plan = importing.plan(office, importing.read(places.resources() / "sample" / WORKBOOK))
    importing.apply(office, plan)
    with office.read() as session:
        cell_ids = list(session.scalars(select(Cell.id)))
    terms.set_for_cells(office, founding.CELL_TERM, cell_ids)
    with office.read() as session:
        return [
            Founded(
                Plan(
                    cell.code,
                    cell.name.removeprefix("Chi bộ "),
                    cell.content_type,
                    cell.report_group,
                    _TEXTS[cell.content_type],
                    weight=len(cell.posts) * 4,
                ),
                cell.id,
                None,
            )
            for cell in session.scalars(select(Cell).order_by(Cell.id))
        ]


def _papers(office: Office, held: HeldEvent, campaign_id: int) -> list[tuple[str, int]]:
    """Issue what the year did not issue yet; return what the papers are about."""
    meeting_id = held.meeting_id
    if meeting_id is None:
        raise AssertionError(held.event_id)
    with office.read() as session:
        kind = minutes_kind(session.get_one(Meeting, meeting_id).type)
    day = issuing.natural_day(office, kind, meeting_id) or office.today()
    issuing.issue(office, kind, meeting_id, day=day)
    prepared = committee.prepare(office, meeting_id)
    before = [] if prepared is None else [("F3", prepared), ("F4", prepared)]
    for paper, committee_id in before:
        issuing.issue(office, paper, committee_id, day=meetings.load(office, committee_id).held_on or day)
    around = {"F1": day - _CALLED, "F2": day - _CALLED, "F8": day, "F9": day}
    for paper, on in around.items():
        issuing.issue(office, paper, meeting_id, day=on)
    with office.read() as session:
        observers = session.scalars(select(Observer).where(Observer.event_id == held.event_id))
        observer_ids = [observer.id for observer in observers.all()]
    for observer_id in observer_ids:
        issuing.issue(office, "F17", observer_id, day=day)
    for paper, on in {"F16": day - _CALLED, "F16A": day - _CALLED, "F16B": day, "F19": day}.items():
        issuing.issue(office, paper, held.event_id, day=on)
    return [
        *before,
        *((paper, meeting_id) for paper in ("F1", "F2", kind, "F8", "F9")),
        *(("F17", observer_id) for observer_id in observer_ids),
        *((paper, held.event_id) for paper in ("F16", "F16A", "F16B", "F18", "F19", "F20")),
        *_over_the_year(office, held, day),
        *_registration(office, held, campaign_id),
        ("D13", campaign_id),
        ("D12", campaign_id),
        ("D18", whole_year(YEAR).code),
    ]


def _copied(office: Office, subjects: Sequence[tuple[str, int]], folder: Path) -> list[Path]:
    """Copy papers out in both formats; returns the files."""
    written: list[Path] = []
    for one, subject_id in subjects:
        paper_id = issuing.standing(office, one, subject_id)
        if paper_id is None:
            raise AssertionError(one)
        for form in BOTH:
            target = _free(folder, papers.file_name(office, paper_id, form), written)
            papers.save_copy(office, paper_id, form, target)
            written.append(target)
    return written


def _over_the_year(office: Office, held: HeldEvent, day: date) -> list[tuple[str, int]]:
    """Issue the papers of all cells and of the year's sample meetings; return what they are about."""
    with office.read() as session:
        event = session.get_one(SampleEvent, held.event_id)
        group_id, month = event.working_group_id, day.month
        plan_id = session.scalars(select(SamplePlan.id).where(SamplePlan.year == YEAR)).one()
        themed = session.scalars(
            select(Meeting)
            .where(Meeting.type == MeetingType.THEMED, Meeting.state.in_(FINAL_STATES))
            .order_by(Meeting.held_on, Meeting.id)
        ).first()
        about = None if themed is None else (themed.id, themed.held_on or day)
    coming = schedules.month(office, YEAR + 1, 1)
    schedules.save_month(office, YEAR + 1, 1, [replace(one, is_agreed=True) for one in coming if one.planned_on])
    events.report_year(office)
    last = office.today()
    papers_of: list[tuple[str, int, date]] = [
        ("F14", plan_id, day - _PLANNED),
        ("F21", plan_id, last),
        ("F10", Period.month_of(YEAR + 1, 1).code, last),
        ("F11", Period.month_of(YEAR, month).code, last),
        ("F12", whole_year(YEAR).code, last),
    ]
    if group_id is not None:
        papers_of.append(("F15", group_id, day - _PLANNED))
    if about is not None:
        papers_of.append(("F6", *about))
    for paper, subject_id, on in papers_of:
        if issuing.standing(office, paper, subject_id) is None:
            issuing.issue(office, paper, subject_id, day=on)
    return [(paper, subject_id) for paper, subject_id, _ in papers_of]


def _registration(office: Office, held: HeldEvent, campaign_id: int) -> list[tuple[str, int]]:
    """Issue the papers of registration: the sample cell's form, the list and the pledge; return what they are about."""
    with office.read() as session:
        year = session.get_one(Campaign, campaign_id)
        launched, closed = year.launch_on or office.today(), year.register_until or office.today()
        cell_id = session.get_one(SampleEvent, held.event_id).cell_id
        own = select(CellEntry.id).where(CellEntry.campaign_id == campaign_id, CellEntry.cell_id == cell_id)
        entry_id = session.scalars(own).one()
    registered = issuing.natural_day(office, "D5", entry_id) or closed
    commitments.sign(office, YEAR, [cell_id], SigningDraft(launched))
    subjects = {
        ("D5", entry_id): registered,
        ("D5A", campaign_id): closed,
        ("D5B", campaign_id): launched,
        ("D5C", entry_id): launched,
        ("D5D", entry_id): launched,
    }
    for (paper, subject_id), on in subjects.items():
        issuing.issue(office, paper, subject_id, day=on)
    return list(subjects)


def _free(folder: Path, name: str, written: list[Path]) -> Path:
    """Return a path no other paper of this run has; several sheets of one meeting are named alike."""
    target, turn = folder / name, 1
    while target in written:
        turn += 1
        target = folder / f"{Path(name).stem}-{turn}{Path(name).suffix}"
    return target


def _books(office: Office, cell_id: int, folder: Path) -> list[Path]:
    written = []
    for mode, year in ((BookMode.FILLED, YEAR), (BookMode.BLANK, YEAR + 1)):
        made = books.make_books(office, [cell_id], year, mode, BookPaper.A4_DUPLEX, BOTH, folder)
        written += [file.path for file in made]
    return written
