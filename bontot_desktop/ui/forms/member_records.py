"""The form of what is kept of a member beside the statuses: duties, awards, discipline, time out of the Party."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from bontot_desktop.rules.member_records import AwardKind, Penalty
from bontot_desktop.services.member_records import AwardLine, BreakLine, DutyLine, PenaltyLine
from bontot_desktop.text import first_upper
from bontot_desktop.ui.widgets.fields import CheckField, ChoiceField, LineField, choices_of
from bontot_desktop.ui.widgets.form import Form
from bontot_desktop.ui.widgets.lines import LineColumn, LinesField
from bontot_desktop.ui.widgets.typed import DateField, NumberField


class RecordsForm(Form):
    """Four lists of dated lines."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, lists=True)
        self.duties = self.group("Nhiệm vụ được phân công").add(
            "",
            LinesField(
                (
                    LineColumn("duty", "Nhiệm vụ", LineField, 1),
                    LineColumn("from_on", "Từ ngày", DateField),
                    LineColumn("to_on", "Đến ngày", DateField),
                ),
                DutyLine,
                add_word="Thêm nhiệm vụ",
            ),
            name="duties",
            wide=True,
        )
        self.awards = self.group("Huy hiệu Đảng, khen thưởng").add(
            "",
            LinesField(
                (
                    LineColumn("kind", "Loại", lambda: ChoiceField(_words(AwardKind), characters=16)),
                    LineColumn("years", "Số năm", lambda: NumberField(lowest=1, highest=99, characters=4)),
                    LineColumn("title", "Nội dung", LineField, 3),
                    LineColumn("decided_by", "Cấp quyết định", LineField, 2),
                    LineColumn("decision_no", "Số quyết định", LineField, 1),
                    LineColumn("decision_on", "Ngày", DateField),
                ),
                AwardLine,
                add_word="Thêm khen thưởng",
            ),
            name="awards",
            wide=True,
        )
        self.penalties = self.group(
            "Kỷ luật",
            "Vi phạm ở nơi khác, đã tính năm trước, hoặc tự phát hiện và đã khắc phục thì ghi cả: khi xếp loại và xét "
            "“Chi bộ 4 tốt”, chương trình hỏi có thuộc trường hợp loại trừ không.",
        ).add(
            "",
            LinesField(
                (
                    LineColumn("penalty", "Hình thức", lambda: ChoiceField(_words(Penalty), characters=14)),
                    LineColumn("decided_by", "Cấp quyết định", LineField, 2),
                    LineColumn("decision_no", "Số quyết định", LineField, 1),
                    LineColumn("decision_on", "Ngày", DateField),
                    LineColumn("reason", "Lý do tóm tắt", LineField, 3),
                    LineColumn("fault_year", "Năm vi phạm", _year),
                    LineColumn("fault_unit", "Nơi vi phạm, nếu là nơi khác", LineField, 2),
                    LineColumn("counted_in_year", "Đã tính năm", _year),
                    LineColumn("is_self_reported", "Tự phát hiện", lambda: CheckField("Có")),
                    LineColumn("is_remedied", "Đã khắc phục", lambda: CheckField("Xong")),
                ),
                PenaltyLine,
                add_word="Thêm kỷ luật",
            ),
            name="penalties",
            wide=True,
        )
        self.breaks = self.group(
            "Thời gian gián đoạn", "Ra khỏi Đảng rồi được kết nạp lại, bỏ sinh hoạt…: được trừ khi tính tuổi Đảng."
        ).add(
            "",
            LinesField(
                (
                    LineColumn("from_on", "Từ ngày", DateField),
                    LineColumn("to_on", "Đến hết ngày", DateField),
                    LineColumn("reason", "Lý do", LineField, 3),
                    LineColumn("decision_no", "Số quyết định", LineField, 1),
                    LineColumn("decision_on", "Ngày", DateField),
                    LineColumn("is_subtracted", "Tuổi Đảng", lambda: CheckField("Trừ ra")),
                ),
                BreakLine,
                add_word="Thêm thời gian gián đoạn",
            ),
            name="breaks",
            wide=True,
        )
        self.add_save("Lưu")


def _year() -> NumberField:
    return NumberField(lowest=1930, highest=2100, characters=5)


def _words(kind: type[AwardKind] | type[Penalty]) -> list[tuple[AwardKind | Penalty, str]]:
    return choices_of(list(kind), lambda one: first_upper(one.label))
