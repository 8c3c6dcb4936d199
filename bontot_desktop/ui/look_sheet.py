"""The one style sheet of the application, written from the colours and the font in force."""

from __future__ import annotations

from string import Template
from typing import TYPE_CHECKING

from PySide6.QtGui import QFont

if TYPE_CHECKING:
    from bontot_desktop.ui.look import Colours

_SHEET = Template("""
* { outline: none; }
QToolTip { background: $tip; color: $on_tip; border: 1px solid $tip; padding: 4px 6px; }
QMainWindow, QDialog, QWizard { background: $page; }

QLabel[kind="title"] { font-size: ${title}pt; font-weight: 600; }
QLabel[kind="section"] { font-size: ${section}pt; font-weight: 600; }
QLabel[kind="second"], QLabel[kind="summary"] { color: $second; }
QLabel[kind="hint"] { color: $second; font-size: ${hint}pt; }
QLabel[kind="fault"] { color: $red; font-size: ${hint}pt; }
QLabel[kind="label"] { color: $text; }
QLabel[kind="strong"] { font-weight: 600; }
QLabel[kind="figure"] { font-size: ${title}pt; font-weight: 600; }
QLabel:disabled { color: $disabled; }

QFrame[kind="surface"] { background: $surface; border: 1px solid $line; border-radius: 6px; }
QFrame[kind="cover"] { background: $page; border: none; }
QFrame[kind="line"] { background: $line; border: none; }
QFrame[kind="topbar"] { background: $rail; border: none; border-bottom: 1px solid $line; }
QFrame[kind="rail"] { background: $rail; border: none; border-right: 1px solid $line; }
QFrame[kind="status"] { background: $rail; border: none; border-top: 1px solid $line; }
QStatusBar { background: $rail; border: none; min-height: 0px; }
QStatusBar::item { border: none; }
QFrame[kind="status"] QLabel { color: $second; font-size: ${hint}pt; }
QFrame[kind="status"] QToolButton { font-size: ${hint}pt; padding: 1px 6px; min-height: 0px; }
QFrame[kind="footer"] { background: $page; border: none; border-top: 1px solid $line; }
QFrame[kind="findbar"] { background: $page; border: none; border-bottom: 1px solid $line; }
QFrame[kind="band"] { background: $band; border: none; border-bottom: 1px solid $line; }
QFrame[kind="band"] QLabel { color: $on_band; font-weight: 600; }
QFrame[kind="drop"] { background: $surface; border: 1px dashed $strong_line; border-radius: 6px; }
QFrame[kind="notice"] { background: $surface; border: 1px solid $line; border-left: 3px solid $blue;
  border-radius: 4px; }
QFrame[kind="notice"][tone="amber"] { border-left-color: $amber; }
QFrame[kind="notice"][tone="red"] { border-left-color: $red; }
QFrame[kind="notice"][tone="green"] { border-left-color: $green; }
QFrame[kind="notice"][tone="gold"] { border-left-color: $gold; }

QPushButton { background: $surface; color: $text; border: 1px solid $strong_line; border-radius: 4px;
  padding: 0 ${pad}px; min-height: ${field}px; }
QPushButton:hover { background: $hover; }
QPushButton:pressed { background: $pressed; }
QPushButton:focus { border: 1px solid $accent; }
QPushButton:disabled { color: $disabled; border-color: $line; background: $page; }
QPushButton[kind="primary"] { background: $accent; color: $on_accent; border-color: $accent; font-weight: 600; }
QPushButton[kind="primary"]:hover { background: $accent_hover; border-color: $accent_hover; }
QPushButton[kind="primary"]:pressed { background: $accent_pressed; border-color: $accent_pressed; }
QPushButton[kind="primary"]:focus { border: 2px solid $text; padding: 0 ${pad_focus}px; min-height: ${field_focus}px; }
QPushButton[kind="primary"]:disabled { background: $pressed; border-color: $pressed; color: $second; }
QPushButton[kind="plain"] { background: transparent; border: 1px solid transparent; padding: 0 8px; }
QPushButton[kind="plain"]:hover { background: $pressed; }
QPushButton[kind="plain"]:focus { border-color: $accent; }
QPushButton[kind="link"] { background: transparent; border: 1px solid transparent; color: $blue; padding: 0 4px; }
QPushButton[kind="link"]:hover { text-decoration: underline; }
QPushButton[kind="link"]:focus { border-color: $accent; }
QPushButton[kind="link"]:disabled { color: $disabled; border-color: transparent; background: transparent; }
QPushButton[kind="back"] { background: transparent; border: 1px solid transparent; color: $second; padding: 0 6px 0 0;
  min-height: ${small}px; text-align: left; }
QPushButton[kind="back"]:hover { color: $text; }
QPushButton[kind="back"]:focus { border-color: $accent; }
QPushButton[kind="chip"] { border-radius: ${chip_round}px; padding: 0 12px; min-height: ${chip}px; color: $second;
  border-color: $line; background: $surface; }
QPushButton[kind="chip"]:hover { background: $hover; }
QPushButton[kind="chip"]:checked { background: $selection; color: $text; border-color: $strong_line; }
QPushButton[kind="chip"]:focus { border-color: $accent; }
QPushButton[kind="answer"] { text-align: left; padding: 0 12px; }
QPushButton[kind="answer"]:checked { background: $selection; border-color: $quiet; }
QPushButton[kind="answer"]:focus { border-color: $accent; }
QPushButton::menu-indicator { image: none; width: 0px; }

QToolButton { background: transparent; color: $text; border: 1px solid transparent; border-radius: 4px; padding: 3px; }
QToolButton:hover { background: $pressed; }
QToolButton:focus { border-color: $accent; }
QToolButton:checked { background: $selection; }
QToolButton::menu-indicator { image: none; width: 0px; }
QToolButton:disabled { color: $disabled; }

QPushButton[kind="rail"] { background: transparent; border: none; border-left: 3px solid transparent;
  border-radius: 0px; text-align: left; padding: 0 12px 0 13px; min-height: ${rail_row}px; color: $text; }
QPushButton[kind="rail"]:hover { background: $pressed; }
QPushButton[kind="rail"]:checked { border-left-color: $accent; background: $page; font-weight: 600; }
QPushButton[kind="rail"]:focus { border: 1px solid $accent; border-left: 3px solid $accent; }

QPushButton[kind="step"] { background: transparent; border: 1px solid transparent; border-radius: 4px; text-align: left;
  padding: 0 8px; min-height: ${rail_row}px; }
QPushButton[kind="step"]:hover { background: $pressed; }
QPushButton[kind="step"]:checked { background: $selection; font-weight: 600; }
QPushButton[kind="step"]:focus { border-color: $accent; }

QLineEdit, QPlainTextEdit, QTextEdit, QComboBox { background: $surface; color: $text; border: 1px solid $strong_line;
  border-radius: 4px; padding: 0 7px; selection-background-color: $text_selection; selection-color: $text; }
QLineEdit, QComboBox { min-height: ${field}px; }
QPlainTextEdit, QTextEdit { padding: 4px 3px; }
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QComboBox:focus { border: 1px solid $accent; }
QLineEdit:disabled, QPlainTextEdit:disabled, QTextEdit:disabled, QComboBox:disabled { background: $page;
  border-color: $line; color: $second; }
QLineEdit[readOnly="true"], QPlainTextEdit[readOnly="true"] { background: $page; border-color: $line; }
QLineEdit[faulty="true"], QPlainTextEdit[faulty="true"], QComboBox[faulty="true"] { border-color: $red; }
QLineEdit[kind="search"] { border-color: $line; }
QLineEdit[kind="search"]:focus { border-color: $accent; }
QComboBox::drop-down { border: none; width: 24px; }
QComboBox::down-arrow { image: url($folder/chevron-down.svg); width: 12px; height: 12px; }
QComboBox QAbstractItemView { background: $surface; border: 1px solid $strong_line; padding: 4px;
  selection-background-color: $selection; selection-color: $text; }
QComboBox QAbstractItemView::item { min-height: ${small}px; padding: 2px 6px; }

QCheckBox, QRadioButton { spacing: 8px; min-height: ${small}px; }
QCheckBox::indicator, QRadioButton::indicator, QTreeView::indicator, QTableView::indicator, QListView::indicator {
  width: 16px; height: 16px; }
QCheckBox::indicator, QTableView::indicator, QTreeView::indicator, QListView::indicator { border: 1px solid $quiet;
  border-radius: 3px; background: $surface; }
QCheckBox::indicator:hover, QTableView::indicator:hover { border-color: $text; }
QCheckBox::indicator:checked, QTableView::indicator:checked, QTreeView::indicator:checked,
QListView::indicator:checked { background: $text; border-color: $text; image: url($folder/check.svg); }
QCheckBox::indicator:indeterminate { background: $text; border-color: $text; image: url($folder/dash.svg); }
QCheckBox::indicator:disabled { border-color: $line; background: $page; }
QCheckBox::indicator:checked:disabled { background: $disabled; border-color: $disabled; }
QCheckBox:focus, QRadioButton:focus { color: $text; }
QCheckBox::indicator:focus, QRadioButton::indicator:focus { border: 2px solid $accent; width: 14px; height: 14px; }
QRadioButton::indicator { border: 1px solid $quiet; border-radius: 9px; background: $surface; }
QRadioButton::indicator:checked { border: 5px solid $text; width: 8px; height: 8px; }

QTableView, QTreeView, QListView { background: $surface; color: $text; border: 1px solid $line; border-radius: 6px;
  gridline-color: $line; selection-background-color: $selection; selection-color: $text;
  alternate-background-color: $surface; }
QTableView:focus, QTreeView:focus, QListView:focus { border-color: $strong_line; }
QTableView::item { padding: 0 8px; border: none; border-bottom: 1px solid $line; }
QTableView::item:hover { background: $hover; }
QTableView::item:selected { background: $selection; color: $text; }
QTableView[kind="grid"]::item { border-right: 1px solid $line; padding: 0 6px; }
QTableView[kind="grid"]::item:focus { border: 1px solid $accent; }
QTableView QLineEdit { border: 2px solid $accent; border-radius: 0px; padding: 0 5px; min-height: 0px; }
QTableView QComboBox { border: 2px solid $accent; border-radius: 0px; min-height: 0px; }
QHeaderView QComboBox { border: 1px solid $strong_line; border-radius: 4px; }
QHeaderView QComboBox:focus { border: 1px solid $accent; }
QTreeView::item, QListView::item { min-height: ${small}px; padding: 1px 6px; border: none; }
QTreeView::item:hover, QListView::item:hover { background: $hover; }
QTreeView::item:selected, QListView::item:selected { background: $selection; color: $text; }
QTreeView[kind="popup"] { border: 1px solid $strong_line; border-radius: 0px; padding: 0px; }
QTreeView::branch { background: transparent; image: none; }
QTreeView::branch:selected { background: $selection; }
QListView[kind="places"] { background: $page; border: none; border-right: 1px solid $line; border-radius: 0px;
    padding: 12px 8px; }
QListView[kind="places"]::item { padding: 5px 8px; border-radius: 6px; }
QListView[kind="thumbs"] { background: $desk; border: none; border-right: 1px solid $line; border-radius: 0px; }
QHeaderView { background: $surface; border: none; }
QHeaderView::section { background: $surface; color: $second; border: none; border-bottom: 1px solid $strong_line;
  padding: 0 11px; min-height: ${row}px; font-weight: 600; }
QTableView[kind="grid"] QHeaderView::section { padding: 0 7px; }
QHeaderView::section:hover { color: $text; background: $hover; }
QHeaderView::section:vertical { border-right: 1px solid $line; border-bottom: 1px solid $line; font-weight: 400;
  color: $text; }
QHeaderView::up-arrow { image: url($folder/chevron-up.svg); width: 10px; height: 10px;
  subcontrol-position: center right; subcontrol-origin: padding; right: 4px; }
QHeaderView::down-arrow { image: url($folder/chevron-down.svg); width: 10px; height: 10px;
  subcontrol-position: center right; subcontrol-origin: padding; right: 4px; }
QTableCornerButton::section { background: $surface; border: none; border-bottom: 1px solid $strong_line; }

QTextBrowser[kind="reading"] { border: none; border-radius: 0px; padding: 0px; }
QTextBrowser[kind="reading"]:focus { border: none; }

QScrollArea { border: none; background: transparent; }
QScrollArea > QWidget > QWidget[kind="clear"] { background: transparent; }
QScrollBar:vertical { background: transparent; width: 12px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 12px; margin: 0; }
QScrollBar::handle { background: $strong_line; border-radius: 3px; }
QScrollBar::handle:vertical { margin: 2px 3px; min-height: 32px; }
QScrollBar::handle:horizontal { margin: 3px 2px; min-width: 32px; }
QScrollBar::handle:hover { background: $quiet; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0px; height: 0px; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QAbstractScrollArea::corner { background: transparent; }

QMenuBar { background: transparent; color: $text; border: none; padding: 2px; }
QMenuBar::item { background: transparent; padding: 5px 10px; border-radius: 4px; }
QMenuBar::item:selected, QMenuBar::item:pressed { background: $pressed; }
QMenu { background: $surface; color: $text; border: 1px solid $strong_line; padding: 4px; }
QMenu::item { padding: 6px 36px 6px 12px; border-radius: 3px; }
QMenu::icon { padding-left: 8px; }
QMenu::item:selected { background: $selection; }
QMenu::item:disabled { color: $disabled; }
QMenu::separator { height: 1px; background: $line; margin: 4px 8px; }

QProgressBar { background: $line; border: none; border-radius: 3px; max-height: 6px; min-height: 6px; }
QProgressBar::chunk { background: $blue; border-radius: 3px; }
QSplitter::handle { background: $line; }
QTabWidget::pane { border: none; border-top: 1px solid $line; }
QTabBar { background: transparent; }
QTabBar::tab { background: transparent; color: $second; border: none; border-bottom: 2px solid transparent;
  padding: 0 2px; margin: 0 20px 0 0; min-height: ${row}px; }
QTabBar::tab:hover { color: $text; }
QTabBar::tab:selected { color: $text; border-bottom-color: $text; font-weight: 600; }
QTabBar::tab:focus { border-bottom-color: $accent; }

QCalendarWidget QWidget { alternate-background-color: $page; }
QCalendarWidget QWidget#qt_calendar_navigationbar { background: $surface; }
QCalendarWidget QToolButton { min-height: ${small}px; padding: 0 8px; }
QCalendarWidget QToolButton::menu-indicator { image: none; }
QCalendarWidget QAbstractItemView { selection-background-color: $accent; selection-color: $on_accent; border: none;
  border-radius: 0px; }
QCalendarWidget QTableView::item { border: none; padding: 0px; }
QCalendarWidget QSpinBox { border: 1px solid $strong_line; background: $surface; }
""")


def sheet(colours: Colours, font: QFont, text_height: int, folder: str) -> str:
    """Return the style sheet; ``text_height`` is the height of a line of the font in logical pixels."""
    point = font.pointSizeF() if font.pointSizeF() > 0 else 9.0
    field = round(text_height * 1.75)
    chip = round(text_height * 1.5)
    return _SHEET.substitute(
        colours._asdict(),
        title=f"{point * 1.5:.2f}",
        section=f"{point * 1.15:.2f}",
        hint=f"{point * 0.9:.2f}",
        field=field,
        field_focus=field - 2,
        small=round(text_height * 1.5),
        row=round(text_height * 1.9),
        rail_row=round(text_height * 2.1),
        chip=chip,
        chip_round=chip // 2 + 1,
        pad=14,
        pad_focus=13,
        folder=folder,
    )
