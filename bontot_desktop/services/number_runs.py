"""The runs of numbers of a term as the office sees them: where each starts, what was used, what comes next."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from bontot_desktop.db.models.office import Term
from bontot_desktop.db.models.papers import NumberSeries, Paper
from bontot_desktop.documents.kinds import KINDS
from bontot_desktop.documents.profile import RULES_SYMBOLS
from bontot_desktop.errors import NotFound, Refused
from bontot_desktop.rules import numbering
from bontot_desktop.rules.changes import Changes, Kind
from bontot_desktop.rules.numbering import PaperType
from bontot_desktop.rules.papers import Issuer
from bontot_desktop.services import heads, numbers
from bontot_desktop.services.office import Office
from bontot_desktop.services.sources import SOURCES

#: Types a cell may issue (document-format.md §4.3), offered before any was used.
_CELL_TYPES = (PaperType.RESOLUTION, PaperType.REPORT, PaperType.PLAN, PaperType.SUBMISSION, PaperType.MINUTES)


@dataclass(frozen=True, slots=True)
class RunRow:
    """A run of numbers in a term. ``id`` names it in the data file; ``last`` is None before the first number."""

    id: str
    symbol: str
    type_name: str
    start: int
    last: int | None
    next: int
    count: int
    gaps: tuple[int, ...]

    @property
    def gaps_text(self) -> str:
        """The gaps shortly: "03, 07–09"."""
        return numbering.spans(self.gaps)


def runs(office: Office, term_id: int) -> tuple[RunRow, ...]:
    """Return the runs of a term: those in use or with a start set first, then the types not used yet."""
    with office.read() as session:
        term = _term(session, term_id)
        set_ones = select(NumberSeries).where(NumberSeries.term_id == term_id)
        starts = {row.series: row.start for row in session.scalars(set_ones)}
        used: dict[str, set[int]] = {}
        given = select(Paper.series, Paper.number).where(Paper.term_id == term_id, Paper.number.is_not(None))
        for key, number in session.execute(given):
            used.setdefault(key, set()).add(number or 0)
        offered = _offered(session, term)
        order = {key: place for place, key in enumerate(offered)}
        begun = sorted({*used, *starts}, key=lambda key: (order.get(key, len(order)), key))
    rest = [key for key in offered if key not in used and key not in starts]
    return tuple(_row(key, starts.get(key, 1), used.get(key, set())) for key in (*begun, *rest))


def type_of(key: str) -> str:
    """Return the type of paper a run is for, "Quyết định"; the bare symbol of a type nobody listed."""
    symbol = key.removesuffix(numbers.REGULATIONS_APART)
    kind = symbol.partition("/")[0]
    if key != symbol or kind in RULES_SYMBOLS[1:]:
        return numbering.RULES
    return next((name for name, one in numbering.TYPES if one == kind), kind)


def name_of(key: str) -> str:
    """Name a run: "Quyết định (QĐ/ĐU)"."""
    return f"{type_of(key)} ({key.removesuffix(numbers.REGULATIONS_APART)})"


def order_of(key: str) -> tuple[int, str]:
    """Order runs by the types' own order, those nobody listed last."""
    names = [name for name, _ in numbering.TYPES]
    name = type_of(key)
    return names.index(name) if name in names else len(names), key


def _row(key: str, start: int, used: set[int]) -> RunRow:
    symbol = key.removesuffix(numbers.REGULATIONS_APART)
    last = max(used, default=None)
    gaps = numbering.gaps(used, start)
    return RunRow(key, symbol, type_of(key), start, last, numbering.next_number(used, start), len(used), gaps)


def _offered(session: Session, term: Term) -> list[str]:
    """Return the runs a term of the committee (or of a cell) usually has, the program's own kinds with them."""
    settings = heads.format_settings(session)
    if term.cell_id is not None:
        own = [
            KINDS[kind_id].type_symbol
            for kind_id, source in SOURCES.items()
            if source.issuer is Issuer.CELL and numbers.takes_number(KINDS[kind_id], source.issuer, settings)
        ]
        symbols = dict.fromkeys((*(kind.value for kind in _CELL_TYPES), *own))
        return [f"{symbol}/{heads.body_symbol(session, Issuer.CELL)}" for symbol in symbols]
    symbol = heads.body_symbol(session, Issuer.STANDING_COMMITTEE)
    keys = [f"{kind.value}/{symbol}" for kind in PaperType]
    if settings.quy_dinh_symbol != PaperType.DECISION.value:
        keys.insert(2, f"{settings.quy_dinh_symbol}/{symbol}")
    elif not settings.qd_shared_series:
        keys.insert(2, f"{PaperType.DECISION.value}/{symbol}{numbers.REGULATIONS_APART}")
    for kind_id, source in SOURCES.items():
        body = heads.body_symbol(session, source.issuer)
        type_symbol = KINDS[kind_id].type_symbol
        if type_symbol and body and source.issuer is not Issuer.CELL:
            keys.append(f"{type_symbol}/{body}")
    return list(dict.fromkeys(keys))


def set_starts(office: Office, term_id: int, starts: Mapping[str, int]) -> Changes:
    """Set where runs of a term start, by run id; 1 is the usual start. Raises Refused for a start below 1.

    Numbers given before stay; a start above them leaves a gap, as when the office numbered on paper until then.
    """
    if any(start < 1 for start in starts.values()):
        raise Refused("Số bắt đầu phải từ 1 trở lên.")
    with office.work("numbers.starts", "Đặt số bắt đầu") as work:
        term = _term(work, term_id)
        said = []
        for key, start in starts.items():
            row = work.scalars(
                select(NumberSeries).where(NumberSeries.term_id == term_id, NumberSeries.series == key)
            ).first()
            if row is None and start != 1:
                work.add(NumberSeries(term_id=term_id, series=key, start=start))
            elif row is not None and row.start != start:
                row.start = start
            else:
                continue
            said.append(f"{key} từ {start:02d}")
        work.sentence = f"Đặt số bắt đầu trong nhiệm kỳ {term.label}: {', '.join(said)}"
    return Changes.of(Kind.SETTINGS)


def _term(session: Session, term_id: int) -> Term:
    term = session.get(Term, term_id)
    if term is None:
        raise NotFound("Không còn nhiệm kỳ này.")
    return term
