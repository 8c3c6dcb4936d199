"""Keys that save do not leave the cell that is being typed into: what stands there is taken first."""

from __future__ import annotations

from PySide6.QtWidgets import QAbstractItemView, QApplication


def take_open_cell() -> None:
    """Let the cell of a table that is being typed into hand its words over, as a click elsewhere does."""
    editor = QApplication.focusWidget()
    above = None if editor is None else editor.parentWidget()
    while above is not None:
        view = above.parentWidget()
        if isinstance(view, QAbstractItemView) and above is view.viewport():
            # Its delegate hands the text over when the cursor leaves it.
            view.setFocus()
            return
        above = view
