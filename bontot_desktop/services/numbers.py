"""Numbers of papers as the data file stands: which run a paper belongs to, which numbers of its term are used."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from bontot_desktop import dates
from bontot_desktop.db.models.cells import Cell
from bontot_desktop.db.models.office import Term
from bontot_desktop.db.models.papers import NumberSeries, Paper
from bontot_desktop.db.queries import papers as queries
from bontot_desktop.documents.kind import Kind
from bontot_desktop.documents.profile import FormatSettings
from bontot_desktop.errors import Refused
from bontot_desktop.rules import numbering
from bontot_desktop.rules.numbering import PaperType, Series
from bontot_desktop.rules.papers import Issuer
from bontot_desktop.services import heads, naming

#: Ending of the run of Quy định in an office that numbers them apart from Quyết định (document-format.md §4).
REGULATIONS_APART = " (Quy định)"


@dataclass(frozen=True, slots=True)
class Run:
    """A run of numbers within a term. ``key`` names it in the data file, ``series`` is what is printed."""

    term_id: int
    term_label: str
    key: str
    series: Series
    start: int
    used: frozenset[int]
    #: The date of each used number.
    dated: tuple[tuple[int, date], ...]
    #: What the paper of each used number is called, for refusals.
    holders: tuple[tuple[int, str], ...] = ()

    @property
    def next(self) -> int:
        """The number after the highest used."""
        return numbering.next_number(self.used, self.start)

    def take(self, number: int | None) -> int:
        """Return the number asked for, or the next one. Raises Refused when it was used or is not positive."""
        taken = self.next if number is None else number
        numbering.check_free(taken, self.used, self.series, dict(self.holders).get(taken, ""))
        return taken

    def printed(self, number: int | None) -> str:
        """Write "05-QĐ/ĐU"."""
        return numbering.printed(number, self.series)


def takes_number(kind: Kind, issuer: Issuer, settings: FormatSettings) -> bool:
    """Say whether papers of a kind are numbered; a cell's minutes and programmes only by the office's choice (§8.3)."""
    if issuer is Issuer.CELL and kind.type_symbol == PaperType.MINUTES:
        return settings.minutes_numbered
    if issuer is Issuer.CELL and kind.type_symbol == PaperType.PROGRAMME:
        return settings.programme_numbered
    return bool(kind.type_symbol)


def series_of(session: Session, kind: Kind, issuer: Issuer, settings: FormatSettings) -> Series | None:
    """Return type and body symbol of a kind's numbers, None for papers without number.

    Raises Refused when the body has no symbol yet.
    """
    if not takes_number(kind, issuer, settings):
        return None
    symbol = heads.body_symbol(session, issuer)
    if not symbol:
        raise Refused(f"Chưa khai báo ký hiệu của {issuer.label}; hãy vào Hệ thống, mục Văn phòng.")
    return Series(type_symbol(kind.name, kind.type_symbol, settings), symbol)


def type_symbol(name: str, symbol: str, settings: FormatSettings) -> str:
    """Return the symbol of a type of paper; that of Quy định is the office's choice (§4.1 note 1)."""
    return settings.quy_dinh_symbol if name.startswith(numbering.RULES) else symbol


def run_on(
    session: Session, kind: Kind, issuer: Issuer, settings: FormatSettings, *, day: date, cell_id: int | None
) -> Run | None:
    """Return the run of numbers a paper dated ``day`` belongs to; None for papers without number.

    Numbers run through the term of the issuing body that holds on the day, never by calendar year (HD 36 §1.3.1).
    Raises Refused when no term holds on that day.
    """
    series = series_of(session, kind, issuer, settings)
    if series is None:
        return None
    owner = cell_id if issuer is Issuer.CELL else None
    return run_of(session, series, day=day, cell_id=owner, apart=stands_apart(kind.name, settings))


