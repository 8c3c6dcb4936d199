"""The form of a campaign: year, criteria, dates of its phases, rules, and the office's own legal bases."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from bontot_desktop.rules.changes import Kind
from bontot_desktop.rules.recognition import Authority
from bontot_desktop.services import campaign_copy, campaigns, emulation_phases
from bontot_desktop.services.campaigns import CampaignDraft
from bontot_desktop.ui import keys
from bontot_desktop.ui.asking import DROP, SAVE
from bontot_desktop.ui.forms.campaign_rules import open_rules
from bontot_desktop.ui.forms.campaign_sets import open_sets
from bontot_desktop.ui.look import Tone
from bontot_desktop.ui.shell import Shell
from bontot_desktop.ui.widgets.bars import NoticeBar
from bontot_desktop.ui.widgets.fields import ChoiceField, LineField, TextField, choices_of
from bontot_desktop.ui.widgets.form import Form, FormGroup
from bontot_desktop.ui.widgets.page import Page
from bontot_desktop.ui.widgets.typed import DateField, NumberField


class CampaignPage(Page):
    """Opens a campaign or mends its dates and rules."""

    wants: ClassVar[frozenset[Kind]] = frozenset()
    help_topic: ClassVar[str] = "chi-bo-4-tot"

    def __init__(
        self, shell: Shell, draft: CampaignDraft, done: Callable[[int], Any], parent: QWidget | None = None
    ) -> None:
        """``done`` takes the id of the saved campaign."""
        is_new = draft.id is None
        title = f"Mở đợt thi đua năm {draft.year}" if is_new else f"Đợt thi đua năm {draft.year}"
        super().__init__(title, parent, margins=False)
        self._shell, self._done, self._year = shell, done, draft.year
        self.set_summary("Mỗi chi bộ đang hoạt động được đưa vào danh sách của đợt." if is_new else "")
        self.form = Form(self)
        self.content.addWidget(self.form)
        self._build(draft)
        self.form.add_save("Mở đợt thi đua" if is_new else "Lưu")
        self.form.saving.connect(self.save)
        self.on_key(keys.SAVE, "Lưu", self.form.save)
        self.form.show_draft(draft)

    def _build(self, draft: CampaignDraft) -> None:
        is_new = draft.id is None
        offered = campaigns.criteria_sets(self._shell.office, also=() if is_new else (draft.criteria_set_id,))
        sets = [(row.id, row.label) for row in offered]
        if is_new:
            self._offer_copy()
        main = self.form.group("Danh hiệu “Chi bộ 4 tốt”")
        if is_new:
            main.add("Năm", NumberField(lowest=2000, highest=2100), name="year")
        main.add(
            "Bộ tiêu chí",
            ChoiceField(sets, characters=46),
            name="criteria_set_id",
            hint="Bộ ghi “đề xuất” là của chương trình, dùng khi cấp trên chưa ban hành thang điểm.",
        )
        if draft.id is not None:
            self._offer_sets(main, draft.id)
        main.add("Thuộc giai đoạn", ChoiceField(self._phases(), none="— không —", characters=30), name="phase_id")
        main.add(
            "Cách viết danh hiệu",
            LineField(placeholder="Chi bộ 4 tốt"),
            name="title_spelling",
            hint="Để trống: theo mục Thể thức của Hệ thống.",
        )
        deciding = self.form.group("Thẩm quyền công nhận")
        self.authority = deciding.add(
            "Ai quyết định công nhận", ChoiceField(choices_of(list(Authority), _label), characters=34), name="authority"
        )
        deciding.add(
            "Tên cơ quan cấp trên",
            LineField(placeholder="Ban Thường vụ Tỉnh ủy …"),
            name="superior_name",
            hint="Chỉ ghi khi trình cấp trên quyết định.",
        )
        when = self.form.group("Thời gian")
        when.add("Ngày phát động", DateField(), name="launch_on")
        when.add("Hạn đăng ký", DateField(), name="register_until")
        when.add("Hạn chi bộ tự chấm", DateField(), name="self_score_until")
        when.add("Hạn nộp hồ sơ", DateField(), name="dossier_until")
        when.add("Hạn thẩm định", DateField(), name="verify_until")
        when.add("Hạn Ban Thường vụ họp xét", DateField(), name="review_until")
        when.add("Hạn ra quyết định", DateField(), name="decide_until")
        when.add("Hạn báo cáo, kết thúc", DateField(), name="report_until")
        when.add(
            "Ngày chốt số liệu",
            DateField(),
            name="cut_off_on",
            hint="Danh sách tính các chi bộ đang hoạt động ngày này.",
        )
        bases = self.form.group(
            "Căn cứ riêng của Đảng ủy", "Mỗi dòng một văn bản; in sau các căn cứ của Trung ương trong quyết định."
        )
        bases.add(
            "Văn bản căn cứ",
            TextField(lines=3, placeholder="Kế hoạch số …-KH/ĐU, ngày … của Ban Thường vụ Đảng ủy về …"),
            name="plan_basis",
            wide=True,
        )

    def _phases(self) -> list[tuple[int | None, str]]:
        return [(phase.id, phase.name) for phase in emulation_phases.list_phases(self._shell.office)]

    def _offer_copy(self) -> None:
        """Offer to open the campaign as the last one was, sets of each kind of cells and rules included."""
        last = max((row.year for row in campaigns.list_campaigns(self._shell.office)), default=None)
        if last is None:
            return
        self.copy_bar = NoticeBar(f"Năm {last} đã có đợt thi đua: mở đợt mới như đợt ấy, ngày lùi theo năm.", Tone.INFO)
        self.copy_bar.add_button(f"Mở theo đợt {last}", self.copy)
        self.form.group().add_widget(self.copy_bar)

    def copy(self) -> None:
        """Open the campaign of the typed year as the last one was."""
        year = self.form.draft().year
        done = self._shell.act(
            lambda: campaign_copy.copy_last_year(self._shell.office, year), f"Đã mở đợt thi đua năm {year}."
        )
        if done is not None:
            self._done(done.id)

    def _offer_sets(self, group: FormGroup, campaign_id: int) -> None:
        """Offer sets of their own for kinds of cells, and the rules, once the campaign is there."""
        self.sets_button = QPushButton("Bộ tiêu chí theo loại hình…")
        self.sets_button.clicked.connect(lambda: open_sets(self._shell, campaign_id))
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.sets_button)
        self.rules_button = QPushButton("Điều kiện xét…")
        self.rules_button.clicked.connect(lambda: open_rules(self._shell, campaign_id, self._year))
        row.addWidget(self.rules_button)
        row.addStretch(1)
        group.add_widget(holder)

    def save(self) -> None:
        """Save and go on to the campaign."""
        draft = self.form.draft()
        said = "Đã lưu đợt thi đua." if draft.id else f"Đã mở đợt thi đua năm {draft.year}."
        saved = self._shell.act(lambda: campaigns.save(self._shell.office, draft), said, form=self.form)
        if saved is not None:
            self._done(saved.id)

    def leaving(self) -> bool:
        """Ask about unsaved typing."""
        if not self.form.is_edited():
            return True
        answer = self._shell.asking.unsaved("Đợt thi đua")
        if answer == SAVE:
            self.form.save()
            return not self.form.is_edited()
        return answer == DROP

    def take_focus(self) -> None:
        """Begin in the first field."""
        self.form.focus_first()


def _label(authority: Authority) -> str:
    return authority.label
