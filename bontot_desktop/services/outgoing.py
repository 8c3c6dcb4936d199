"""The register of outgoing papers: which papers stand in it, its pages, and what the clerk notes beside a paper."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from sqlalchemy.orm import Session

from bontot_desktop import dates, text
from bontot_desktop.db.models.office import Term
from bontot_desktop.db.queries import papers as queries
from bontot_desktop.db.queries.papers import OutgoingLine
from bontot_desktop.documents import outgoing_register, outgoing_sheet, pdf, word
from bontot_desktop.documents.kinds import KINDS
from bontot_desktop.documents.outgoing_register import Entry, Group, RegisterFacts
from bontot_desktop.errors import Problem, Problems
from bontot_desktop.rules import numbering
from bontot_desktop.rules.changes import Changes
from bontot_desktop.rules.changes import Kind as Changed
from bontot_desktop.rules.papers import Issuer, PaperState
from bontot_desktop.rules.words import Labelled
from bontot_desktop.services import filing, heads, number_runs, numbers
from bontot_desktop.services.office import Office


class Arrangement(Labelled):
    """How the lines of the register stand."""

    BY_SERIES = "BY_SERIES", "Theo từng loại văn bản"
    BY_DATE = "BY_DATE", "Theo ngày"


class RegisterFormat(Labelled):
    """Formats the register is written in."""

    PDF = "pdf", "PDF"
    DOCX = "docx", "Word"
    XLSX = "xlsx", "Excel"


@dataclass(frozen=True, slots=True)
class Wish:
    """What of the register is wanted: a year, or days from–to; one run ("QĐ/ĐU") or "" for all of the committee's."""

    year: int | None = None
    from_on: date | None = None
    to_on: date | None = None
    series: str = ""
    arrangement: Arrangement = Arrangement.BY_SERIES
    with_gaps: bool = True

    def days(self) -> tuple[date, date]:
        """Return the first and the last day."""
        if self.year is not None:
            return date(self.year, 1, 1), date(self.year, 12, 31)
        return self.from_on or date.min, self.to_on or date.max

    @property
    def period(self) -> str:
        """The time in words, as the book's title says it."""
        if self.year is not None:
            return f"Năm {self.year}"
        parts = [
            f"{word} ngày {dates.short(day)}"
            for word, day in (("từ", self.from_on), ("đến", self.to_on))
            if day is not None
        ]
        return text.first_upper(" ".join(parts)) or "Tất cả các năm"


@dataclass(frozen=True, slots=True)
class SeriesChoice:
    """A run that has papers: its key, "QĐ/ĐU", and its name, "Quyết định (QĐ/ĐU)"."""

    key: str
    name: str


@dataclass(frozen=True, slots=True)
class Beside:
    """What the clerk notes beside an issued paper in the register."""

    copies: int | None = None
    kept_by: str = ""
    note: str = ""


def series(office: Office) -> tuple[SeriesChoice, ...]:
    """Return the runs that have papers, in the order of their types."""
    with office.read() as session:
        keys = queries.series(session)
    return tuple(SeriesChoice(key, number_runs.name_of(key)) for key in sorted(keys, key=number_runs.order_of))


def years(office: Office) -> tuple[int, ...]:
    """Return the years with numbered papers, newest first; this year always."""
    with office.read() as session:
        found = queries.years(session)
    return tuple(sorted({*found, office.today().year}, reverse=True))


def facts(office: Office, wish: Wish) -> RegisterFacts:
    """Gather the register as it stands today. Raises Refused for days in the wrong order."""
    first, last = wish.days()
    if first > last:
        raise Problems([Problem("to_on", "Ngày cuối ở trước ngày đầu.")])
    with office.read() as session:
        committee = heads.committee(session, office.today())
        head = heads.committee_head(session, Issuer.STANDING_COMMITTEE, day=office.today(), today=office.today())
        lines = [
            line
            for line in queries.outgoing(session, first, last)
            if (line.series == wish.series if wish.series else line.issuer is not Issuer.CELL)
        ]
        runs = [
            _run(session, term_id, key, list(of_run), wish)
            for (term_id, key), of_run in groupby(sorted(lines, key=_place), lambda line: (line.term_id, line.series))
        ]
    return RegisterFacts(
        superior=head.superior,
        issuer=head.issuer,
        author=committee.name,
        period=wish.period,
        made_on=office.today(),
        groups=tuple(runs) if wish.arrangement is Arrangement.BY_SERIES else _by_date(runs),
    )


