"""The one place where the parts are put together: places, log, look, data, services, window."""

from __future__ import annotations

import gc
import getpass
import sys
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QFrame

from bontot_desktop import __version__, logs
from bontot_desktop.errors import BonTotError, NoRoom
from bontot_desktop.places import Places, user_places
from bontot_desktop.rules.changes import Changes, Kind
from bontot_desktop.services import care, second_place, warming
from bontot_desktop.services.office import Office
from bontot_desktop.ui import keys, look, undoing, vietnamese
from bontot_desktop.ui.asking import Asking
from bontot_desktop.ui.crash import CrashHooks
from bontot_desktop.ui.ending import Ending
from bontot_desktop.ui.enter import EnterPresses
from bontot_desktop.ui.first_paint import FirstPaint
from bontot_desktop.ui.frame_parts import Hit
from bontot_desktop.ui.help.desk import HelpDesk
from bontot_desktop.ui.main_window import CHANGE_SEAT, MainWindow, MenuEntry
from bontot_desktop.ui.pages import registry
from bontot_desktop.ui.pages.registry import PAGES
from bontot_desktop.ui.parts import PartKeys
from bontot_desktop.ui.shell import Shell
from bontot_desktop.ui.start.beginning import Beginning
from bontot_desktop.ui.start.single import FirstWindow
from bontot_desktop.ui.warm_up import WarmUp

if TYPE_CHECKING:
    from bontot_desktop.ui.restoring import Key
    from bontot_desktop.ui.start.waiting import Waiting

#: A copy every half hour of work, in milliseconds.
COPY_EVERY = 30 * 60 * 1000
SAVED_NOT_COPIED = "Mọi thay đổi đã được lưu; chỉ chưa làm được bản sao lúc đóng."
SAVED_NOT_CARRIED = "Mọi thay đổi đã được lưu; chỉ chưa sao được ra nơi thứ hai."
DAMAGED = "Tệp dữ liệu có phần bị hỏng."
SAVED_NOT_CLOSED = "Mọi thay đổi đã được lưu; lần mở sau chương trình sẽ kiểm tra lại tệp dữ liệu."
SAMPLE, QUIT_WHEN_SHOWN = "--sample", "--quit-when-shown"


def main(argv: Sequence[str] | None = None) -> int:
    """Open the window on a data file; exit 0 when it was closed, 3 when no file could be opened."""
    words = _read_words(sys.argv[1:] if argv is None else argv)
    app = look.application(sys.argv[0])
    app.setApplicationName("BonTot")
    app.setApplicationDisplayName("Bốn Tốt")
    app.setApplicationVersion(__version__)
    look.apply(app)
    in_vietnamese = vietnamese.install(app)
    EnterPresses(app)
    PartKeys(app)
    places = user_places()
    logs.start(places.logs)
    asking = Asking()
    ending = Ending(app)
    hooks = CrashHooks(
        places.logs,
        stop_timers=ending.hold_still,
        keep_typing=ending.keep_typing,
        go_on=ending.go_on,
        close_program=ending.end,
        tell=asking.tell_error,
    )
    hooks.install()
    ending.listen_to_signals()
    try:
        desk = HelpDesk(app, asking)
        beginning = Beginning(places, asking, who=getpass.getuser(), clock=datetime.now)
        office = beginning.office(Path(words.file) if words.file else None, sample=words.sample)
        while office is not None:
            if office.has_people() and not _seat(office, asking):
                office.close()
                return 0
            ended = _work(app, office, asking, places, desk, ending, quit_when_shown=words.quit_when_shown)
            if ended.restore is not None:
                office = beginning.restored(office.data.path, *ended.restore)
            elif ended.move:
                office = beginning.moved(office.data.path)
            elif ended.rescue:
                office = beginning.rescued(office.data.path, DAMAGED)
            else:
                return ended.code
        return 0 if beginning.raised_other or beginning.left or ending.has_ended else 3
    except Exception as error:  # noqa: BLE001 - nothing is hidden: it is told in the last window and in the log
        hooks.last(error)
        return 1
    finally:
        gc.enable()
        ending.stop_listening()
        hooks.remove()
        logs.stop()
        del in_vietnamese


