"""Xếp loại, Tỷ lệ xuất sắc: every group with its base, how many may be the best, and what is left (QĐ 366)."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtWidgets import QLabel, QWidget

from bontot_desktop.rules import rating_caps
from bontot_desktop.rules.rating_caps import CapGrouping, CapSettings, GroupCap
from bontot_desktop.services import member_tallies, rating_settings, ratings
from bontot_desktop.ui import look
from bontot_desktop.ui.look import Tone
from bontot_desktop.ui.pages.ratings.tab import YearTab
from bontot_desktop.ui.shell import Shell
from bontot_desktop.ui.tables.columns import Column, number_column, state_column, text_column
from bontot_desktop.ui.tables.view import TableOrEmpty, TableView
from bontot_desktop.ui.widgets.bars import FilterBar

CELLS, MEMBERS = "Chi bộ", "Đảng viên"


@dataclass(frozen=True, slots=True)
class _Row:
    id: int
    subject: str
    name: str
    cap: GroupCap


class CapsTab(YearTab):
    """One line a group, of cells and of members."""

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(shell, parent)
        self._rows: list[_Row] = []
        self.rule = QLabel(self)
        self.rule.setObjectName("cap-rule")
        self.rule.setWordWrap(True)
        look.mark(self.rule, "second")
        self.bar = FilterBar("Lọc nhóm", [(None, "Tất cả"), (CELLS, CELLS), (MEMBERS, MEMBERS), ("over", "Vượt")], self)
        self.bar.changed.connect(lambda *_: self._filter())
        self.table = TableView(_columns(), "ty-le-xuat-sac", self)
        self.table_or_empty = TableOrEmpty(self.table, "chart-bar")
        self.body.addWidget(self.rule)
        self.body.addWidget(self.bar)
        self.body.addWidget(self.table_or_empty, 1)
        self.add_button("Cách tính tỷ lệ", lambda: self.shell.go("system", "rating-cap"), icon="sliders-horizontal")

    def show_year(self, year: int) -> None:
        """Show the groups of a year as the ratings are stored."""
        office = self.shell.office
        settings = rating_settings.load(office)
        lines = ratings.sheet(office, year).lines
        rated = [(line.group, line.draft.level) for line in lines if line.draft is not None]
        found = [(CELLS, cap) for cap in rating_caps.caps(rated, settings)]
        counted = member_tallies.tallies(office, year)
        found += [(MEMBERS, cap) for cap in member_tallies.caps(office, year, counted, settings) if cap.rated]
        self._rows = [
            _Row(place, subject, cap.group or "Toàn Đảng bộ", cap) for place, (subject, cap) in enumerate(found)
        ]
        self.table.set_rows(self._rows)
        self.rule.setText(_rule(settings))
        if self._rows:
            self.table_or_empty.show_table()
        else:
            self.table_or_empty.show_empty(
                f"Năm {year} chưa xếp loại chi bộ, đảng viên nào.",
                "Xếp loại chi bộ",
                lambda: self.asked.emit(("cells", year)),
            )
        self._filter()
        over = sum(row.cap.is_over for row in self._rows)
        free = sum(max(row.cap.room, 0) for row in self._rows if row.subject == CELLS)
        told = f"{over} nhóm vượt tỷ lệ" if over else "không nhóm nào vượt tỷ lệ"
        self.said.emit(f"{len(self._rows)} nhóm: {told}; chi bộ còn {free} suất xuất sắc")

    def _filter(self) -> None:
        chip = self.bar.chip()
        if chip is None:
            keep = None
        elif chip == "over":
            keep = _is_over
        else:
            keep = lambda row: row.subject == chip  # noqa: E731
        self.table.set_filter(self.bar.query(), keep)
        self.bar.say_count(len(self.table.rows.shown()), len(self._rows), "nhóm")

    def begin(self) -> None:
        """Take the cursor."""
        self.table.setFocus()

    def filter(self) -> None:
        """Put the cursor into the filter."""
        self.bar.focus()


def _is_over(row: _Row) -> bool:
    return row.cap.is_over


def _rule(settings: CapSettings) -> str:
    """Say by which choices the figures are counted."""
    cells = "từng nhóm chi bộ" if settings.grouping is CapGrouping.REPORT_GROUP else "chung toàn Đảng bộ"
    base, rounding, members = (
        f"{one.label[:1].lower()}{one.label[1:]}" for one in (settings.base, settings.rounding, settings.members)
    )
    return (
        f"Xuất sắc không quá {settings.percent} % của: {base}; {rounding}. Chi bộ tính {cells}, đảng viên tính "
        f"{members}. Chuyển một đơn vị từ tốt lên xuất sắc thì số làm gốc giảm đi một. "
        "Vượt thì chỉ nhắc, cấp có thẩm quyền quyết định."
    )


def _columns() -> list[Column]:
    return [
        text_column("Nhóm", lambda row: row.name, strong=True, most=40),
        text_column("Xếp loại", lambda row: row.subject, quiet=True, most=10),
        number_column("XS", lambda row: row.cap.excellent, hint="Hoàn thành xuất sắc nhiệm vụ"),
        number_column("T", lambda row: row.cap.good, hint="Hoàn thành tốt nhiệm vụ"),
        number_column("Đã xếp", lambda row: row.cap.rated, hint="Tổng số đã được xếp loại"),
        number_column("Gốc tính", lambda row: row.cap.base),
        number_column("Được", lambda row: row.cap.allowed, hint="Số xuất sắc tối đa theo số làm gốc hiện nay"),
        state_column("Còn", _left, _tone),
        text_column(
            "Nhiều nhất",
            _planned,
            stretch=True,
            hint="Khi số đạt loại tốt trở lên giữ nguyên: chuyển một lên xuất sắc thì số làm gốc giảm đi một",
            tooltip=lambda row: rating_caps.planned_words(row.cap),
        ),
    ]


def _planned(row: _Row) -> str:
    cap = row.cap
    return f"{cap.planned} xuất sắc + {cap.excellent + cap.good - cap.planned} tốt"


def _left(row: _Row) -> str:
    cap = row.cap
    if cap.is_over:
        return f"vượt {cap.excellent - cap.allowed}"
    return f"còn {cap.room} suất" if cap.room else "hết suất"


def _tone(row: _Row) -> Tone:
    if row.cap.is_over:
        return Tone.BAD
    return Tone.GOOD if row.cap.room else Tone.QUIET
