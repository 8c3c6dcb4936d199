"""The charts beside the tables of a year: what a table's most telling columns look like."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction

from bontot_desktop.rules import year_statistics as figures
from bontot_desktop.rules.charts import Chart, Series
from bontot_desktop.rules.shares import percent
from bontot_desktop.rules.statistics import grouped
from bontot_desktop.rules.year_statistics import Base, YearView, written

#: Part and whole of a share.
_Pair = tuple[int, int]


def chart(key: str, years: Sequence[YearView]) -> Chart | None:
    """Draw a table ("B1") of the newest of the years (oldest first); None where there is nothing to compare."""
    drawn = _CHARTS.get(key)
    return None if drawn is None else drawn(years)


def _series(name: str, pairs: Sequence[_Pair]) -> Series:
    return Series(
        name,
        tuple(Fraction(part, of) if of else None for part, of in pairs),
        tuple(f"{written(percent(part, of))} %" if of else "–" for part, of in pairs),
    )


def _by_kind(title: str, *named: tuple[str, Callable[[Base], _Pair]]) -> Callable[[Sequence[YearView]], Chart | None]:
    def draw(years: Sequence[YearView]) -> Chart | None:
        view = years[-1]
        groups = view.groups()
        bases = [figures.base([cell for cell in view.cells if cell.group == group]) for group in groups]
        listed = tuple(_series(name, [pair(base) for base in bases]) for name, pair in named)
        return _of(f"{title}, năm {view.year.year}", tuple(groups), listed)

    return draw


def _of(title: str, labels: tuple[str, ...], series: tuple[Series, ...]) -> Chart | None:
    if not labels or all(value is None for one in series for value in one.values):
        return None
    return Chart(title, labels, series)


def _compared(years: Sequence[YearView]) -> Chart | None:
    if len(years) < 2:
        return None
    bases = [figures.base(view.cells) for view in years]
    return _of(
        "Đăng ký và công nhận so với tổng số chi bộ qua các năm",
        tuple(f"{view.year.year}{'*' if view.note else ''} ({len(view.cells)} chi bộ)" for view in years),
        (
            _series("Đăng ký", [(base.registered, base.cells) for base in bases]),
            _series("Công nhận", [(base.recognised, base.cells) for base in bases]),
        ),
    )


def _meetings(years: Sequence[YearView]) -> Chart | None:
    sums = years[-1].figures.meetings
    return _of(
        f"Dự sinh hoạt và phát biểu ý kiến, năm {years[-1].year.year}",
        tuple(one.group for one in sums),
        (
            _series("Dự sinh hoạt", [(one.present, one.expected) for one in sums]),
            _series("Phát biểu ý kiến", [(one.speakers, one.attended) for one in sums]),
        ),
    )


def _streaks(years: Sequence[YearView]) -> Chart | None:
    counts = figures.streaks(years[-1].cells)
    words = ("1 năm", "2 năm", "3 năm", "4 năm", "Từ 5 năm")
    return _numbers("Số năm liên tục được công nhận", words, counts, "chi bộ")


def _reasons(years: Sequence[YearView]) -> Chart | None:
    found = figures.reasons(years[-1].cells)
    labels = tuple(f"{reason.value} {reason.label}" for reason, _ in found)
    return _numbers("Lý do không công nhận", labels, [count for _, count in found], "chi bộ")


def _awards(years: Sequence[YearView]) -> Chart | None:
    given = years[-1].figures.awards
    return _numbers("Số lượng khen thưởng", tuple(one.name for one in given), [one.number for one in given], "")


def _numbers(title: str, labels: Sequence[str], counts: Sequence[int], unit: str) -> Chart | None:
    if not any(counts):
        return None
    texts = tuple(f"{grouped(count)} {unit}".strip() for count in counts)
    return Chart(title, tuple(labels), (Series(title, tuple(map(Fraction, counts)), texts),), is_share=False)


_CHARTS: dict[str, Callable[[Sequence[YearView]], Chart | None]] = {
    "B1": _by_kind(
        "Đăng ký, công nhận so với tổng số chi bộ",
        ("Đăng ký", lambda base: (base.registered, base.cells)),
        ("Công nhận", lambda base: (base.recognised, base.cells)),
    ),
    "B2": _by_kind(
        "Xếp loại chi bộ theo loại hình",
        ("Hoàn thành xuất sắc", lambda base: (base.levels[0], base.rated)),
        ("Hoàn thành tốt trở lên", lambda base: (base.good_or_better, base.rated)),
    ),
    "B3": _by_kind(
        "Xếp loại đảng viên theo loại hình",
        ("Hoàn thành xuất sắc", lambda base: (base.members.excellent, base.members.rated)),
        ("Hoàn thành tốt trở lên", lambda base: (base.members.good_or_better, base.members.rated)),
    ),
    "B4": _streaks,
    "B5": _reasons,
    "B6": _compared,
    "B7": _meetings,
    "B8": _awards,
}
