"""Hệ thống, Mẫu câu văn bản: the sentences of each kind of paper, the gaps they may use, and the paper they make."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from bontot_desktop.errors import BonTotError, Problems
from bontot_desktop.rules.changes import Kind
from bontot_desktop.services import wording_editing
from bontot_desktop.services.wording_editing import SHIPPED, SentenceView, WordingView
from bontot_desktop.ui import keys, look
from bontot_desktop.ui.asking import DROP, SAVE
from bontot_desktop.ui.forms.wording_versions import WordingVersions
from bontot_desktop.ui.look import Tone
from bontot_desktop.ui.preview import PdfPreview
from bontot_desktop.ui.shell import Shell
from bontot_desktop.ui.widgets.bars import NoticeBar
from bontot_desktop.ui.widgets.fields import ChoiceField, TextField
from bontot_desktop.ui.widgets.form import Form
from bontot_desktop.ui.widgets.page import Page

#: So long after the last key the paper is made anew, in milliseconds.
REST = 700
RESTORE = "Khôi phục"
CHOICE = (
    "Phần giữa {% if tên %} và {% endif %} chỉ in khi chỗ trống ấy có dữ liệu; sau {% else %} là câu in khi không có."
)


class SentenceField(TextField):
    """A sentence of a kind of paper; its fault is what keeps it from being filled."""

    def __init__(self, kind_id: str, sentence: SentenceView, parent: QWidget | None = None) -> None:
        super().__init__(parent, lines=2 if sentence.many or len(sentence.text) > 60 else 1, most=14)
        self._kind_id = kind_id
        self.sentence = sentence

    def fault(self) -> str:
        """Say what keeps the sentence from being filled."""
        found = wording_editing.problems(self._kind_id, {self.sentence.key: self.value()})
        return found[0].sentence if found else ""


class WordingPart(Page):
    """One kind's sentences at the left, their gaps and the paper at the right."""

    wants = frozenset({Kind.SETTINGS, Kind.PAPERS})
    help_topic = "mau-cau"

    def __init__(self, shell: Shell) -> None:
        super().__init__("Mẫu câu văn bản", margins=False)
        self.shell = shell
        self.form: Form | None = None
        self._view: WordingView | None = None
        self._field: SentenceField | None = None
        self.versions: WordingVersions | None = None
        self.add_command("Các bản…", self.show_versions, icon="clock-counter-clockwise", tip="Các lần sửa trước đây")
        self.add_command("Khôi phục mẫu gốc", self.restore, icon="arrow-counter-clockwise", tip="Cả loại văn bản này")
        self.content.addWidget(self._head())
        split = QSplitter(Qt.Orientation.Horizontal, self)
        split.setChildrenCollapsible(False)
        self._left = QWidget(split)
        self._left_box = QVBoxLayout(self._left)
        self._left_box.setContentsMargins(0, 0, 0, 0)
        split.addWidget(self._left)
        split.addWidget(self._right())
        split.setStretchFactor(0, 1)
        split.setStretchFactor(1, 1)
        self.content.addWidget(split, 1)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST)
        self._rest.timeout.connect(self.look_again)
        self.on_key(keys.SAVE, "Lưu", lambda: self.form.save() if self.form else None)

    def _head(self) -> QWidget:
        head = QWidget(self)
        row = QHBoxLayout(head)
        row.setContentsMargins(look.PAGE_MARGIN, 0, look.PAGE_MARGIN, look.SMALL)
        row.setSpacing(look.GAP)
        self.kind: ChoiceField = ChoiceField(characters=58)
        self.kind.setAccessibleName("Loại văn bản")
        self.kind.edited.connect(self._other_kind)
        row.addWidget(self.kind)
        self.state = QLabel(head)
        look.mark(self.state, "second")
        row.addWidget(self.state, 1)
        return head

    def _right(self) -> QWidget:
        right = QWidget(self)
        box = QVBoxLayout(right)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(look.SMALL)
        above = QVBoxLayout()
        above.setContentsMargins(look.WIDE, look.SMALL, look.PAGE_MARGIN, 0)
        above.setSpacing(look.TINY)
        self.gaps_title = QLabel(right)
        self.gaps_title.setWordWrap(True)
        look.mark(self.gaps_title, "label")
        above.addWidget(self.gaps_title)
        self.choice_hint = QLabel(CHOICE, right)
        self.choice_hint.setWordWrap(True)
        look.mark(self.choice_hint, "hint")
        above.addWidget(self.choice_hint)
        self.gaps = QListWidget(right)
        self.gaps.setAccessibleName("Chỗ trống dùng được")
        self.gaps.setToolTip("Bấm đúp hoặc Enter để đưa chỗ trống vào câu đang sửa")
        self.gaps.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.gaps.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.gaps.setMaximumHeight(look.row_height(self) * 4)
        self.gaps.setMinimumHeight(look.row_height(self) * 2)
        self.gaps.itemActivated.connect(self.insert_gap)
        above.addWidget(self.gaps)
        line = QHBoxLayout()
        self.restore_one = QPushButton("Khôi phục câu này", right)
        look.mark(self.restore_one, "link")
        self.restore_one.clicked.connect(self.restore_sentence)
        line.addWidget(self.restore_one)
        line.addStretch(1)
        above.addLayout(line)
        self.notice = NoticeBar("", Tone.WAIT, right)
        above.addWidget(self.notice)
        box.addLayout(above)
        self.preview = PdfPreview(right)
        box.addWidget(self.preview, 1)
        return right

    # Showing -------------------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Read the kinds and the shown one's sentences again unless something is being typed."""
        found = wording_editing.kinds(self.shell.office)
        self.kind.set_choices([(one.id, f"{one.id} · {one.name}") for one in found])
        if self._view is None or not self._is_edited():
            self._show(self.kind.value())

    def open_item(self, item: Any) -> None:
        """Show a kind's sentences by its id."""
        if self.leaving():
            self.kind.set_value(item)
            self._show(item)

    def _other_kind(self) -> None:
        wanted = self.kind.value()
        if self._view is not None and wanted == self._view.kind_id:
            return
        if not self.leaving():
            self.kind.set_value(self._view.kind_id if self._view else wanted)
            return
        self.kind.set_value(wanted)
        self._show(wanted)

    def _show(self, kind_id: str) -> None:
        view = wording_editing.view(self.shell.office, kind_id)
        if self.form is None or self._view is None or self._view.kind_id != kind_id:
            self._build(view)
        self._view = view
        assert self.form is not None
        self.form.show_draft(SimpleNamespace(**view.texts()))
        changed = sum(sentence.is_changed for sentence in view.sentences)
        said = "Mẫu gốc" if not changed else f"{changed} câu khác mẫu gốc"
        self.state.setText(f"{said} · bản {view.version}" if view.version != SHIPPED else said)
        self._chosen(self._field or self.form.field(view.sentences[0].key))
        self.look_again()

    def _build(self, view: WordingView) -> None:
        if self.form is not None:
            self._left_box.removeWidget(self.form)
            self.form.hide()
            self.form.deleteLater()
        self.form = Form()
        self._field = None
        group = self.form.group("", self._includes(view))
        for sentence in view.sentences:
            field = SentenceField(view.kind_id, sentence)
            group.add(sentence.label, field, name=sentence.key, hint=sentence.hint, wide=True)
            field.cursorPositionChanged.connect(lambda field=field: self._entered(field))
        self.form.edited.connect(self._rest.start)
        self.form.saving.connect(self.save)
        self.form.add_save("Lưu thành bản mới")
        self._left_box.addWidget(self.form)

    def _includes(self, view: WordingView) -> str:
        if not view.includes:
            return ""
        return f"Phần “{', '.join(view.includes)}” đi kèm được sửa ở loại văn bản ấy."

    def _entered(self, field: SentenceField) -> None:
        if field.hasFocus() and field is not self._field:
            self._chosen(field)

    def _chosen(self, field: SentenceField) -> None:
        """Offer the gaps of the sentence the cursor is in."""
        self._field = field
        sentence = field.sentence
        self.gaps_title.setText(f"Chỗ trống dùng được trong câu “{sentence.label}”")
        self.choice_hint.setVisible("{%" in sentence.text)
        self.gaps.clear()
        for gap in sentence.gaps:
            item = QListWidgetItem(f"{{{{ {gap.name} }}}}   {gap.meaning}")
            item.setData(Qt.ItemDataRole.UserRole, gap.name)
            item.setToolTip(gap.meaning)
            self.gaps.addItem(item)
        self.restore_one.setToolTip(sentence.shipped)
        self.restore_one.setEnabled(field.value() != sentence.shipped)

    def insert_gap(self, item: QListWidgetItem) -> None:
        """Put a gap into the sentence, where the cursor stands."""
        if self._field is not None:
            self._field.textCursor().insertText(f"{{{{ {item.data(Qt.ItemDataRole.UserRole)} }}}}")
            self._field.setFocus(Qt.FocusReason.OtherFocusReason)

    def look_again(self) -> None:
        """Make the paper anew with the sentences as they stand; while one is not fit the last paper stays."""
        if self._view is None or self.form is None:
            return
        if self._field is not None:
            self.restore_one.setEnabled(self._field.value() != self._field.sentence.shipped)
        try:
            shown = wording_editing.look(self.shell.office, self._view.kind_id, self.form.values())
        except Problems as problems:
            self.notice.say(problems.problems[0].sentence)
            return
        except BonTotError as error:
            self.notice.say(str(error))
            return
        self.notice.say("")
        self.preview.show_pdf(shown.pdf, band=shown.facts_of)

    # Acts ----------------------------------------------------------------------------------------------------------

    def save(self) -> bool:
        """Keep the sentences as a new version; False when something is to be mended first."""
        if self._view is None or self.form is None:
            return True
        kind_id, texts = self._view.kind_id, self.form.values()
        saved = self.shell.act(
            lambda: wording_editing.save(self.shell.office, kind_id, texts),
            "Đã lưu mẫu câu",
            form=self.form,
            undo=False,
        )
        if saved is None:
            return False
        self._show(kind_id)
        return True

    def restore(self) -> None:
        """Go back to the shipped wording of the whole kind."""
        if self._view is None:
            return
        view = self._view
        if not self.shell.asking.confirm(
            f"Khôi phục mẫu gốc của {view.kind_name}?",
            RESTORE,
            detail="Các bản đã sửa vẫn còn trong “Các bản…”; văn bản đã ban hành không thay đổi.",
        ):
            return
        done = self.shell.act(
            lambda: wording_editing.restore_shipped(self.shell.office, view.kind_id),
            "Đã khôi phục mẫu gốc",
            undo=False,
        )
        if done is not None:
            self._show(view.kind_id)

    def restore_sentence(self) -> None:
        """Put the shipped words of one sentence back into its field; saving makes it count."""
        if self._field is not None:
            self._field.selectAll()
            self._field.insertPlainText(self._field.sentence.shipped)
            self._field.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_versions(self) -> None:
        """Show the versions of the kind."""
        if self._view is not None and self.leaving():
            kind_id = self._view.kind_id
            self.versions = WordingVersions(self.shell, kind_id, self._view.kind_name)
            self.versions.finished.connect(lambda _: self._show(kind_id))
            self.versions.open()

    def _is_edited(self) -> bool:
        return self.form is not None and self.form.is_edited()

    def leaving(self) -> bool:
        """Ask about unsaved typing."""
        if self.form is None or not self._is_edited():
            return True
        answer = self.shell.asking.unsaved()
        if answer == SAVE:
            return self.form.check() and self.save()
        if answer == DROP:
            self.form.forget()
            self.look_again()
            return True
        return False
