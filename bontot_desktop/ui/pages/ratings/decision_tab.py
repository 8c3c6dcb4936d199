"""Xếp loại, Quyết định: what is missing before the year's ratings are decided, the decision, and what it made stand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from PySide6.QtWidgets import QWidget

from bontot_desktop import dates
from bontot_desktop.rules.periods import whole_year
from bontot_desktop.services import issuing, papers, rating_decisions
from bontot_desktop.services.rating_decisions import Missing, Standing
from bontot_desktop.ui.forms.issue import PAPERS_PAGE, open_issue
from bontot_desktop.ui.look import Tone
from bontot_desktop.ui.pages.ratings.decided import DecidedDialog
from bontot_desktop.ui.pages.ratings.tab import YearTab
from bontot_desktop.ui.shell import Shell
from bontot_desktop.ui.tables.columns import state_column, text_column
from bontot_desktop.ui.tables.view import TableOrEmpty, TableView
from bontot_desktop.ui.widgets.bars import NoticeBar

#: The decision on the ratings of cells and members, and the one that rates again.
DECISION, AGAIN = "D18", "M03"
#: The page where a title is looked at again.
RECOGNITION = "recognition"


@dataclass(frozen=True, slots=True)
class _Row:
    id: int
    what: str
    about: str
    word: str
    tone: Tone
    goes: Any = None


class DecisionTab(YearTab):
    """A line for each thing that stands before the decision; Enter goes where it is mended."""

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(shell, parent)
        self._year = 0
        self._paper_id: int | None = None
        self._rows: list[_Row] = []
        self.issued = NoticeBar("", Tone.HONOUR, self)
        self.issued.add_button("Xem quyết định", self.go_to_paper)
        self.body.addWidget(self.issued)
        self.table = TableView(
            [
                text_column("Việc", lambda row: row.what, strong=True, most=34),
                state_column("Tình trạng", lambda row: row.word, lambda row: row.tone),
                text_column("Nội dung", lambda row: row.about, stretch=True, tooltip=lambda row: row.about),
            ],
            "truoc-quyet-dinh-xep-loai",
            self,
        )
        self.table.opened.connect(self._go)
        self.table_or_empty = TableOrEmpty(self.table, "file-text")
        self.body.addWidget(self.table_or_empty, 1)
        self.outside_button = self.add_button(
            "Ghi đã có quyết định…",
            self.note,
            tip="Quyết định đã lập ngoài chương trình: ghi ngày để kết quả có hiệu lực",
        )
        self.again_button = self.add_button(
            "Lập quyết định xếp loại lại",
            self.issue_again,
            icon="file-text",
            tip="Mẫu 03, cho kết quả mới, kết quả chờ hủy",
        )
        self.issue_button = self.add_save("Lập quyết định", self.issue)

    def show_year(self, year: int) -> None:
        """Show how far the decision of a year is."""
        self._year = year
        office = self.shell.office
        missing, stand = rating_decisions.missing(office, year), rating_decisions.standing(office, year)
        self._paper_id = issuing.standing(office, DECISION, whole_year(year).code)
        self.issued.say(f"{papers.row(office, self._paper_id).name} đã ban hành." if self._paper_id is not None else "")
        self._rows = _rows(year, missing, stand)
        self.table.set_rows(self._rows)
        if missing.cells_total:
            self.table_or_empty.show_table()
        else:
            self.table_or_empty.show_empty(f"Năm {year} chưa có chi bộ nào để xếp loại.")
        waits = stand.cells > stand.cells_decided or stand.members > stand.members_decided
        self.outside_button.setVisible(waits)
        self.issue_button.setVisible(self._paper_id is None and waits)
        self.again_button.setVisible(stand.again > 0)
        self._footer.setVisible(waits or stand.again > 0)
        self.said.emit(_told(stand))

    def _go(self, place: Any) -> None:
        goes = next(row.goes for row in self._rows if row.id == place)
        if goes == RECOGNITION:
            self.shell.go(RECOGNITION)
        elif goes is not None:
            self.asked.emit(goes)

    def note(self) -> None:
        """Write down the day of a decision made outside the program."""
        self.dialog = DecidedDialog(self.shell, self._year)
        self.dialog.open()

    def issue(self) -> Any:
        """Open the decision as it would be issued."""
        return open_issue(self.shell, DECISION, whole_year(self._year).code)

    def issue_again(self) -> Any:
        """Open the decision that lets the waiting results stand."""
        return open_issue(self.shell, AGAIN, whole_year(self._year).code)

    def go_to_paper(self) -> None:
        """Show the issued decision among the papers."""
        if self._paper_id is not None:
            self.shell.go(PAPERS_PAGE, self._paper_id)

    def begin(self) -> None:
        """Take the cursor."""
        self.table.setFocus()


def _told(stand: Standing) -> str:
    if stand.decided_on is None:
        return "Chưa có quyết định công nhận kết quả xếp loại"
    waits = stand.cells - stand.cells_decided + stand.members - stand.members_decided
    later = f"; {waits} kết quả chưa quyết định" if waits else ""
    if stand.rerated and stand.rerated_on is not None:
        later += f"; xếp loại lại {stand.rerated} kết quả, ngày {dates.screen(stand.rerated_on)}"
    later += f"; đã hủy {stand.annulled} kết quả" if stand.annulled else ""
    return (
        f"Đã quyết định ngày {dates.screen(stand.decided_on)}: {stand.cells_decided} chi bộ, "
        f"{stand.evaluated} đảng viên{later}"
    )


def _rows(year: int, missing: Missing, stand: Standing) -> list[_Row]:
    rated = missing.cells_total - len(missing.cells)
    done = missing.evaluated - missing.waiting
    lines = [
        ("Xếp loại đảng viên", f"{done}/{missing.evaluated} đảng viên đã có mức. {_first(missing.members)}".strip(),
         missing.waiting == 0, ("members", year)),
        ("Xếp loại chi bộ", f"{rated}/{missing.cells_total} chi bộ đã có mức. {_first(missing.cells)}".strip(),
         not missing.cells, ("cells", year)),
    ]  # fmt: skip
    rows = [
        _Row(place, what, about, "đủ" if is_done else "còn thiếu", Tone.GOOD if is_done else Tone.WAIT, goes)
        for place, (what, about, is_done, goes) in enumerate(lines)
    ]
    over = " ".join(missing.over)
    rows.append(
        _Row(
            len(rows),
            "Tỷ lệ xuất sắc",
            over or "Không nhóm nào vượt tỷ lệ.",
            "vượt" if over else "trong tỷ lệ",
            Tone.BAD if over else Tone.GOOD,
            ("caps", year),
        )
    )
    decided = stand.cells > 0 and stand.cells == stand.cells_decided and stand.members == stand.members_decided
    rows.append(
        _Row(
            len(rows), "Quyết định", f"{_told(stand)}.", "đã có" if decided else "chưa có",
            Tone.GOOD if decided else Tone.WAIT,
        )
    )  # fmt: skip
    if stand.again:
        about = f"{stand.again} kết quả chờ quyết định (Mẫu 03) xếp loại lại hoặc hủy; kết quả cũ còn hiệu lực."
        rows.append(_Row(len(rows), "Xếp loại lại, hủy kết quả", about, "đang chờ", Tone.WAIT))
    if stand.fallen:
        about = f"{_some(stand.fallen)}: xếp loại không còn đủ điều kiện; xem lại danh hiệu, giấy khen (D19)."
        rows.append(_Row(len(rows), "Danh hiệu đã công nhận", about, "cần xem lại", Tone.BAD, RECOGNITION))
    return rows


def _some(names: tuple[str, ...], most: int = 3) -> str:
    more = f" và {len(names) - most} chi bộ khác" if len(names) > most else ""
    return f"{', '.join(names[:most])}{more}"


def _first(left: tuple[Any, ...], most: int = 3) -> str:
    """Name the first of those that wait."""
    if not left:
        return ""
    named = [f"{one[0]} ({one[1]})" if isinstance(one, tuple) else one for one in left[:most]]
    more = f" và {len(left) - most} chi bộ khác" if len(left) > most else ""
    return f"Còn thiếu: {', '.join(named)}{more}."
