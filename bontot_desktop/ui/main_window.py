"""The frame around the pages: rail, menus, search box, status line; it knows no service."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import time
from functools import partial
from typing import Any, NamedTuple

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QAction, QCloseEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QMenu, QStackedWidget, QVBoxLayout, QWidget

from bontot_desktop import dates
from bontot_desktop.rules.changes import Changes
from bontot_desktop.ui import keys, look, memory
from bontot_desktop.ui.editing import take_open_cell
from bontot_desktop.ui.frame_parts import Hit, Rail, StatusLine, TopBar
from bontot_desktop.ui.parts import step_part
from bontot_desktop.ui.shell import Doing, Shell
from bontot_desktop.ui.widgets.page import Page


class PageEntry(NamedTuple):
    """A page of the rail: its key, its words, its Phosphor icon and how it is made when first shown.

    It is made inside the widget it will stand in: the style sheet goes anew through all that moves to another place.
    """

    key: str
    title: str
    icon: str
    make: Callable[[Shell, QWidget], Page]


class MenuEntry(NamedTuple):
    """One line of a menu that the program puts in, such as "Mở văn phòng khác…"."""

    word: str
    slot: Callable[[], Any]
    key: str = ""


class Undo(NamedTuple):
    """How the last act is taken back and done again: each with its words, empty when there is nothing to do."""

    words: Callable[[], str]
    take_back: Callable[[], Changes]
    again_words: Callable[[], str] = str
    do_again: Callable[[], Changes] = Changes
    #: Whether "Hoàn tác" may stand beside what was just done; a paper that was issued is not offered.
    is_offered: Callable[[], bool] = lambda: True


#: The line of the menu by which another person of the list begins to work.
CHANGE_SEAT = "Đổi người làm việc…"
#: Said when the person stopped the taking back of a long act.
STOPPED = "Đã dừng; mọi thứ vẫn như trước."


class MainWindow(QMainWindow):
    """The window of the program. Pages are made when first shown and refreshed when what they show changed."""

    #: The window was allowed to close; pages and jobs are at rest.
    closing = Signal()

    def __init__(
        self,
        shell: Shell,
        pages: Sequence[PageEntry],
        *,
        search: Callable[[str], Sequence[Hit]] | None = None,
        undo: Undo | None = None,
        help_shown: Callable[[str], Any] | None = None,
        file_menu: Sequence[MenuEntry] = (),
        help_menu: Sequence[MenuEntry] = (),
        title: str = "Bốn Tốt",
    ) -> None:
        super().__init__()
        self.setObjectName("main")
        self.setWindowTitle(title)
        #: Whether closing asks about unsaved typing; not when the system ends the session: its drafts are kept then.
        self.asks_before_closing = True
        self.shell = shell
        shell.asking.parent = self
        self._entries = tuple(pages)
        self._pages: dict[str, Page] = {}
        self._stale: dict[str, Changes] = {}
        #: Pages that were made ahead and have read nothing yet.
        self._unread: set[str] = set()
        self._undo, self._help = undo, help_shown
        self._page_actions: dict[str, QAction] = {}
        self._build(search)
        self._build_menus(file_menu, help_menu)
        shell.changed.connect(self._changed)
        shell.announced.connect(self._announce)
        shell.wanted.connect(lambda key, item: self.go(key, item))
        self.status.watch(shell.tasks)
        wanted = QSize(look.text_width(190, self), look.row_height(self) * 25)
        # The frame of the window needs room too: its title is about a row high.
        room = self.screen().availableSize() - QSize(look.GAP, look.row_height(self) + look.GAP)
        self.resize(wanted.boundedTo(room))
        least = QSize(look.text_width(100, self), look.row_height(self) * 16)
        self.setMinimumSize(least.boundedTo(room))
        kept = memory.geometry("cua-so")
        if kept is not None:
            self.restoreGeometry(kept)
        if self._entries:
            self.go(self._entries[0].key)

    # Building ------------------------------------------------------------------------------------------------------

    def _build(self, search: Callable[[str], Sequence[Hit]] | None) -> None:
        top = TopBar(search, self)
        self._menus, self.search = top.menus, top.search
        self.setMenuWidget(top)
        middle = QWidget(self)
        row = QHBoxLayout(middle)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self.rail = Rail([(entry.key, entry.title, entry.icon) for entry in self._entries], middle)
        self.rail.chosen.connect(self._chosen)
        self._stack = QStackedWidget(middle)
        row.addWidget(self.rail)
        beside = QVBoxLayout()
        beside.setSpacing(0)
        self._notices = QVBoxLayout()
        beside.addLayout(self._notices)
        beside.addWidget(self._stack, 1)
        row.addLayout(beside, 1)
        self.setCentralWidget(middle)
        row_holder = self.statusBar()
        self.status = StatusLine(row_holder)
        self.status.undo_pressed.connect(self.undo)
        row_holder.setSizeGripEnabled(False)
        row_holder.setContentsMargins(0, 0, 0, 0)
        row_holder.addWidget(self.status, 1)

    def _build_menus(self, file_menu: Sequence[MenuEntry], help_menu: Sequence[MenuEntry]) -> None:
        file = self._menu("&Tệp")
        self._page_action(file, keys.NEW, "Thêm mới")
        self._page_action(file, keys.SAVE, "Lưu")
        self._page_action(file, keys.PRINT, "In")
        file.addSeparator()
        for entry in file_menu:
            self._action(file, entry.word, entry.slot, entry.key)
        if file_menu:
            file.addSeparator()
        self._action(file, "Thoát", self.close, keys.QUIT)
        edit = self._menu("&Sửa")
        self._undo_action: QAction | None = None
        self._again_action: QAction | None = None
        if self._undo is not None:
            self._undo_action = self._action(edit, "Hoàn tác", self.undo, keys.UNDO)
            self._again_action = self._action(edit, "Làm lại", self.do_again)
            self._again_action.setShortcuts([QKeySequence(keys.AGAIN), QKeySequence(keys.AGAIN_TOO)])
            edit.aboutToShow.connect(self._word_undo)
            edit.aboutToHide.connect(self._free_undo)
            edit.addSeparator()
        self._page_action(edit, keys.FILTER, "Lọc bảng này")
        if self.search is not None:
            self._action(edit, "Tìm khắp chương trình", self.search.begin, keys.FIND)
        places = self._menu("&Đi tới")
        for number, page in enumerate(self._entries, start=1):
            self._action(places, page.title.replace("&", "&&"), partial(self.go, page.key), keys.page(number))
        places.addSeparator()
        self._action(places, "Ra khỏi bảng, sang phần sau", partial(step_part, 1), keys.NEXT_PART)
        self._action(places, "Về phần trước", partial(step_part, -1), keys.PART_BEFORE)
        self._action(places, "Lùi một bước", self.back, keys.BACK)
        self._action(places, "Xem lại số liệu", self.look_again, keys.LOOK_AGAIN)
        self._action(places, "Thu gọn thanh bên", self.rail.turn, keys.FOLD_RAIL)
        if self._help is not None or help_menu:
            words = self._menu("&Giúp đỡ")
            if self._help is not None:
                self._action(words, "Hướng dẫn trang này", self.show_help, keys.HELP)
            for entry in help_menu:
                self._action(words, entry.word, entry.slot, entry.key)

    def _menu(self, title: str) -> QMenu:
        menu = QMenu(title, self)
        self._menus.addMenu(menu)
        return menu

    def _action(self, menu: QMenu, word: str, slot: Callable[[], Any], key: str = "") -> QAction:
        action = QAction(word, self)
        action.setObjectName(f"action:{word}")
        if key:
            action.setShortcut(QKeySequence(key))
        action.triggered.connect(lambda _=False: slot())
        menu.addAction(action)
        return action

    def _page_action(self, menu: QMenu, key: str, word: str) -> None:
        action = self._action(menu, word, lambda: self._press(key), key)
        action.setProperty("word", word)
        self._page_actions[key] = action

    def add_notice(self, bar: QWidget) -> None:
        """Put a bar above the pages, whichever is shown."""
        self._notices.addWidget(bar)

    # Pages ---------------------------------------------------------------------------------------------------------

    def page(self) -> Page | None:
        """Return the page of the rail that is shown."""
        page = self._stack.currentWidget()
        return page if isinstance(page, Page) else None

    def go(self, key: str, item: Any = None) -> bool:
        """Show a page, and one of its things; False when the page now open would not be left."""
        now = self.page()
        made = self._pages.get(key)
        if now is not None and now is not made and not now.leaving():
            self.rail.choose(self._key_of(now))
            return False
        if made is None:
            made = self._make(key)
        if key in self._unread:
            self._read(key)
        elif key in self._stale:
            made.changed(self._stale.pop(key))
        self._stack.setCurrentWidget(made)
        self.rail.choose(key)
        if isinstance(item, Doing):
            item.on(made)
        elif item is not None:
            made.open_item(item)
        self._word_acts()
        made.current().take_focus()
        return True

    def _chosen(self, key: str) -> None:
        """Show a page from the rail; the one that is shown goes back to its first."""
        now = self.page()
        if now is not None and now is self._pages.get(key):
            now.to_first()
            now.current().take_focus()
        else:
            self.go(key)

    def _make(self, key: str) -> Page:
        entry = next(entry for entry in self._entries if entry.key == key)
        made = self._pages[key] = entry.make(self.shell, self._stack)
        self._unread.add(key)
        made.acts_changed.connect(self._word_acts)
        self._stack.addWidget(made)
        return made

    def steps_ahead(self) -> Iterator[Callable[[], object]]:
        """Give what makes the pages nobody has opened yet: in an idle moment, so that the first click is quick."""
        if self.search is not None:
            yield self.search.get_ready
        for entry in self._entries:
            yield partial(self._make_ahead, entry.key)
            yield partial(self._read_ahead, entry.key)
        for entry in self._entries:
            yield from self._pages[entry.key].steps_ahead()

    def _make_ahead(self, key: str) -> None:
        if key not in self._pages:
            self._make(key)

    def _read_ahead(self, key: str) -> None:
        if key in self._unread and self._pages[key].reads_ahead:
            self._read(key)

    def _read(self, key: str) -> None:
        self._unread.discard(key)
        self._stale.pop(key, None)
        self._pages[key].refresh()

    def _key_of(self, page: Page) -> str:
        return next(key for key, known in self._pages.items() if known is page)

    def _changed(self, changes: Changes) -> None:
        for key, page in self._pages.items():
            if page is self.page():
                page.changed(changes)
            else:
                # Pages out of sight look again when they are shown: a save stays quick however many were opened.
                self._stale[key] = self._stale.get(key, Changes()) | changes

    def back(self) -> None:
        """Take one step back on the page."""
        page = self.page()
        if page is not None:
            page.back()

    def look_again(self) -> None:
        """Read the page's data again."""
        page = self.page()
        if page is not None:
            page.refresh()

    @property
    def help_topic(self) -> str:
        """The topic of the help that fits the page shown, for the windows that stand over it too."""
        page = self.page()
        return "" if page is None else page.current().topic() or page.topic()

    def show_help(self) -> None:
        """Open the help at the page shown."""
        if self._help is not None:
            self._help(self.help_topic)

    # Common keys ---------------------------------------------------------------------------------------------------

    def _press(self, key: str) -> None:
        page = self.page()
        act = None if page is None else page.current().acts.get(key)
        if act is not None:
            take_open_cell()
            act[1]()

    def _word_acts(self) -> None:
        page = self.page()
        acts = {} if page is None else page.current().acts
        for key, action in self._page_actions.items():
            word = acts[key][0] if key in acts else str(action.property("word"))
            action.setText(word)
            action.setEnabled(key in acts)

    def _word_undo(self) -> None:
        if self._undo is None:
            return
        for action, verb, words in (
            (self._undo_action, "Hoàn tác", self._undo.words()),
            (self._again_action, "Làm lại", self._undo.again_words()),
        ):
            if action is not None:
                action.setText(f"{verb}: {words}".replace("&", "&&") if words else verb)
                action.setEnabled(bool(words))

    def _free_undo(self) -> None:
        # The words are set when the menu opens; while it is closed the keys must stay alive.
        for action in (self._undo_action, self._again_action):
            if action is not None:
                action.setEnabled(True)

    def undo(self) -> None:
        """Take the last act back."""
        if self._undo is not None:
            self._turn_back(self._undo.words, self._undo.take_back, "Đã hoàn tác")

    def do_again(self) -> None:
        """Do again what was taken back last."""
        if self._undo is not None:
            self._turn_back(self._undo.again_words, self._undo.do_again, "Đã làm lại")

    def _turn_back(self, words_of: Callable[[], str], act: Callable[[], Changes], done: str) -> None:
        words = words_of()
        page = self.page()
        if not words:
            self.shell.announce("Từ lúc mở chương trình chưa có việc nào để hoàn tác hoặc làm lại.")
            return
        # What is being typed would be saved over what is put back; once it is saved, it is itself the last act.
        if (page is not None and not page.leaving()) or words_of() != words:
            return
        said = f"{done}: {words}"
        self.shell.act(act, lambda made: said if made else STOPPED, undo=False)
        self.status.forget_undo()

    # Status line ---------------------------------------------------------------------------------------------------

    def _announce(self, sentence: str, undo: bool) -> None:
        offered = undo and self._undo is not None and self._undo.is_offered()
        self.status.say(sentence, undo=offered, undo_words=self._undo.words() if offered and self._undo else "")
        if undo:
            self.said_saved(self.shell.now().time())

    def said_saved(self, at: time) -> None:
        """Show when data were last saved."""
        self.status.set_saved(f"đã lưu {dates.clock(at)}")

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the pages the room of a narrow window."""
        super().resizeEvent(event)
        self.rail.fit(self.width())

    def closeEvent(self, event: QCloseEvent) -> None:
        """Ask the page, stop the jobs, remember the place, and only then close."""
        page = self.page()
        if self.asks_before_closing and page is not None and not page.leaving():
            event.ignore()
            return
        if self.asks_before_closing and not self.shell.tasks.stop_all():
            self.shell.asking.tell("Việc đang chạy chưa dừng được. Xin đợi một lát rồi thoát lại.")
            event.ignore()
            return
        memory.keep_geometry("cua-so", self.saveGeometry())
        self.closing.emit()
        super().closeEvent(event)
