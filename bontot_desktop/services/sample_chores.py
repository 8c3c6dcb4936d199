"""The checklist of a sample meeting: its dates are counted back from the day and move with it, unless one was typed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy.orm import Session

from bontot_desktop import dates, text
from bontot_desktop.db.base import as_json
from bontot_desktop.db.house import Setting
from bontot_desktop.db.models.samples import SampleChore, SampleEvent
from bontot_desktop.errors import NotFound, Problem, Problems
from bontot_desktop.rules.changes import Changes, Kind
from bontot_desktop.services import sample_store
from bontot_desktop.services.office import Office, Saved
from bontot_desktop.services.seeding import read_seed

#: Key of the office's own list among the settings.
SETTING = "samples.chores"
CHANGED = Changes.of(Kind.SAMPLES)
#: Nothing is prepared longer before or after.
_FARTHEST = 365


@dataclass(frozen=True, slots=True)
class UsualChore:
    """A line of the list every new sample meeting begins with; days before the meeting, below 0 behind it."""

    title: str = ""
    who: str = ""
    days_before: int | None = None


@dataclass(frozen=True, slots=True)
class UsualList:
    """The list as its form holds it."""

    chores: tuple[UsualChore, ...] = ()


@dataclass(frozen=True, slots=True)
class ChoreDraft:
    """One line as its form holds it. With ``days_before`` the day follows the meeting's; a typed day stands."""

    id: int | None = None
    event_id: int = 0
    title: str = ""
    who: str = ""
    due_on: date | None = None
    done_on: date | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class ChoreRow:
    """A line as the checklist shows it."""

    id: int
    title: str
    who: str
    due_on: date | None
    done_on: date | None
    note: str
    is_late: bool


# The usual list


def usual(office: Office) -> UsualList:
    """Return the list new sample meetings begin with: the office's own, else the shipped one."""
    with office.read() as session:
        return UsualList(_usual(session))


def save_usual(office: Office, usual_list: UsualList) -> Changes:
    """Keep the list; sample meetings planned before keep theirs. Raises Problems."""
    found = []
    for index, chore in enumerate(usual_list.chores):
        if not text.clean(chore.title):
            found.append(Problem(f"chores.{index}.title", "Chưa ghi việc."))
        if chore.days_before is None or abs(chore.days_before) > _FARTHEST:
            found.append(
                Problem(f"chores.{index}.days_before", "Ghi số ngày trước buổi họp; sau buổi họp thì ghi số âm.")
            )
    if found:
        raise Problems(found)
    with office.work("samples.usual_chores", "Sửa danh sách việc chuẩn bị sinh hoạt điểm") as work:
        value = [{"title": one.title, "who": one.who, "days_before": one.days_before} for one in usual_list.chores]
        row = work.get(Setting, SETTING)
        if row is None:
            work.add(Setting(key=SETTING, value=value))
        elif as_json(row.value) != as_json(value):
            row.value = value
    return Changes.of(Kind.SETTINGS)


def _usual(session: Session) -> tuple[UsualChore, ...]:
    row = session.get(Setting, SETTING)
    kept: list[dict[str, Any]] = row.value if row is not None else read_seed("sample_chores")["chore"]
    return tuple(UsualChore(one["title"], one["who"], one["days_before"]) for one in kept)


# The list of one sample meeting


def day_of(row: SampleEvent) -> date | None:
    """Return the day dates are counted from: that of the meeting, else the planned one."""
    return (row.meeting.held_on if row.meeting else None) or row.planned_on


def plant(session: Session, row: SampleEvent) -> None:
    """Give a new sample meeting its checklist, inside another's transaction."""
    for position, chore in enumerate(_usual(session), start=1):
        row.chores.append(
            SampleChore(position=position, title=chore.title, who=chore.who, days_before=chore.days_before)
        )
    follow(row)


