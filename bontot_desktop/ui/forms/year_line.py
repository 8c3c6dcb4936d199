"""One line on a cell's page: the level of its meetings this year, or of the year before, and why."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from bontot_desktop.rules.scoring import Rating
from bontot_desktop.services.office import Office
from bontot_desktop.ui import look
from bontot_desktop.ui.look import Tone
from bontot_desktop.ui.widgets.bars import StateDot

TONES = {Rating.GOOD: Tone.GOOD, Rating.FAIR: Tone.INFO, Rating.AVERAGE: Tone.WAIT, Rating.POOR: Tone.BAD}


class YearLine(QWidget):
    """The level as a word with a dot, the sentence why beside it; nothing is shown where nothing was rated."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.level = StateDot("", Tone.QUIET, self)
        self.why = QLabel(self)
        self.why.setWordWrap(True)
        look.mark(self.why, "second")
        line = QHBoxLayout(self)
        line.setContentsMargins(0, look.TINY, 0, look.TINY)
        line.setSpacing(look.GAP)
        line.addWidget(self.level)
        line.addWidget(self.why, 1)
        self.hide()

    def say(self, office: Office, cell_id: int | None, year: int) -> None:
        """Show the level of a cell in the year, else in the one before; a new cell (None) has none."""
        from bontot_desktop.services import year_levels

        found = None
        for which in (year, year - 1) if cell_id is not None else ():
            found = year_levels.level_of(office, cell_id, which) if cell_id is not None else None
            if found is not None and found.level is not None:
                break
        self.setVisible(found is not None and found.level is not None)
        if found is None or found.level is None:
            return
        self.level.say(f"Sinh hoạt năm {found.year}: {found.level.label}", TONES[found.level])
        why = found.sentence.removeprefix(f"{found.level.label}: ").removesuffix(".")
        self.why.setText(f"{why} (tạm tính)." if found.is_provisional else f"{why}.")