def render(office: Office, wish: Wish, form: RegisterFormat) -> bytes:
    """Write the register in a format. Raises as :func:`facts`."""
    gathered = facts(office, wish)
    if form is RegisterFormat.XLSX:
        return outgoing_sheet.write(gathered)
    with office.read() as session:
        settings = heads.format_settings(session)
    document = outgoing_register.build(gathered, settings)
    return pdf.render(document) if form is RegisterFormat.PDF else word.render(document)


def summary(office: Office, wish: Wish) -> str:
    """Say how many papers the register holds, as its last line does. Raises as :func:`facts`."""
    return facts(office, wish).closing


def file_name(wish: Wish, form: RegisterFormat) -> str:
    """Name the register's file: "so-van-ban-di-nam-2026.pdf"."""
    parts = ["so van ban di", wish.series, wish.period]
    return f"{text.ascii_name(' '.join(part for part in parts if part))}.{form.value}"


def beside(office: Office, paper_id: int) -> Beside:
    """Return what is noted beside a paper."""
    with office.read() as session:
        paper = filing.paper_of(session, paper_id)
        return Beside(paper.copies, paper.kept_by, paper.register_note)


def note(office: Office, paper_id: int, noted: Beside) -> Changes:
    """Note copies, who keeps the file copy and a remark beside a paper; its facts stay as they are. Raises Problems."""
    if noted.copies is not None and noted.copies < 0:
        raise Problems([Problem("copies", "Số lượng bản không thể nhỏ hơn 0.")])
    with office.work("papers.noted", "Ghi vào sổ văn bản đi") as work:
        paper = filing.paper_of(work, paper_id)
        paper.copies, paper.kept_by, paper.register_note = noted.copies, noted.kept_by, noted.note
        work.about(paper)
        work.sentence = f"Ghi vào sổ văn bản đi: {numbers.name_of(paper)}"
    return Changes.of(Changed.PAPERS)


# ---------------------------------------------------------------------- inside


def _place(line: OutgoingLine) -> tuple[tuple[int, str], date, int, str, int]:
    return number_runs.order_of(line.series), line.term_from, line.term_id, line.series, line.number


def _run(session: Session, term_id: int, key: str, lines: list[OutgoingLine], wish: Wish) -> Group:
    """Return the lines of one run in one term, with the numbers that no paper has where they are wanted."""
    term = session.get(Term, term_id)
    entries = [(line.number, _entry(line)) for line in lines]
    if wish.with_gaps:
        shown = numbers.written(1, key).partition("-")[2]
        start = numbers.start_of(session, term_id, key)
        used = numbers.used_in(session, term_id, key)
        # Of a part of a run only what lies between its own numbers; the rest belongs to the other years.
        lowest = start if min(used) == lines[0].number else lines[0].number
        missing = [one for one in numbering.gaps(used, start) if lowest <= one < lines[-1].number]
        entries += [(first, Entry(f"{span}-{shown}", skipped=True)) for first, span in numbering.stretches(missing)]
    owner = f", {lines[0].cell}" if lines[0].cell and lines[0].issuer is Issuer.CELL else ""
    title = f"{number_runs.name_of(key)}{owner}, nhiệm kỳ {term.label if term else ''}"
    return Group(title, tuple(entry for _, entry in sorted(entries, key=lambda pair: pair[0])))


def _entry(line: OutgoingLine) -> Entry:
    return Entry(
        number_text=numbers.written(line.number, line.series),
        day=line.dated_on,
        type_name=_type_name(line),
        about=line.title,
        signer=line.signer,
        recipients=line.recipients,
        kept_by=line.kept_by,
        copies=line.copies,
        note=line.register_note,
        withdrawn=line.withdrawn_reason if line.state is PaperState.WITHDRAWN else None,
    )


def _type_name(line: OutgoingLine) -> str:
    """Return the type as the register names it: "Quyết định", not the kind's whole name."""
    if line.typed:
        return line.typed
    kind = KINDS.get(line.kind)
    symbol = kind.type_symbol if kind else line.series.partition("/")[0]
    return next((name for name, known in numbering.TYPES if known == symbol), kind.name if kind else symbol)


def _by_date(runs: Iterable[Group]) -> tuple[Group, ...]:
    """Put all lines in the order of their dates; skipped numbers stand before the next number of their run."""
    placed: list[tuple[date, int, Entry]] = []
    for place, run in enumerate(runs):
        day = date.max
        for entry in reversed(run.entries):
            day = entry.day or day
            placed.append((day, place, entry))
    # Each run was turned round, so that a skipped number knew the date after it.
    placed.reverse()
    return (Group("", tuple(entry for _, _, entry in sorted(placed, key=lambda one: one[0]))),) if placed else ()