def follow(row: SampleEvent) -> int:
    """Count the days anew from the meeting's; typed ones and done ones stay. Returns how many became others."""
    day, moved = day_of(row), 0
    for chore in row.chores:
        if chore.days_before is None or chore.done_on is not None:
            continue
        due = None if day is None else day - timedelta(days=chore.days_before)
        if chore.due_on != due:
            chore.due_on = due
            moved += 1
    return moved


def rows(office: Office, event_id: int) -> list[ChoreRow]:
    """Return the checklist by day, what has none last. Raises NotFound."""
    today = office.today()
    with office.read() as session:
        chores = sample_store.event(session, event_id).chores
        found = [
            ChoreRow(
                id=chore.id,
                title=chore.title,
                who=chore.who,
                due_on=chore.due_on,
                done_on=chore.done_on,
                note=chore.note,
                is_late=chore.done_on is None and chore.due_on is not None and chore.due_on < today,
            )
            for chore in chores
        ]
    return sorted(found, key=lambda row: (row.due_on is None, row.due_on or today, row.id))


def load(office: Office, chore_id: int) -> ChoreDraft:
    """Return a line. Raises NotFound."""
    with office.read() as session:
        row = _chore(session, chore_id)
        return ChoreDraft(row.id, row.event_id, row.title, row.who, row.due_on, row.done_on, row.note)


def save(office: Office, draft: ChoreDraft) -> Saved:
    """Store a line; a day other than the counted one is the person's own and stays. Raises Problems or NotFound."""
    if not text.clean(draft.title):
        raise Problems([Problem("title", "Chưa ghi việc phải làm.")])
    if draft.done_on is not None and draft.done_on > office.today():
        raise Problems([Problem("done_on", f"Ngày {dates.screen(draft.done_on)} chưa tới.")])
    with office.work("samples.chore", f"Ghi việc chuẩn bị: {draft.title}") as session:
        event = sample_store.event(session, draft.event_id)
        if draft.id is None:
            row = SampleChore(position=1 + max((one.position for one in event.chores), default=0))
            event.chores.append(row)
        else:
            row = _chore(session, draft.id)
        row.title, row.who, row.note, row.done_on = draft.title, draft.who, draft.note, draft.done_on
        if row.due_on != draft.due_on:
            row.due_on, row.days_before = draft.due_on, None
        session.flush()
        session.about(event)
        session.sentence = f"Ghi việc chuẩn bị sinh hoạt điểm của {event.cell.name}: {row.title}"
        return Saved(row.id, CHANGED)


def mark(office: Office, chore_ids: Sequence[int], *, is_done: bool) -> Changes:
    """Write that lines are done today, or are not done after all, in one act. Raises NotFound."""
    today = office.today()
    with office.work("samples.chores_done", "Đánh dấu việc chuẩn bị") as session:
        rows_ = [_chore(session, one) for one in chore_ids]
        for row in rows_:
            if (row.done_on is not None) is not is_done:
                row.done_on = today if is_done else None
        if rows_:
            event = sample_store.event(session, rows_[0].event_id)
            session.about(event)
            follow(event)
            what = rows_[0].title if len(rows_) == 1 else f"{len(rows_)} việc"
            session.sentence = f"{'Xong' if is_done else 'Chưa xong'} việc chuẩn bị của {event.cell.name}: {what}"
    return CHANGED


def remove(office: Office, chore_id: int) -> Changes:
    """Take a line out of the checklist. Raises NotFound."""
    with office.work("samples.chore_removed", "Bỏ việc chuẩn bị") as session:
        row = _chore(session, chore_id)
        event = sample_store.event(session, row.event_id)
        session.about(event)
        session.sentence = f"Bỏ việc chuẩn bị của {event.cell.name}: {row.title}"
        event.chores.remove(row)
    return CHANGED


def _chore(session: Session, chore_id: int) -> SampleChore:
    row = session.get(SampleChore, chore_id)
    if row is None:
        raise NotFound("Không còn việc này trong danh sách chuẩn bị.")
    return row
