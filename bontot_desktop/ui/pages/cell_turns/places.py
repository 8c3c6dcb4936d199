"""The table in which each member of a cell is sent somewhere: tick some, choose where, press once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from bontot_desktop.services.cell_splitting import MemberRow
from bontot_desktop.ui import look
from bontot_desktop.ui.look import Tone
from bontot_desktop.ui.tables.columns import person_column, state_column, text_column
from bontot_desktop.ui.tables.view import TableView
from bontot_desktop.ui.widgets.bars import FilterBar
from bontot_desktop.ui.widgets.picker import Choice, Picker

ALL, WITHOUT = None, "without"


@dataclass(frozen=True, slots=True)
class _Row:
    """A member with the word for where they go."""

    id: int
    full_name: str
    full_name_order: str
    standing: str
    where: str
    is_placed: bool


class MemberPlaces(QWidget):
    """Members of a cell and where each goes. ``stays`` is the word for who goes nowhere ("Chưa chia")."""

    changed = Signal()

    def __init__(self, name: str, stays: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._members: list[MemberRow] = []
        self._places: dict[int, Any] = {}
        self._words: dict[Any, str] = {}
        self._stays = stays
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.SMALL)
        self.filter = FilterBar("Lọc theo tên", [(ALL, "Tất cả"), (WITHOUT, stays)], self)
        self.all_button = QPushButton("Chọn hết", self)
        look.mark(self.all_button, "link")
        self.all_button.clicked.connect(self._tick_shown)
        self.filter.extras.addWidget(self.all_button)
        column.addWidget(self.filter)
        self.table = TableView(
            (
                person_column("Họ và tên", lambda row: row.full_name, most=28),
                text_column("Tình trạng", lambda row: row.standing, most=24),
                state_column("Về", lambda row: row.where, lambda row: Tone.GOOD if row.is_placed else Tone.WAIT),
            ),
            name,
            self,
            tickable=True,
        )
        column.addWidget(self.table, 1)
        across = QHBoxLayout()
        across.setSpacing(look.SMALL)
        self.to = Picker(placeholder="Chọn nơi đến")
        across.addWidget(self.to, 1)
        self.send_button = QPushButton("Chuyển các đồng chí đã chọn", self)
        self.send_button.clicked.connect(self.send)
        across.addWidget(self.send_button)
        column.addLayout(across)
        self.filter.changed.connect(lambda *_: self._filter())

    def set_members(self, members: Iterable[MemberRow]) -> None:
        """Show members; who is not there any more has no place."""
        self._members = list(members)
        here = {member.id for member in self._members}
        self._places = {member: place for member, place in self._places.items() if member in here}
        self._show()

    def set_choices(self, choices: Iterable[Choice]) -> None:
        """Offer places; a member sent to one that is gone has none."""
        offered = list(choices)
        self._words = {choice.id: choice.text for choice in offered}
        self._places = {member: place for member, place in self._places.items() if place in self._words}
        self.to.set_choices(offered)
        if len(offered) == 1 or self.to.value() not in self._words:
            self.to.set_value(offered[0].id if len(offered) == 1 else None)
        self._show()

    def set_stays(self, word: str) -> None:
        """Say by another word that a member goes nowhere."""
        self._stays = word
        self.filter.set_chips([(ALL, "Tất cả"), (WITHOUT, word)])
        self._show()

    def value(self) -> tuple[tuple[int, Any], ...]:
        """Return who goes where."""
        return tuple(self._places.items())

    def set_value(self, places: Iterable[tuple[int, Any]]) -> None:
        """Say who goes where; members and places that are gone meanwhile are left out."""
        here = {member.id for member in self._members}
        self._places = {member: place for member, place in places if member in here and place in self._words}
        self._show()

    def put(self, places: Mapping[int, Any]) -> None:
        """Say where members go who go nowhere yet; the others stay where they were sent."""
        here = {member.id for member in self._members}
        self._places |= {who: to for who, to in places.items() if who in here and who not in self._places}
        self._show()

    def follow(self, moved: Mapping[Any, Any]) -> None:
        """Follow places that have become others; members whose place is not among them have none any more."""
        self._places = {who: moved[place] for who, place in self._places.items() if place in moved}

    def send(self) -> None:
        """Send the ticked members, else the marked ones, to the chosen place."""
        place = self.to.value()
        if place not in self._words:
            self.to.setFocus()
            return
        who = self.table.rows.ticked() or self.table.selected_ids()
        for member in who:
            self._places[member] = place
        self.table.rows.tick(who, False)
        self._show()
        self.changed.emit()

    def _tick_shown(self) -> None:
        self.table.rows.tick([row.id for row in self.table.rows.shown()], True)

    def _show(self) -> None:
        self.table.set_rows(
            [
                _Row(
                    member.id,
                    member.full_name,
                    member.full_name_order,
                    member.standing,
                    self._words.get(self._places.get(member.id), self._stays),
                    member.id in self._places,
                )
                for member in self._members
            ]
        )
        self._filter()

    def _filter(self) -> None:
        only = self.filter.chip() == WITHOUT
        self.table.set_filter(self.filter.query(), (lambda row: not row.is_placed) if only else None)
        self.filter.say_count(len(self._places), len(self._members), "đảng viên")
