"""The lines of a set of criteria as a field of a form: the grid of lines, and a window for how one is scored."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any, ClassVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from bontot_desktop.rules.criteria import Answer, Criterion, CriterionKind, ItemRole, NaPolicy
from bontot_desktop.rules.criteria_metrics import Metric, unit_of
from bontot_desktop.rules.recognition import Scoring
from bontot_desktop.rules.scoring import show
from bontot_desktop.ui import look
from bontot_desktop.ui.forms.score_items import ItemsField
from bontot_desktop.ui.shell import Shell
from bontot_desktop.ui.tables.grid import GridColumn, GridModel, GridRow
from bontot_desktop.ui.tables.grid_view import GridView
from bontot_desktop.ui.widgets.fields import CheckField, ChoiceField, LineField
from bontot_desktop.ui.widgets.form import FieldRow

_NOTHING = Decimal(0)
_MAXIMUM = 2
#: Answers offered where a set has no points: what is stored and how it is read.
_WITHOUT_POINTS = {
    Scoring.PASS_FAIL: "Đạt ghi 1, Chưa đạt ghi 0.",
    Scoring.LEVEL4: "Tốt ghi 3, Khá 2, Trung bình 1, Chưa đạt 0.",
}


class CriteriaField(ItemsField):
    """Criteria to type, add, move and drop; its value is a tuple of :class:`Criterion`, groups not marked yet."""

    columns: ClassVar[tuple[GridColumn, ...]] = (
        GridColumn("code", "Mã", width=5, hint="1, 2, 3… là nhóm; 3.1, 3.2 là tiêu chí của nhóm 3"),
        GridColumn("title", "Tiêu chí", width=40, stretch=True),
        GridColumn("maximum", "Tối đa", decimals=1, width=6),
        GridColumn("way", "Cách chấm", locked=True, width=36, hint="Bấm đúp, hoặc chọn dòng rồi bấm “Cách chấm…”"),
    )
    typed: ClassVar[tuple[str, ...]] = ("code", "title", "maximum")
    blank: ClassVar[Any] = Criterion("", "", _NOTHING)
    grid_name: ClassVar[str] = "criteria-items"

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        self._scoring = Scoring.POINTS
        super().__init__(shell, parent)

    def set_scoring(self, scoring: Scoring) -> None:
        """Show points only where criteria have some."""
        self._scoring = scoring
        self.view.setColumnHidden(_MAXIMUM, scoring is not Scoring.POINTS)
        self._say_sum()

    def words(self, item: Criterion) -> str:
        """Say in short how a criterion is scored."""
        return way_words(item)

    def window_of(self, item: Criterion) -> CriterionWindow:
        """Return the window of how a criterion is scored."""
        is_group = any(one.code.startswith(f"{item.code}.") for one in self.value() if item.code)
        return CriterionWindow(self._shell, item, self._scoring, self, is_group=is_group)

    def _say_sum(self) -> None:
        items = self.value()
        codes = [item.code for item in items]
        leaves = [item for item in items if not any(code.startswith(f"{item.code}.") for code in codes if item.code)]
        if self._scoring is Scoring.POINTS:
            whole = sum((item.maximum for item in leaves if item.role is ItemRole.ITEM), _NOTHING)
            self.sum.setText(f"Các tiêu chí cộng lại {show(whole)} điểm")
        else:
            self.sum.setText(f"{len(leaves)} tiêu chí")


def way_words(item: Criterion) -> str:
    """Say in short how a criterion is scored ("Bắt buộc; số đảng viên bị kỷ luật trong năm")."""
    said = []
    if item.role is not ItemRole.ITEM:
        said.append(item.role.label)
    # What is demanded stands first: the column is narrow.
    if item.is_veto:
        said.append("bắt buộc")
    if item.evidence_required:
        said.append("cần minh chứng")
    if item.kind is CriterionKind.AUTO and item.metric in set(Metric):
        said.append(Metric(item.metric).label)
    elif item.kind is CriterionKind.OPTIONS:
        said.append(f"{item.kind.label} ({len(item.options)} mức)")
    else:
        said.append(item.kind.label)
    if item.na_allowed:
        said.append("có thể không áp dụng")
    first, *others = said
    said = [first[:1].upper() + first[1:], *(one[:1].lower() + one[1:] for one in others)]
    return "; ".join(said)


class CriterionWindow(QDialog):
    """How one criterion is scored: what is computed, which answers it offers, what it demands, when it is left out."""

    taken = Signal(object)
    help_topic: ClassVar[str] = "bo-tieu-chi"

    def __init__(
        self, shell: Shell, item: Criterion, scoring: Scoring, parent: QWidget | None = None, *, is_group: bool = False
    ) -> None:
        super().__init__(parent or shell.asking.parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(f"{'Nhóm' if is_group else 'Cách chấm tiêu chí'} {item.code}")
        self.setObjectName("criterion-window")
        self._item, self._scoring, self._is_group = item, scoring, is_group
        self._make_fields()
        self._make_answers()
        self._lay_out()
        for field in (self.kind, self.computed, self.second, self.role, self.na_allowed):
            field.edited.connect(self._follow)
        self._follow()
        self.resize(look.text_width(96, self), look.row_height(self) * (8 if is_group else 18))

    def _make_fields(self) -> None:
        item = self._item
        metrics = [(key.value, key.label) for key in Metric]
        self.kind = ChoiceField([(kind, kind.label) for kind in CriterionKind], self)
        self.role = ChoiceField([(role, role.label) for role in ItemRole], self)
        self.computed = ChoiceField(metrics, self, none="—")
        self.second = ChoiceField(metrics, self, none="Không có")
        self.is_veto = CheckField("Bắt buộc: chưa đạt thì nhóm không “tốt”", self)
        self.evidence_required = CheckField("Cần minh chứng", self)
        self.na_allowed = CheckField("Có thể không áp dụng", self)
        self.na_policy = ChoiceField([(one, one.label) for one in NaPolicy], self)
        self.hint = LineField(self)
        self.computed.set_value(item.metric or None)
        self.second.set_value(item.second_metric or None)
        for name in _FIELDS:
            getattr(self, name).set_value(getattr(item, name))
        self.rows = {
            "kind": FieldRow("Cách chấm", self.kind, parent=self),
            "role": FieldRow("Loại dòng", self.role, parent=self),
            "metric": FieldRow("Số liệu", self.computed, parent=self),
            "second_metric": FieldRow("Số liệu thứ hai", self.second, parent=self),
            "na_policy": FieldRow("Khi không áp dụng", self.na_policy, parent=self),
            "hint": FieldRow("Hướng dẫn chấm", self.hint, parent=self),
        }

    def _make_answers(self) -> None:
        self.model = GridModel(
            [
                GridColumn("label", "Mức", width=30, stretch=True),
                GridColumn("points", "Điểm", decimals=1, width=8),
                GridColumn("lower", "Từ", decimals=2, width=10),
                GridColumn("upper", "Đến dưới", decimals=2, width=10),
                GridColumn("second_lower", "Số liệu thứ hai từ", decimals=2, width=16),
            ],
            self,
        )
        self.view = GridView(self.model, "criterion-answers", self)
        values: dict[tuple[Any, Any], Any] = {}
        for row, option in enumerate(self._item.options):
            values |= {(row, name): getattr(option, name) for name in _ANSWER}
        count = max(len(self._item.options) + 3, 8)
        self.model.show([GridRow(row, str(row + 1)) for row in range(count)], values)

    def _lay_out(self) -> None:
        self.said_of_bands = QLabel(self)
        self.said_of_bands.setWordWrap(True)
        look.mark(self.said_of_bands, "second")
        self.said = QLabel(self)
        self.said.setWordWrap(True)
        look.mark(self.said, "fault")
        column = QVBoxLayout(self)
        column.setContentsMargins(look.HUGE, look.WIDE, look.HUGE, look.WIDE)
        column.setSpacing(look.GAP)
        for names in (("kind", "role", "na_policy"), ("metric", "second_metric"), ("hint",)):
            line = QHBoxLayout()
            line.setSpacing(look.WIDE)
            for name in names:
                line.addWidget(self.rows[name], 1)
            column.addLayout(line)
        checks = QHBoxLayout()
        checks.setSpacing(look.WIDE)
        for check in (self.is_veto, self.evidence_required, self.na_allowed):
            checks.addWidget(check)
        checks.addStretch(1)
        column.insertLayout(1, checks)
        column.addWidget(self.said_of_bands)
        column.addWidget(self.view, 1)
        column.addStretch(0)
        buttons = QHBoxLayout()
        buttons.addWidget(self.said, 1)
        for word, slot, main in (("Quay lại", self.reject, False), ("Ghi cách chấm", self.take, True)):
            button = QPushButton(word, self)
            button.setAutoDefault(False)
            button.setObjectName(f"criterion:{word}")
            if main:
                look.mark(button, "primary")
            button.clicked.connect(lambda _=False, slot=slot: slot())
            buttons.addWidget(button)
        column.addLayout(buttons)

    def _follow(self) -> None:
        """Offer only what the choices above leave open, and say what the bands are of."""
        kind, metric = self.kind.value(), self.computed.value()
        is_auto = kind is CriterionKind.AUTO
        is_item = self.role.value() is ItemRole.ITEM
        has_answers = kind is not CriterionKind.MANUAL and not self._is_group
        self.rows["kind"].setVisible(not self._is_group)
        self.rows["role"].setVisible(self._scoring is Scoring.POINTS)
        self.rows["metric"].setVisible(is_auto and not self._is_group)
        self.rows["second_metric"].setVisible(is_auto and not self._is_group)
        self.rows["na_policy"].setVisible(
            not self._is_group and self.na_allowed.value() and self._scoring is Scoring.POINTS
        )
        self.is_veto.setVisible(is_item and not self._is_group)
        self.na_allowed.setVisible(is_item and not self._is_group)
        self.evidence_required.setVisible(not self._is_group)
        self.view.setVisible(has_answers)
        for place in (2, 3):
            self.view.setColumnHidden(place, not is_auto)
        self.view.setColumnHidden(4, not (is_auto and self.second.value()))
        self.said_of_bands.setText(self._bands_words(kind, metric))

    def _bands_words(self, kind: CriterionKind, metric: str | None) -> str:
        said = []
        if self._is_group:
            said.append("Điểm của nhóm là tổng điểm các tiêu chí thuộc nhóm.")
        elif kind is CriterionKind.AUTO and metric:
            said.append(
                f"Khoảng tính theo {unit_of(Metric(metric))}; “từ” thuộc mức, “đến dưới” thì không, để trống là không "
                "giới hạn. Số liệu thuộc nhiều mức thì lấy mức đứng trước."
            )
        elif kind is CriterionKind.OPTIONS:
            said.append("Người chấm chọn một trong các mức.")
        elif kind is CriterionKind.MANUAL and self._scoring is Scoring.POINTS:
            said.append("Người chấm gõ điểm từ 0 đến điểm tối đa.")
        if kind is not CriterionKind.MANUAL and self._scoring in _WITHOUT_POINTS:
            said.append(_WITHOUT_POINTS[self._scoring])
        return " ".join(said)

    def take(self) -> None:
        """Hand the criterion over, unless an answer lacks its words or points."""
        faults = self.model.faults()
        if faults:
            self.said.setText(faults[0][2])
            self.view.go_to_fault()
            return
        kind = self.kind.value()
        if kind is CriterionKind.AUTO and not self.computed.value():
            self.rows["metric"].set_problem("Chọn số liệu chương trình tính.")
            return
        answers = self._answers() if kind is not CriterionKind.MANUAL else ()
        if answers is None:
            return
        is_auto, is_item = kind is CriterionKind.AUTO, self.role.value() is ItemRole.ITEM
        may_leave_out = is_item and self.na_allowed.value()
        self.taken.emit(
            replace(
                self._item,
                kind=kind,
                role=self.role.value(),
                metric=(self.computed.value() or "") if is_auto else "",
                second_metric=(self.second.value() or "") if is_auto else "",
                is_veto=is_item and self.is_veto.value(),
                evidence_required=self.evidence_required.value(),
                na_allowed=may_leave_out,
                na_policy=self.na_policy.value() if may_leave_out else NaPolicy.REDISTRIBUTE,
                hint=self.hint.value().strip(),
                options=answers,
            )
        )
        self.accept()

    def _answers(self) -> tuple[Answer, ...] | None:
        """Return the answers as they stand; None, and say why, when one is not whole."""
        is_auto = self.kind.value() is CriterionKind.AUTO
        has_second = is_auto and bool(self.second.value())
        found = []
        for row in range(self.model.rowCount()):
            given = {name: self.model.value(row, name) for name in _ANSWER}
            if all(value in (None, "") for value in given.values()):
                continue
            if not given["label"] or given["points"] is None:
                self.said.setText(f"Mức {row + 1}: cần cả tên mức và số điểm.")
                return None
            if not is_auto:
                given["lower"] = given["upper"] = None
            if not has_second:
                given["second_lower"] = None
            found.append(Answer(**given))
        return tuple(found)


_ANSWER = ("label", "points", "lower", "upper", "second_lower")
_FIELDS = (
    "kind",
    "role",
    "is_veto",
    "evidence_required",
    "na_allowed",
    "na_policy",
    "hint",
)
