"""The window of an act on a member (miễn sinh hoạt, chuyển đi, công nhận chính thức…), and of correcting one line."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, ClassVar

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from bontot_desktop import text
from bontot_desktop.rules.member_acts import ASKED, Asked, MemberAct, effect
from bontot_desktop.services import cells, member_acts, member_forms
from bontot_desktop.services.member_forms import StatusLine
from bontot_desktop.services.office import Saved
from bontot_desktop.ui import keys, look
from bontot_desktop.ui.forms.cell import choices
from bontot_desktop.ui.forms.outside_paper import TypedPicker
from bontot_desktop.ui.look import Tone
from bontot_desktop.ui.shell import Shell
from bontot_desktop.ui.widgets.bars import NoticeBar
from bontot_desktop.ui.widgets.fields import LineField
from bontot_desktop.ui.widgets.form import Form
from bontot_desktop.ui.widgets.picker import Picker
from bontot_desktop.ui.widgets.typed import DateField

#: What offices write as the reason of an exemption (meetings.md §4.1), to choose or to write over.
_REASONS: dict[MemberAct, tuple[str, ...]] = {
    MemberAct.EXEMPT: (
        "tuổi cao, sức khỏe yếu",
        "điều trị bệnh dài ngày",
        "đi làm việc riêng ở nước ngoài",
        "việc làm lưu động, không ổn định dưới 1 năm",
        "nghỉ thai sản",
    ),
}
#: An act that asks for more stands in two columns.
_ONE_COLUMN = 4
_NARROW = frozenset({"decision_no"})


class ActDialog(QDialog):
    """The fields of one act, and in a sentence what it means."""

    help_topic: ClassVar[str] = "dang-vien"

    def __init__(self, shell: Shell, member_id: int, act: MemberAct, together: Sequence[int] = ()) -> None:
        """Make the window; with ``together`` the act is of all these members, the first of whom is ``member_id``."""
        super().__init__(shell.asking.parent)
        self._together = tuple(together)
        self.setObjectName("member-act")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._shell, self._act = shell, act
        self._member = member_forms.member_draft(shell.office, member_id)
        whom = f"{len(self._together)} đảng viên" if self._together else self._member.full_name
        self.setWindowTitle(f"{act.label}: {whom}")
        self.saved: Saved | None = None
        self._cells = {pick.id: pick.name for pick in cells.cell_picks(shell.office)}
        self.form, self.meaning = _form_in(self)
        group = self.form.group()
        for asked in ASKED[act]:
            field = self._field(asked)
            group.add(asked.label, field, name=asked.name, hint=asked.hint, wide=isinstance(field, TypedPicker))
        _finish(self, self.form, "Ghi", self.save)
        self.form.show_draft(member_acts.start(shell.office, member_id, act))
        self._say_meaning()
        for asked in ASKED[act]:
            field = self.form.field(asked.name)
            field.left.connect(self._say_meaning)
            if isinstance(field, Picker):
                field.picked.connect(lambda *_: self._say_meaning())
        _size(self, shell, rows=len(ASKED[act]))
        self.form.focus_first()

    def _field(self, asked: Asked) -> Any:
        if asked.name == "cell_id":
            picks = [pick for pick in cells.cell_picks(self._shell.office) if pick.id not in self._homes()]
            return Picker(choices(picks))
        if asked.name == "reason" and self._act in _REASONS:
            typed = TypedPicker(_REASONS[self._act])
            typed.setPlaceholderText("Chọn hoặc gõ lý do")
            return typed
        if asked.name.endswith("_on"):
            return DateField()
        return LineField(characters=18) if asked.name in _NARROW else LineField()

    def _homes(self) -> set[int]:
        return {line.cell_id for line in self._member.statuses if line.to_on is None}

    def _say_meaning(self) -> None:
        draft = self.form.draft()
        said = member_acts.meaning(self._member, draft, lambda cell_id: self._cells.get(cell_id, ""))
        self.meaning.say(f"Cả {len(self._together)} đồng chí: {said[:1].lower()}{said[1:]}" if self._together else said)

    def save(self) -> None:
        """Record the act."""
        draft = self.form.draft()
        if self._together:
            self._save_together(draft)
            return
        self.saved = self._shell.act(
            lambda: member_acts.record(self._shell.office, draft),
            f"{self._act.label}: đã ghi cho đồng chí {self._member.full_name}.",
            form=self.form,
        )
        if self.saved is not None:
            self.accept()

    def _save_together(self, draft: Any) -> None:
        done = self._shell.act(
            lambda: member_acts.record_together(self._shell.office, draft, self._together),
            f"{self._act.label}: đã ghi cho {len(self._together)} đồng chí.",
            form=self.form,
        )
        if done is not None:
            self.accept()


class StatusDialog(QDialog):
    """Corrects one dated status that was entered wrongly, or takes it away."""

    help_topic: ClassVar[str] = "dang-vien"

    def __init__(self, shell: Shell, member_id: int, line: StatusLine) -> None:
        super().__init__(shell.asking.parent)
        self.setObjectName("member-status")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._shell, self._member_id, self._line = shell, member_id, line
        self.setWindowTitle(f"Sửa tình trạng: {line.status.label}")
        self.form, self.meaning = _form_in(self)
        self.meaning.say(f"{text.first_upper(effect(line.status))}.")
        group = self.form.group()
        picks = cells.cell_picks(shell.office, also=[line.cell_id])
        group.add("Chi bộ", Picker(choices(picks)), name="cell_id", wide=True)
        group.add("Từ ngày", DateField(), name="from_on", hint="Để trống khi không rõ từ bao giờ.")
        group.add("Đến ngày", DateField(), name="to_on", hint="Ngày cuối; để trống khi còn tiếp.")
        group.add("Số quyết định, nghị quyết, giấy giới thiệu", LineField(characters=18), name="decision_no")
        group.add("Ngày của văn bản ấy", DateField(), name="decision_on")
        group.add("Lý do", LineField(), name="reason")
        group.add("Nơi đi, nơi đến, cấp quyết định", LineField(), name="counterpart")
        group.add("Ngày báo cáo Đảng ủy", DateField(), name="reported_on")
        _finish(self, self.form, "Lưu", self.save)
        self.drop_button = self.form.add_button("Bỏ dòng này…", self.drop)
        self.drop_button.setAutoDefault(False)
        self.form.show_draft(line)
        _size(self, shell, rows=8)
        self.form.focus_first()

    def save(self) -> None:
        """Save the corrected line."""
        line = self.form.draft()
        done = self._shell.act(
            lambda: member_acts.correct(self._shell.office, self._member_id, line), "Đã sửa tình trạng.", form=self.form
        )
        if done is not None:
            self.accept()

    def drop(self) -> None:
        """Take the line away, after a question."""
        question = f"Bỏ dòng “{self._line.status.label}”? Chỉ bỏ khi dòng này ghi nhầm."
        status_id = self._line.id
        if status_id is None or not self._shell.asking.confirm(question, "Bỏ dòng này"):
            return
        done = self._shell.act(
            lambda: member_acts.remove(self._shell.office, self._member_id, status_id), "Đã bỏ một dòng tình trạng."
        )
        if done is not None:
            self.accept()


def _form_in(window: QDialog) -> tuple[Form, NoticeBar]:
    """Lay the window out: what it means above, always in sight, the form below."""
    outer = QVBoxLayout(window)
    outer.setContentsMargins(0, look.WIDE, 0, 0)
    outer.setSpacing(look.SMALL)
    above = QVBoxLayout()
    above.setContentsMargins(look.PAGE_MARGIN, 0, look.PAGE_MARGIN, 0)
    meaning = NoticeBar("", Tone.INFO, window)
    above.addWidget(meaning)
    outer.addLayout(above)
    form = Form(window)
    outer.addWidget(form, 1)
    return form, meaning


def _finish(window: QDialog, form: Form, word: str, save: Callable[[], Any]) -> None:
    for button in (form.add_save(word), form.add_button("Quay lại", window.reject)):
        button.setAutoDefault(False)
    form.saving.connect(save)
    QShortcut(QKeySequence(keys.SAVE), window, form.save)


def _size(window: QDialog, shell: Shell, *, rows: int) -> None:
    """Give the window room for its fields, those of a long act in two columns; never more than the window under it."""
    row = look.row_height(window)
    under: QWidget | None = shell.asking.parent
    room = under.window().size() if under is not None else QSize(look.text_width(170, window), row * 24)
    if rows <= _ONE_COLUMN:
        wanted = QSize(look.text_width(78, window), row * (3 * rows + 7))
    else:
        wanted = QSize(round(room.width() * 0.9), row * (3 * ((rows + 1) // 2) + 7))
    window.resize(wanted.boundedTo(room * 0.92))
