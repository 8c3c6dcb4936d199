"""What each cell is given to reach in a year: indicators as a table of all cells, copied from the year before."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from bontot_desktop import text
from bontot_desktop.db.models.year_end import CellTarget
from bontot_desktop.db.queries import statistics as queries
from bontot_desktop.db.work import driver_of
from bontot_desktop.errors import Problem, Problems, Refused
from bontot_desktop.rules.changes import Changes, Kind
from bontot_desktop.rules.metric_values import TargetFact
from bontot_desktop.services import criteria_metrics, rating_facts
from bontot_desktop.services.office import Office

#: How the target of admissions is called; what is reached is counted from the register.
ADMISSION = "Kết nạp đảng viên"
#: A list of targets longer than this was pasted by mistake.
MOST = 60
#: Where rows wait while their places change hands.
_ASIDE = 1000


@dataclass(frozen=True, slots=True)
class Indicator:
    """An indicator of a year, the same for every cell it is given to."""

    name: str
    unit: str = ""
    is_lower_better: bool = False
    is_admission: bool = False

    @property
    def key(self) -> str:
        """By what it is the same one in another cell or year."""
        return text.fold(self.name)


@dataclass(frozen=True, slots=True)
class TargetDraft:
    """What a cell is given of an indicator and what it reached; ``assigned`` None where it is not given."""

    cell_id: int
    indicator: str
    assigned: Decimal | None = None
    reached: Decimal | None = None


@dataclass(frozen=True, slots=True)
class TargetCell:
    """A cell of the table with how many it admitted in the year."""

    id: int
    name: str
    group: str
    admitted: int


@dataclass(frozen=True, slots=True)
class TargetSheet:
    """A year's targets; ``lock`` says why nothing may be changed, "" while it may."""

    year: int
    cells: tuple[TargetCell, ...]
    indicators: tuple[Indicator, ...]
    targets: tuple[TargetDraft, ...]
    lock: str = ""

    def of(self, cell_id: int, indicator: str) -> TargetDraft:
        """Return what a cell is given of an indicator."""
        key = text.fold(indicator)
        found = (one for one in self.targets if one.cell_id == cell_id and text.fold(one.indicator) == key)
        return next(found, TargetDraft(cell_id, indicator))


def sheet(office: Office, year: int) -> TargetSheet:
    """Return the targets of a year for every cell that existed in it."""
    with office.read() as session:
        driver = driver_of(session)
        cells = queries.cells(driver, date(year, 1, 1), date(year, 12, 31))
        admitted = criteria_metrics.admitted_in(session, year)
        rows = list(_rows(session, year))
        return TargetSheet(
            year,
            tuple(
                TargetCell(cell.id, cell.name, cell.report_group, admitted.get(cell.id, 0))
                for cell in sorted(cells, key=lambda cell: (cell.order, cell.id))
            ),
            _indicators(rows),
            tuple(TargetDraft(row.cell_id, row.indicator, row.assigned, row.reached) for row in rows),
            rating_facts.closed(session, year),
        )


def _rows(session: Session, year: int) -> Iterable[CellTarget]:
    query = select(CellTarget).where(CellTarget.year == year).order_by(CellTarget.position, CellTarget.id)
    return session.scalars(query)


def _indicators(rows: Iterable[CellTarget]) -> tuple[Indicator, ...]:
    found: dict[str, Indicator] = {}
    for row in rows:
        one = Indicator(row.indicator, row.unit, row.is_lower_better, row.is_admission)
        found.setdefault(one.key, one)
    return tuple(found.values())


def as_last_year(office: Office, year: int) -> TargetSheet:
    """Return the sheet of a year with the indicators and figures given the year before, nothing reached yet.

    Raises Refused when the year before has none.
    """
    now, before = sheet(office, year), sheet(office, year - 1)
    if not before.indicators:
        raise Refused(f"Năm {year - 1} chưa ghi chỉ tiêu nào để chép.")
    known = {one.key for one in now.indicators}
    there = {cell.id for cell in now.cells}
    given = {(one.cell_id, text.fold(one.indicator)) for one in now.targets}
    added = tuple(
        replace(one, reached=None)
        for one in before.targets
        if one.cell_id in there and (one.cell_id, text.fold(one.indicator)) not in given
    )
    indicators = (*now.indicators, *(one for one in before.indicators if one.key not in known))
    return replace(now, indicators=indicators, targets=(*now.targets, *added))


