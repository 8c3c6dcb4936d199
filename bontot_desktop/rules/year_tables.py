"""The eight tables of a year's report (recognition.md §11.3), made once for the screen, the paper and the workbook."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from bontot_desktop import dates
from bontot_desktop.rules import year_statistics as figures
from bontot_desktop.rules.awards import dong
from bontot_desktop.rules.closed_year import ClosedCell
from bontot_desktop.rules.recognition import TOOK_PART, QualityLevel, Scoring
from bontot_desktop.rules.scoring import show
from bontot_desktop.rules.shares import is_rounded, percent
from bontot_desktop.rules.shares import shares as adding_up
from bontot_desktop.rules.year_ratings import NOBODY, Tally
from bontot_desktop.rules.year_statistics import Base, Share, YearView, written

_TICK = "x"
#: The first line of the comparison: whatever is counted is read beside it.
_CELLS = "Tổng số chi bộ"


@dataclass(frozen=True, slots=True)
class Head:
    """A column: its heading, and how its cells stand."""

    title: str
    align: Literal["left", "center", "right"] = "center"
    #: Width on paper in mm, 0 shares what is left.
    width: float = 0.0


@dataclass(frozen=True, slots=True)
class Row:
    """A row of written cells; ``cells`` are those behind it, for a look at them; a total stands apart."""

    values: tuple[str, ...]
    is_total: bool = False
    cell_ids: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class YearTable:
    """A table: "Biểu 1", what it shows, its rows, and what is said under it."""

    key: str
    title: str
    heads: tuple[Head, ...]
    rows: tuple[Row, ...]
    note: str = ""

    @property
    def name(self) -> str:
        """Name it in a list: "Biểu 1. Đăng ký, công nhận theo loại hình"; the list of figures has no number."""
        return f"Biểu {self.key[1:]}. {self.title}" if self.key[1:] else self.title


def tables(years: Sequence[YearView], note: str = "") -> list[YearTable]:
    """Make the eight tables of the newest of the years (oldest first); ``note`` tells what was adjusted since."""
    view = years[-1]
    note = note or view.note
    return [
        registered(view, note),
        rated_cells(view, note),
        rated_members(view),
        recognised(view, note),
        refused(view),
        compared(years),
        meetings(view),
        awards(view),
    ]


def _grouped(view: YearView) -> list[tuple[str, list[ClosedCell]]]:
    parts = [(group, [cell for cell in view.cells if cell.group == group]) for group in view.groups()]
    return [*parts, ("Cộng", list(view.cells))] if len(parts) > 1 else [("Cộng", list(view.cells))]


def _ids(cells: Sequence[ClosedCell]) -> tuple[int, ...]:
    return tuple(cell.cell_id for cell in cells)


def _share(part: int, of: int) -> str:
    return written(percent(part, of))


def registered(view: YearView, note: str = "") -> YearTable:
    """Biểu 1: registration and recognition by kind of cells."""
    rows = []
    for group, cells in _grouped(view):
        base = figures.base(cells)
        rows.append(
            Row(
                (
                    group,
                    str(base.cells),
                    str(base.registered),
                    _share(base.registered, base.cells),
                    str(base.self_scored),
                    str(base.proposed),
                    str(base.recognised),
                    _share(base.recognised, base.registered),
                    _share(base.recognised, base.cells),
                    str(base.refused),
                ),
                is_total=group == "Cộng",
                cell_ids=_ids(cells),
            )
        )
    heads = (
        Head("Loại hình", "left"),
        Head("Số chi bộ", width=13),
        Head("Đăng ký", width=13),
        Head("% đăng ký", width=17),
        Head("Đã tự chấm", width=13),
        Head("Đủ điều kiện", width=14),
        Head("Công nhận", width=14),
        Head("% so với đăng ký", width=17),
        Head("% so với tổng số", width=17),
        Head("Không công nhận", width=15),
    )
    return YearTable("B1", "Đăng ký, công nhận theo loại hình", heads, tuple(rows), note)


def rated_cells(view: YearView, note: str = "") -> YearTable:
    """Biểu 2: the ratings of cells, one row a cell; those annulled are told below."""
    with_points = any(cell.rating_points is not None for cell in view.cells)
    rows = [
        Row(
            (
                str(number),
                cell.name,
                "" if cell.members is None else str(cell.members.total),
                *(([_points(cell.rating_points)]) if with_points else []),
                *(_TICK if cell.rating is level else "" for level in QualityLevel),
                _TICK if cell.state in figures.RECOGNISED else "",
                _TICK if cell.is_exemplary else "",
            ),
            cell_ids=(cell.cell_id,),
        )
        for number, cell in enumerate(view.cells, start=1)
    ]
    base = figures.base(view.cells)
    members = sum(cell.members.total for cell in view.cells if cell.members is not None)
    total = ("", "Cộng", str(members), *([""] if with_points else []), *(str(level) for level in base.levels))
    rows.append(Row((*total, str(base.recognised), str(base.exemplary)), is_total=True, cell_ids=_ids(view.cells)))
    heads = (
        Head("TT", width=9),
        Head("Chi bộ", "left"),
        Head("Tổng số đảng viên", width=15),
        *([Head("Điểm", width=14)] if with_points else []),
        Head("Xuất sắc", width=14),
        Head("Tốt", width=12),
        Head("Hoàn thành", width=15),
        Head("Không hoàn thành", width=16),
        Head("4 tốt", width=12),
        Head("Tiêu biểu", width=13),
    )
    return YearTable(
        "B2", "Xếp loại chi bộ", heads, tuple(rows), "\n".join((*view.figures.annulled, *note.splitlines()))
    )


def rated_members(view: YearView) -> YearTable:
    """Biểu 3: the ratings of members by cell; the shares of a row add to 100."""
    rows = [
        _members_row(str(number), cell.name, cell.members or NOBODY, (cell.cell_id,))
        for number, cell in enumerate(view.cells, start=1)
    ]
    total = figures.base(view.cells).members
    rows.append(_members_row("", "Cộng", total, _ids(view.cells), is_total=True))
    heads = (
        Head("TT", width=8),
        Head("Chi bộ", "left"),
        Head("Tổng số", width=11),
        Head("Miễn", width=11),
        Head("Đình chỉ", width=11),
        Head("< 6 tháng", width=12),
        Head("Được đánh giá", width=13),
        Head("Xuất sắc", width=13),
        Head("%", width=17),
        Head("Tốt", width=11),
        Head("%", width=17),
        Head("Hoàn thành", width=14),
        Head("Không HT", width=13),
        Head("% tốt trở lên", width=17),
    )
    tallies = [total, *(cell.members for cell in view.cells if cell.members is not None)]
    rounded = any(is_rounded(tally.levels()) for tally in tallies)
    note = "Tỷ lệ được làm tròn để cộng lại bằng 100 %." if rounded else ""
    return YearTable("B3", "Xếp loại đảng viên", heads, tuple(rows), note)


def _members_row(number: str, name: str, tally: Tally, ids: tuple[int, ...], *, is_total: bool = False) -> Row:
    parts = adding_up(tally.levels())
    # "Trở lên" is the sum of the two shares beside it.
    best, good, both = map(written, (parts[0], parts[1], parts[0] + parts[1])) if tally.rated else ("–",) * 3
    return Row(
        (
            number,
            name,
            str(tally.total),
            str(tally.exempt),
            str(tally.suspended),
            str(tally.new + tally.other),
            str(tally.evaluated),
            str(tally.excellent),
            best,
            str(tally.good),
            good,
            str(tally.completed),
            str(tally.not_completed),
            both,
        ),
        is_total=is_total,
        cell_ids=ids,
    )


def recognised(view: YearView, note: str = "") -> YearTable:
    """Biểu 4: the cells that were recognised."""
    chosen = [cell for cell in view.cells if cell.state in figures.RECOGNISED]
    with_points = view.year.scoring is Scoring.POINTS
    rows = [
        Row(
            (
                str(number),
                cell.name,
                cell.secretary,
                "" if cell.members is None else str(cell.members.total),
                *([_points(cell.counted_total)] if with_points else []),
                cell.rating.label if cell.rating else "",
                str(cell.streak or ""),
                "Chi bộ điểm" if cell.is_pilot else "",
            ),
            cell_ids=(cell.cell_id,),
        )
        for number, cell in enumerate(chosen, start=1)
    ]
    heads = (
        Head("TT", width=9),
        Head("Chi bộ", "left"),
        Head("Bí thư", "left"),
        Head("Số đảng viên", width=14),
        *([Head("Điểm", width=14)] if with_points else []),
        Head("Xếp loại chất lượng", "left"),
        Head("Số năm liên tục", width=15),
        Head("Ghi chú", "left", 20),
    )
    decided = view.year.decision_no
    by = (
        f"Theo Quyết định số {decided}, ngày {dates.short(view.year.decided_on)}."
        if decided and view.year.decided_on
        else ""
    )
    return YearTable("B4", "Danh sách được công nhận", heads, tuple(rows), "\n".join(filter(None, (by, note))))


def refused(view: YearView) -> YearTable:
    """Biểu 5: the cells that were not recognised, with the reasons they were told."""
    chosen = [cell for cell in view.cells if cell.state in figures.REFUSED]
    rows = [
        Row(
            (
                str(number),
                cell.name,
                cell.rating.label if cell.rating else "",
                ", ".join(row.reason.value for row in cell.reasons),
                "\n".join(row.text or row.reason.label for row in cell.reasons),
            ),
            cell_ids=(cell.cell_id,),
        )
        for number, cell in enumerate(chosen, start=1)
    ]
    heads = (
        Head("TT", width=9),
        Head("Chi bộ", "left"),
        Head("Xếp loại chất lượng", "left"),
        Head("Mã lý do", width=16),
        Head("Lý do không công nhận", "left"),
    )
    counted = "; ".join(f"{reason.value} {reason.label}: {count:02d}" for reason, count in figures.reasons(view.cells))
    return YearTable(
        "B5", "Không được công nhận và lý do", heads, tuple(rows), f"Tổng hợp: {counted}." if counted else ""
    )


#: What is compared from year to year: its words, how it is had, and which cells are behind it.
_Compared = tuple[str, Callable[[YearView, Base], "int | Share | None"], Callable[[ClosedCell], bool]]


def _of(share_id: str) -> Callable[[YearView, Base], Share]:
    return lambda _, base: next(share for share in figures.shares(base) if share.id == share_id)


def _once_decided(share_id: str) -> Callable[[YearView, Base], Share | None]:
    """Leave a share of recognition empty until it is decided: nothing decided is not nobody recognised."""
    had = _of(share_id)
    return lambda view, base: had(view, base) if view.is_decided else None


def _all(_: ClosedCell) -> bool:
    return True


def _none(_: ClosedCell) -> bool:
    return False


def _registered(cell: ClosedCell) -> bool:
    return cell.state in TOOK_PART


def _recognised(cell: ClosedCell) -> bool:
    return cell.state in figures.RECOGNISED


def _good(cell: ClosedCell) -> bool:
    return cell.rating in (QualityLevel.EXCELLENT, QualityLevel.GOOD)


_COMPARED: tuple[_Compared, ...] = (
    (_CELLS, lambda _, base: base.cells, _all),
    ("Chi bộ đăng ký", lambda _, base: base.registered, _registered),
    ("Tỷ lệ đăng ký (%)", _of("R1"), _registered),
    ("Chi bộ được công nhận", lambda view, base: base.recognised if view.is_decided else None, _recognised),
    ("Tỷ lệ công nhận so với đăng ký (%)", _once_decided("R2"), _recognised),
    ("Tỷ lệ công nhận so với tổng số (%)", _once_decided("R3"), _recognised),
    (
        "Chi bộ hoàn thành xuất sắc nhiệm vụ",
        lambda _, base: base.levels[0] if base.rated else None,
        lambda cell: cell.rating is QualityLevel.EXCELLENT,
    ),
    ("Chi bộ hoàn thành tốt nhiệm vụ trở lên (%)", _of("R6e"), _good),
    ("Tổng số đảng viên", lambda _, base: base.members.total, _all),
    ("Đảng viên hoàn thành tốt nhiệm vụ trở lên (%)", _of("R8e"), _all),
    ("Kết nạp đảng viên", lambda view, _: view.figures.admitted, _none),
    ("Đảng viên bị kỷ luật", lambda view, _: view.figures.disciplined, _none),
)


def compared(years: Sequence[YearView]) -> YearTable:
    """Biểu 6: figures of up to five years, and the last change; the number of cells stands first (§11.2).

    Kinds of cells are compared as they are now: a cell of an older year counts with the kind it has in the newest, one
    that was merged or split with the kind of what came of it.
    """
    bases = [figures.base(view.cells) for view in years]
    rows = []
    for name, had, is_behind in _COMPARED:
        found = [had(view, base) for view, base in zip(years, bases, strict=True)]
        behind = tuple(cell.cell_id for cell in years[-1].cells if is_behind(cell))
        rows.append(Row((name, *(_value(one) for one in found), _changed(name, found)), cell_ids=behind))
    rows += _compared_by_kind(years)
    marks = ["*" if view.note else "" for view in years]
    heads = (
        Head("Chỉ tiêu", "left"),
        *(Head(f"Năm {view.year.year}{mark}", "right", 20) for view, mark in zip(years, marks, strict=True)),
        Head("Tăng, giảm so với năm trước", "left", 36),
    )
    return YearTable("B6", "So sánh các năm", heads, tuple(rows), "\n".join(_notes(years)))


def _compared_by_kind(years: Sequence[YearView]) -> list[Row]:
    """Set recognition side by side for each kind of cells of the newest year, always with the number of cells."""
    newest = years[-1]
    groups = newest.groups()
    if len(years) < 2 or len(groups) < 2:
        return []
    now = dict(newest.figures.kinds_now) | {cell.cell_id: cell.group for cell in newest.cells}
    rows = []
    for group in groups:
        found = []
        for view in years:
            cells = [cell for cell in view.cells if now.get(cell.cell_id, cell.group) == group]
            counted = figures.base(cells)
            found.append(Share("R3", group, counted.recognised, counted.cells if view.is_decided else 0))
        values = [f"{written(one.value)} ({one.part}/{one.of})" if one.of else "–" for one in found]
        behind = tuple(cell.cell_id for cell in newest.cells if cell.group == group)
        rows.append(Row((f"Tỷ lệ công nhận, {group} (%)", *values, _changed(group, found)), cell_ids=behind))
    return rows


def _notes(years: Sequence[YearView]) -> Iterator[str]:
    for view in years:
        if not view.is_decided:
            yield f"Năm {view.year.year} chưa có quyết định công nhận."
    if len(years) > 1:
        counts = ", ".join(f"năm {view.year.year} có {len(view.cells)}" for view in years)
        yield f"Số chi bộ tại ngày chốt của từng năm: {counts}. Tỷ lệ làm tròn đến hai chữ số thập phân."
        if years[-1].figures.kinds_now:
            yield "Chi bộ đã sáp nhập, chia tách được tính vào loại hình của chi bộ hiện nay."
    for view in years:
        if view.note:
            yield f"* Số liệu năm {view.year.year} được điều chỉnh: {' '.join(view.note.split())}"


def _value(found: int | Share | None) -> str:
    if found is None:
        return "–"
    return written(found.value) if isinstance(found, Share) else str(found)


def _changed(name: str, found: Sequence[int | Share | None]) -> str:
    if len(found) < 2:
        return ""
    now, before = found[-1], found[-2]
    if isinstance(now, Share) and isinstance(before, Share):
        return figures.change(name, now, before).words
    if isinstance(now, int) and isinstance(before, int):
        return figures.change_of_count(name, now, before).words
    return ""


def meetings(view: YearView) -> YearTable:
    """Biểu 7: the year's meetings by kind of cells, pooled; themed ones by quarters that had enough of those owed."""
    rows = [
        Row(
            (
                one.group,
                f"{one.held}/{one.owed}",
                _share(one.held, one.owed),
                f"{one.themed_met}/{one.themed_owed}",
                _share(one.present, one.expected),
                _share(one.speakers, one.attended),
                *(str(count) for count in one.ratings),
            ),
            cell_ids=one.cell_ids,
        )
        for one in view.figures.meetings
    ]
    if len(rows) > 1:
        rows.append(_meetings_total(view))
    heads = (
        Head("Loại hình", "left"),
        Head("Thường kỳ đã họp", width=18),
        Head("% đủ kỳ", width=17),
        Head("Quý đủ chuyên đề", width=18),
        Head("% dự họp", width=17),
        Head("% phát biểu", width=17),
        Head("Tốt", width=12),
        Head("Khá", width=12),
        Head("Trung bình", width=13),
        Head("Kém", width=11),
    )
    return YearTable("B7", "Kết quả sinh hoạt chi bộ", heads, tuple(rows))


