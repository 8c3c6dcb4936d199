"""What every tab of Xếp loại is made of: it shows one year."""

from __future__ import annotations

from typing import Any, ClassVar

from PySide6.QtCore import Signal

from bontot_desktop.rules.changes import Kind
from bontot_desktop.ui.pages.meetings.tab import Tab


class YearTab(Tab):
    """One tab. Subclasses override :meth:`show_year`."""

    #: Another thing of the page is wanted, as :meth:`RatingsPage.open_item` takes it.
    asked = Signal(object)
    wants: ClassVar[frozenset[Kind]] = frozenset({Kind.CAMPAIGNS, Kind.CELLS, Kind.MEMBERS, Kind.SETTINGS, Kind.PAPERS})
    topic: ClassVar[str] = "xep-loai"

    def show_year(self, year: int) -> None:
        """Read a year and show it; what is being typed for the same year stays."""

    def new(self) -> None:
        """Do what Ctrl+N means here: nothing by itself."""

    def open_item(self, item: Any) -> None:
        """Show one thing of this tab."""
