"""What every page gets from the frame: the office, questions, long work, the status line, the way elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, time
from typing import Any, NamedTuple, Protocol, TypeVar

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication

from bontot_desktop.errors import BonTotError, Problems
from bontot_desktop.rules.changes import Changes
from bontot_desktop.ui.asking import Asking
from bontot_desktop.ui.tasks import Tasks

T = TypeVar("T")


class Told(Protocol):
    """A form, or anything like one: it shows what to mend and says that it was saved."""

    def show_problems(self, problems: Problems) -> None:
        """Show each sentence where it belongs."""

    def said_saved(self, at: time) -> None:
        """Say "Đã lưu 14:05"."""


class Doing(NamedTuple):
    """Something a page does, by the name of its method; given to :meth:`Shell.go` in place of one of its things."""

    act: str
    what: Any = None

    def on(self, page: Any) -> None:
        """Do it."""
        act = getattr(page, self.act)
        act() if self.what is None else act(self.what)


class Shell(QObject):
    """The one object handed to pages. ``office`` is whatever the services are reached through."""

    #: Something changed; the frame tells the pages.
    changed = Signal(object)
    #: A sentence for the status line, and whether it can be taken back.
    announced = Signal(str, bool)
    #: A page (its key) and one of its things (an id or None) shall be shown.
    wanted = Signal(str, object)
    #: A copy (its path, and the ``ui.restoring.Key`` that opens it) shall take the place of the data file; the frame's
    #: owner does it.
    restore_wanted = Signal(object, object)
    #: The data file shall be moved into the program's own folder; the frame's owner does it.
    move_wanted = Signal()
    #: The data file is damaged: it is to be closed and saved from, or a copy put in its place.
    rescue_wanted = Signal()
    #: A copy of the data was made at this moment (a datetime).
    copied = Signal(object)
    #: Somebody else sits here now, or may do more or less than before.
    seated = Signal()

    def __init__(
        self,
        office: Any,
        asking: Asking | None = None,
        tasks: Tasks | None = None,
        now: Callable[[], datetime] = datetime.now,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.office = office
        self.asking = asking or Asking()
        self.tasks = tasks or Tasks(self)
        self._now = now
        self.tasks.refused.connect(self.asking.tell_error)

    def now(self) -> datetime:
        """Return the time by the clock the program was given."""
        return self._now()

    def today(self) -> date:
        """Return the day by the clock the program was given."""
        return self._now().date()

    def announce(self, sentence: str, *, undo: bool = False) -> None:
        """Say in the status line what was done; with ``undo`` a "Hoàn tác" stands beside it."""
        self.announced.emit(sentence, undo)

    def go(self, page: str, item: Any = None) -> None:
        """Show a page by its key, and one of its things by its id; or have it do something (:class:`Doing`)."""
        self.wanted.emit(page, item)

    def tell_changed(self, changes: Changes) -> None:
        """Tell the open pages that something changed."""
        if changes:
            self.changed.emit(changes)

    def act(
        self,
        work: Callable[[], T],
        said: str | Callable[[T], str] = "",
        *,
        form: Told | None = None,
        undo: bool = True,
    ) -> T | None:
        """Do one act of the services and everything that follows it.

        The result is, or holds (as an element of a tuple or as ``.changes``), a :class:`Changes`: the pages hear of
        it. ``said`` goes to the status line. A refusal is shown under the form's fields, or else in a window, and
        None is returned. A bug rises.
        """
        try:
            with waiting():
                result = work()
        except Problems as problems:
            if form is None:
                self.asking.tell_error(problems)
            else:
                form.show_problems(problems)
            return None
        except BonTotError as error:
            self.asking.tell_error(error)
            return None
        if form is not None:
            form.said_saved(self.now().time())
        changes = _changes_in(result)
        self.tell_changed(changes)
        sentence = said(result) if callable(said) else said
        if sentence:
            self.announce(sentence, undo=undo and bool(changes))
        return result


@contextmanager
def waiting() -> Iterator[None]:
    """Show the waiting cursor while something is read or saved; a quick act is over before anyone sees it."""
    QGuiApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
    try:
        yield
    finally:
        QGuiApplication.restoreOverrideCursor()


def _changes_in(result: Any) -> Changes:
    if isinstance(result, Changes):
        return result
    if isinstance(result, tuple):
        return next((part for part in result if isinstance(part, Changes)), Changes())
    found = getattr(result, "changes", None)
    return found if isinstance(found, Changes) else Changes()
