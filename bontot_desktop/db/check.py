"""Kiểm tra dữ liệu: the machine's own checks, then ours, each a question with a count and perhaps a remedy."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import TYPE_CHECKING

from sqlalchemy import String, func, select, type_coerce
from sqlalchemy.orm import Mapper, Session

from bontot_desktop import text
from bontot_desktop.db import engine, finding
from bontot_desktop.db.base import Base, BlockText, JsonText, LineText, companions
from bontot_desktop.db.faults import told
from bontot_desktop.db.house import History, HistoryTouch
from bontot_desktop.db.work import driver_of
from bontot_desktop.rules import record_words

if TYPE_CHECKING:
    from bontot_desktop.db.datafile import DataFile

MACHINE = "Tệp dữ liệu còn nguyên vẹn từng trang và mọi liên kết đều đúng chỗ?"
#: So many texts are looked for in one question.
_AT_ONCE = 500
#: So many rows of one question are named.
_TOLD = 50
REPAIR_ACT = "care.repair"
REPAIR_SENTENCE = "Sửa dữ liệu theo kết quả kiểm tra"


@dataclass(frozen=True, slots=True)
class Question:
    """One of our checks: the question asked, how many rows answer no, and the remedy where there is one.

    ``mend`` gets the session of a work and changes objects, so that the repair has its history.
    """

    key: str
    sentence: str
    count: Callable[[Session], int]
    mend: Callable[[Session], int] | None = None
    #: The rows that answer no, to be named.
    rows: Callable[[Session], Iterator[tuple[Mapper[Base], object]]] | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to one question; ``count`` rows are not right (0: all is well)."""

    key: str
    sentence: str
    count: int
    can_mend: bool
    #: What is not right by name (of the machine's question technical lines), at most a few; notes that are no fault.
    details: tuple[str, ...] = ()

    @property
    def is_good(self) -> bool:
        """Say whether nothing is wrong."""
        return self.count == 0


def _mappers() -> list[Mapper[Base]]:
    return sorted(Base.registry.mappers, key=lambda mapper: mapper.class_.__name__)


def _wrong_companions(session: Session) -> Iterator[tuple[Mapper[Base], object]]:
    """Yield the rows (mapper, id) whose search or sort companion does not follow from their text."""
    for mapper in _mappers():
        kept = companions(mapper)
        if not kept:
            continue
        names = sorted({*kept, *(source for sources, _ in kept.values() for source in sources)})
        query = select(mapper.primary_key[0], *(mapper.attrs[name].columns[0] for name in names))
        for row_id, *found in session.execute(query):
            values = dict(zip(names, found, strict=True))
            if any(values[key] != text.clean(value_of(values)) for key, (_, value_of) in kept.items()):
                yield mapper, row_id


def _unclean_texts(session: Session) -> Iterator[tuple[Mapper[Base], object]]:
    """Yield the rows (mapper, id) with a text that did not pass the door."""
    for mapper in _mappers():
        columns = [column for column in mapper.columns if isinstance(column.type, LineText | BlockText)]
        if not columns or getattr(mapper.class_, "__unrecorded__", False):
            continue
        found: set[object] = set()
        for column in columns:
            clean = text.clean if isinstance(column.type, LineText) else text.clean_block
            # Each text once: a name stands on hundreds of rosters. As it is stored, the type of the column cleans it.
            stored = type_coerce(column, String)
            texts = session.scalars(select(stored).where(stored != "").distinct())
            unclean = [value for value in texts if clean(value) != value]
            for start in range(0, len(unclean), _AT_ONCE):
                some = unclean[start : start + _AT_ONCE]
                found.update(session.scalars(select(mapper.primary_key[0]).where(stored.in_(some))))
        yield from ((mapper, row_id) for row_id in sorted(found, key=str))


def _count(rows: Callable[[Session], Iterator[tuple[Mapper[Base], object]]]) -> Callable[[Session], int]:
    return lambda session: sum(1 for _ in rows(session))


def _touch(rows: Callable[[Session], Iterator[tuple[Mapper[Base], object]]]) -> Callable[[Session], int]:
    """Mend by saving the row again: the base cleans its texts and renews its companions."""

    def mend(session: Session) -> int:
        found = list(rows(session))
        for mapper, row_id in found:
            target = session.get(mapper.class_, row_id)
            for column in mapper.column_attrs:
                value = getattr(target, column.key)
                if isinstance(value, str) and isinstance(column.columns[0].type, LineText | BlockText):
                    setattr(target, column.key, f"{value} ")  # a change the base cleans away again
        session.flush()
        return len(found)

    return mend


