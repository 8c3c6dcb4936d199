"""The window that records registrations: of one cell with its targets, or of several whose forms came together."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from datetime import date
from decimal import Decimal
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QLabel, QVBoxLayout

from bontot_desktop import dates
from bontot_desktop.rules.recognition import QualityLevel
from bontot_desktop.services import registrations
from bontot_desktop.services.entries import EntryRow
from bontot_desktop.services.registrations import Aims, Pledge, Registration
from bontot_desktop.ui import keys, look
from bontot_desktop.ui.forms.pledge_grid import PledgeGrid
from bontot_desktop.ui.shell import Shell
from bontot_desktop.ui.widgets.fields import CheckField, ChoiceField, LineField, TextField
from bontot_desktop.ui.widgets.form import Form
from bontot_desktop.ui.widgets.typed import DateField, NumberField

#: Levels a cell may aim at; "không hoàn thành" is none of them.
_ASKED = (QualityLevel.EXCELLENT, QualityLevel.GOOD, QualityLevel.COMPLETED)


@dataclass(frozen=True, slots=True)
class _Typed:
    """What stands in the window; for several cells only the day and the reason of lateness."""

    registered_on: date | None
    late_reason: str
    signer: str = ""
    targets: str = ""
    is_pilot: bool = False
    pilot_reason: str = ""
    target_level: QualityLevel | None = None
    target_good_percent: Decimal | None = None
    target_admissions: int | None = None
    target_themed: int | None = None
    target_models: int | None = None
    register_meeting_on: date | None = None
    register_votes_for: int | None = None
    register_vote_base: int | None = None
    pledges: tuple[Pledge, ...] = ()


def open_registration(shell: Shell, rows: list[EntryRow], until: date | None) -> RegistrationDialog:
    """Show the window for the chosen cells."""
    dialog = RegistrationDialog(shell, rows, until)
    dialog.open()
    return dialog


class RegistrationDialog(QDialog):
    """Records the registration of the chosen cells in one act."""

    help_topic: ClassVar[str] = "chi-bo-4-tot"

    def __init__(self, shell: Shell, rows: list[EntryRow], until: date | None) -> None:
        super().__init__(shell.asking.parent)
        self.setObjectName("registration")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._shell, self._ids = shell, [row.id for row in rows]
        self._one = len(rows) == 1
        self.setWindowTitle("Ghi đăng ký thi đua")
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, look.WIDE, 0, 0)
        outer.setSpacing(look.SMALL)
        heading = QLabel(rows[0].cell if self._one else f"{len(rows)} chi bộ", self)
        heading.setWordWrap(True)
        look.mark(heading, "section")
        heading.setContentsMargins(look.PAGE_MARGIN, 0, look.PAGE_MARGIN, 0)
        outer.addWidget(heading)
        self.form = Form(self)
        self._build(until)
        outer.addWidget(self.form, 1)
        save = self.form.add_save("Ghi đăng ký")
        back = self.form.add_button("Quay lại", self.reject)
        for button in (save, back):
            button.setAutoDefault(False)
        self.form.saving.connect(self.save)
        QShortcut(QKeySequence(keys.SAVE), self, self.form.save)
        self.form.show_draft(self._start(rows))
        self.resize(look.text_width(80 if self._one else 68, self), look.row_height(self) * (21 if self._one else 10))
        self.form.focus_first()

    def _build(self, until: date | None) -> None:
        group = self.form.group()
        limit = f"Hạn đăng ký {dates.screen(until)}." if until else ""
        group.add("Ngày đăng ký", DateField(), name="registered_on", hint=limit)
        if self._one:
            group.add("Người ký bản đăng ký", LineField(), name="signer", hint="Để trống: bí thư của ngày đó.")
            group.add("Chỉ tiêu chính", TextField(lines=2), name="targets")
        else:
            words = QLabel("Người ký của mỗi chi bộ là bí thư của ngày đăng ký.", self.form)
            look.mark(words, "hint")
            group.add_widget(words)
        group.add("Lý do chậm", LineField(), name="late_reason", hint="Chỉ ghi khi đăng ký sau hạn.")
        if self._one:
            group.add("", CheckField("Chi bộ làm điểm"), name="is_pilot")
            hint = "Chỉ ghi cho chi bộ làm điểm; in trong quyết định chọn chi bộ làm điểm."
            group.add("Lý do chọn làm điểm", LineField(), name="pilot_reason", hint=hint)
            self._build_aims()

    def _build_aims(self) -> None:
        voting = self.form.group("Biểu quyết của chi bộ")
        voting.add("Kỳ sinh hoạt ngày", DateField(), name="register_meeting_on")
        voting.add("Tán thành", NumberField(lowest=0), name="register_votes_for", suffix="đảng viên")
        voting.add(
            "Số được biểu quyết",
            NumberField(lowest=0),
            name="register_vote_base",
            suffix="đảng viên",
            hint="Đảng viên chính thức; đảng viên dự bị không biểu quyết.",
        )
        aims = self.form.group("Chỉ tiêu đăng ký", "Ghi theo bản đăng ký; phần không ghi thì để trống.")
        levels = [(level, level.label) for level in _ASKED]
        aims.add(
            "Chi bộ phấn đấu xếp loại", ChoiceField(levels, none="— không ghi —", characters=30), name="target_level"
        )
        aims.add(
            "Đảng viên hoàn thành tốt nhiệm vụ trở lên",
            NumberField(lowest=0, highest=100, decimals=1),
            name="target_good_percent",
            suffix="%",
        )
        aims.add("Kết nạp", NumberField(lowest=0), name="target_admissions", suffix="đảng viên")
        aims.add("Sinh hoạt chuyên đề", NumberField(lowest=0), name="target_themed", suffix="kỳ")
        aims.add("Mô hình, việc làm hay", NumberField(lowest=0), name="target_models", suffix="mô hình")
        work = self.form.group("Nội dung đăng ký theo nhóm tiêu chí")
        work.add("", PledgeGrid(registrations.groups(self._shell.office, self._ids[0])), name="pledges", wide=True)

    def _start(self, rows: list[EntryRow]) -> _Typed:
        if not self._one:
            return _Typed(self._shell.today(), "")
        known = registrations.registration(self._shell.office, rows[0].id)
        day = known.registered_on or self._shell.today()
        aims = known.aims or Aims()
        said = {field.name: getattr(aims, field.name) for field in fields(Aims)}
        return _Typed(
            day,
            known.late_reason,
            known.signer,
            known.targets,
            bool(known.is_pilot),
            known.pilot_reason or "",
            **said,
        )

    def save(self) -> None:
        """Record the registrations and close."""
        typed = self.form.draft()
        form = Registration(typed.registered_on, typed.signer, typed.targets, typed.late_reason)
        if self._one:
            aims = Aims(**{field.name: getattr(typed, field.name) for field in fields(Aims)})
            form = replace(form, is_pilot=typed.is_pilot, pilot_reason=typed.pilot_reason, aims=aims)
        ids = self._ids if self._one or typed.registered_on is None else self._signed(typed.registered_on)
        if ids is None:
            return
        said = "Đã ghi đăng ký của chi bộ." if self._one else f"Đã ghi đăng ký của {len(ids)} chi bộ."
        done = self._shell.act(lambda: registrations.register(self._shell.office, ids, form), said, form=self.form)
        if done is not None:
            self.accept()

    def _signed(self, day: date) -> list[int] | None:
        """Return the cells whose secretary signs; those without one are named and left out if the person agrees."""
        without = registrations.without_signer(self._shell.office, self._ids, day)
        left = {entry_id for entry_id, _ in without}
        rest = [entry_id for entry_id in self._ids if entry_id not in left]
        if not without:
            return rest
        named = "\n".join(name for _, name in without)
        told = f"{len(without)} chi bộ chưa khai báo bí thư ngày {dates.screen(day)}"
        how = "Hãy mở riêng từng chi bộ ấy để ghi người ký bản đăng ký."
        if not rest:
            self._shell.asking.tell(f"{told}. {how}", detail=named)
            return None
        going = self._shell.asking.confirm(
            f"{told}. Ghi đăng ký của {len(rest)} chi bộ còn lại?", "Ghi chi bộ còn lại", detail=f"{named}\n\n{how}"
        )
        return rest if going else None
