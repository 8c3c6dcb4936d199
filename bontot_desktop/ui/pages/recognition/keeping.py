"""Unfinished typing of a step's grid and fields: kept while the person rests, offered again, gone when saved."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QLineEdit

from bontot_desktop import dates
from bontot_desktop.errors import BonTotError
from bontot_desktop.services import drafts
from bontot_desktop.ui.look import Tone
from bontot_desktop.ui.shell import Shell
from bontot_desktop.ui.tables.grid import GridModel
from bontot_desktop.ui.widgets.bars import NoticeBar
from bontot_desktop.ui.widgets.form import IDLE

Payload = dict[str, Any]


def typed_of(model: GridModel, fields: Mapping[str, QLineEdit]) -> Payload:
    """Return what stands in the cells and fields, as texts."""
    cells = []
    for row in range(model.rowCount()):
        for column in range(model.columnCount()):
            known = model.row_at(row)
            words = str(model.index(row, column).data(Qt.ItemDataRole.EditRole) or "")
            if known is not None and words and model.may_edit(row, column):
                cells.append([known.id, str(model.columns[column].id), words])
    return {"cells": cells, "fields": {name: field.text() for name, field in fields.items()}}


def take_typed(model: GridModel, fields: Mapping[str, QLineEdit], payload: Payload) -> None:
    """Put what was kept into the cells and fields; rows that are gone meanwhile are left out."""
    places = {known.id: row for row in range(model.rowCount()) if (known := model.row_at(row)) is not None}
    columns = {str(column.id): place for place, column in enumerate(model.columns)}
    for row_id, column_id, words in payload.get("cells", ()):
        if row_id in places and column_id in columns:
            model.put_text(places[row_id], columns[column_id], words)
    for name, words in payload.get("fields", {}).items():
        if name in fields:
            fields[name].setText(words)


class Keeping(QObject):
    """Keeps one step's typing under the key of what is shown there. ``what`` gives key and title of it, or None."""

    def __init__(
        self,
        shell: Shell,
        what: Callable[[], tuple[str, str] | None],
        typed: Callable[[], Payload | None],
        take: Callable[[Payload], None],
        parent: QObject,
    ) -> None:
        """``typed`` gives what is worth keeping, None when all is saved; ``take`` shows it again."""
        super().__init__(parent)
        self._shell, self._what, self._typed, self._take = shell, what, typed, take
        self._found: Payload | None = None
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(IDLE)
        self._rest.timeout.connect(self.keep)
        self.bar = NoticeBar("", Tone.WAIT)
        self.bar.setObjectName("kept")
        self.bar.add_button("Tiếp tục", self.go_on)
        self.bar.add_button("Bỏ bản nháp", self.drop)

    def typed_again(self) -> None:
        """Wait until typing rests."""
        self._rest.start()

    def offer(self) -> None:
        """Say that there is typing from before."""
        self._rest.stop()
        what = self._what()
        kept = drafts.find(self._shell.office, what[0]) if what else None
        self._found = kept.payload if kept else None
        if kept is None:
            self.bar.say("")
            return
        day, clock = dates.screen(kept.saved_at.date()), dates.clock(kept.saved_at.time())
        self.bar.say(f"Có nội dung gõ dở lúc {clock} ngày {day}, chưa được lưu.")

    def go_on(self) -> None:
        """Show the kept typing."""
        found, self._found = self._found, None
        self.bar.say("")
        if found is not None:
            self._take(found)

    def keep(self) -> None:
        """Keep what is typed so far."""
        self._rest.stop()
        what, typed = self._what(), self._typed()
        if what is None or typed is None:
            return
        try:
            drafts.keep(self._shell.office, *what, typed)
        except BonTotError as error:
            # A window would stand in the way of typing.
            self._shell.announce(str(error))

    def drop(self) -> None:
        """Forget the kept typing."""
        self._rest.stop()
        self._found = None
        self.bar.say("")
        what = self._what()
        if what is not None and drafts.find(self._shell.office, what[0]) is not None:
            drafts.drop(self._shell.office, what[0])
