"""Cam kết: which cells signed on which day, and how many of their members."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from PySide6.QtWidgets import QMenu, QWidget

from bontot_desktop.services import handouts
from bontot_desktop.services.movement import commitments
from bontot_desktop.services.movement.commitments import CommitmentRow
from bontot_desktop.ui.forms import movement as forms
from bontot_desktop.ui.forms.issue import open_issue
from bontot_desktop.ui.forms.pdf_window import open_pdf
from bontot_desktop.ui.look import Tone
from bontot_desktop.ui.pages.recognition.movement_view import Keep, TableOfYear
from bontot_desktop.ui.shell import Shell
from bontot_desktop.ui.tables.columns import date_column, number_column, state_column, text_column
from bontot_desktop.ui.widgets.menu_button import MenuButton

#: The papers of commitment: of a cell, of its members.
CELL_PAPER, MEMBERS_PAPER = "D5C", "D5D"


class CommitmentsView(TableOfYear):
    """Cam kết: which cells signed, and how many of their members."""

    NOUN = "chi bộ"
    CHIPS = ((None, "Tất cả"), ("no", "Chưa ký"), ("part", "Còn đảng viên chưa ký"), ("whole", "Đã ký đủ"))
    KEEP: ClassVar[Mapping[str, Keep]] = {
        "no": lambda row: row.signed_on is None,
        "part": lambda row: row.signed_on is not None and row.missing > 0,
        "whole": lambda row: row.is_whole,
    }

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(shell, parent)
        self.papers = MenuButton("Giấy tờ", self, kind="")
        self.papers.add("Bản cam kết của chi bộ…", lambda: self.open_paper(CELL_PAPER))
        self.papers.add("Danh sách đảng viên ký…", lambda: self.open_paper(MEMBERS_PAPER))
        self.buttons.append(self.papers)
        self.members_button = self.add_button("Đảng viên ký…", self.open_members, icon="users")
        self.sign_button = self.add_button("Ghi ngày ký…", self.new, icon="pencil-line", primary=True)
        self.build(
            "Lọc theo tên chi bộ",
            [
                text_column("Chi bộ", lambda row: row.cell, strong=True, stretch=True),
                state_column("Tình trạng", _signed_word, _signed_tone),
                date_column("Chi bộ ký", lambda row: row.signed_on),
                text_column("Đảng viên ký", lambda row: f"{row.signed}/{row.members}", searched=False),
                number_column("Chưa ký", lambda row: row.missing or None),
                date_column("Ký gần nhất", lambda row: row.last_on),
            ],
            "phong-trao-cam-ket",
            "handshake",
            tickable=True,
        )
        self.table.opened.connect(lambda _: self.open_members())
        self.table.set_menu(self._menu)

    def refresh(self) -> None:
        """Read the cells again."""
        rows = commitments.list_cells_signed(self.shell.office, self.year)
        self.show_found(rows, "Chưa có chi bộ nào trong sổ.", "Thêm chi bộ", lambda: self.shell.go("cells"))

    def name_buttons(self) -> None:
        """Count the chosen cells on the button."""
        chosen = self.chosen()
        self.sign_button.setText(f"Ghi ngày ký ({len(chosen)})…" if len(chosen) > 1 else "Ghi ngày ký…")
        self.sign_button.setEnabled(bool(chosen) and self.may_edit)
        self.members_button.setEnabled(len(chosen) == 1 and self.may_edit)
        self.papers.setEnabled(bool(chosen))

    def told(self) -> str:
        """Count cells and members who signed."""
        said = commitments.told(self.rows)
        return f"{said}." if said else ""

    def new(self) -> Any:
        """Write the day the chosen cells signed."""
        chosen = self.chosen()
        if not chosen or not self.may_edit:
            return None
        dialog = forms.open_signing(self.shell, self.year, chosen)
        dialog.accepted.connect(lambda: self.table.rows.tick(list(self.table.rows.ticked()), False))
        return dialog

    def open_members(self) -> Any:
        """Show the members of the marked cell."""
        row = self.current()
        if not isinstance(row, CommitmentRow) or not self.may_edit:
            return None
        return forms.open_members_signed(self.shell, self.year, row)

    def open_paper(self, kind_id: str) -> Any:
        """Open the paper of a cell that signed to be filed; those of several, or blank ones, to be printed at once."""
        chosen = self.chosen()
        entries = {entry.cell_id: entry.id for entry in self.entries}
        ids = [entries[row.id] for row in chosen if row.id in entries]
        if not ids:
            self.shell.asking.tell("Chi bộ đã chọn chưa có trong đợt thi đua; hãy đưa vào danh sách ở bước Đăng ký.")
            return None
        of_members = kind_id == MEMBERS_PAPER
        if len(chosen) == 1 and (chosen[0].signed if of_members else chosen[0].signed_on):
            return open_issue(self.shell, kind_id, ids[0])
        pdf = self.shell.act(lambda: handouts.commitments(self.shell.office, ids, of_members=of_members))
        title = "Danh sách đảng viên ký cam kết" if of_members else "Bản cam kết của chi bộ"
        return None if pdf is None else open_pdf(self.shell, title, pdf, duplex=True)

    def take_back(self, rows: list[CommitmentRow]) -> None:
        """Strike out what was recorded by mistake."""
        self.shell.act(
            lambda: commitments.take_back(self.shell.office, self.year, [row.id for row in rows]),
            "Đã xóa cam kết ghi nhầm.",
        )

    def _menu(self, menu: QMenu, row: CommitmentRow) -> None:
        menu.addAction("Bản cam kết của chi bộ…").triggered.connect(lambda: self.open_paper(CELL_PAPER))
        menu.addAction("Danh sách đảng viên ký…").triggered.connect(lambda: self.open_paper(MEMBERS_PAPER))
        if self.may_edit:
            menu.addAction("Ghi ngày ký…").triggered.connect(lambda: self.new())
            menu.addAction("Đảng viên ký…").triggered.connect(lambda: self.open_members())
            if row.signed_on or row.signed:
                menu.addAction("Xóa cam kết ghi nhầm").triggered.connect(lambda: self.take_back([row]))


def _signed_word(row: CommitmentRow) -> str:
    if row.signed_on is None:
        return "Chưa ký"
    return "Đã ký đủ" if row.is_whole else f"Còn {row.missing} đảng viên"


def _signed_tone(row: CommitmentRow) -> Tone:
    if row.signed_on is None:
        return Tone.WAIT
    return Tone.GOOD if row.is_whole else Tone.INFO
