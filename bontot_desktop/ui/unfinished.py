"""At the start: what was typed and not saved before the last close or power cut, with the way back to it."""

from __future__ import annotations

from bontot_desktop import dates
from bontot_desktop.services import drafts
from bontot_desktop.services.drafts import DraftRow
from bontot_desktop.ui.look import Tone
from bontot_desktop.ui.main_window import MainWindow
from bontot_desktop.ui.widgets.bars import NoticeBar

#: The page on which each kind of draft (the first part of its key) is offered again.
_PAGES = {
    "cell": "cells",
    "turn": "cells",
    "member": "members",
    "meeting": "meetings",
    "live": "meetings",
    "book_issues": "books",
    "sample": "samples",
    "sample-plan": "samples",
    "entry": "recognition",
    "review": "recognition",
    "ratings": "ratings",
    "member-ratings": "ratings",
    "awards": "recognition",
    "months": "meetings",
}


class Unfinished(NoticeBar):
    """Names the newest kept draft; "Mở" goes to its form, which offers the typing itself."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__("", Tone.WAIT)
        self.setObjectName("unfinished")
        self._window = window
        self._kept: list[DraftRow] = []
        self.add_button("Mở", self.open)
        self.add_button("Để sau", lambda: self.say(""))

    def look(self) -> None:
        """Look for kept drafts and say what the newest is; nothing is shown when there is none."""
        self._kept = [row for row in drafts.all_kept(self._window.shell.office) if row.key.split("/")[0] in _PAGES]
        self._tell()

    def _tell(self) -> None:
        if not self._kept:
            self.say("")
            return
        newest = self._kept[0]
        day, clock = dates.screen(newest.saved_at.date()), dates.clock(newest.saved_at.time())
        more = f" Còn {len(self._kept) - 1} bản nháp khác." if len(self._kept) > 1 else ""
        self.say(f"Bản nháp chưa lưu: {newest.title}, lúc {clock} ngày {day}.{more}")

    def open(self) -> None:
        """Go to the form the draft belongs to; the next one is named then."""
        if not self._kept:
            return
        draft = self._kept[0]
        kind, record, *more = draft.key.split("/")
        if not self._window.go(_PAGES[kind]):
            return
        page = self._window.page()
        # What belongs to a campaign is offered on its page, the others in the form of their record.
        if page is not None and kind == "turn":
            page.open_item((kind, record, int(more[0]) if more else None))
        elif page is not None and kind == "book_issues":
            page.open_item((kind, int(record)))
        elif page is not None and kind == "sample-plan":
            page.open_item(("plan", int(record)))
        elif page is not None and kind == "member-ratings":
            page.open_item(("member-sheet", int(record), int(more[0])))
        elif page is not None and kind == "months":
            year, _, part = record.partition("-")
            page.open_item((more[0], int(year), int(part)))
        elif page is not None and _PAGES[kind] != "recognition":
            page.open_item(int(record) if record.isdecimal() else None)
        del self._kept[0]
        self._tell()