class _Words(NamedTuple):
    """What the program was started with."""

    file: str | None
    sample: bool
    quit_when_shown: bool


def _read_words(argv: Sequence[str]) -> _Words:
    options = {word for word in argv if word.startswith("-")}
    files = [word for word in argv if not word.startswith("-")]
    if len(files) > 1 or not options <= {SAMPLE, QUIT_WHEN_SHOWN}:
        _explain_words(argv)
    return _Words(files[0] if files else None, SAMPLE in options, QUIT_WHEN_SHOWN in options)


def _explain_words(argv: Sequence[str]) -> None:
    """Give the help asked for, or say which word is wrong, and end the program."""
    import argparse

    words = argparse.ArgumentParser(prog="bontot-desktop", description="Mở cửa sổ Bốn Tốt.", allow_abbrev=False)
    words.add_argument("file", nargs="?", help="tệp dữ liệu *.bontot")
    words.add_argument(SAMPLE, action="store_true", help="mở văn phòng mẫu")
    words.add_argument(QUIT_WHEN_SHOWN, action="store_true", help="đóng ngay khi cửa sổ đã vẽ xong (để đo)")
    words.parse_args(argv)


@dataclass(slots=True)
class Ended:
    """How the work with one opened file ended: the exit code, or the copy to go back to and what opens it."""

    code: int = 0
    restore: tuple[Path, Key] | None = None
    #: The data file is to be moved into the program's own folder and opened there.
    move: bool = False
    #: The data file is damaged: a copy, or what can be saved of it, is to take its place.
    rescue: bool = False


def _work(
    app: QApplication,
    office: Office,
    asking: Asking,
    places: Places,
    desk: HelpDesk,
    ending: Ending,
    *,
    quit_when_shown: bool,
) -> Ended:
    ended = Ended()
    shell = Shell(office, asking)
    window = build_window(shell, places, desk)
    first = FirstWindow(office.data.path, window)
    first.wanted.connect(lambda: _come_forward(window))
    warm_up = WarmUp(chain(warming.steps(), registry.steps(), window.steps_ahead()), window)
    keeper = Keeper(shell, window, places)
    closer = Closer(office, places, asking)
    ending.watch(window, closer.close_at_once)
    # Before the file closes: what the closer says waits for an answer, and timers go on meanwhile.
    window.closing.connect(warm_up.stop)
    window.closing.connect(keeper.stop)
    window.closing.connect(closer.close)
    window.closing.connect(desk.close)

    def go_back_to(copy: Path, key: Key) -> None:
        ended.restore = (copy, key)
        if not window.close():
            ended.restore = None

    def move() -> None:
        ended.move = True
        if not window.close():
            ended.move = False

    shell.restore_wanted.connect(go_back_to)

    def rescue() -> None:
        ended.rescue = True
        if not window.close():
            ended.rescue = False

    shell.move_wanted.connect(move)
    shell.rescue_wanted.connect(rescue)
    shown = FirstPaint(window)
    shown.painted.connect(_collect_garbage)
    if quit_when_shown:
        shown.painted.connect(lambda: _say_shown(window))
    else:
        shown.painted.connect(look.wear_icon)
        shown.painted.connect(first.listen)
        shown.painted.connect(lambda: _watch_the_desk(window))
        shown.painted.connect(warm_up.begin)
    window.show()
    try:
        ended.code = app.exec()
        return ended
    finally:
        asking.parent = None
        ending.leave()
        keeper.stop()
        warm_up.stop()
        first.close()
        closer.close()


