"""The figures R1–R23 of a year in one list (recognition.md §11.2), each beside that of the year before."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from bontot_desktop.rules import year_statistics as figures
from bontot_desktop.rules.awards import dong
from bontot_desktop.rules.closed_year import ClosedCell
from bontot_desktop.rules.recognition import TOOK_PART, QualityLevel
from bontot_desktop.rules.scoring import show
from bontot_desktop.rules.shares import is_rounded, percent
from bontot_desktop.rules.shares import shares as adding_up
from bontot_desktop.rules.statistics import grouped
from bontot_desktop.rules.year_statistics import Change, YearView, written
from bontot_desktop.rules.year_tables import Head, Row, YearTable

#: Key of the list among the tables of a year.
KEY = "R"
#: Figures that make a whole: their printed shares add to 100.
_WHOLES = (("R6a", "R6b", "R6c", "R6d"), ("R8a", "R8b", "R8c", "R8d"))
_HUNDREDTH = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class _Figure:
    """A figure: its id, its name, its value as it is printed, what it was counted from, and the cells behind it."""

    key: str
    name: str
    value: Decimal | None
    counted: str = ""
    cell_ids: tuple[int, ...] = ()
    is_percent: bool = True

    @property
    def text(self) -> str:
        """Write it: "86,96 %", "1.204", "92,50"; "–" where there is nothing."""
        if self.value is None:
            return "–"
        return f"{written(self.value)} %" if self.is_percent else figures.number(self.value)


def indicators(years: Sequence[YearView]) -> YearTable:
    """Make the list of the newest of the years (oldest first); nothing stands beside it where there is no other."""
    view, before = years[-1], years[-2] if len(years) > 1 else None
    old = {} if before is None else {(one.key, one.name): one for one in _figures(before, None)}
    rows = []
    for one in _figures(view, before):
        values: tuple[str, ...] = (one.key, one.name, one.text, one.counted)
        if before is not None:
            then = old.get((one.key, one.name))
            words = "" if then is None else Change(one.name, one.value, then.value, one.is_percent).words
            values = (*values, "" if then is None else then.text, words)
        rows.append(Row(values, cell_ids=one.cell_ids))
    heads: tuple[Head, ...] = (
        Head("Mã", "left", 14),
        Head("Chỉ tiêu", "left"),
        Head("Kết quả", "right", 24),
        Head("Số liệu", "right", 44),
    )
    if before is not None:
        heads = (*heads, Head(f"Năm {before.year.year}", "right", 24), Head("Tăng, giảm", "left", 42))
    base = figures.base(view.cells)
    rounded = is_rounded(base.levels) or is_rounded(base.members.levels())
    note = "Tỷ lệ xếp loại được làm tròn để cộng lại bằng 100 %." if rounded else ""
    return YearTable(KEY, "Các chỉ tiêu tổng hợp", heads, tuple(rows), note)


def _figures(view: YearView, before: YearView | None) -> Iterator[_Figure]:
    yield from _shares(view)
    yield from _points(view)
    yield from _kept(view, before)
    yield from _people(view)
    yield from _meetings(view)
    yield from _awards(view)
    yield from _progress(view)


def _shares(view: YearView) -> Iterator[_Figure]:
    listed = figures.shares(figures.base(view.cells))
    printed = {share.id: share.value for share in listed}
    parts = {share.id: share.part for share in listed}
    for whole in _WHOLES:
        if sum(parts[one] for one in whole):
            printed |= zip(whole, adding_up([parts[one] for one in whole]), strict=True)
            # "Trở lên" is the sum of the two lines it stands under.
            printed[f"{whole[0][:-1]}e"] = (printed[whole[0]] or 0) + (printed[whole[1]] or Decimal(0))
    for share in listed:
        behind = _ids(view, _BEHIND[share.id]) if share.id in _BEHIND else ()
        yield _Figure(share.id, share.name, printed[share.id], _counted(share.part, share.of), behind)


def _took_part(cell: ClosedCell) -> bool:
    return cell.state in TOOK_PART


def _recognised(cell: ClosedCell) -> bool:
    return cell.state in figures.RECOGNISED


def _rated(*levels: QualityLevel) -> Callable[[ClosedCell], bool]:
    return lambda cell: cell.rating in levels


#: Which cells a figure counts.
_BEHIND: dict[str, Callable[[ClosedCell], bool]] = {
    "R1": _took_part,
    "R2": _recognised,
    "R3": _recognised,
    "R4": lambda cell: cell.state in figures.PROPOSED,
    "R5": lambda cell: cell.is_pilot,
    **{key: _rated(level) for key, level in zip(_WHOLES[0], QualityLevel, strict=True)},
    "R6e": _rated(QualityLevel.EXCELLENT, QualityLevel.GOOD),
    "R7": _rated(QualityLevel.EXCELLENT),
}


def _points(view: YearView) -> Iterator[_Figure]:
    spread = figures.totals(view.cells)
    if spread.count:
        behind = _ids(view, lambda cell: cell.state in figures.VERIFIED)
        counted = f"{spread.count} chi bộ"
        for name, value in (
            ("Điểm thẩm định bình quân", spread.mean),
            ("Điểm cao nhất", spread.most),
            ("Điểm thấp nhất", spread.least),
            ("Điểm trung vị", spread.middle),
        ):
            yield _Figure("R11", name, value, counted, behind, is_percent=False)
        yield from _means(view)
    mean, far = figures.gap(view.cells)
    if mean is not None:
        name = "Chênh lệch tự chấm – thẩm định (điểm)"
        yield _Figure("R12", name, mean, f"{far} chi bộ từ 5 điểm", _ids(view, _is_far), is_percent=False)
    for lost in figures.losses(view.year):
        yield _Figure("R13", f"Mất điểm: {lost.title}", lost.share, f"{show(lost.counted)}/{show(lost.maximum)}")
    yield from _worst(view)


def _worst(view: YearView) -> Iterator[_Figure]:
    """Return the criteria that lost the most (R13): their points, or how many cells passed them."""
    for lost in figures.worst(view):
        name = f"Tiêu chí mất điểm nhiều, {lost.code}: {lost.title}"
        yield _Figure("R13", name, lost.share, f"{show(lost.counted)}/{show(lost.maximum)}")


def _means(view: YearView) -> Iterator[_Figure]:
    """Return the mean of each group of criteria (R11), in the order of the set."""
    found: dict[str, list[Decimal]] = defaultdict(list)
    titles: dict[str, str] = {}
    for cell in view.cells:
        for group in cell.groups:
            if cell.state in figures.VERIFIED and group.counted is not None:
                found[group.code].append(group.counted)
                titles[group.code] = group.title
    for code, points in sorted(found.items()):
        mean = (sum(points, Decimal(0)) / len(points)).quantize(_HUNDREDTH, ROUND_HALF_UP)
        yield _Figure("R11", f"Điểm bình quân: {titles[code]}", mean, f"{len(points)} chi bộ", is_percent=False)


def _is_far(cell: ClosedCell) -> bool:
    if cell.own_total is None or cell.counted_total is None:
        return False
    return abs(cell.own_total - cell.counted_total) >= figures.FAR_APART


def _kept(view: YearView, before: YearView | None) -> Iterator[_Figure]:
    if before is not None:
        heirs = view.figures.heirs
        kept = figures.kept(view.cells, before.cells, heirs)
        there, followed = {cell.cell_id for cell in view.cells}, dict(heirs)
        had = {
            cell.cell_id if cell.cell_id in there else followed.get(cell.cell_id)
            for cell in before.cells
            if _recognised(cell)
        }
        stayed = _ids(view, lambda cell: _recognised(cell) and cell.cell_id in had)
        share = kept.share
        yield _Figure("R15", share.name, share.value, _counted(share.part, share.of), stayed)
        new = _ids(view, lambda cell: _recognised(cell) and cell.cell_id not in had)
        yield _count("R15", "Chi bộ mới đạt danh hiệu", len(kept.new), behind=new)
        lost = _ids(view, lambda cell: not _recognised(cell) and cell.cell_id in had)
        yield _count("R15", "Chi bộ không giữ được danh hiệu", len(kept.lost), behind=lost)
        if kept.ended:
            yield _count("R15", "Chi bộ có danh hiệu năm trước đã kết thúc, không tính", len(kept.ended))
    words = ("1 năm", "2 năm liên tục", "3 năm liên tục", "4 năm liên tục", "5 năm liên tục trở lên")
    for length, (word, count) in enumerate(zip(words, figures.streaks(view.cells), strict=True), start=1):
        if count:
            ids = tuple(cell.cell_id for cell in view.cells if _recognised(cell) and min(cell.streak, 5) == length)
            yield _count("R16", f"Chi bộ đạt danh hiệu {word}", count, behind=ids)


def _people(view: YearView) -> Iterator[_Figure]:
    told, members = view.figures, figures.base(view.cells).members.total
    if told.admitted is not None:
        aim = told.admission_target
        if aim:
            yield _share("R17", "Kết nạp đảng viên so với chỉ tiêu", told.admitted, aim)
        yield _share("R17", "Kết nạp so với tổng số đảng viên", told.admitted, members)
    yield _share("R18", "Đảng viên bị kỷ luật", told.disciplined, members)
    yield _count("R18", "Chi bộ có đảng viên bị kỷ luật", told.cells_disciplined)


def _meetings(view: YearView) -> Iterator[_Figure]:
    sums = view.figures.meetings

    def add(name: str) -> int:
        return sum(int(getattr(one, name)) for one in sums)

    yield _share("R19", "Duy trì sinh hoạt thường kỳ", add("held"), add("owed"))
    yield _share("R19", "Đảng viên dự sinh hoạt", add("present"), add("expected"))
    yield _share("R19", "Đảng viên phát biểu ý kiến", add("speakers"), add("attended"))
    quarters = f"đủ {add('themed_met')}/{add('themed_owed')} quý của các chi bộ"
    yield _count("R19", "Buổi sinh hoạt chuyên đề", add("themed"), quarters)
    rated = [sum(one.ratings[place] for one in sums) for place in range(4)]
    if any(rated):
        for word, count, share in zip(("Tốt", "Khá", "Trung bình", "Kém"), rated, adding_up(rated), strict=True):
            yield _Figure("R19", f"Buổi sinh hoạt xếp loại {word}", share, _counted(count, sum(rated)))


def _awards(view: YearView) -> Iterator[_Figure]:
    cells = len(view.cells)
    for given in view.figures.awards:
        each = (Decimal(given.number * 100) / cells).quantize(_HUNDREDTH, ROUND_HALF_UP) if cells else None
        money = f"{dong(given.money)} đồng; " if given.is_own else ""
        counted = f"{money}{written(each)} trên 100 chi bộ"
        yield _count("R20", given.name, given.number, counted, given.cell_ids)


def _progress(view: YearView) -> Iterator[_Figure]:
    for share in figures.on_time(view.cells, view.year.self_score_until):
        yield _share("R21", share.name, share.part, share.of)
    told = view.figures
    if told.briefings:
        counted = f"{grouped(told.participants)} lượt người" if told.participants else ""
        yield _count("R22", "Hội nghị quán triệt, phát động", told.briefings, counted)
    for whose, papers in (("Đảng ủy", told.papers), ("chi bộ", told.cell_papers)):
        if papers:
            listed = ", ".join(f"{count} {name[:1].lower()}{name[1:]}" for name, count in papers)
            yield _count("R22", f"Văn bản của {whose}", sum(count for _, count in papers), listed)
    for reason, count in figures.reasons(view.cells):
        ids = tuple(cell.cell_id for cell in view.cells if any(row.reason is reason for row in cell.reasons))
        yield _count("R23", f"Không công nhận, {reason.value}: {reason.label}", count, behind=ids)


def _share(key: str, name: str, part: int, of: int) -> _Figure:
    return _Figure(key, name, percent(part, of), _counted(part, of))


def _count(key: str, name: str, number: int, counted: str = "", behind: tuple[int, ...] = ()) -> _Figure:
    return _Figure(key, name, Decimal(number), counted, behind, is_percent=False)


def _ids(view: YearView, chosen: Callable[[ClosedCell], bool]) -> tuple[int, ...]:
    return tuple(cell.cell_id for cell in view.cells if chosen(cell))


def _counted(part: int, of: int) -> str:
    return f"{grouped(part)}/{grouped(of)}" if of else ""
