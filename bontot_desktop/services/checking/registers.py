"""Questions about numbers: papers in their terms, the numbers between, and minutes in their books."""

from __future__ import annotations

from collections import defaultdict

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bontot_desktop import dates
from bontot_desktop.db.history import batched
from bontot_desktop.db.house import History
from bontot_desktop.db.models.cells import Cell
from bontot_desktop.db.models.meetings import Meeting
from bontot_desktop.db.models.office import Term
from bontot_desktop.db.models.papers import NumberSeries, Paper
from bontot_desktop.rules import numbering
from bontot_desktop.services import number_runs, numbers
from bontot_desktop.services.checking.asked import Asked
from bontot_desktop.services.office import Office


def named(paper: Paper) -> str:
    """Name a paper with its day: "Quyết định công nhận 12-QĐ/ĐU ngày 05/12/2026"."""
    day = f" ngày {dates.screen(paper.dated_on)}" if paper.dated_on else ""
    return f"{numbers.name_of(paper)}{day}"


def _outside_term(office: Office) -> list[str]:
    """Return the numbered papers whose day is not in the term whose run their number is of."""
    query = (
        select(Paper, Term)
        .join(Term, Term.id == Paper.term_id)
        .where(Paper.number.is_not(None), Paper.dated_on.is_not(None))
        .where((Paper.dated_on < Term.starts_on) | (Term.ends_on.is_not(None) & (Paper.dated_on > Term.ends_on)))
        .order_by(Paper.id)
    )
    with office.read() as session:
        return [
            f"{named(paper)} mang số của nhiệm kỳ {term.label}, nhưng ngày ấy không thuộc nhiệm kỳ này."
            for paper, term in session.execute(query)
        ]


def _gaps(office: Office) -> list[str]:
    """Tell the numbers left out: no fault (a paper on paper, a start set higher), and yet worth knowing."""
    with office.read() as session:
        used = _used(session)
        starts = {
            (row.term_id, row.series): row.start
            for row in session.scalars(select(NumberSeries).order_by(NumberSeries.id))
        }
        labels = {row.id: row.label for row in session.execute(select(Term.id, Term.label))}
    told = []
    for (term_id, series), given in sorted(used.items()):
        left_out = numbering.gaps(given, starts.get((term_id, series), 1))
        if left_out:
            run = f"{number_runs.name_of(series)}, nhiệm kỳ {labels.get(term_id, '')}"
            told.append(f"Không phải lỗi, chỉ để biết: {run} bỏ trống số {numbering.spans(left_out)}.")
    return told


def _used(session: Session) -> dict[tuple[int, str], set[int]]:
    used: dict[tuple[int, str], set[int]] = defaultdict(set)
    given = select(Paper.term_id, Paper.series, Paper.number).where(Paper.number.is_not(None))
    for term_id, series, number in session.execute(given):
        if term_id is not None and number is not None:
            used[term_id, series].add(number)
    return used


def _lost_papers(session: Session) -> list[tuple[int, str, int, str]]:
    """Return papers the history issued that are not there, with numbers above all that are: term, run, number, words.

    A file salvaged or brought back from elsewhere may have lost its newest papers; their numbers are out of the house.
    """
    issued = (
        select(History.changes, History.sentence)
        .where(History.act.in_(("papers.issue", "papers.outside")))
        .order_by(History.id)
    )
    found: dict[int, tuple[int, str, int, str]] = {}
    for changes, sentence in session.execute(issued):
        for change in changes if isinstance(changes, list) else ():
            after = change.get("after", {})
            term, series, number = (after.get(name) for name in ("term_id", "series", "number"))
            if change.get("table") == "paper" and isinstance(term, int) and isinstance(number, int) and series:
                found[change["id"]] = (term, series, number, sentence)
    there: set[int] = set()
    for some in batched(found):
        there.update(session.scalars(select(Paper.id).where(Paper.id.in_(some))))
    used = _used(session)
    told = []
    for paper_id, (term, series, number, sentence) in found.items():
        if paper_id in there or number < numbering.next_number(used.get((term, series), set())):
            continue
        start = session.scalar(
            select(NumberSeries.start).where(NumberSeries.term_id == term, NumberSeries.series == series)
        )
        if (start or 1) <= number and session.get(Term, term) is not None:
            told.append((term, series, number, sentence))
    return told


def _could_come_again(office: Office) -> list[str]:
    with office.read() as session:
        return [
            f"{sentence}: văn bản không còn trong sổ mà số {numbers.written(number, series)} sắp được cấp lại."
            for _, series, number, sentence in _lost_papers(session)
        ]


def _start_above(office: Office) -> int:
    with office.work("care.repair", "Dời số bắt đầu qua các số đã cấp") as work:
        found = _lost_papers(work)
        for term, series, number, _ in found:
            row = work.scalars(
                select(NumberSeries).where(NumberSeries.term_id == term, NumberSeries.series == series)
            ).first()
            if row is None:
                work.add(NumberSeries(term_id=term, series=series, start=number + 1))
            else:
                row.start = max(row.start, number + 1)
            work.flush()
        return len(found)


def _twice_in_a_book(office: Office) -> list[str]:
    twice = (
        select(Meeting.cell_id, Meeting.year, Meeting.book_no, func.count())
        .where(Meeting.book_no.is_not(None))
        .group_by(Meeting.cell_id, Meeting.year, Meeting.book_no)
        .having(func.count() > 1)
    )
    with office.read() as session:
        names = {row.id: row.name for row in session.execute(select(Cell.id, Cell.name))}
        return [
            f"{names.get(cell_id, 'Chi bộ')}: {many} biên bản năm {year} cùng mang số {number} trong sổ."
            for cell_id, year, number, many in session.execute(twice)
        ]


QUESTIONS = (
    Asked("terms", "Số văn bản đều thuộc nhiệm kỳ của ngày văn bản?", _outside_term, note=_gaps),
    Asked("numbers", "Không số nào đã cấp có thể được cấp lại?", _could_come_again, _start_above),
    Asked("books", "Mỗi số trong sổ biên bản của một chi bộ chỉ có một biên bản?", _twice_in_a_book),
)
