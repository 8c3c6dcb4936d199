"""What became of every remark: items of all sample meetings against cells, and several squares written at once."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from bontot_desktop import dates, text
from bontot_desktop.db.queries import follow_up as queries
from bontot_desktop.db.queries.follow_up import FollowedItem
from bontot_desktop.errors import Problem, Problems
from bontot_desktop.rules.changes import Changes, Kind
from bontot_desktop.rules.samples import ReplicationState
from bontot_desktop.services.office import Office

#: Still to be done.
STILL = (ReplicationState.OPEN, ReplicationState.DOING)


#: What names of cells begin with, as a narrow column says it; the longer first.
_KINDS = (
    ("Tổ dân phố", "TDP"),
    ("Trường Tiểu học và Trung học cơ sở", "TH và THCS"),
    ("Trường Trung học cơ sở", "THCS"),
    ("Trường Trung học phổ thông", "THPT"),
    ("Trường Tiểu học", "Tiểu học"),
    ("Trường Mầm non", "Mầm non"),
)


@dataclass(frozen=True, slots=True)
class Square:
    """Where one cell stands with one item."""

    id: int
    cell_id: int
    state: ReplicationState
    responsible: str
    due_on: date | None
    checked_by: str
    done_on: date | None
    remark: str

    @property
    def is_open(self) -> bool:
        """Whether it is still to be done."""
        return self.state in STILL

    def is_late(self, today: date) -> bool:
        """Whether it should have been done before today."""
        return self.is_open and self.due_on is not None and self.due_on < today

    @property
    def day(self) -> date | None:
        """The day that belongs to the state: done on, else due on."""
        return self.done_on if self.state is ReplicationState.DONE else self.due_on if self.is_open else None

    def words(self, today: date) -> str:
        """Say the state with its day: "Đã áp dụng 15/08/2026", "Chưa làm, quá hạn 31/08/2026"."""
        late = ", quá hạn" if self.is_late(today) else ""
        return f"{self.state.label}{late}{f' {dates.screen(self.day)}' if self.day else ''}"


@dataclass(frozen=True, slots=True)
class FollowItem:
    """Something to be done after a sample meeting, with the square of each cell that is to do it (by its id)."""

    id: tuple[int, object]
    event_id: int
    content: str
    aspect: str
    squares: dict[int, Square]


@dataclass(frozen=True, slots=True)
class FollowEvent:
    """A sample meeting as the page names it: "Chi bộ thôn Mẫu 1, 04/07/2026"."""

    id: int
    cell_id: int
    words: str


@dataclass(frozen=True, slots=True)
class FollowCell:
    """A column: the cell's name, and the short one that fits over it."""

    id: int
    name: str
    short: str


@dataclass(frozen=True, slots=True)
class FollowTable:
    """Items against cells."""

    events: tuple[FollowEvent, ...]
    cells: tuple[FollowCell, ...]
    items: tuple[FollowItem, ...]

    def count(self, today: date) -> tuple[int, int, int]:
        """Count squares: all, still open, late."""
        squares = [square for item in self.items for square in item.squares.values()]
        return len(squares), sum(one.is_open for one in squares), sum(one.is_late(today) for one in squares)


@dataclass(frozen=True, slots=True)
class CellItem:
    """Something one cell has still to do, as its own page tells it."""

    id: int
    event_id: int
    source: str
    content: str
    square: Square