def _meetings_total(view: YearView) -> Row:
    sums = view.figures.meetings

    def add(name: str) -> int:
        return sum(int(getattr(one, name)) for one in sums)

    return Row(
        (
            "Cộng",
            f"{add('held')}/{add('owed')}",
            _share(add("held"), add("owed")),
            f"{add('themed_met')}/{add('themed_owed')}",
            _share(add("present"), add("expected")),
            _share(add("speakers"), add("attended")),
            *(str(sum(one.ratings[place] for one in sums)) for place in range(4)),
        ),
        is_total=True,
        cell_ids=tuple(cell for one in sums for cell in one.cell_ids),
    )


def awards(view: YearView) -> YearTable:
    """Biểu 8: rewards and money."""
    rows = [
        Row((str(number), one.name, str(one.number), dong(one.money) if one.is_own else "–"), cell_ids=one.cell_ids)
        for number, one in enumerate(view.figures.awards, start=1)
    ]
    given = view.figures.awards
    if given:
        money = dong(sum((one.money for one in given), Decimal(0)))
        rows.append(Row(("", "Cộng", str(sum(one.number for one in given)), money), is_total=True))
    heads = (
        Head("TT", width=10),
        Head("Hình thức khen thưởng", "left"),
        Head("Số lượng", width=22),
        Head("Kinh phí (đồng)", "right", 34),
    )
    return YearTable("B8", "Khen thưởng và kinh phí", heads, tuple(rows))


def _points(points: Decimal | None) -> str:
    return "" if points is None else show(points)
