"""The life of a cell as its card tells it: founded, renamed, merged, split, moved, ended, each with its decision."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from bontot_desktop import dates, text
from bontot_desktop.db.models.cells import Cell, Lineage
from bontot_desktop.rules import cell_life
from bontot_desktop.rules.cells import LineageKind
from bontot_desktop.services import cell_changes, heads
from bontot_desktop.services.office import Office

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Kin:
    """Another cell an event is about."""

    id: int
    name: str


@dataclass(frozen=True, slots=True)
class LifeEvent:
    """One turn in a cell's life; ``on`` None when the day is not known."""

    on: date | None
    words: str
    decision: str = ""
    kin: tuple[Kin, ...] = ()


@dataclass(frozen=True, slots=True)
class Story:
    """A cell's life, oldest first; ``ended`` says in one sentence how it ended, "" while it goes on."""

    events: tuple[LifeEvent, ...] = ()
    #: The organisation it stands under today, "" when the commune's own.
    parent: str = ""
    ended: str = ""
    heirs: tuple[Kin, ...] = ()


def story(office: Office, cell_id: int) -> Story:
    """Return the life of a cell. Raises NotFound."""
    today = office.today()
    with office.read() as session:
        cell = cell_changes.find(session, cell_id)
        rows = list(
            session.scalars(
                select(Lineage)
                .where(or_(Lineage.predecessor_id == cell_id, Lineage.successor_id == cell_id))
                .order_by(Lineage.on, Lineage.id)
            )
        )
        events = [event for group in _together(rows) if (event := _event(session, cell, group)) is not None]
        made = any(row.on == cell.founded_on and row.successor_id == cell_id for row in rows)
        if cell.founded_on is not None and not made:
            events.insert(0, LifeEvent(cell.founded_on, "Thành lập"))
        last = next((e for e in reversed(events) if e.on == cell.dissolved_on), None) if cell.dissolved_on else None
        return Story(
            events=tuple(sorted(events, key=lambda event: event.on or date.min)),
            parent=heads.cell_parent(session, cell_id, today),
            ended=_ended(cell, last),
            heirs=last.kin if last else (),
        )


def _together(rows: Iterable[Lineage]) -> list[list[Lineage]]:
    """Put what happened by one act into one line: three cells merged into one on a day."""
    groups: dict[tuple[date, LineageKind, str, bool], list[Lineage]] = {}
    for row in rows:
        groups.setdefault((row.on, row.kind, row.decision_no, row.predecessor_id == row.successor_id), []).append(row)
    return list(groups.values())


def _event(session: Session, cell: Cell, rows: list[Lineage]) -> LifeEvent | None:
    row = rows[0]
    decision = cell_life.decision_words(row.decision_no, row.decision_on)
    if row.kind is LineageKind.RENAME:
        old, new = heads.cell_name(session, cell.id, row.on - _DAY), heads.cell_name(session, cell.id, row.on)
        return LifeEvent(row.on, f"Đổi tên từ {old} thành {new}", decision)
    if row.kind is LineageKind.TRANSFER:
        return LifeEvent(row.on, _moved(session, cell, row), decision)
    if row.kind is LineageKind.DISSOLVE:
        return LifeEvent(row.on, f"Giải thể. {row.note}".strip() if row.note else "Giải thể", decision)
    before = _kin(session, (r.predecessor_id for r in rows if r.successor_id == cell.id), row.on - _DAY)
    after = _kin(session, (r.successor_id for r in rows if r.predecessor_id == cell.id), row.on)
    merged = row.kind is LineageKind.MERGE
    if before:
        names = text.join_vi(kin.name for kin in before)
        if cell.founded_on == row.on:
            words = f"Thành lập do {'sáp nhập' if merged else 'chia tách từ'} {names}"
        else:
            words = f"{'Nhận sáp nhập' if merged else 'Tách ra từ'} {names}"
        return LifeEvent(row.on, words, decision, before)
    names = text.join_vi(kin.name for kin in after)
    if merged:
        words = f"Sáp nhập vào {names}"
    else:
        words = f"Chia thành {names}" if cell.dissolved_on == row.on else f"Tách ra {names}"
    return LifeEvent(row.on, words, decision, after)


def _moved(session: Session, cell: Cell, row: Lineage) -> str:
    own = heads.committee(session, row.on).org_name
    old = heads.cell_parent(session, cell.id, row.on - _DAY) or own
    return f"Chuyển từ {old} về trực thuộc {heads.cell_parent(session, cell.id, row.on) or own}"


def _kin(session: Session, ids: Iterable[int | None], day: date) -> tuple[Kin, ...]:
    found = [Kin(one, heads.cell_name(session, one, day)) for one in dict.fromkeys(ids) if one is not None]
    return tuple(sorted(found, key=lambda kin: text.sort_key(kin.name)))


def _ended(cell: Cell, last: LifeEvent | None) -> str:
    if cell.dissolved_on is None:
        return ""
    day = dates.screen(cell.dissolved_on)
    if last is None:
        return f"Chi bộ kết thúc hoạt động từ ngày {day}."
    decision = f" ({last.decision})" if last.decision else ""
    return f"Chi bộ kết thúc hoạt động từ ngày {day}: {last.words[:1].lower()}{last.words[1:]}{decision}."
