"""The window of a campaign's rules of eligibility: each on or off, hard or soft, with its figure and own words."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout

from bontot_desktop.rules.changes import Changes
from bontot_desktop.rules.eligibility_rules import LIMITS, Parameter, Rule, level_of, meeting_level_of
from bontot_desktop.rules.recognition import Severity
from bontot_desktop.services import campaign_rules, sheet_settings
from bontot_desktop.services.campaign_rules import RuleRow
from bontot_desktop.ui import look
from bontot_desktop.ui.forms.eligibility_acts import TOPIC
from bontot_desktop.ui.forms.one_act import OneAct, OneActDialog, open_act
from bontot_desktop.ui.look import Tone
from bontot_desktop.ui.shell import Shell
from bontot_desktop.ui.tables.columns import state_column, text_column
from bontot_desktop.ui.tables.view import TableView
from bontot_desktop.ui.widgets.fields import CheckField, ChoiceField, TextField, choices_of
from bontot_desktop.ui.widgets.form import Form
from bontot_desktop.ui.widgets.typed import NumberField


def open_rules(shell: Shell, campaign_id: int, year: int) -> RulesDialog:
    """Show the rules of a campaign."""
    dialog = RulesDialog(shell, campaign_id, year)
    dialog.open()
    return dialog


def open_rule(shell: Shell, campaign_id: int, row: RuleRow) -> OneActDialog:
    """Show the form of one rule."""

    def build(form: Form) -> None:
        group = form.group()
        group.add("", CheckField("Xét điều kiện này"), name="is_on")
        group.add("Khi chưa đạt", ChoiceField(choices_of(list(Severity), _counts), characters=30), name="severity")
        field = _field(row.rule)
        if field is not None:
            suffix = "" if row.rule.kind in _LEVELS else row.rule.kind.label
            hint = "Để trống: không hạn chế." if row.rule.is_optional else ""
            group.add("Mức quy định", field, name="parameter", suffix=suffix, hint=hint)
        group.add(
            "Câu giải thích của Đảng ủy",
            TextField(lines=2),
            name="message",
            hint="Đứng trước số liệu khi chi bộ chưa đạt. Để trống: chỉ nêu số liệu.",
            wide=True,
        )

    def do(typed):
        figure = typed.parameter
        exact = replace(typed, parameter=None if figure is None else Decimal(figure))
        return campaign_rules.save(shell.office, campaign_id, exact)

    shown = row.setting
    if row.rule.kind is not Parameter.PERCENT and shown.parameter is not None:
        shown = replace(shown, parameter=int(shown.parameter))  # type: ignore[arg-type]
    return open_act(
        shell,
        OneAct(
            name="campaign-rule",
            title=f"Điều kiện xét {row.rule.code}",
            heading=row.rule.title,
            hint=f"Căn cứ: {row.rule.source}.",
            verb="Lưu",
            said=f"Đã lưu điều kiện xét {row.rule.code}.",
            draft=shown,
            build=build,
            do=do,
            topic=TOPIC,
            rows=16,
        ),
    )


_LEVELS = (Parameter.LEVEL, Parameter.MEETING_LEVEL)


def _field(rule: Rule) -> ChoiceField | NumberField | None:
    if rule.kind is Parameter.NONE:
        return None
    lowest, highest = LIMITS[rule.kind]
    if rule.kind in _LEVELS:
        named = level_of if rule.kind is Parameter.LEVEL else meeting_level_of
        numbers = range(highest, lowest - 1, -1)
        return ChoiceField([(number, named(Decimal(number)).label) for number in numbers], characters=30)
    decimals = 2 if rule.kind is Parameter.PERCENT else 0
    return NumberField(lowest=lowest, highest=highest, decimals=decimals)


def _counts(severity: Severity) -> str:
    return "Không được đề nghị công nhận" if severity is Severity.HARD else "Chỉ nhắc, vẫn đề nghị được"


class RulesDialog(QDialog):
    """The rules with how each holds; Enter opens one."""

    help_topic: ClassVar[str] = TOPIC

    def __init__(self, shell: Shell, campaign_id: int, year: int) -> None:
        super().__init__(shell.asking.parent)
        self.setObjectName("campaign-rules")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(f"Điều kiện xét công nhận năm {year}")
        self._shell, self._campaign_id = shell, campaign_id
        outer = QVBoxLayout(self)
        outer.setContentsMargins(look.PAGE_MARGIN, look.WIDE, look.PAGE_MARGIN, look.WIDE)
        outer.setSpacing(look.GAP)
        self._hint = QLabel(self)
        self._hint.setWordWrap(True)
        look.mark(self._hint, "second")
        outer.addWidget(self._hint)
        self.table = TableView(
            [
                text_column("Mã", lambda row: row.rule.code, most=5),
                text_column("Điều kiện", lambda row: row.rule.title, strong=True, stretch=True),
                text_column("Mức quy định", lambda row: row.words, most=34),
                state_column("Khi chưa đạt", _word, _tone),
                text_column("", lambda row: "" if row.is_usual else "Đã sửa", quiet=True, most=8),
            ],
            "dieu-kien-xet",
            self,
        )
        self.table.opened.connect(lambda _: self.edit())
        self.table.current_changed.connect(lambda _: self._name_buttons())
        outer.addWidget(self.table, 1)
        quorum = QHBoxLayout()
        quorum.setSpacing(look.SMALL)
        self.quorum = QLabel(self)
        self.quorum.setObjectName("rules-quorum")
        self.quorum.setWordWrap(True)
        look.mark(self.quorum, "second")
        quorum.addWidget(self.quorum, 1)
        self.quorum_button = self._button("Quy ước chấm điểm…", self.open_conventions)
        quorum.addWidget(self.quorum_button)
        outer.addLayout(quorum)
        line = QHBoxLayout()
        line.setSpacing(look.SMALL)
        self.all_button = self._button("Đưa tất cả về mặc định", self.reset_all)
        self.reset_button = self._button("Về mặc định", self.reset)
        self.edit_button = self._button("Sửa…", self.edit)
        line.addWidget(self.all_button)
        line.addStretch(1)
        line.addWidget(self.reset_button)
        line.addWidget(self.edit_button)
        outer.addLayout(line)
        self.resize(look.text_width(148, self), look.row_height(self) * 20)
        # A bound method: it is let go with the window.
        shell.changed.connect(self.changed)
        self.refresh()

    def _button(self, word: str, slot) -> QPushButton:
        button = QPushButton(word, self)
        button.setObjectName(f"rules:{word}")
        button.setAutoDefault(False)
        button.clicked.connect(lambda: slot())
        return button

    def changed(self, _: Changes) -> None:
        """Look again after every act."""
        self.refresh()

    def refresh(self) -> None:
        """Read the rules again."""
        office = self._shell.office
        self._may_edit = campaign_rules.may_edit(office, self._campaign_id)
        self._hint.setText(
            "Kết quả xét từng chi bộ hiện ở bước Kết quả; đợt năm sau mở theo đợt này thì giữ các điều kiện này."
            if self._may_edit
            else "Đợt thi đua đã có quyết định nên các điều kiện giữ nguyên."
        )
        asked = sheet_settings.load(office).asks_quorum
        self.quorum.setText(
            "Họp tự chấm: chi bộ phải có từ hai phần ba số đảng viên được biểu quyết dự thì điểm tự chấm mới được tính "
            "là đã thông qua."
            if asked
            else "Họp tự chấm: chưa đủ hai phần ba số đảng viên được biểu quyết dự thì chương trình chỉ nhắc, điểm tự "
            "chấm vẫn được tính; bấm Quy ước chấm điểm… nếu Đảng ủy quy định phải đủ."
        )
        self.table.set_rows(campaign_rules.rows(office, self._campaign_id))
        if self.table.current_id() is None:
            self.table.select(0)
        self._name_buttons()

    def _name_buttons(self) -> None:
        row = self.table.current_row()
        self.edit_button.setEnabled(self._may_edit and isinstance(row, RuleRow))
        self.reset_button.setEnabled(self._may_edit and isinstance(row, RuleRow) and not row.is_usual)
        rows = campaign_rules.rows(self._shell.office, self._campaign_id)
        self.all_button.setEnabled(self._may_edit and any(not one.is_usual for one in rows))

    def edit(self) -> OneActDialog | None:
        """Open the chosen rule."""
        row = self.table.current_row()
        if not isinstance(row, RuleRow) or not self._may_edit:
            return None
        return open_rule(self._shell, self._campaign_id, row)

    def open_conventions(self) -> OneActDialog:
        """Show what is asked of the cell's own scoring: its quorum, its differences."""
        from bontot_desktop.ui.forms.sheet_settings import open_settings

        return open_settings(self._shell)

    def reset(self) -> None:
        """Let the chosen rule hold as usual."""
        row = self.table.current_row()
        if isinstance(row, RuleRow):
            self._reset([row.rule.code], f"Điều kiện {row.rule.code} trở về mặc định.")

    def reset_all(self) -> None:
        """Let every rule hold as usual."""
        self._reset(None, "Các điều kiện xét trở về mặc định.")

    def _reset(self, codes: list[str] | None, said: str) -> None:
        self._shell.act(lambda: campaign_rules.reset(self._shell.office, self._campaign_id, codes), said)


def _word(row: RuleRow) -> str:
    if not row.setting.is_on:
        return "Không xét"
    return row.setting.severity.label


def _tone(row: RuleRow) -> Tone:
    if not row.setting.is_on:
        return Tone.QUIET
    return Tone.BAD if row.setting.severity is Severity.HARD else Tone.WAIT