def build_window(shell: Shell, places: Places, desk: HelpDesk) -> MainWindow:
    """Put the main window together for an opened office."""
    office: Office = shell.office
    name = office.data.path.stem
    window = MainWindow(
        shell,
        PAGES,
        search=lambda query: _found(shell, query),
        undo=undoing.of_sitting(shell),
        help_shown=desk.show,
        file_menu=(
            MenuEntry("Khóa chương trình", lambda: _lock(window), keys.LOCK),
            MenuEntry(CHANGE_SEAT, lambda: _change_seat(shell)),
        ),
        help_menu=(
            MenuEntry("Mục lục hướng dẫn", desk.show),
            MenuEntry("In hướng dẫn…", desk.print_guide),
            MenuEntry("Giấy phép…", lambda: _show_licences(window)),
            MenuEntry("Về Bốn Tốt…", lambda: _show_about(window, office.data.path, places.copies)),
        ),
        title=f"{name} – Bốn Tốt",
    )
    window.status.set_file(office.data.path.name)
    kept = care.last_copy_at(places.copies, office.data.path, office.now())
    shell.copied.connect(lambda at: window.status.set_copy(f"bản sao {at:%d/%m/%Y %H:%M}"))
    if kept is not None:
        shell.copied.emit(kept)
    if office.data.was_left:
        shell.announce("Lần trước chương trình không đóng đúng cách; dữ liệu đã được kiểm tra và còn nguyên.")
    _warn_of_clock(window)
    if office.read_only_because or office.operator_id is not None:
        _say_seat(window)
    shell.seated.connect(lambda: _say_seat(window))
    shell.changed.connect(lambda changes: _look_who_sits(window, changes))
    if not office.file_because:
        _warn_of_place(window)
    if office.has_drafts():
        _offer_unfinished(window)
    return window


# Seldom wanted: what they need is loaded when they are.


def _found(shell: Shell, query: str) -> list[Hit]:
    from bontot_desktop.ui.finding_all import Finder

    return Finder(shell, PAGES)(query)


def _seat(office: Office, asking: Asking) -> bool:
    from bontot_desktop.ui.start import seating

    return seating.at_start(office, asking)


def _change_seat(shell: Shell) -> None:
    from bontot_desktop.ui.start import seating

    seating.change(shell)


def _lock(window: MainWindow) -> None:
    from bontot_desktop.ui.locking import Locker

    Locker.of(window).lock()


def _watch_the_desk(window: MainWindow) -> None:
    from bontot_desktop.ui.locking import Locker

    Locker.of(window).watch()


def _say_seat(window: MainWindow) -> None:
    """Say who works, and above the pages why nothing can be written."""
    office: Office = window.shell.office
    name = office.data.path.name
    window.status.set_file(name if office.operator_id is None else f"{office.who} · {name}")
    bar = window.findChild(QFrame, "read-only")
    if bar is None and office.read_only_because:
        from bontot_desktop.ui.look import Tone
        from bontot_desktop.ui.widgets.bars import NoticeBar

        bar = NoticeBar(office.read_only_because, Tone.INFO)
        bar.setObjectName("read-only")
        window.add_notice(bar)
    elif bar is not None:
        bar.say(office.read_only_because)  # a NoticeBar, which a start need not load


def _look_who_sits(window: MainWindow, changes: Changes) -> None:
    """After the list of people changed, by hand or by taking back, hold who sits here to it."""
    office: Office = window.shell.office
    if office.operator_id is not None and changes.touch(Kind.SETTINGS):
        from bontot_desktop.services import operators

        operators.sit_again(office)
        _say_seat(window)


def _warn_of_clock(window: MainWindow) -> None:
    from bontot_desktop.services import clock_check

    sentence = clock_check.warning(window.shell.office)
    if sentence:
        from bontot_desktop.ui.look import Tone
        from bontot_desktop.ui.widgets.bars import NoticeBar

        bar = NoticeBar(sentence, Tone.WAIT)
        bar.setObjectName("clock")
        bar.add_button("Đã rõ", lambda: bar.say(""))
        window.add_notice(bar)


def _warn_of_place(window: MainWindow) -> None:
    from bontot_desktop.ui import place_notice

    place = place_notice.danger_of(window.shell.office.data.path)
    if place is not None:
        window.add_notice(place_notice.PlaceNotice(window.shell, place))


def _offer_unfinished(window: MainWindow) -> None:
    from bontot_desktop.ui.unfinished import Unfinished

    unfinished = Unfinished(window)
    window.add_notice(unfinished)
    unfinished.look()


def _show_licences(window: MainWindow) -> None:
    from bontot_desktop.ui.help.licences import open_licences

    open_licences(window)


