"""The road of a sample meeting: what each step holds, what it still lacks, and why a state cannot be reached yet.

States and steps: meetings.md §7.2. A state is reached by what was recorded, not by a click; issuing the conclusion
notice (F20) and closing are the two acts that a person does.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from bontot_desktop.rules.samples import ROAD, SampleState, may_move
from bontot_desktop.rules.words import Labelled


class Step(Labelled):
    """The steps of a sample meeting's page, in the order of the work."""

    PLAN = "PLAN", "Kế hoạch"
    OBSERVERS = "OBSERVERS", "Thành phần dự"
    ROLL_CALL = "ROLL_CALL", "Điểm danh"
    CONTENTS = "CONTENTS", "Nội dung, ý kiến"
    SHEETS = "SHEETS", "Phiếu nhận xét"
    FEEDBACK = "FEEDBACK", "Rút kinh nghiệm"
    CONCLUSION = "CONCLUSION", "Kết luận"
    REPLICATION = "REPLICATION", "Nhân rộng"


@dataclass(frozen=True, slots=True)
class Road:
    """What the record of a sample meeting holds so far; counts are of people, sheets, opinions and items."""

    state: SampleState
    today: date
    planned_on: date | None = None
    has_purpose: bool = False
    observers: int = 0
    observers_attended: int = 0
    observers_without_aspect: int = 0
    has_meeting: bool = False
    held_on: date | None = None
    has_times: bool = False
    has_chair: bool = False
    has_minute_taker: bool = False
    roster: int = 0
    absent_without_reason: int = 0
    agenda: int = 0
    contributions: int = 0
    has_meeting_conclusion: bool = False
    has_self_score: bool = False
    sheets: int = 0
    feedback_on: date | None = None
    has_feedback_chair: bool = False
    has_feedback_minute_taker: bool = False
    opinions: int = 0
    unanswered_questions: int = 0
    has_strengths: bool = False
    has_weaknesses: bool = False
    has_process: bool = False
    has_task_sample_cell: bool = False
    has_task_other_cells: bool = False
    notice_on: date | None = None
    replications: int = 0
    replications_open: int = 0

    @property
    def was_held(self) -> bool:
        """Whether the meeting itself is over: its day has come and both times are written down."""
        return self.has_meeting and self.held_on is not None and self.held_on <= self.today and self.has_times


@dataclass(frozen=True, slots=True)
class StepStatus:
    """How a step stands: begun, what is missing (sentences), the day that belongs to it once done."""

    step: Step
    is_begun: bool
    missing: tuple[str, ...]
    day: date | None = None

    @property
    def is_done(self) -> bool:
        """Begun, and nothing missing."""
        return self.is_begun and not self.missing


Demand = tuple[bool, str]


def _unmet(*demands: Demand) -> tuple[str, ...]:
    return tuple(sentence for is_met, sentence in demands if not is_met)


def _plan(road: Road) -> StepStatus:
    missing = _unmet(
        (road.planned_on is not None, "Chưa có ngày dự kiến."),
        (road.has_purpose, "Chưa ghi mục đích, yêu cầu."),
    )
    return StepStatus(Step.PLAN, True, missing, road.planned_on)


def _observers(road: Road) -> StepStatus:
    missing = _unmet(
        (road.observers > 0, "Chưa có ai được mời dự."),
        (
            road.observers_without_aspect == 0,
            f"{road.observers_without_aspect} người dự chưa được phân công nội dung theo dõi.",
        ),
    )
    return StepStatus(Step.OBSERVERS, road.observers > 0, missing)


def _roll_call(road: Road) -> StepStatus:
    missing = _unmet(
        (road.has_meeting, "Chưa mở buổi sinh hoạt."),
        (not road.has_meeting or road.roster > 0, "Chi bộ không có đảng viên nào trong danh sách ngày họp."),
        (not road.has_meeting or road.has_times, "Chưa ghi đủ giờ bắt đầu và giờ kết thúc."),
        (not road.has_meeting or road.has_chair, "Chưa chọn chủ trì."),
        (not road.has_meeting or road.has_minute_taker, "Chưa chọn thư ký."),
        (
            road.absent_without_reason == 0,
            f"{road.absent_without_reason} đồng chí vắng có lý do nhưng chưa ghi lý do.",
        ),
    )
    return StepStatus(Step.ROLL_CALL, road.has_meeting, missing, road.held_on if road.was_held else None)


def _contents(road: Road) -> StepStatus:
    missing = _unmet(
        (road.agenda > 0, "Chưa có chương trình."),
        (road.contributions > 0, "Chưa ghi ý kiến phát biểu nào."),
        (road.has_meeting_conclusion, "Chưa ghi kết luận của chủ trì."),
    )
    return StepStatus(Step.CONTENTS, road.contributions > 0 or road.has_meeting_conclusion, missing)


def _sheets(road: Road) -> StepStatus:
    waiting = road.observers_attended - road.sheets
    missing = _unmet(
        (road.observers > 0, "Chưa có ai được mời dự."),
        (waiting <= 0, f"Còn {waiting} phiếu chưa nhập."),
        (road.has_self_score, "Chưa nhập điểm tự chấm của chi bộ."),
    )
    return StepStatus(Step.SHEETS, road.sheets > 0 or road.has_self_score, missing)


