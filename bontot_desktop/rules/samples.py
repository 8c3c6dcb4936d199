"""A sample meeting (sinh hoạt chi bộ điểm): its states, who observes what, and the kinds of feedback."""

from __future__ import annotations

from bontot_desktop.rules.words import Labelled


class SampleState(Labelled):
    """States of a sample meeting from plan to closed (meetings.md §7.2)."""

    PLANNED = "PLANNED", "Đã lên kế hoạch"
    PREPARING = "PREPARING", "Đang chuẩn bị"
    READY = "READY", "Sẵn sàng"
    HELD = "HELD", "Đã tổ chức"
    REVIEWED = "REVIEWED", "Đã rút kinh nghiệm"
    CONCLUDED = "CONCLUDED", "Đã có thông báo kết luận"
    REPLICATING = "REPLICATING", "Đang nhân rộng"
    CLOSED = "CLOSED", "Đã kết thúc"
    POSTPONED = "POSTPONED", "Hoãn"
    CANCELLED = "CANCELLED", "Thôi không tổ chức"


#: The straight road; the two last states of the enumeration stand beside it.
ROAD: tuple[SampleState, ...] = tuple(SampleState)[:8]


class Aspect(Labelled):
    """What an opinion is about: the scored groups of HD 42 (meetings.md §7.2)."""

    PREPARATION = "PREPARATION", "Chuẩn bị"
    TIME_ATTENDANCE = "TIME_ATTENDANCE", "Thời gian, thành phần"
    ORDER = "ORDER", "Trình tự các bước"
    IDEOLOGY = "IDEOLOGY", "Nội dung chính trị tư tưởng"
    TASKS = "TASKS", "Đánh giá nhiệm vụ, phân công"
    DISCUSSION = "DISCUSSION", "Thảo luận, tự phê bình và phê bình"
    CONDUCT = "CONDUCT", "Điều hành của chủ trì"
    CONCLUSION = "CONCLUSION", "Kết luận, nghị quyết, biểu quyết"
    BOOKS = "BOOKS", "Biên bản, sổ sách, Sổ tay điện tử"
    OTHER = "OTHER", "Khác"


class OpinionKind(Labelled):
    """What an opinion of the feedback session is."""

    STRENGTH = "STRENGTH", "Ưu điểm"
    WEAKNESS = "WEAKNESS", "Hạn chế"
    SUGGESTION = "SUGGESTION", "Góp ý"
    QUESTION = "QUESTION", "Câu hỏi"
    REQUEST = "REQUEST", "Kiến nghị"


class OpinionDecision(Labelled):
    """What was decided on an opinion; an accepted weakness or suggestion becomes something to do."""

    OPEN = "OPEN", "Chưa xem xét"
    ACCEPTED = "ACCEPTED", "Tiếp thu"
    DECLINED = "DECLINED", "Không tiếp thu"


class ObserverCapacity(Labelled):
    """In which capacity an observer attends."""

    WORKING_GROUP = "WORKING_GROUP", "Tổ công tác"
    IN_CHARGE = "IN_CHARGE", "Đảng ủy viên phụ trách"
    COMMITTEE_MEMBER = "COMMITTEE_MEMBER", "Đảng ủy viên"
    CELL_SECRETARY = "CELL_SECRETARY", "Bí thư chi bộ"
    OTHER = "OTHER", "Khác"


#: Parts of the feedback session in which others speak, by capacity (meetings.md §7.2: steps 3, 4 and 5).
_PARTS = {
    ObserverCapacity.CELL_SECRETARY: 3,
    ObserverCapacity.COMMITTEE_MEMBER: 4,
    ObserverCapacity.IN_CHARGE: 4,
    ObserverCapacity.OTHER: 4,
    ObserverCapacity.WORKING_GROUP: 5,
}
#: How the parts of the session are called where opinions are listed.
PART_WORDS: dict[int, str] = {3: "Bí thư các chi bộ", 4: "Đảng ủy viên", 5: "Tổ công tác"}


def part_of(capacity: ObserverCapacity) -> int:
    """Return in which part of the feedback session somebody of a capacity speaks: 3, 4 or 5."""
    return _PARTS[capacity]


def is_to_do(kind: OpinionKind, decision: OpinionDecision) -> bool:
    """Say whether an opinion becomes something to do: a weakness or a suggestion that was accepted."""
    return decision is OpinionDecision.ACCEPTED and kind in (OpinionKind.WEAKNESS, OpinionKind.SUGGESTION)


class GroupRole(Labelled):
    """Role in a working group."""

    LEADER = "LEADER", "Tổ trưởng"
    DEPUTY = "DEPUTY", "Tổ phó"
    MEMBER = "MEMBER", "Thành viên"
    CLERK = "CLERK", "Thư ký"


class ReplicationState(Labelled):
    """Where an item to be applied in a cell stands."""

    OPEN = "OPEN", "Chưa làm"
    DOING = "DOING", "Đang áp dụng"
    DONE = "DONE", "Đã áp dụng"
    DROPPED = "DROPPED", "Không áp dụng"


#: The steps an observer ticks, in the order of a meeting (meetings.md §7.3 F17, point 5).
CHECKLIST: tuple[tuple[str, str], ...] = (
    ("committee_met", "Họp chi ủy (bí thư, phó bí thư hội ý) trước kỳ sinh hoạt"),
    ("papers_sent", "Gửi tài liệu trước ít nhất 01 ngày"),
    ("opening", "Tuyên bố lý do, giới thiệu đại biểu"),
    ("minute_taker", "Cử thư ký"),
    ("roll_call", "Thông báo số lượng đảng viên có mặt, vắng mặt"),
    ("dues", "Thông báo tình hình nộp đảng phí"),
    ("programme", "Thông qua nội dung, chương trình"),
    ("current_affairs", "Thông tin thời sự, văn bản mới"),
    ("ideology", "Đánh giá tình hình tư tưởng đảng viên, dư luận Nhân dân"),
    ("last_month", "Đánh giá kết quả tháng trước và việc của từng đảng viên được phân công"),
    ("praise", "Biểu dương, nhắc nhở, phê bình"),
    ("next_month", "Đề ra nhiệm vụ tháng tới"),
    ("discussion", "Thảo luận"),
    ("delegate", "Đại biểu cấp trên phát biểu"),
    ("summing_up", "Tổng hợp, tiếp thu ý kiến"),
    ("assignment", "Phân công nhiệm vụ có thời hạn"),
    ("vote", "Biểu quyết kết luận, nghị quyết"),
    ("scoring", "Chấm điểm buổi sinh hoạt"),
    ("minutes", "Thông qua biên bản"),
    ("not_mixed", "Không lồng ghép với cuộc họp khác"),
)


def may_move(state: SampleState, to: SampleState) -> bool:
    """Say whether a sample meeting may go from one state to another: along the road, back one, or beside it."""
    if to in (SampleState.POSTPONED, SampleState.CANCELLED):
        return state in ROAD[:3]
    if state in (SampleState.POSTPONED, SampleState.CANCELLED):
        return to is SampleState.PLANNED
    return abs(ROAD.index(to) - ROAD.index(state)) == 1