def _show_about(window: MainWindow, data_file: Path, copies: Path) -> None:
    from bontot_desktop.ui.help.about import open_about

    open_about(window, data_file, copies)


def _collect_garbage() -> None:
    """Look for garbage from now on (``__main__`` let it be), but not among what the start made: it stays to the end."""
    if not gc.isenabled():
        gc.freeze()
        gc.enable()


def _say_shown(window: MainWindow) -> None:
    if sys.stdout is not None:
        sys.stdout.write("shown\n")
        sys.stdout.flush()
    window.close()


def _come_forward(window: MainWindow) -> None:
    window.setWindowState(window.windowState() & ~window.windowState().WindowMinimized)
    window.show()
    window.raise_()
    window.activateWindow()


class Keeper:
    """Makes a copy of an encrypted office every half hour in which something changed."""

    def __init__(self, shell: Shell, window: MainWindow, places: Places) -> None:
        self._shell, self._window, self._places = shell, window, places
        self._timer = QTimer(window)
        self._timer.setInterval(COPY_EVERY)
        self._timer.timeout.connect(self.copy)
        if shell.office.data.is_encrypted:
            self._timer.start()

    def copy(self) -> None:
        """Copy if something changed; a full disk is told in the status line, work goes on."""
        if self._shell.office.data.is_busy:
            # A long import is being written; the next half hour comes.
            return
        try:
            made = care.copy_if_changed(self._shell.office, self._places.copies)
        except BonTotError as fault:
            self._shell.announce(str(fault))
        else:
            if made is not None:
                self._window.status.set_copy(f"bản sao {made.made_at:%d/%m/%Y %H:%M}")

    def stop(self) -> None:
        """Copy no more: the file is about to close."""
        self._timer.stop()


class Closer:
    """Ends the work once: a copy here and one in the second place if something changed, then the data file at rest."""

    def __init__(self, office: Office, places: Places, asking: Asking) -> None:
        self._office: Office | None = office
        self._places, self._asking = places, asking

    def close(self) -> None:
        """Copy and close; a second call does nothing. What is in the way of a copy is told: the work is saved."""
        office, self._office = self._office, None
        if office is None:
            return
        try:
            if office.data.is_encrypted and office.may_be_copied:
                self._copy(office)
        finally:
            try:
                office.close()
            except NoRoom as fault:
                self._asking.tell(SAVED_NOT_CLOSED, detail=str(fault))

    def close_at_once(self) -> None:
        """Close without a word and without delay: the system ends the session, or a bug the program.

        A copy is made only when there is none of today: Windows gives a few seconds, and the file comes first.
        """
        office, self._office = self._office, None
        if office is None:
            return
        last = care.last_copy_at(self._places.copies, office.data.path, office.now())
        try:
            if (
                office.data.is_encrypted
                and not office.read_only_because
                and (last is None or last.date() < office.today())
            ):
                with suppress(BonTotError):
                    care.copy_if_changed(office, self._places.copies)
        finally:
            with suppress(NoRoom):  # all is saved; the next start checks the file
                office.close()

    def _copy(self, office: Office) -> None:
        try:
            care.copy_if_changed(office, self._places.copies)
        except BonTotError as fault:
            self._asking.tell(SAVED_NOT_COPIED, detail=str(fault))
        waiting = _Carrying()
        try:
            second_place.carry_if_there(office, self._places, progress=waiting)
        except BonTotError as fault:
            waiting.close()
            self._asking.tell(SAVED_NOT_CARRIED, detail=str(fault))
        finally:
            waiting.close()


class _Carrying:
    """A small window over all others while files of papers are copied out at closing; none when there are none."""

    def __init__(self) -> None:
        self._window: Waiting | None = None

    def __call__(self, done: int, of: int, what: str) -> None:
        if self._window is None:
            from bontot_desktop.ui.start.waiting import Waiting

            self._window = Waiting("Đang chép văn bản ra nơi sao thứ hai; xong sẽ tự đóng. Xin đừng rút USB.")
            # The main window is still there, and must not be worked in any more.
            self._window.setModal(True)
            self._window.show()
        self._window(done, of, what)

    def close(self) -> None:
        if self._window is not None:
            self._window.close()