def _unreadable_json(session: Session) -> int:
    total = 0
    for mapper in _mappers():
        for column in mapper.columns:
            if isinstance(column.type, JsonText):
                plain = column.cast(String)
                total += session.execute(
                    select(func.count()).select_from(mapper.local_table).where(func.json_valid(plain) == 0)
                ).scalar_one()
    return total


def _history_without_line(session: Session) -> int:
    query = select(func.count()).select_from(HistoryTouch).where(HistoryTouch.history_id.not_in(select(History.id)))
    return session.execute(query).scalar_one()


def _drop_touches(session: Session) -> int:
    """Take away the lines of the index whose act is gone: they lead nowhere, and are no part of the history."""
    wrong = _history_without_line(session)
    if wrong:
        driver_of(session).execute("DELETE FROM history_touch WHERE history_id NOT IN (SELECT id FROM history)")
    return wrong


def _wrong_finding(session: Session) -> int:
    return finding.wrong_lines(driver_of(session))


def _fill_finding(session: Session) -> int:
    wrong = _wrong_finding(session)
    if wrong:
        finding.fill_anew(driver_of(session))
    return wrong


#: Our questions; a subject adds its own at the end.
QUESTIONS: tuple[Question, ...] = (
    Question("texts", "Mọi chữ đã lưu đều đúng chuẩn (Unicode dựng sẵn, không thừa dấu cách)?", _count(_unclean_texts),
             _touch(_unclean_texts), _unclean_texts),
    Question("companions", "Cột tìm kiếm và cột sắp thứ tự khớp với tên?", _count(_wrong_companions),
             _touch(_wrong_companions), _wrong_companions),
    Question("finding", "Ô tìm khắp chương trình biết mọi chi bộ, đảng viên, văn bản và cán bộ?", _wrong_finding,
             _fill_finding),
    Question("json", "Mọi bảng kê đã chụp lại (số liệu của văn bản, nhật ký) đều đọc được?", _unreadable_json),
    Question("history", "Mọi dòng tra cứu nhật ký đều có việc của nó?", _history_without_line,
             _drop_touches),
)  # fmt: skip


def check(datafile: DataFile, questions: tuple[Question, ...] = QUESTIONS) -> list[Answer]:
    """Ask everything; nothing is written. Raises :class:`Damaged` when the damage keeps SQLite from answering."""
    return list(asked(datafile, questions))


def asked(datafile: DataFile, questions: tuple[Question, ...] = QUESTIONS) -> Iterator[Answer]:
    """Ask as :func:`check` does, one question a turn."""
    with told(datafile.path):
        lines = engine.whole_file_problems(datafile.driver, encrypted=datafile.is_encrypted)
    yield Answer("machine", MACHINE, len(lines), can_mend=False, details=tuple(map(_in_words, lines[:20])))
    for question in questions:
        with datafile.read() as session:
            found = question.count(session)
            details = _named(session, question.rows) if found and question.rows is not None else ()
        yield Answer(question.key, question.sentence, found, question.mend is not None, details)


def _in_words(line: str) -> str:
    """Say of a reference that leads nowhere which records it joins; what SQLite says of pages stays as it is."""
    table, _, rest = line.partition(" ")
    row_id, _, parent = rest.partition(" → ")
    if table not in Base.metadata.tables or parent not in Base.metadata.tables:
        return line
    return (
        f"{record_words.of_table(table).word} số {row_id} trỏ tới một mục không còn: "
        f"{record_words.of_table(parent).word.lower()}."
    )


def _named(session: Session, rows: Callable[[Session], Iterator[tuple[Mapper[Base], object]]]) -> tuple[str, ...]:
    """Name the first rows that are not right, in the words of the history: "Chi bộ: Chi bộ thôn Mẫu 1"."""
    told = []
    for mapper, row_id in islice(rows(session), _TOLD):
        words = record_words.of_table(str(mapper.local_table.name))  # type: ignore[attr-defined]
        target = session.get(mapper.class_, row_id)
        named = [getattr(target, name, None) for name in words.named_by if not name.endswith("_id")]
        said = " – ".join(str(value) for value in named if value)
        told.append(f"{words.word}: {text.clean(said)}" if said else f"{words.word} số {row_id}")
    return tuple(told)


def mend(datafile: DataFile, *, who: str, now: datetime, questions: tuple[Question, ...] = QUESTIONS) -> int:
    """Apply every remedy as one act of the history; return how many rows were put right. Make a copy first."""
    total = 0
    with datafile.work(REPAIR_ACT, REPAIR_SENTENCE, who=who, now=now) as work:
        for question in questions:
            if question.mend is not None:
                total += question.mend(work)
    return total
