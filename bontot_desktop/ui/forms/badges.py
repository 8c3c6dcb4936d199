"""The windows of the list of badges: the decision that gave them, and the office's years and days."""

from __future__ import annotations

from collections.abc import Collection
from typing import ClassVar

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QVBoxLayout

from bontot_desktop.services import badges
from bontot_desktop.services.badges import GivenDraft
from bontot_desktop.ui import keys, look
from bontot_desktop.ui.shell import Shell
from bontot_desktop.ui.widgets.fields import LineField
from bontot_desktop.ui.widgets.form import Form
from bontot_desktop.ui.widgets.typed import DateField


class _Window(QDialog):
    """A window around one form."""

    help_topic: ClassVar[str] = "huy-hieu"

    def __init__(self, shell: Shell, name: str, title: str, rows: int) -> None:
        super().__init__(shell.asking.parent)
        self.setObjectName(name)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.shell = shell
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, look.SMALL, 0, 0)
        self.form = Form(self)
        outer.addWidget(self.form, 1)
        self.resize(QSize(look.text_width(58, self), look.row_height(self) * rows))

    def finish(self, word: str) -> None:
        """Put the buttons below."""
        for button in (self.form.add_save(word), self.form.add_button("Quay lại", self.reject)):
            button.setAutoDefault(False)
        self.form.saving.connect(self.save)
        QShortcut(QKeySequence(keys.SAVE), self, self.form.save)

    def save(self) -> None:
        """Save the form."""


class GivenDialog(_Window):
    """Notes for the ticked members that they were given their badge."""

    def __init__(self, shell: Shell, chosen: Collection[tuple[int, int]]) -> None:
        super().__init__(shell, "badges-given", f"Ghi đã trao Huy hiệu Đảng: {len(chosen)} đảng viên", 12)
        self._chosen = chosen
        group = self.form.group()
        group.add("Cấp quyết định", LineField(), name="decided_by", hint="Ví dụ: Ban Thường vụ Tỉnh ủy", wide=True)
        group.add("Quyết định số", LineField(characters=18), name="decision_no")
        group.add("Ngày quyết định", DateField(), name="decision_on")
        self.finish("Ghi đã trao")
        self.form.show_draft(GivenDraft())
        self.form.focus_first()

    def save(self) -> None:
        """Write the badges among the members' awards."""
        draft = self.form.draft()
        said = f"Đã ghi trao Huy hiệu Đảng cho {len(self._chosen)} đảng viên."
        done = self.shell.act(lambda: badges.note_given(self.shell.office, self._chosen, draft), said, form=self.form)
        if done is not None:
            self.accept()


class BadgeSettingsDialog(_Window):
    """The years that earn a badge and the days of handing out."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell, "badge-settings", "Mốc năm, ngày trao Huy hiệu Đảng", 12)
        group = self.form.group()
        group.add("Các mốc năm tuổi Đảng", LineField(), name="years", hint="Cách nhau bằng dấu phẩy.", wide=True)
        group.add(
            "Các ngày trao trong năm",
            LineField(),
            name="days",
            hint="Ai đủ năm thì được trao vào ngày gần nhất sau đó.",
            wide=True,
        )
        self.finish("Lưu")
        self.form.show_draft(badges.load(shell.office))
        self.form.focus_first()

    def save(self) -> None:
        """Save years and days."""
        draft = self.form.draft()
        done = self.shell.act(
            lambda: badges.save(self.shell.office, draft), "Đã lưu mốc năm, ngày trao.", form=self.form
        )
        if done is not None:
            self.accept()
