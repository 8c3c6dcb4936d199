"""Unfinished typing of a form: kept while the person rests, offered again when the form is opened, gone when saved."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bontot_desktop import dates
from bontot_desktop.errors import BonTotError
from bontot_desktop.services import drafts
from bontot_desktop.ui.look import Tone
from bontot_desktop.ui.shell import Shell
from bontot_desktop.ui.widgets.bars import NoticeBar
from bontot_desktop.ui.widgets.form import Form


class KeptDraft:
    """Keeps one form's typing. ``key`` and ``title`` are asked anew each time, for a new record gets its id late."""

    def __init__(
        self, shell: Shell, form: Form, kind: type[Any], key: Callable[[], str], title: Callable[[], str]
    ) -> None:
        self._shell, self._form, self._kind = shell, form, kind
        self._key, self._title = key, title
        self._found: Any = None
        self.bar = NoticeBar("", Tone.WAIT)
        self.bar.setObjectName("kept")
        self.bar.add_button("Tiếp tục", self.go_on)
        self.bar.add_button("Bỏ bản nháp", self.drop)
        form.idle.connect(self.keep)

    def offer(self) -> None:
        """Say that there is typing from before, if it differs from what the form shows."""
        kept = drafts.find_typed(self._shell.office, self._key(), self._kind)
        self._found = kept.draft if kept is not None and kept.draft != self._form.draft() else None
        if kept is None or self._found is None:
            self.bar.say("")
            return
        day, clock = dates.screen(kept.saved_at.date()), dates.clock(kept.saved_at.time())
        self.bar.say(f"Có nội dung gõ dở lúc {clock} ngày {day}, chưa được lưu.")

    def go_on(self) -> None:
        """Put the kept typing into the form."""
        found, self._found = self._found, None
        self.bar.say("")
        if found is not None:
            self._form.fill(found)

    def keep(self) -> None:
        """Keep what is typed so far."""
        if not self._form.is_edited():
            return
        try:
            drafts.keep_typed(self._shell.office, self._key(), self._title(), self._form.draft())
        except BonTotError as error:
            # A window would stand in the way of typing; the sentence stands beside the save button.
            self._form.say(str(error))

    def drop(self, key: str = "") -> None:
        """Forget the kept typing; ``key`` names the form as it was before it was saved."""
        key = key or self._key()
        self._found = None
        self.bar.say("")
        if drafts.find(self._shell.office, key) is not None:
            drafts.drop(self._shell.office, key)