def stands_apart(name: str, settings: FormatSettings) -> bool:
    """Say whether papers of a type have a run beside that of the same symbol: Quy định, where the office parts them.

    Another symbol than that of Quyết định has a run of its own anyhow.
    """
    same = settings.quy_dinh_symbol == PaperType.DECISION
    return name.startswith(numbering.RULES) and same and not settings.qd_shared_series


def run_of(session: Session, series: Series, *, day: date, cell_id: int | None, apart: bool = False) -> Run:
    """Return the run of a series in the term of the committee, or of a cell, that holds on ``day``.

    ``apart`` is for Quy định in an office that numbers them by themselves. Raises Refused when no term holds.
    """
    term = heads.term_on(session, day, cell_id)
    if term is None:
        raise Refused(_no_term(session, cell_id, day))
    return run_in(session, term, series, apart=apart)


def run_in(session: Session, term: Term, series: Series, *, apart: bool = False, but: int | None = None) -> Run:
    """Return the run of a series in a term; ``but`` leaves out one paper, whose own number is being changed."""
    key = series.symbol + (REGULATIONS_APART if apart else "")
    given = [line for line in queries.numbered(session, term.id, key) if line.id != but]
    return Run(
        term_id=term.id,
        term_label=term.label,
        key=key,
        series=series,
        start=start_of(session, term.id, key),
        used=frozenset(line.number for line in given),
        dated=tuple((line.number, line.dated_on) for line in given if line.dated_on is not None),
        holders=tuple(
            (line.number, naming.in_full(naming.kind_name(line.kind, line.typed), line.dated_on, line.title))
            for line in given
        ),
    )


def start_of(session: Session, term_id: int, key: str) -> int:
    """Return where a run starts in a term: 1 unless the office set it."""
    query = select(NumberSeries.start).where(NumberSeries.term_id == term_id, NumberSeries.series == key)
    return session.scalar(query) or 1


def used_in(session: Session, term_id: int | None, key: str) -> frozenset[int]:
    """Return the numbers of a run that were given in a term."""
    given = session.scalars(
        select(Paper.number).where(Paper.term_id == term_id, Paper.series == key, Paper.number.is_not(None))
    )
    return frozenset(number for number in given if number is not None)


def text_of(paper: Paper) -> str:
    """Write a paper's number and symbol, "05-QĐ/ĐU"; "" without one."""
    return written(paper.number, paper.series)


def written(number: int | None, key: str) -> str:
    """Write a number of a run by the run's key in the data file."""
    return "" if number is None else f"{number:02d}-{key.removesuffix(REGULATIONS_APART)}"


def name_of(paper: Paper) -> str:
    """Name a paper: "Kế hoạch 05-KH/ĐU"."""
    return f"{naming.kind_name(paper.kind, queries.typed_in(paper))} {text_of(paper)}".strip()


def order_warning(run: Run, number: int, day: date) -> str | None:
    """Warn when a paper's date and number do not run the same way as those already given."""
    later = [(given, on) for given, on in run.dated if given < number and on > day]
    if later:
        given, on = max(later, key=lambda pair: pair[1])
        return f"Số {run.printed(given)} đã mang ngày {dates.screen(on)}, sau ngày của văn bản này."
    earlier = [(given, on) for given, on in run.dated if given > number and on < day]
    if earlier:
        given, on = min(earlier, key=lambda pair: pair[1])
        return f"Số {run.printed(given)} đã mang ngày {dates.screen(on)}, trước ngày của văn bản này."
    return None


def _no_term(session: Session, cell_id: int | None, day: date) -> str:
    if cell_id is None:
        return f"Ngày {dates.screen(day)} không thuộc nhiệm kỳ nào của Đảng ủy; hãy khai báo nhiệm kỳ ở trang Hệ thống."
    cell = session.get(Cell, cell_id)
    name = cell.name if cell else "Chi bộ"
    return (
        f"{name} chưa khai báo nhiệm kỳ có ngày {dates.screen(day)} nên chưa cấp được số; "
        "hãy đặt nhiệm kỳ chi bộ ở trang Hệ thống."
    )