def _feedback(road: Road) -> StepStatus:
    missing = _unmet(
        (road.feedback_on is not None, "Chưa ghi ngày rút kinh nghiệm."),
        (road.has_feedback_chair, "Chưa chọn người chủ trì rút kinh nghiệm."),
        (road.has_feedback_minute_taker, "Chưa chọn thư ký buổi rút kinh nghiệm."),
        (road.opinions > 0, "Chưa ghi ý kiến nào."),
        (road.unanswered_questions == 0, f"{road.unanswered_questions} câu hỏi chưa có trả lời."),
    )
    return StepStatus(Step.FEEDBACK, road.feedback_on is not None or road.opinions > 0, missing, road.feedback_on)


def _conclusion(road: Road) -> StepStatus:
    missing = (*reasons_not_to_notice(road),)
    if road.notice_on is None:
        missing = (*missing, "Chưa ban hành thông báo kết luận.")
    begun = road.has_strengths or road.has_weaknesses or road.has_process or road.notice_on is not None
    return StepStatus(Step.CONCLUSION, begun, missing, road.notice_on)


def _replication(road: Road) -> StepStatus:
    missing = _unmet(
        (road.replications > 0, "Chưa lập danh sách nhân rộng."),
        (road.replications_open == 0, f"Còn {road.replications_open} việc chưa xong."),
    )
    return StepStatus(Step.REPLICATION, road.replications > 0, missing)


_STEPS: tuple[Callable[[Road], StepStatus], ...] = (
    _plan,
    _observers,
    _roll_call,
    _contents,
    _sheets,
    _feedback,
    _conclusion,
    _replication,
)


def steps(road: Road) -> tuple[StepStatus, ...]:
    """Say how each step of the journey stands, in order."""
    return tuple(status(road) for status in _STEPS)


def next_step(road: Road) -> Step:
    """Return the first step that is not done; the last one when all are."""
    return next((status.step for status in steps(road) if not status.is_done), Step.REPLICATION)


def reasons_not_to_notice(road: Road) -> tuple[str, ...]:
    """Say, all at once, why the conclusion notice (F20) cannot be made yet."""
    return _unmet(
        (road.was_held, "Buổi sinh hoạt chưa ghi xong ngày, giờ nên chưa có gì để kết luận."),
        (road.feedback_on is not None, "Chưa ghi ngày rút kinh nghiệm."),
        (road.has_strengths, "Chưa ghi ưu điểm."),
        (road.has_weaknesses, "Chưa ghi hạn chế."),
        (road.has_process, "Chưa ghi nội dung kết luận, thống nhất quy trình."),
        (road.has_task_sample_cell, "Chưa ghi nhiệm vụ của chi bộ điểm."),
        (road.has_task_other_cells, "Chưa ghi nhiệm vụ của các chi bộ khác."),
    )


def reasons_not_to_move(road: Road, to: SampleState) -> tuple[str, ...]:
    """Say, all at once, why a sample meeting cannot go to a state; empty when it can."""
    if not may_move(road.state, to):
        return (f"Từ “{road.state.label}” không chuyển thẳng sang “{to.label}” được.",)
    if to not in ROAD or road.state not in ROAD or ROAD.index(to) < ROAD.index(road.state):
        return _unmet(
            (
                not (road.state is SampleState.CONCLUDED and road.notice_on is not None),
                "Đã ban hành thông báo kết luận; muốn quay lại phải thu hồi thông báo trước.",
            )
        )
    return _demanded(road, to)


def _demanded(road: Road, to: SampleState) -> tuple[str, ...]:
    if to is SampleState.PREPARING:
        return _unmet((road.planned_on is not None, "Chưa có ngày dự kiến."))
    if to is SampleState.READY:
        return _unmet(
            (road.has_meeting, "Chưa mở buổi sinh hoạt."),
            (road.agenda > 0, "Chưa có chương trình."),
            (road.observers > 0, "Chưa có ai được mời dự."),
        )
    if to is SampleState.HELD:
        return _unmet(
            (road.has_meeting, "Chưa mở buổi sinh hoạt."),
            (road.held_on is not None and road.held_on <= road.today, "Chưa đến ngày sinh hoạt."),
            (road.has_times, "Chưa ghi đủ giờ bắt đầu và giờ kết thúc."),
            (road.roster > 0, "Chưa điểm danh."),
        )
    if to is SampleState.REVIEWED:
        return _unmet(
            (road.feedback_on is not None, "Chưa ghi ngày rút kinh nghiệm."),
            (road.has_feedback_chair, "Chưa chọn người chủ trì rút kinh nghiệm."),
            (road.opinions > 0, "Chưa ghi ý kiến nào."),
        )
    if to is SampleState.CONCLUDED:
        return (
            *reasons_not_to_notice(road),
            *_unmet((road.notice_on is not None, "Chưa ban hành thông báo kết luận.")),
        )
    if to is SampleState.REPLICATING:
        return _unmet((road.replications > 0, "Chưa lập danh sách nhân rộng."))
    return _unmet((road.replications_open == 0, f"Còn {road.replications_open} việc nhân rộng chưa xong."))


def reached(road: Road) -> SampleState:
    """Return the furthest state the record has reached by itself: forward only, and never as far as closed."""
    state = road.state
    if state not in ROAD:
        return state
    for candidate in ROAD[ROAD.index(state) + 1 : -1]:
        if _demanded(road, candidate):
            break
        state = candidate
    return state
