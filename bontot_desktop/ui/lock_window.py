"""The window that asks for the password of a locked program; only the right one, or the recovery code, ends it."""

from __future__ import annotations

from typing import Any, ClassVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from bontot_desktop.errors import BonTotError, WrongPassword
from bontot_desktop.services import care, operators
from bontot_desktop.ui import look
from bontot_desktop.ui.shell import waiting
from bontot_desktop.ui.widgets.fields import ChoiceField, LineField, SecretField
from bontot_desktop.ui.widgets.form import FieldRow
from bontot_desktop.ui.widgets.pause import Pause

UNLOCK, USE_CODE, USE_PASSWORD = "Mở khóa", "Dùng mã khôi phục", "Dùng mật khẩu"


class LockWindow(QDialog):
    """Password or recovery code; wrong ones are slowed, with the seconds counted down."""

    help_topic: ClassVar[str] = "mat-khau"

    #: The right secret was given.
    opened = Signal()

    def __init__(self, office: Any, parent: QWidget | None = None) -> None:
        flags = Qt.WindowType
        super().__init__(parent, flags.Dialog | flags.WindowTitleHint | flags.CustomizeWindowHint)
        self._office = office
        self.setObjectName("lock")
        self.setWindowTitle("Đang khóa – Bốn Tốt")
        self.setWindowModality(Qt.WindowModality.ApplicationModal)
        look.wear_icon()
        outer = self._outer = QVBoxLayout(self)
        outer.setContentsMargins(look.HUGE, look.HUGE, look.HUGE, look.WIDE)
        outer.setSpacing(look.WIDE)
        top = QHBoxLayout()
        top.setSpacing(look.WIDE)
        picture = QLabel(self)
        picture.setPixmap(look.icon("lock-key", "second").pixmap(look.icon_size(self, 2.0)))
        top.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
        self._column = QVBoxLayout()
        self._column.setSpacing(look.SMALL)
        for sentence, kind in (
            ("Bốn Tốt đang khóa.", "strong"),
            ("Những gì đang gõ dở vẫn còn nguyên. Nhập mật khẩu của văn phòng để làm tiếp.", "second"),
        ):
            label = QLabel(sentence, self)
            label.setWordWrap(True)
            look.mark(label, kind)
            self._column.addWidget(label)
        self.password, self.code = SecretField(self), LineField(self)
        self._password_row = FieldRow("Mật khẩu", self.password, parent=self)
        self._code_row = FieldRow("Mã khôi phục", self.code, parent=self)
        self._code_row.hide()
        for row in (self._password_row, self._code_row):
            self._column.addWidget(row)
        # Another person may be the one who comes back to the desk.
        self._people = {one.id: one for one in operators.active(office)}
        self.person = ChoiceField([(one.id, one.name) for one in self._people.values()], self)
        self.person.set_value(office.operator_id)
        self._person_row = FieldRow("Người làm việc", self.person, parent=self)
        self._person_row.setVisible(len(self._people) > 1)
        self._column.insertWidget(2, self._person_row)
        top.addLayout(self._column, 1)
        outer.addLayout(top)
        buttons = QHBoxLayout()
        self._other = QPushButton(USE_CODE, self)
        self._other.setObjectName("other")
        self._other.setAutoDefault(False)
        look.mark(self._other, "link")
        self._other.clicked.connect(self._turn)
        self._unlock = QPushButton(UNLOCK, self)
        self._unlock.setObjectName("unlock")
        self._unlock.setDefault(True)
        look.mark(self._unlock, "primary")
        self._unlock.clicked.connect(self.try_it)
        buttons.addWidget(self._other)
        buttons.addStretch(1)
        buttons.addWidget(self._unlock)
        self._pause = Pause(self._unlock, self)
        self._column.addWidget(self._pause)
        outer.addLayout(buttons)
        self.setMinimumWidth(look.text_width(56, self))
        self.password.setFocus()

    @property
    def _is_by_code(self) -> bool:
        return not self._code_row.isHidden()

    def _turn(self) -> None:
        by_code = not self._is_by_code
        self._code_row.setVisible(by_code)
        self._password_row.setVisible(not by_code)
        self._other.setText(USE_PASSWORD if by_code else USE_CODE)
        (self.code if by_code else self.password).setFocus()

    def try_it(self) -> None:
        """Try what was typed."""
        if not self._pause.is_over():
            return
        row = self._code_row if self._is_by_code else self._password_row
        typed = self.code.text() if self._is_by_code else self.password.value()
        if not typed:
            self._refuse(row, "Xin gõ mã khôi phục." if self._is_by_code else "Xin gõ mật khẩu.")
            return
        try:
            with waiting():
                if self._is_by_code:
                    care.demand_secret(self._office, "", recovery_code=typed)
                else:
                    care.demand_secret(self._office, typed)
        except WrongPassword as fault:
            self.password.clear()
            self._pause.begin(fault.wait)
            self._refuse(row, fault.sentence)
            return
        except BonTotError as fault:
            self._refuse(row, str(fault))
            return
        self.password.clear()
        self.code.clear()
        if len(self._people) > 1 and self.person.value() != self._office.operator_id:
            operators.sit(self._office, self._people[self.person.value()])
        self.opened.emit()

    def _refuse(self, row: FieldRow, sentence: str) -> None:
        row.set_problem(sentence)
        # The window grows by the lines of the sentence.
        self._outer.activate()
        self.resize(self.width(), max(self.height(), self._outer.totalHeightForWidth(self.width())))

    def reject(self) -> None:
        """Stay: Esc opens nothing."""

    def closeEvent(self, event: QCloseEvent) -> None:
        """Stay: only the password ends the lock."""
        event.ignore()
