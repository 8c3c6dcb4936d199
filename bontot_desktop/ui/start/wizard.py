"""The first start: office, term, password and recovery sheet in four short steps; behaviour in :class:`Answers`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from bontot_desktop.errors import BonTotError, Problem, Problems
from bontot_desktop.rules.papers import Issuer
from bontot_desktop.services import recovery_sheet, setup
from bontot_desktop.services.office import Office
from bontot_desktop.services.setup import OfficeDraft, OfficerDraft
from bontot_desktop.ui import look
from bontot_desktop.ui.asking import Asking
from bontot_desktop.ui.printing import print_pdf
from bontot_desktop.ui.start.opening import HOLDER
from bontot_desktop.ui.widgets.fields import CheckField, LineField, SecretField
from bontot_desktop.ui.widgets.form import Form
from bontot_desktop.ui.widgets.password_advice import PasswordAdvice
from bontot_desktop.ui.widgets.typed import NumberField


@dataclass(frozen=True, slots=True)
class Answers:
    """What the wizard asks, as typed."""

    name: str = ""
    superior: str = ""
    place: str = ""
    term_from: int | None = None
    term_to: int | None = None
    secretary: str = ""
    deputy: str = ""
    chief_of_office: str = ""
    standing_size: int | None = None
    password: str = field(default="", repr=False)
    again: str = field(default="", repr=False)

    def draft(self) -> OfficeDraft:
        """Return the new office these answers describe."""
        named = (
            (Issuer.STANDING_COMMITTEE, "Bí thư", self.secretary),
            (Issuer.STANDING_COMMITTEE, "Phó Bí thư", self.deputy),
            (Issuer.EXECUTIVE_COMMITTEE, "Bí thư", self.secretary),
            (Issuer.EXECUTIVE_COMMITTEE, "Phó Bí thư", self.deputy),
            (Issuer.COMMITTEE_OFFICE, "Chánh Văn phòng", self.chief_of_office),
        )
        sizes = ((Issuer.STANDING_COMMITTEE, self.standing_size),)
        return OfficeDraft(
            name=self.name,
            superior=self.superior,
            place=self.place,
            term_from=self.term_from,
            term_to=self.term_to,
            officers=tuple(OfficerDraft(body, post, name) for body, post, name in named if name),
            body_sizes=tuple((body, size) for body, size in sizes if size),
        )

    def problems(self, step: int) -> list[Problem]:
        """Check what one step asks (0 office, 1 term and people, 2 password)."""
        found = setup.problems(self.draft(), password=self.password if step == 2 else None)
        if step == 1 and self.term_from is None:
            found.append(Problem("term_from", "Chưa có năm bắt đầu nhiệm kỳ; số văn bản chạy theo nhiệm kỳ."))
        if step == 1 and not self.secretary:
            found.append(Problem("secretary", "Chưa có họ tên Bí thư, người ký văn bản."))
        if step == 2 and self.password != self.again:
            found.append(Problem("again", "Hai lần gõ chưa giống nhau; hãy gõ lại."))
        own = _FIELDS[step]
        return [problem for problem in found if problem.field in own]


_FIELDS = (
    {"name", "superior", "place"},
    {"term_from", "term_to", "secretary"},
    {"password", "again"},
)
_TITLES = ("Văn phòng", "Nhiệm kỳ, người ký", "Mật khẩu", "Phiếu khôi phục")


class Wizard(QDialog):
    """Four steps with Tiếp and Quay lại; ``office`` is the opened office after the last."""

    help_topic: ClassVar[str] = "gio-dau-tien"

    def __init__(
        self,
        path: Path,
        asking: Asking,
        *,
        who: str,
        clock: Callable[[], datetime],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.office: Office | None = None
        self._path, self._asking, self._who, self._clock = path, asking, who, clock
        self._answers = Answers()
        self._code = ""
        self.setObjectName("wizard")
        self.setWindowTitle("Lập văn phòng mới")
        outer = QVBoxLayout(self)
        outer.setContentsMargins(look.HUGE, look.HUGE, look.HUGE, look.WIDE)
        outer.setSpacing(look.GAP)
        self._title = QLabel(self)
        look.mark(self._title, "title")
        self._step_word = QLabel(self)
        look.mark(self._step_word, "second")
        outer.addWidget(self._title)
        outer.addWidget(self._step_word)
        self._steps = QStackedWidget(self)
        outer.addWidget(self._steps, 1)
        self.forms = [self._office_form(), self._people_form(), self._password_form()]
        for form in self.forms:
            form.show_draft(self._answers)
            self._steps.addWidget(form)
        self._steps.addWidget(self._sheet_page())
        row = QHBoxLayout()
        # Made in this order: the Tab key comes to "Tiếp" before "Quay lại".
        self._next = QPushButton("Tiếp", self)
        self._next.setObjectName("next")
        self._next.setDefault(True)
        look.mark(self._next, "primary")
        self._next.clicked.connect(self.step_on)
        self._back = QPushButton("Quay lại", self)
        self._back.setAutoDefault(False)
        self._back.clicked.connect(self.step_back)
        row.addWidget(self._back)
        row.addStretch(1)
        row.addWidget(self._next)
        outer.addLayout(row)
        self.setMinimumSize(look.text_width(80, self), look.row_height(self) * 12)
        # As high as the longest step wants; on a low screen as high as there is room, and the step scrolls.
        room = self.screen().availableSize().height() - 2 * look.row_height(self)
        self.resize(self.minimumWidth(), min(look.row_height(self) * 18, room))
        self._show(0)

    def _office_form(self) -> Form:
        form = Form(margins=False)
        group = form.group("", "Ghi đúng như in trên văn bản; sau này sửa được ở trang Hệ thống.")
        group.add("Tên Đảng ủy", LineField(placeholder="Đảng ủy xã Ví Dụ"), name="name")
        group.add("Đảng bộ cấp trên", LineField(placeholder="Đảng bộ tỉnh Ví Dụ"), name="superior")
        group.add(
            "Địa danh trên văn bản", LineField(placeholder="Ví Dụ"), name="place", hint="Đứng trước ngày, tháng, năm."
        )
        return form

    def _people_form(self) -> Form:
        form = Form(margins=False)
        term = form.group("Nhiệm kỳ", "Số văn bản chạy liên tục trong nhiệm kỳ, không đánh lại khi sang năm.")
        term.add("Từ năm", NumberField(lowest=1930, highest=2100), name="term_from")
        term.add("Đến năm", NumberField(lowest=1930, highest=2100), name="term_to", hint="Để trống nếu chưa rõ.")
        people = form.group("Người ký")
        people.add("Bí thư Đảng ủy", LineField(), name="secretary")
        people.add("Phó Bí thư Đảng ủy", LineField(), name="deputy", hint="Để trống nếu chưa cần.")
        people.add("Chánh Văn phòng", LineField(), name="chief_of_office", hint="Để trống nếu chưa cần.")
        people.add(
            "Số ủy viên Ban Thường vụ",
            NumberField(lowest=1, highest=99),
            name="standing_size",
            hint="Kết quả biểu quyết tính trên tổng số này.",
        )
        return form

    def _password_form(self) -> Form:
        form = Form(margins=False)
        least = setup.MIN_PASSWORD_LENGTH
        group = form.group(
            "", f"Tệp dữ liệu được mã hóa bằng mật khẩu này, ít nhất {least} ký tự. Hãy dùng một câu dễ nhớ."
        )
        secret = group.add("Mật khẩu", SecretField(), name="password")
        group.add_widget(
            PasswordAdvice(secret, lambda: (self._answers.name, self._answers.superior, self._answers.place))
        )
        group.add("Gõ lại mật khẩu", SecretField(), name="again")
        place = QLabel(f"Dữ liệu sẽ nằm ở {self._path}")
        place.setWordWrap(True)
        look.mark(place, "hint")
        group.add_widget(place)
        return form

    def _sheet_page(self) -> QWidget:
        page = QWidget(self)
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.GAP)
        words = QLabel(
            "Đây là mã mở dữ liệu khi quên mật khẩu. Mã chỉ hiện một lần. Hãy in phiếu, cho vào phong bì niêm phong "
            "và cất trong tủ có khóa."
        )
        words.setWordWrap(True)
        self._code_label = QLabel()
        self._code_label.setObjectName("recovery-code")
        look.mark(self._code_label, "figure")
        # Not to be selected: what is copied stays on the clipboard and in its history.
        self._code_label.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        buttons = QHBoxLayout()
        for word, icon, slot in (
            ("In phiếu", "printer", self._print_sheet),
            ("Lưu phiếu PDF…", "file-pdf", self._save_sheet),
        ):
            button = QPushButton(word)
            button.setAutoDefault(False)
            look.dress(button, icon, "text")
            button.clicked.connect(lambda _=False, slot=slot: slot())
            buttons.addWidget(button)
        buttons.addStretch(1)
        self._kept = CheckField("Tôi đã in hoặc chép mã và cất ở nơi an toàn")
        self._kept.edited.connect(self._word_buttons)
        for widget in (words, self._code_label):
            column.addWidget(widget)
        column.addLayout(buttons)
        column.addWidget(self._kept)
        column.addStretch(1)
        return page

    def step_on(self) -> None:
        """Check the step shown and go on; the third makes the file, the fourth ends."""
        step = self._steps.currentIndex()
        if step == len(self.forms):
            self.accept()
            return
        form = self.forms[step]
        self._answers = form.draft()
        found = self._answers.problems(step)
        form.show_problems(found)
        if found or (step == 2 and not self._make()):
            return
        self._show(step + 1)

    def step_back(self) -> None:
        """Go one step back, keeping what is typed; before the first, leave."""
        step = self._steps.currentIndex()
        if step == 0:
            self.reject()
        else:
            self._answers = self.forms[step].draft()
            self._show(step - 1)

    def _make(self) -> bool:
        try:
            self.office, code = setup.new_office(
                self._path,
                self._answers.draft(),
                password=self._answers.password,
                holder=HOLDER,
                who=self._who,
                clock=self._clock,
            )
        except Problems as problems:
            self.forms[2].show_problems(problems)
            return False
        except BonTotError as fault:
            self._asking.tell_error(fault)
            return False
        self._code = code or ""
        self._code_label.setText(self._code)
        return True

    def _show(self, step: int) -> None:
        if step < len(self.forms):
            self.forms[step].show_draft(self._answers)
        self._steps.setCurrentIndex(step)
        self._title.setText(_TITLES[step])
        self._step_word.setText(f"Bước {step + 1} trong {len(_TITLES)}")
        self._word_buttons()
        if step < len(self.forms):
            self.forms[step].focus_first()

    def _word_buttons(self) -> None:
        step = self._steps.currentIndex()
        last = step == len(self.forms)
        self._next.setText("Bắt đầu làm việc" if last else "Lập văn phòng" if step == 2 else "Tiếp")
        self._next.setEnabled(not last or self._kept.value())
        # Once the file is made there is no way back into its making.
        self._back.setVisible(not last)

    def _print_sheet(self) -> None:
        if self.office is not None:
            print_pdf(recovery_sheet.render(self.office, self._code), self, title="Phiếu khôi phục")

    def _save_sheet(self) -> None:
        target = self._asking.save_file(
            "Lưu phiếu khôi phục", "Tệp PDF", ".pdf", start=Path.home() / "phieu-khoi-phuc.pdf"
        )
        if target is not None and self.office is not None:
            try:
                target.write_bytes(recovery_sheet.render(self.office, self._code))
            except OSError:
                self._asking.tell(f"Không ghi được vào {target.parent}; hãy chọn thư mục khác.")

    def reject(self) -> None:
        """Leave only while nothing was made: a file whose code was not kept would be lost with its password."""
        if self.office is None:
            super().reject()
