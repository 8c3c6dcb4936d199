"""Meetings of an invented office by the thousand: the minutes of the small sample, written straight to the tables."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from bontot_desktop.db.house import History
from bontot_desktop.db.models.cells import Cell
from bontot_desktop.db.models.meetings import (
    AgendaItem,
    CitedDocument,
    Contribution,
    Meeting,
    MinutesSection,
    RosterLine,
    Task,
    TaskReview,
    Vote,
)
from bontot_desktop.db.models.scoring import Score, ScoreItemRow, ScoreLine
from bontot_desktop.rules.cells import CellPost
from bontot_desktop.rules.meetings import MeetingState, MeetingType, TaskState
from bontot_desktop.rules.scoring import ScoreKind
from bontot_desktop.services import meeting_drafts, meeting_store, meetings, scores
from bontot_desktop.services.meeting_drafts import (
    AgendaDraft,
    MeetingDraft,
    RosterLineDraft,
    TaskDraft,
    TaskReviewDraft,
)
from bontot_desktop.services.sampling import minutes, year
from bontot_desktop.services.sampling.founding import Founded
from bontot_desktop.services.sampling.minutes import Told
from bontot_desktop.services.sampling.past import Rosters, holder
from bontot_desktop.services.sampling.rows import Rows
from bontot_desktop.services.sampling.year import Skipped
from bontot_desktop.services.scores import TemplateView

#: Days between the regular meeting of a month and the themed one.
_THEMED_LATER = timedelta(days=14)
_MEETING = (*meeting_store.PLAIN, "cell_id", "state", "approved_for", "approved_at", "book_no")


#: Draft and table name these alike.
_ITEM = ("title", "presenter", "planned_min", "actual_min", "content")
_DOCUMENT = ("number", "dated_on", "issuer", "title", "treatment")
_VOTE = ("matter", "method", "threshold", "threshold_share", "votes_for", "votes_against", "abstained")
_APPROVED = time(21, 30)


@dataclass(slots=True)
class _Given:
    """A task until a later meeting closes it, or to the end."""

    id: int
    meeting_id: int
    position: int
    task: TaskDraft
    state: TaskState = TaskState.OPEN
    result: str = ""
    closed_in_id: int | None = None


class ManyMeetings:
    """Holds a regular and a themed meeting of every cell each month and keeps what the next must look back on."""

    def __init__(self, session: Session, founded: Collection[Founded], seed: int, who: str, until: date) -> None:
        """None is held after ``until``."""
        self._session, self._founded, self._seed, self._who, self._until = session, founded, seed, who, until
        self._rosters = Rosters(session)
        self._cells = {cell.id: cell for cell in session.scalars(select(Cell))}
        self._settings = meeting_store.settings(session)
        self._open: dict[int, list[_Given]] = {}
        #: The last number given to minutes, by cell and year.
        self._books: Counter[tuple[int, int]] = Counter()
        self.count, self.marks = 0, 0
        self._tables(session)
        # A task's row is written when a later meeting has closed it, after the rows that speak of it.
        session.connection().exec_driver_sql("PRAGMA defer_foreign_keys = ON")

    def _tables(self, session: Session) -> None:
        self._meetings = Rows(session, Meeting, *_MEETING)
        self._lines = Rows(
            session, RosterLine, "meeting_id", "member_id", "position", "name_at_time", "status_at_time",
            "is_full_at_time", "post_at_time", "attendance", "reason", "arrived_at", "left_at",
        )  # fmt: skip
        self._items = Rows(session, AgendaItem, "meeting_id", "position", *_ITEM)
        self._documents = Rows(session, CitedDocument, "meeting_id", "position", *_DOCUMENT)
        self._sections = Rows(session, MinutesSection, "meeting_id", "key", "content")
        self._said = Rows(
            session, Contribution, "meeting_id", "position", "text", "kind", "roster_line_id", "agenda_item_id"
        )
        self._votes = Rows(session, Vote, "meeting_id", "position", *_VOTE, "base")
        self._tasks = Rows(
            session, Task, "meeting_id", "position", "text", "assignee_id", "assignee", "due_on", "state", "result",
            "closed_in_id",
        )  # fmt: skip
        self._reviews = Rows(
            session, TaskReview, "meeting_id", "task_id", "position", "state_at_start", "state", "result"
        )
        self._scores = Rows(session, Score, "meeting_id", "template_id", "kind", "total", "rating")
        self._points = Rows(session, ScoreLine, "score_id", "item_id", "points")
        self._history = Rows(
            session, History, "at", "who", "act", "sentence", "subject_table", "subject_id", "undoes_id", "changes"
        )
        self._approved: list[tuple[datetime, int, str]] = []

    def hold_month(
        self, which: int, month: int, *, skipped: Collection[Skipped] = (), elsewhere: Collection[tuple[int, int]] = ()
    ) -> None:
        """Hold the meetings of a month; ``elsewhere`` are (cell, month) whose regular meeting is another's work."""
        template = scores.default_template(self._session, date(which, month, 1))
        items = self._item_ids(template.id)
        for founded in self._founded:
            for cell_id in (founded.cell_id, founded.before_id):
                if cell_id is None:
                    continue
                cell = self._cells[cell_id]
                day = date(which, month, cell.fixed_day or 3)
                last = self._until
                if cell.dissolved_on is not None:
                    last = min(last, cell.dissolved_on - timedelta(days=1))
                if day > last:
                    continue
                if Skipped(cell_id, month) in skipped:
                    self._skip(cell, day)
                elif (cell_id, month) not in elsewhere:
                    regular = self._filled(founded, cell, MeetingType.REGULAR, day)
                    meeting_id = self._write(regular)
                    self._score(meeting_id, regular, template, items)
                later = day + _THEMED_LATER
                if later <= last:
                    self._write(self._filled(founded, cell, MeetingType.THEMED, later))
        self.write()

    def write(self) -> None:
        """Write what was gathered, all but the tasks still open."""
        # One line of history a meeting, in the order of time: who approved its minutes and when.
        for at, meeting_id, sentence in sorted(self._approved):
            self._history.add(at, self._who, "meetings.approve", sentence, "meeting", meeting_id, None, [])
        self._approved = []
        for rows in (
            self._meetings, self._lines, self._items, self._documents, self._sections, self._said,
            self._votes, self._tasks, self._reviews, self._scores, self._points, self._history,
        ):  # fmt: skip
            rows.write(self._session)

    def finish(self) -> None:
        """Write the tasks that no meeting closed, as they stand."""
        for given in (task for tasks in self._open.values() for task in tasks):
            self._put_task(given)
        self._open = {}
        self.write()

    def _item_ids(self, template_id: int) -> dict[str, int]:
        question = select(ScoreItemRow.code, ScoreItemRow.id).where(ScoreItemRow.template_id == template_id)
        return {row.code: row.id for row in self._session.execute(question)}

    # One meeting

    def _skip(self, cell: Cell, day: date) -> None:
        blank = MeetingDraft(cell.id, cell.name, MeetingType.REGULAR, day.year, day.month, held_on=day)
        self._put_meeting(replace(blank, state=MeetingState.CANCELLED))

    def _filled(self, founded: Founded, cell: Cell, kind: MeetingType, day: date) -> MeetingDraft:
        roster = self._rosters.on(cell.id, day)
        chair, deputy = holder(roster, CellPost.SECRETARY, CellPost.DEPUTY), holder(roster, CellPost.DEPUTY)
        reviews = self._open.get(cell.id, []) if kind is MeetingType.REGULAR else []
        draft = MeetingDraft(
            cell_id=cell.id,
            cell_name=cell.name,
            type=kind,
            year=day.year,
            month=day.month,
            state=MeetingState.APPROVED,
            held_on=day,
            starts_at=cell.usual_time,
            place=cell.usual_place,
            chair_id=chair.member_id if chair else None,
            roster=roster,
            agenda=_agenda(kind, chair, deputy),
            task_reviews=tuple(_due(given, day) for given in reviews),
            settings=self._settings,
        )
        dice = random.Random(f"{self._seed} {cell.code} {day} {kind.value}")
        filled = minutes.filled(draft, Told(founded.plan.texts, day.month, dice, speakers=dice.randint(3, 6)))
        uploaded = filled.uploaded_after_at
        if uploaded is not None and uploaded.date() > self._until:
            filled = replace(filled, uploaded_after_at=None)
        return replace(filled, approved_for=meeting_drafts.approvers(filled))

    def _write(self, draft: MeetingDraft) -> int:
        meeting_id = self._put_meeting(draft)
        lines = {}
        for position, line in enumerate(draft.roster, start=1):
            lines[line.member_id] = self._lines.add(
                meeting_id, line.member_id, position, line.name, line.status, line.is_full, line.post,
                line.attendance, line.reason, line.arrived_at, line.left_at,
            )  # fmt: skip
        items = [_child(self._items, meeting_id, at, item, _ITEM) for at, item in enumerate(draft.agenda, start=1)]
        for at, document in enumerate(draft.documents, start=1):
            _child(self._documents, meeting_id, at, document, _DOCUMENT)
        for key, content in draft.sections.items():
            self._sections.add(meeting_id, key, content)
        for at, said in enumerate(draft.contributions, start=1):
            item = None if said.agenda is None else items[said.agenda]
            self._said.add(meeting_id, at, said.text, said.kind, lines[said.member_id or 0], item)
        for at, vote in enumerate(draft.votes, start=1):
            base = meeting_drafts.vote_base(draft, vote)
            _child(self._votes, meeting_id, at, vote, _VOTE, base)
        self._keep_tasks(draft, meeting_id)
        self.count += 1
        self.marks += len(lines)
        return meeting_id

    def _put_meeting(self, draft: MeetingDraft) -> int:
        approved_at = None if draft.held_on is None else datetime.combine(draft.held_on, _APPROVED)
        plain = [getattr(draft, name) for name in meeting_store.PLAIN]
        is_approved = draft.state is MeetingState.APPROVED
        meeting_id = self._meetings.add(
            *plain,
            draft.cell_id,
            draft.state,
            draft.approved_for,
            approved_at if is_approved else None,
            self._next_in_book(draft) if is_approved else None,
        )
        if is_approved and approved_at is not None:
            title = meetings.title_of(draft.type, draft.year, draft.month)
            self._approved.append((approved_at, meeting_id, f"Thông qua biên bản {title} của {draft.cell_name}"))
        return meeting_id

    def _next_in_book(self, draft: MeetingDraft) -> int:
        book = (draft.cell_id, draft.year)
        self._books[book] += 1
        return self._books[book]

    def _keep_tasks(self, draft: MeetingDraft, meeting_id: int) -> None:
        """Write what the meeting said of earlier tasks, and keep those it gave until another closes them."""
        known = {given.id: given for given in self._open.get(draft.cell_id, ())}
        for at, review in enumerate(draft.task_reviews, start=1):
            given = known[review.task_id]
            self._reviews.add(meeting_id, given.id, at, review.state_at_start, review.state, review.result)
            given.state, given.result = review.state, review.result
            if review.state is TaskState.DONE:
                given.closed_in_id = meeting_id
                self._put_task(known.pop(given.id))
        for at, task in enumerate(draft.tasks, start=1):
            given = _Given(self._tasks.reserve(), meeting_id, at, task)
            known[given.id] = given
        self._open[draft.cell_id] = list(known.values())

    def _put_task(self, given: _Given) -> None:
        task = given.task
        self._tasks.put(
            given.id, given.meeting_id, given.position, task.text, task.assignee_id, task.assignee, task.due_on,
            given.state, given.result, given.closed_in_id,
        )  # fmt: skip

    def _score(self, meeting_id: int, draft: MeetingDraft, template: TemplateView, items: dict[str, int]) -> None:
        dice = random.Random(f"{self._seed} {meeting_id} score")
        points = year.own_points(template, dice, draft)
        total = template.total(points)
        score_id = self._scores.add(meeting_id, template.id, ScoreKind.SELF, total, template.rating(total))
        for code, given in points.items():
            self._points.add(score_id, items[code], given)


def _child(rows: Rows, meeting_id: int, position: int, draft: Any, names: Sequence[str], *more: Any) -> int:
    return rows.add(meeting_id, position, *(getattr(draft, name) for name in names), *more)


def _due(given: _Given, day: date) -> TaskReviewDraft:
    task = given.task
    state = TaskState.LATE if task.due_on and task.due_on < day else TaskState.OPEN
    return TaskReviewDraft(given.id, task.text, task.assignee, task.due_on, state.label)


@lru_cache(maxsize=4096)
def _agenda(kind: MeetingType, *leaders: RosterLineDraft | None) -> tuple[AgendaDraft, ...]:
    return meeting_store.default_agenda(kind, tuple(line for line in leaders if line is not None))
