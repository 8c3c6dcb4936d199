"""What the program can compute for a criterion, in which unit, and which answer of a criterion a value falls into."""

from __future__ import annotations

from decimal import Decimal

from bontot_desktop.rules.criteria import Answer, Criterion
from bontot_desktop.rules.words import Labelled


class Metric(Labelled):
    """Keys of what is computed (recognition.md §5.8); percentages run from 0 to 100."""

    #: Of all targets given to the cell, those reached and those exceeded, in percent.
    TARGETS_DONE = "targets_done_pct", "Tỷ lệ chỉ tiêu đạt"
    TARGETS_OVER = "targets_over_pct", "Tỷ lệ chỉ tiêu vượt"
    #: Members admitted in the year against the target, in percent, and how many beyond it; no target: no value.
    ADMITTED = "admitted_pct", "Kết nạp đảng viên so với chỉ tiêu"
    ADMITTED_OVER = "admitted_over", "Số đảng viên kết nạp vượt chỉ tiêu"
    #: Monthly meetings held, as of twelve months: held × 12 ÷ months the cell owed.
    REGULAR_HELD = "regular_held", "Số kỳ sinh hoạt thường kỳ"
    QUARTERS_THEMED = "quarters_with_themed", "Số quý có sinh hoạt chuyên đề"
    ATTENDANCE = "avg_attendance_pct", "Tỷ lệ dự sinh hoạt bình quân"
    SPEAKING = "avg_speaking_pct", "Tỷ lệ phát biểu bình quân"
    #: 4 Tốt, 3 Khá, 2 Trung bình, 1 Kém.
    YEAR_LEVEL = "meeting_year_level", "Xếp loại sinh hoạt cả năm"
    DISCIPLINED = "disciplined_count", "Số đảng viên bị kỷ luật trong năm"
    #: Rated "Hoàn thành tốt nhiệm vụ" or better, of all members evaluated, in percent.
    MEMBERS_GOOD = "members_good_pct", "Tỷ lệ đảng viên hoàn thành tốt trở lên"


#: Units to say what the bands of a metric are of; the others are percentages.
UNITS = {
    Metric.ADMITTED_OVER: "số người",
    Metric.REGULAR_HELD: "số kỳ, quy về 12 tháng",
    Metric.QUARTERS_THEMED: "số quý",
    Metric.YEAR_LEVEL: "4 là Tốt, 3 là Khá, 2 là Trung bình, 1 là Kém",
    Metric.DISCIPLINED: "số người",
}


def unit_of(metric: Metric) -> str:
    """Say in which unit a metric is counted ("tỷ lệ phần trăm", "số kỳ")."""
    return UNITS.get(metric, "tỷ lệ phần trăm")


def answer_for(item: Criterion, value: Decimal, second: Decimal | None = None) -> Answer | None:
    """Return the answer a computed value falls into, the first that holds; None when there is none."""
    return next((one for one in item.options if one.has_bounds and one.holds(value, second)), None)
