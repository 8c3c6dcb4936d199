"""What each table of the movement is: its year, its buttons in the heading, its totals; and one with chips."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, ClassVar

from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from bontot_desktop.rules.recognition import CampaignState
from bontot_desktop.services.campaigns import CampaignRow
from bontot_desktop.services.entries import EntryRow
from bontot_desktop.ui import look
from bontot_desktop.ui.shell import Shell
from bontot_desktop.ui.tables.view import TableOrEmpty, TableView
from bontot_desktop.ui.widgets.bars import FilterBar

Keep = Callable[[Any], bool]


class View(QWidget):
    """One table of a year with its filter; ``buttons`` stand in the heading while it is shown."""

    NOUN = ""

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.shell = shell
        self.campaign: CampaignRow | None = None
        self.entries: list[EntryRow] = []
        self.buttons: list[QWidget] = []
        self.layout_ = QVBoxLayout(self)
        self.layout_.setContentsMargins(0, look.GAP, 0, 0)
        self.layout_.setSpacing(look.GAP)

    @property
    def year(self) -> int:
        """The year shown."""
        return self.campaign.year if self.campaign else self.shell.today().year

    @property
    def may_edit(self) -> bool:
        """Whether the year is still open."""
        return self.campaign is not None and self.campaign.state is not CampaignState.CLOSED

    def add_button(self, word: str, slot: Callable[[], Any], *, icon: str, primary: bool = False) -> QPushButton:
        """Make a button of the heading."""
        button = QPushButton(word, self)
        button.setObjectName(f"step-command:{word}")
        if primary:
            look.mark(button, "primary")
        look.dress(button, icon, "on_accent" if primary else "text")
        button.clicked.connect(lambda: slot())
        self.buttons.append(button)
        return button

    def show_campaign(self, campaign: CampaignRow, entries: list[EntryRow]) -> None:
        """Show a year."""
        self.campaign, self.entries = campaign, entries
        self.refresh()

    def refresh(self) -> None:
        """Read the rows again."""

    def told(self) -> str:
        """Say the year's totals of the view in a sentence."""
        return ""

    def new(self) -> None:
        """Write down one more."""

    def is_edited(self) -> bool:
        """Say whether something typed is not saved."""
        return False

    def drop(self) -> None:
        """Forget what was typed."""


class TableOfYear(View):
    """A view that is a table with chips."""

    CHIPS: ClassVar[tuple[tuple[str | None, str], ...]] = ((None, "Tất cả"),)
    KEEP: ClassVar[Mapping[str, Keep]] = {}

    def build(self, placeholder: str, columns: list[Any], name: str, icon: str, *, tickable: bool = False) -> None:
        """Put the filter and the table in."""
        self.rows: list[Any] = []
        self.filter = FilterBar(placeholder, list(self.CHIPS), self)
        self.filter.changed.connect(lambda *_: self.filter_rows())
        self.layout_.addWidget(self.filter)
        self.table = TableView(columns, name, self, tickable=tickable)
        self.table_or_empty = TableOrEmpty(self.table, icon)
        self.table.current_changed.connect(lambda _: self.name_buttons())
        self.table.ticked_changed.connect(self.name_buttons)
        self.layout_.addWidget(self.table_or_empty, 1)

    def show_found(self, rows: list[Any], empty: str, word: str, slot: Callable[[], Any]) -> None:
        """Show the rows, or say that there are none and how to begin."""
        self.rows = rows
        self.table.set_rows(rows)
        self.filter.setVisible(bool(rows))
        if rows:
            self.table_or_empty.show_table()
            if self.table.current_id() is None:
                self.table.select(rows[0].id)
        elif self.may_edit:
            self.table_or_empty.show_empty(empty, word, slot)
        else:
            self.table_or_empty.show_empty(empty)
        self.filter_rows()
        self.name_buttons()

    def filter_rows(self) -> None:
        """Show what the filter lets through."""
        self.table.set_filter(self.filter.query(), self.KEEP.get(self.filter.chip() or ""))
        self.filter.say_count(len(self.table.rows.shown()), len(self.rows), self.NOUN)

    def name_buttons(self) -> None:
        """Let the buttons say what they are for."""

    def current(self) -> Any:
        """Return the marked row."""
        return self.table.current_row()

    def chosen(self) -> list[Any]:
        """Return the ticked rows, else the marked one."""
        ids = set(self.table.rows.ticked()) or {self.table.current_id()}
        return [row for row in self.rows if row.id in ids]
