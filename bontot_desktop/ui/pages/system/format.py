"""Hệ thống, Thể thức: the office's choices where the guides leave room, beside a paper that shows them."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSplitter, QVBoxLayout, QWidget

from bontot_desktop.errors import BonTotError
from bontot_desktop.rules.changes import Changes, Kind
from bontot_desktop.services import formats
from bontot_desktop.services.formats import DECISION, GROUPS, LETTER, MINUTES, PROGRAMME, FormatDraft
from bontot_desktop.ui import look
from bontot_desktop.ui.look import Tone
from bontot_desktop.ui.pages.system.part import FormPart
from bontot_desktop.ui.preview import PdfPreview
from bontot_desktop.ui.shell import Shell
from bontot_desktop.ui.widgets.bars import NoticeBar
from bontot_desktop.ui.widgets.fields import CheckField, ChoiceField, LineField, TextField
from bontot_desktop.ui.widgets.form import Form, FormGroup
from bontot_desktop.ui.widgets.typed import NumberField

#: So long after the last change the paper is made anew, in milliseconds.
REST = 400
#: Before a hint that rests on no clause that was seen: the office asks its province.
INFERRED = "Các hướng dẫn không nói rõ"
#: The sample paper on which the choices of a group are seen; the others are seen on any.
SEEN_ON = {"decision": DECISION, "letter": LETTER, "minutes": MINUTES, "meetings": PROGRAMME}


class FormatPart(FormPart):
    """Every choice of format, group by group; the paper at the right follows what is chosen."""

    title_text = "Thể thức văn bản"
    summary_text = "Chỗ các hướng dẫn để ngỏ hoặc mỗi nơi làm một khác. Văn bản đã ban hành giữ thể thức ngày ban hành."
    wants = frozenset({Kind.SETTINGS})
    help_topic = "the-thuc"

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self.content.removeWidget(self.form)
        split = QSplitter(Qt.Orientation.Horizontal, self)
        split.setChildrenCollapsible(False)
        split.addWidget(self.form)
        split.addWidget(self._paper())
        split.setStretchFactor(0, 1)
        split.setStretchFactor(1, 1)
        split.setSizes([4600, 5400])
        self.content.addWidget(split, 1)
        self._before: FormatDraft | None = None
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST)
        self._rest.timeout.connect(self.look_again)
        self.form.edited.connect(self._edited)

    def fill(self, form: Form) -> None:
        """Put the groups in, in the order of a paper from its head to its foot."""
        self._fill_guide(form.group("Hướng dẫn, chính tả"))
        self._fill_page(form.group("Trang giấy, cỡ chữ"))
        self._fill_decision(form.group("Quyết định, danh sách"))
        self._fill_letter(form.group("Công văn, nơi nhận"))
        self._fill_numbers(form.group("Số và ký hiệu"))
        self._fill_minutes(form.group("Biên bản"))
        self._fill_meetings(form.group("Chương trình, giấy mời, nghị quyết của chi bộ"))

    def _fill_guide(self, group: FormGroup) -> None:
        group.add(
            "Hướng dẫn áp dụng",
            ChoiceField(formats.PROFILES),
            name="profile",
            hint="Theo ngày: từ 27/5/2026 là Hướng dẫn 05-HD/VPTW, trước đó là Hướng dẫn 36-HD/VPTW.",
        )
        group.add(
            "Đặt dấu thanh trong các chữ in sẵn",
            ChoiceField(formats.TONES),
            name="tone_style",
            hint=f"{INFERRED}. Tên người, tên xã và chữ đồng chí gõ không bị đổi.",
        )
        group.add(
            "Tên danh hiệu",
            ChoiceField(formats.TITLES),
            name="title_spelling",
            hint="Nghị quyết 21-NQ/TW viết “chi bộ bốn tốt”, nhiều nơi viết “Chi bộ 4 tốt”.",
        )
        self._add_reset(group, "guide")

    def _fill_page(self, group: FormGroup) -> None:
        group.add(
            "Cỡ chữ nội dung",
            ChoiceField(formats.BODY_SIZES, characters=6),
            name="body_size_pt",
            hint="Phần nội dung 14–15 (Hướng dẫn 36, Phụ lục 3; Hướng dẫn 05 giữ nguyên).",
            suffix="pt",
        )
        group.add(
            "Giãn dòng chính xác",
            NumberField(lowest=18, highest=22, decimals=1),
            name="line_spacing_pt",
            suffix="pt",
            hint="Hướng dẫn 05: từ 18 đến 22 pt; Hướng dẫn 36: ít nhất 18 pt.",
        )
        group.add(
            "Chỗ ký trên họ tên",
            ChoiceField(formats.BLANK_LINES, characters=8),
            name="blank_lines_before_name",
            hint=f"{INFERRED}; thường là 4 dòng, có nơi dùng 5.",
        )
        group.add("", CheckField("In hai mặt, lề trái và lề phải đối xứng"), name="two_sided")
        self._add_reset(group, "page")

    def _fill_decision(self, group: FormGroup) -> None:
        group.add(
            "Các dòng căn cứ",
            ChoiceField(formats.BASES),
            name="basis_style",
            hint="Văn bản Trung ương: chữ đứng, gạch đầu dòng; có nơi in nghiêng.",
        )
        group.add(
            "Dòng ra quyết định",
            TextField(lines=2, most=4),
            name="ruling_line",
            hint=(
                f"{INFERRED}. {{{{ issuer }}}} là tên cơ quan, {{{{ verb }}}} là QUYẾT ĐỊNH; "
                "xuống dòng ở đâu thì văn bản xuống dòng ở đó."
            ),
        )
        group.add("", CheckField("Ký lại dưới danh sách kèm theo quyết định"), name="list_signed_again")
        self._add_reset(group, "decision")

    def _fill_letter(self, group: FormGroup) -> None:
        group.add(
            "Chữ đứng trước trích yếu công văn",
            ChoiceField(formats.PREFIXES),
            name="cong_van_prefix",
            hint="Theo Hướng dẫn 05 là “về việc”; Hướng dẫn 36 không có; “V/v” là thể thức Nhà nước.",
        )
        group.add(
            "Dòng lưu của Đảng ủy",
            LineField(),
            name="keep_copy_office",
            hint="Dòng cuối của nơi nhận, không có dấu hai chấm, không viết “VT” (mục 9).",
        )
        group.add("Dòng lưu của chi bộ", LineField(), name="keep_copy_cell")
        self._add_reset(group, "letter")

    def _fill_numbers(self, group: FormGroup) -> None:
        group.add("", CheckField("Quyết định và Quy định chung một dãy số"), name="qd_shared_series")
        group.add(
            "Ký hiệu của Quy định",
            ChoiceField(formats.RULES_SYMBOLS, characters=8),
            name="quy_dinh_symbol",
            hint="Trung ương dùng QĐ; có nơi dùng QĐi, QĐI và khi ấy Quy định có dãy số riêng.",
        )
        self._add_reset(group, "numbers")

    def _fill_minutes(self, group: FormGroup) -> None:
        group.add("", CheckField("Biên bản chi bộ có số, ký hiệu"), name="minutes_numbered")
        group.add(
            "",
            CheckField("Biên bản có địa danh, ngày ở đầu trang"),
            name="minutes_date_line",
            hint=f"{INFERRED}; thường để trống vì thời gian đã ghi trong nội dung.",
        )
        group.add("Chữ ký bên trái", ChoiceField(formats.TAKERS), name="minutes_taker")
        group.add(
            "Chữ ký bên phải",
            ChoiceField(formats.CHAIRS),
            name="minutes_chair",
            hint="Hướng dẫn viết “chủ trì”, một số mẫu viết “chủ tọa”; lời văn của biên bản theo chữ chọn ở đây.",
        )
        self._add_reset(group, "minutes")

    def _fill_meetings(self, group: FormGroup) -> None:
        group.add("Chương trình sinh hoạt", ChoiceField(formats.PROGRAMMES), name="programme_form")
        group.add("", CheckField("Chương trình có số, ký hiệu"), name="programme_numbered")
        group.add("Giấy mời sinh hoạt in cho", ChoiceField(formats.INVITED), name="invitation_to")
        group.add("", CheckField("Nghị quyết tháng kèm phụ lục ý kiến"), name="resolution_appendix")
        self._add_reset(group, "meetings")

    def _add_reset(self, group: FormGroup, name: str) -> None:
        button = QPushButton("Trở về mặc định", group)
        button.setObjectName(f"reset:{name}")
        look.mark(button, "link")
        button.clicked.connect(lambda: self.take_back(name))
        line = QWidget(group)
        across = QHBoxLayout(line)
        across.setContentsMargins(0, 0, 0, 0)
        across.addWidget(button)
        across.addStretch(1)
        group.add_widget(line)

    def _paper(self) -> QWidget:
        right = QWidget(self)
        box = QVBoxLayout(right)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(look.SMALL)
        above = QHBoxLayout()
        above.setContentsMargins(look.WIDE, look.SMALL, look.PAGE_MARGIN, 0)
        above.setSpacing(look.SMALL)
        caption = QLabel("Xem trên", right)
        look.mark(caption, "second")
        self.sample: ChoiceField = ChoiceField(formats.SAMPLES, characters=14)
        self.sample.setObjectName("sample")
        self.sample.setAccessibleName("Văn bản mẫu để xem")
        self.sample.edited.connect(self.look_again)
        above.addWidget(caption)
        above.addWidget(self.sample)
        above.addStretch(1)
        box.addLayout(above)
        self.notice = NoticeBar("", Tone.WAIT, right)
        box.addWidget(self.notice)
        self.preview = PdfPreview(right, small=True)
        box.addWidget(self.preview, 1)
        return right

    def load(self) -> FormatDraft:
        """Return the choices as they are kept."""
        return formats.load(self.shell.office)

    def store(self, draft: FormatDraft) -> Changes:
        """Save the choices."""
        return formats.save(self.shell.office, draft)

    def refresh(self) -> None:
        """Show the choices again unless something is being chosen, and the paper they make."""
        super().refresh()
        self.look_again()

    def take_back(self, group: str) -> None:
        """Put one group back as shipped; nothing is kept before it is saved."""
        self.form.fill(formats.with_shipped(self.form.draft(), group))
        self._edited()

    def look_again(self) -> None:
        """Make the sample paper with what is chosen now; a choice that can't be is said and the paper stays."""
        self._rest.stop()
        draft = self.form.draft()
        self._before = draft
        try:
            paper = formats.preview(self.shell.office, draft, self.sample.value())
        except BonTotError as fault:
            self.notice.say(str(fault))
            return
        self.notice.say("")
        self.preview.show_pdf(paper, band="VĂN BẢN MẪU")

    def _edited(self) -> None:
        draft = self.form.draft()
        if self._before is not None:
            changed = [
                group
                for group, names in GROUPS.items()
                if any(getattr(draft, name) != getattr(self._before, name) for name in names)
            ]
            seen_on = next((SEEN_ON[group] for group in changed if group in SEEN_ON), None)
            if seen_on is not None:
                self.sample.set_value(seen_on)
        self._rest.start()