def problems(sheet: TargetSheet) -> list[Problem]:
    """Check a sheet; the field is the place of the indicator, or "cell:place" of a figure."""
    found = []
    seen: set[str] = set()
    admissions = 0
    for place, one in enumerate(sheet.indicators):
        if not text.clean(one.name):
            found.append(Problem(str(place), "Chỉ tiêu chưa có tên."))
        elif one.key in seen:
            found.append(Problem(str(place), f"Chỉ tiêu “{one.name}” ghi hai lần."))
        seen.add(one.key)
        admissions += one.is_admission
    if admissions > 1:
        found.append(Problem("", "Chỉ một chỉ tiêu là chỉ tiêu kết nạp đảng viên."))
    if len(sheet.indicators) > MOST:
        found.append(Problem("", f"Có {len(sheet.indicators)} chỉ tiêu; mỗi năm nhiều nhất {MOST}."))
    for given in sheet.targets:
        for value in (given.assigned, given.reached):
            if value is not None and value < 0:
                found.append(Problem("", f"Chỉ tiêu “{given.indicator}”: số không được âm."))
        if given.assigned is None and given.reached is not None:
            found.append(Problem("", f"Chỉ tiêu “{given.indicator}” có kết quả mà chưa ghi số giao."))
    return found


def _given_to_nobody(sheet: TargetSheet) -> list[Problem]:
    """Name indicators no cell is given: they would be gone when the window opens again."""
    given = {text.fold(one.indicator) for one in sheet.targets if one.assigned is not None}
    return [
        Problem(str(place), f"Chỉ tiêu “{one.name}” chưa giao cho chi bộ nào; hãy ghi số giao hoặc bỏ chỉ tiêu.")
        for place, one in enumerate(sheet.indicators)
        if one.key not in given
    ]


def save(office: Office, sheet: TargetSheet, cell_ids: Collection[int] | None = None) -> Changes:
    """Save the targets of a year, of all cells or of ``cell_ids`` alone. Raises Problems, Refused for a closed year."""
    found = [*problems(sheet), *_given_to_nobody(sheet)]
    if found:
        raise Problems(found)
    cells = {cell.id for cell in sheet.cells} if cell_ids is None else set(cell_ids)
    with office.work("cell_targets.save", f"Ghi chỉ tiêu năm {sheet.year} của các chi bộ") as session:
        if lock := rating_facts.closed(session, sheet.year):
            raise Refused(lock)
        stored: dict[int, list[CellTarget]] = defaultdict(list)
        for row in _rows(session, sheet.year):
            stored[row.cell_id].append(row)
        for cell_id in sorted(cells):
            _save_cell(session, sheet, cell_id, stored[cell_id])
    return Changes.of(Kind.CAMPAIGNS)


def _save_cell(session: Session, sheet: TargetSheet, cell_id: int, stored: Sequence[CellTarget]) -> None:
    known = {text.fold(row.indicator): row for row in stored}
    kept: list[CellTarget] = []
    for one in sheet.indicators:
        given = sheet.of(cell_id, one.name)
        if given.assigned is None:
            continue
        row = known.pop(one.key, None)
        if row is None:
            row = CellTarget(
                cell_id=cell_id,
                year=sheet.year,
                position=_ASIDE + len(kept),
                indicator=one.name,
                assigned=given.assigned,
            )
            session.add(row)
        row.indicator, row.unit, row.assigned = text.clean(one.name), one.unit, given.assigned
        row.is_lower_better, row.is_admission = one.is_lower_better, one.is_admission
        row.reached = None if one.is_admission else given.reached
        kept.append(row)
    for row in known.values():
        session.delete(row)
    session.flush()
    # Places are unique within a cell: they move out of the way first.
    if [row.position for row in kept] != list(range(len(kept))):
        for place, row in enumerate(kept):
            row.position = 2 * _ASIDE + place
        session.flush()
        for place, row in enumerate(kept):
            row.position = place


def told(sheet: TargetSheet, cell_id: int) -> str:
    """Say how a cell stands: "5/6 chỉ tiêu đạt, 2 vượt; kết nạp 1/2"; "" where it is given nothing."""
    facts = []
    admission = ""
    admitted = next((cell.admitted for cell in sheet.cells if cell.id == cell_id), 0)
    for one in sheet.indicators:
        given = sheet.of(cell_id, one.name)
        if given.assigned is None:
            continue
        if one.is_admission:
            admission = f"kết nạp {admitted}/{given.assigned.normalize():f}"
        else:
            facts.append(TargetFact(one.name, given.assigned, given.reached, one.is_lower_better))
    done, over = sum(fact.is_done for fact in facts), sum(fact.is_over for fact in facts)
    parts = [f"{done}/{len(facts)} chỉ tiêu đạt, {over} vượt"] if facts else []
    return "; ".join([*parts, *([admission] if admission else [])])