def load(office: Office) -> FollowTable:
    """Return all items against the cells that have them; a cell that ended shows only while something is open there."""
    today = office.today()
    with office.ask() as driver:
        found, events, cells = queries.items(driver), queries.events(driver), queries.cells(driver)
    working = {one.cell_id for one in found if one.state in STILL}
    shown = [cell for cell in cells if cell.dissolved_on is None or cell.dissolved_on > today or cell.id in working]
    known = {cell.id for cell in shown}
    rows: dict[tuple[int, object], FollowItem] = {}
    folded: dict[str, str] = {}
    for one in found:
        if one.cell_id not in known:
            continue
        if one.opinion_id is None and one.content not in folded:
            folded[one.content] = text.fold(one.content)
        key = (one.event_id, folded[one.content] if one.opinion_id is None else one.opinion_id)
        item = rows.get(key)
        if item is None:
            aspect = one.aspect.label if one.aspect else "Kết luận"
            item = rows[key] = FollowItem(key, one.event_id, one.content, aspect, {})
        # The same words twice in a cell would be one item; the open one is what counts.
        before = item.squares.get(one.cell_id)
        if before is None or not before.is_open:
            item.squares[one.cell_id] = _square(one)
    return FollowTable(
        tuple(FollowEvent(one.id, one.cell_id, _event_words(one)) for one in events),
        tuple(FollowCell(one.id, one.name, one.short_name or _short(one.name)) for one in shown),
        tuple(rows.values()),
    )


def of_cell(office: Office, cell_id: int) -> tuple[CellItem, ...]:
    """Return what a cell has still to do after sample meetings, nearest date first."""
    with office.ask() as driver:
        found = [one for one in queries.items(driver, cell_id=cell_id) if one.state in STILL]
        names = {one.id: _event_words(one) for one in queries.events(driver)} if found else {}
    found.sort(key=lambda one: (one.due_on or date.max, one.id))
    return tuple(CellItem(one.id, one.event_id, names[one.event_id], one.content, _square(one)) for one in found)


def told(office: Office, cell_id: int) -> str:
    """Say in a sentence what a cell has still to do; "" when there is nothing."""
    items = of_cell(office, cell_id)
    if not items:
        return ""
    late = sum(item.square.is_late(office.today()) for item in items)
    first = items[0]
    due = f", hạn {dates.screen(first.square.due_on)}" if first.square.due_on else ""
    counted = f"Còn {len(items)} việc sau sinh hoạt điểm chưa xong" + (f", {late} quá hạn" if late else "")
    return f"{counted}. Gần nhất: {first.content.rstrip(' .;')}{due}."


def set_state(office: Office, item_ids: Collection[int], state: ReplicationState, reason: str = "") -> Changes:
    """Write the state of several items in one act; what is done was done today, unless it was done before.

    Raises Problems when something is not applied and no reason is given.
    """
    from sqlalchemy import select

    from bontot_desktop.db.models.samples import Replication
    from bontot_desktop.services import sample_store

    if state is ReplicationState.DROPPED and not text.clean_block(reason):
        raise Problems([Problem("remark", "Không áp dụng thì phải ghi lý do.")])
    with office.work("samples.replication_done", "Ghi việc sau sinh hoạt điểm") as session:
        rows = session.scalars(select(Replication).where(Replication.id.in_(item_ids))).all()
        chosen = [row for row in rows if row.state is not state]
        session.sentence = f"Ghi {len(chosen)} việc sau sinh hoạt điểm: {state.label.lower()}"
        for row in chosen:
            row.state = state
            row.done_on = office.today() if state is ReplicationState.DONE else None
            if reason:
                row.remark = f"{row.remark}\n{reason}" if row.remark else reason
        for event in {row.event_id: row.event for row in chosen}.values():
            session.about(event)
            sample_store.advance(session, event, office.today())
    return Changes.of(Kind.SAMPLES)


def _square(one: FollowedItem) -> Square:
    return Square(one.id, one.cell_id, one.state, one.responsible, one.due_on, one.checked_by, one.done_on, one.remark)


def _event_words(one: queries.FollowedEvent) -> str:
    return f"{one.cell_name}, {dates.screen(one.on)}" if one.on else one.cell_name


def _short(name: str) -> str:
    """Shorten what cells' names begin with: "Chi bộ tổ dân phố số 1" is "TDP số 1" over a column."""
    own = name.removeprefix("Chi bộ ").removeprefix("chi bộ ")
    for words, short in _KINDS:
        if own.casefold().startswith(words.casefold() + " "):
            own = short + own[len(words) :]
            break
    return text.first_upper(own)
