"""Unfinished typing of a form, a grid or a page: kept while one types, offered when it is opened, gone when saved."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import Any

from PySide6.QtCore import QObject, QTimer

from bontot_desktop import dates
from bontot_desktop.errors import BonTotError
from bontot_desktop.services import drafts
from bontot_desktop.ui.look import Tone
from bontot_desktop.ui.shell import Shell
from bontot_desktop.ui.widgets.bars import NoticeBar
from bontot_desktop.ui.widgets.form import IDLE, Form

#: Who types without resting loses no more than this, in milliseconds.
LONGEST = 15_000
#: Said beside the save button once something was kept.
KEPT = "Đã giữ bản nháp"

#: Key and title of what is kept; None while there is nothing to keep.
Where = tuple[str, str] | None


class Kept(QObject):
    """Keeps what is typed in one place of the window; ``bar`` offers it again.

    ``where`` names what is shown there, asked anew each time: a new record gets its id late, and a page may show one
    record after the other. ``typed`` gives what stands there and ``take`` puts such a thing back; it is a frozen
    draft when ``kind`` is given, else plain JSON. ``is_edited`` says whether it differs from what is stored.
    """

    def __init__(
        self,
        shell: Shell,
        where: Callable[[], Where],
        *,
        typed: Callable[[], Any],
        take: Callable[[Any], None],
        is_edited: Callable[[], bool],
        kind: type[Any] | None = None,
        say: Callable[[str], None] | None = None,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._shell, self._where, self._kind = shell, where, kind
        self._typed, self._take, self._is_edited = typed, take, is_edited
        self._say = say
        self._found: Any = None
        self._last: tuple[str, Any] | None = None
        self._rest, self._longest = self._timer(IDLE), self._timer(LONGEST)
        self.bar = NoticeBar("", Tone.WAIT)
        self.bar.setObjectName("kept")
        self.bar.add_button("Tiếp tục", self.go_on)
        self.bar.add_button("Bỏ bản nháp", self.drop)

    def _timer(self, milliseconds: int) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(milliseconds)
        timer.timeout.connect(self.keep)
        return timer

    def typed_again(self) -> None:
        """Keep once typing rests, or has gone on for long."""
        self._rest.start()
        if not self._longest.isActive():
            self._longest.start()

    def offer(self) -> None:
        """Say that there is typing from before; what is shown anyway, or fits this form no more, is forgotten."""
        self._stop()
        self._found = None
        self.bar.say("")
        where = self._where()
        if where is None or drafts.find(self._shell.office, where[0]) is None:
            return
        found = self._find(where[0])
        if found is None or self._is_same(found[0]):
            # A file that can only be read keeps it; there is nothing to say of it either way.
            with suppress(BonTotError):
                drafts.drop(self._shell.office, where[0])
            return
        self._found = found[0]
        self.bar.say(f"Có nội dung gõ dở lúc {found[1]}, chưa được lưu.")

    def is_offered(self) -> bool:
        """Say whether typing from before waits for an answer."""
        return self._found is not None

    def go_on(self) -> None:
        """Put the kept typing back, as typing that is not saved yet."""
        found, self._found = self._found, None
        self.bar.say("")
        if found is not None:
            self._take(found)

    def keep(self) -> None:
        """Keep what is typed so far."""
        self._stop()
        where = self._where()
        if where is None:
            return
        key, title = where
        if not self._is_edited():
            if self._last is not None and self._last[0] == key:
                # Typed back to what is stored: there is nothing left to offer.
                self.drop()
            return
        typed = self._typed()
        if self._last == (key, typed):
            return
        try:
            if self._kind is None:
                drafts.keep(self._shell.office, key, title, typed)
            else:
                drafts.keep_typed(self._shell.office, key, title, typed)
        except BonTotError as error:
            # A window would stand in the way of typing; the sentence stands beside the save button.
            (self._say or self._shell.announce)(str(error))
            return
        self._last = (key, typed)
        if self._say is not None:
            self._say(KEPT)

    def drop(self, key: str = "") -> None:
        """Forget the kept typing; ``key`` names the place as it was before it was saved."""
        self._stop()
        self._found = self._last = None
        self.bar.say("")
        where = self._where()
        key = key or (where[0] if where is not None else "")
        if key and drafts.find(self._shell.office, key) is not None:
            drafts.drop(self._shell.office, key)

    def _stop(self) -> None:
        self._rest.stop()
        self._longest.stop()

    def _find(self, key: str) -> tuple[Any, str] | None:
        """Return what is kept under a key and when it was typed, in words."""
        if self._kind is None:
            row = drafts.find(self._shell.office, key)
            found, at = (row.payload, row.saved_at) if row is not None else (None, None)
        else:
            form = drafts.find_typed(self._shell.office, key, self._kind)
            found, at = (form.draft, form.saved_at) if form is not None else (None, None)
        return (found, f"{dates.clock(at.time())} ngày {dates.screen(at.date())}") if at is not None else None

    def _is_same(self, found: Any) -> bool:
        return bool(found == self._typed())


class KeptDraft(Kept):
    """Keeps the typing of a form; only what the form's fields hold counts and is put back."""

    def __init__(
        self,
        shell: Shell,
        form: Form,
        kind: type[Any],
        key: Callable[[], str],
        title: Callable[[], str],
    ) -> None:
        self._form = form
        super().__init__(
            shell,
            lambda: (key(), title()),
            typed=form.draft,
            take=form.fill,
            is_edited=form.is_edited,
            kind=kind,
            say=form.say,
            parent=form,
        )
        form.edited.connect(self.typed_again)
        form.idle.connect(self.keep)

    def _is_same(self, found: Any) -> bool:
        shown = self._form.draft()
        return all(getattr(found, name) == getattr(shown, name) for name in self._form.values())
