"""Measures the table of 10,000 members against Qt's own ready-made one over the same texts."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from datetime import date

from PySide6.QtCore import QSortFilterProxyModel, Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QApplication, QTableView, QWidget

from bench.big_office import NOW, big_office
from bench.ratio import Ratio, compare
from bontot_desktop.services import members
from bontot_desktop.ui import look
from bontot_desktop.ui.pages.members import columns
from bontot_desktop.ui.tables.view import TableView

ROUNDS = 5
WIDE, HIGH = 1150, 560
#: Typed one after the other: what came before is never what is asked now.
_KEYS = ("n", "ng", "ngu", "hạ", "mau 1", "000012")


def measure() -> Iterator[Ratio]:
    """Yield the first look, a key of the filter and a sort."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    look.apply(app, dark=False)
    office, day = big_office(), NOW.date()
    ours, bare = _Ours(), _Bare()
    yield compare(
        "10,000 members: read and shown, against bare SQL into QStandardItemModel",
        lambda: ours.fill(members.list_members(office, day=day)),
        lambda: bare.fill(_bare_rows(day)),
        rounds=ROUNDS,
        aim=1.0,
    )
    yield compare(
        "10,000 members: a key of the filter, against QSortFilterProxyModel",
        _in_turn(ours.filter),
        _in_turn(bare.filter),
        rounds=ROUNDS,
        aim=1.0,
    )
    yield compare(
        "10,000 members: sorted as Vietnamese, against sorted by code point",
        _in_turn(ours.sort),
        _in_turn(bare.sort),
        rounds=ROUNDS,
        aim=1.0,
    )


def _in_turn(act: Callable[[int], None]) -> Callable[[], None]:
    """Do something else each time."""
    turns = iter(range(1_000_000))
    return lambda: act(next(turns))


class _Ours:
    def __init__(self) -> None:
        self.view = TableView(columns(), "bench")
        _stand(self.view)

    def fill(self, rows: list[members.MemberRow]) -> None:
        self.view.set_rows(rows)
        self.view.grab()

    def filter(self, turn: int) -> None:
        self.view.set_filter(_KEYS[turn % len(_KEYS)])
        self.view.grab()

    def sort(self, turn: int) -> None:
        if turn == 0:
            self.view.set_filter("")
        self.view.sort_by(turn % 5)
        self.view.grab()


class _Bare:
    def __init__(self) -> None:
        self.proxy = QSortFilterProxyModel()
        self.proxy.setFilterKeyColumn(-1)
        self.view = QTableView()
        self.view.setModel(self.proxy)
        self.model = QStandardItemModel()
        _stand(self.view)

    def fill(self, rows: list[tuple[str, ...]]) -> None:
        self.model = QStandardItemModel(0, len(rows[0]))
        for row in rows:
            self.model.appendRow([QStandardItem(cell) for cell in row])
        self.proxy.setSourceModel(self.model)
        self.view.grab()

    def filter(self, turn: int) -> None:
        self.proxy.setFilterFixedString(_KEYS[turn % len(_KEYS)])
        self.view.grab()

    def sort(self, turn: int) -> None:
        if turn == 0:
            self.proxy.setFilterFixedString("")
        self.proxy.sort(turn % 5, Qt.SortOrder.AscendingOrder)
        self.view.grab()


def _stand(view: QWidget) -> None:
    view.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
    view.resize(WIDE, HIGH)
    view.show()


def _bare_rows(day: date) -> list[tuple[str, ...]]:
    question = """
        SELECT member.full_name, member.birth_on, member.gender, cell.name, held.status, member.admitted_on,
               member.card_no
        FROM member JOIN member_status AS held ON held.member_id = member.id JOIN cell ON cell.id = held.cell_id
        WHERE held.from_on <= ? AND (held.to_on IS NULL OR held.to_on >= ?) ORDER BY member.full_name_order"""
    with big_office().ask() as driver:
        return list(driver.execute(question, (day.isoformat(), day.isoformat())))
