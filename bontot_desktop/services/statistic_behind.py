"""What stands behind a figure: the meetings, tasks, members… it was counted from, as a list to be gone into."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from bontot_desktop import dates, text
from bontot_desktop.db.queries import meeting_figures, statistic_lists
from bontot_desktop.rules import scoring
from bontot_desktop.rules.meetings import MeetingType, TaskState, percent
from bontot_desktop.rules.petitions import PetitionState
from bontot_desktop.rules.samples import SampleState
from bontot_desktop.rules.statistics import Behind
from bontot_desktop.services.office import Office
from bontot_desktop.services.statistic_settings import meeting_choices

if TYPE_CHECKING:
    from sqlcipher3 import dbapi2


#: The counted kinds of meeting in a word.
KIND_WORDS = {
    MeetingType.REGULAR: "Thường kỳ",
    MeetingType.THEMED: "Chuyên đề",
    MeetingType.COMBINED: "Kết hợp",
}


@dataclass(frozen=True, slots=True)
class BehindRow:
    """A thing behind a figure: its id, the cell it is of, and what the columns of its kind show, with what sorts them.

    ``meeting_id`` is the meeting a task or petition comes from.
    """

    id: int
    cell_id: int
    shown: tuple[str, ...]
    sorted_by: tuple[object, ...]
    meeting_id: int | None = None


@dataclass(frozen=True, slots=True)
class BehindList:
    """The things behind a figure: what they are, the headings of their columns and the rows.

    ``numbers`` are the places of the columns that hold numbers.
    """

    behind: Behind
    titles: tuple[str, ...]
    rows: tuple[BehindRow, ...]
    numbers: frozenset[int] = frozenset()


def things(office: Office, behind: Behind, ids: Iterable[int]) -> BehindList:
    """Read the things by their ids, in the order they came about; of those that are gone since nothing is said."""
    wanted = list(dict.fromkeys(ids))
    with office.ask() as driver:
        return _READERS[behind](driver, wanted, office.today())


def _meetings(driver: dbapi2.Connection, ids: list[int], _: date) -> BehindList:
    names = statistic_lists.cell_names(driver)
    rows = []
    for held in meeting_figures.figures_of(driver, ids, **meeting_choices(driver)):
        name, order = names[held.cell_id]
        known = held.present is not None and bool(held.expected)
        rows.append(
            BehindRow(
                held.id,
                held.cell_id,
                (
                    name,
                    KIND_WORDS.get(held.type, held.type.label),
                    dates.screen(held.held_on),
                    f"{held.present}/{held.expected}" if known else "",
                    percent(held.present or 0, held.expected or 0),
                    _number(held.speakers),
                    _number(held.contributions),
                    _number(held.minutes),
                    _number(held.unexcused),
                    scoring.show(held.points),
                    held.rating.label if held.rating else "",
                ),
                (
                    order,
                    held.type.label,
                    held.held_on or date.min,
                    held.present or 0,
                    (held.present or 0) / (held.expected or 1),
                    held.speakers or 0,
                    held.contributions or 0,
                    held.minutes or 0,
                    held.unexcused or 0,
                    held.points or 0,
                    -list(type(held.rating)).index(held.rating) if held.rating else -9,
                ),
                held.id,
            )
        )
    titles = (
        "Chi bộ", "Loại", "Ngày", "Có mặt", "Tỷ lệ dự", "Phát biểu", "Ý kiến", "Phút", "Vắng KLD", "Điểm", "Xếp loại",
    )  # fmt: skip
    return BehindList(Behind.MEETINGS, titles, tuple(rows), frozenset(range(3, 10)))


def _tasks(driver: dbapi2.Connection, ids: list[int], today: date) -> BehindList:
    rows = []
    for task in statistic_lists.tasks(driver, ids):
        late = task.state in (TaskState.OPEN, TaskState.LATE) and task.due_on is not None and task.due_on < today
        state = TaskState.LATE.label if late else task.state.label
        shown = (task.text, task.cell, task.assignee, dates.screen(task.due_on), state)
        keys = (text.sort_key(task.text), task.order, text.sort_key(task.assignee), task.due_on or date.min, state)
        rows.append(BehindRow(task.id, task.cell_id, shown, keys, task.meeting_id))
    titles = ("Nhiệm vụ", "Chi bộ", "Người thực hiện", "Thời hạn", "Trạng thái")
    return BehindList(Behind.TASKS, titles, tuple(rows))


def _members(driver: dbapi2.Connection, ids: list[int], today: date) -> BehindList:
    rows = [
        BehindRow(one.id, one.cell_id, (one.name, one.cell), (one.order, one.cell_order))
        for one in statistic_lists.members(driver, ids, today)
    ]
    return BehindList(Behind.MEMBERS, ("Họ và tên", "Chi bộ"), tuple(rows))


def _petitions(driver: dbapi2.Connection, ids: list[int], _: date) -> BehindList:
    rows = []
    for one in statistic_lists.petitions(driver, ids):
        state = PetitionState(one.state)
        raised, answered = dates.screen(one.raised_on), dates.screen(one.answered_on)
        shown = (one.text, one.cell, raised, one.addressed_to, state.label, answered)
        keys = (
            text.sort_key(one.text), one.order, one.raised_on, text.sort_key(one.addressed_to),
            list(PetitionState).index(state), one.answered_on or date.min,
        )  # fmt: skip
        rows.append(BehindRow(one.id, one.cell_id, shown, keys, one.meeting_id))
    titles = ("Kiến nghị", "Chi bộ", "Ngày nêu", "Nơi nhận", "Trạng thái", "Ngày trả lời")
    return BehindList(Behind.PETITIONS, titles, tuple(rows))


def _cells(driver: dbapi2.Connection, ids: list[int], _: date) -> BehindList:
    names = statistic_lists.cell_names(driver)
    rows = [BehindRow(one, one, (names[one][0],), (names[one][1],)) for one in ids if one in names]
    return BehindList(Behind.CELLS, ("Chi bộ",), tuple(rows))


def _events(driver: dbapi2.Connection, ids: list[int], _: date) -> BehindList:
    rows = []
    for one in statistic_lists.events(driver, ids):
        state = SampleState(one.state)
        shown = (one.cell, dates.screen(one.day), state.label)
        keys = (one.order, one.day or date.min, list(SampleState).index(state))
        rows.append(BehindRow(one.id, one.cell_id, shown, keys, one.meeting_id))
    return BehindList(Behind.EVENTS, ("Chi bộ", "Ngày", "Trạng thái"), tuple(rows))


def _number(value: int | None) -> str:
    return "" if value is None else str(value)


_READERS: dict[Behind, Callable[[dbapi2.Connection, list[int], date], BehindList]] = {
    Behind.MEETINGS: _meetings,
    Behind.TASKS: _tasks,
    Behind.MEMBERS: _members,
    Behind.PETITIONS: _petitions,
    Behind.CELLS: _cells,
    Behind.EVENTS: _events,
}
