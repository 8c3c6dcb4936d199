"""Recognition of "Chi bộ 4 tốt": states, reasons, votes, and whether a cell may be recognised and if not why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import pairwise

from bontot_desktop.rules.words import Labelled


class EntryState(Labelled):
    """States of a cell in a campaign (recognition.md §3.3)."""

    NOT_REGISTERED = "NOT_REGISTERED", "Chưa đăng ký"
    REGISTERED = "REGISTERED", "Đã đăng ký"
    WITHDRAWN = "WITHDRAWN", "Rút đăng ký"
    SELF_SCORED = "SELF_SCORED", "Đã tự chấm"
    SUBMITTED = "SUBMITTED", "Đã nộp hồ sơ"
    RETURNED = "RETURNED", "Trả lại bổ sung"
    VERIFIED = "VERIFIED", "Đã thẩm định"
    ON_HOLD = "ON_HOLD", "Tạm dừng xét"
    PROPOSED = "PROPOSED", "Đề nghị công nhận"
    NOT_PROPOSED = "NOT_PROPOSED", "Không đề nghị"
    SUBMITTED_UP = "SUBMITTED_UP", "Đã trình cấp trên"
    RECOGNISED = "RECOGNISED", "Đã công nhận"
    NOT_RECOGNISED = "NOT_RECOGNISED", "Không công nhận"
    REVOKED = "REVOKED", "Hủy kết quả công nhận"
    CLOSED_REORG = "CLOSED_REORG", "Kết thúc do sắp xếp"


#: Which states an entry may go to (recognition.md §3.4, T1–T13).
ENTRY_MOVES: Mapping[EntryState, frozenset[EntryState]] = {
    EntryState.NOT_REGISTERED: frozenset({EntryState.REGISTERED, EntryState.CLOSED_REORG}),
    EntryState.REGISTERED: frozenset(
        {EntryState.NOT_REGISTERED, EntryState.WITHDRAWN, EntryState.SELF_SCORED, EntryState.CLOSED_REORG}
    ),
    EntryState.WITHDRAWN: frozenset({EntryState.REGISTERED}),
    EntryState.SELF_SCORED: frozenset({EntryState.REGISTERED, EntryState.SUBMITTED, EntryState.CLOSED_REORG}),
    EntryState.SUBMITTED: frozenset({EntryState.RETURNED, EntryState.VERIFIED, EntryState.ON_HOLD}),
    EntryState.RETURNED: frozenset({EntryState.SUBMITTED, EntryState.WITHDRAWN}),
    EntryState.VERIFIED: frozenset({EntryState.PROPOSED, EntryState.NOT_PROPOSED, EntryState.ON_HOLD}),
    EntryState.ON_HOLD: frozenset({EntryState.SUBMITTED, EntryState.VERIFIED, EntryState.NOT_RECOGNISED}),
    EntryState.PROPOSED: frozenset({EntryState.VERIFIED, EntryState.SUBMITTED_UP, EntryState.RECOGNISED}),
    EntryState.NOT_PROPOSED: frozenset({EntryState.VERIFIED, EntryState.NOT_RECOGNISED}),
    EntryState.SUBMITTED_UP: frozenset({EntryState.RECOGNISED, EntryState.NOT_RECOGNISED}),
    EntryState.RECOGNISED: frozenset({EntryState.REVOKED}),
    EntryState.NOT_RECOGNISED: frozenset({EntryState.VERIFIED}),
    EntryState.REVOKED: frozenset(),
    EntryState.CLOSED_REORG: frozenset(),
}

#: States of a cell that took part in the campaign's registration.
TOOK_PART = frozenset(EntryState) - {EntryState.NOT_REGISTERED, EntryState.WITHDRAWN, EntryState.CLOSED_REORG}


class CampaignState(Labelled):
    """States of a year's campaign (recognition.md §3.2)."""

    DRAFT = "DRAFT", "Dự kiến"
    LAUNCHED = "LAUNCHED", "Đã phát động"
    REGISTRATION_OPEN = "REGISTRATION_OPEN", "Đang nhận đăng ký"
    REGISTRATION_CLOSED = "REGISTRATION_CLOSED", "Đã khóa đăng ký"
    SELF_SCORING = "SELF_SCORING", "Chi bộ tự chấm"
    VERIFYING = "VERIFYING", "Thẩm định"
    REVIEWING = "REVIEWING", "Ban Thường vụ xét"
    DECIDED = "DECIDED", "Đã quyết định"
    CLOSED = "CLOSED", "Đã kết thúc"


class TitleKind(Labelled):
    """Titles a campaign may give."""

    CELL_4_GOOD = "CHI_BO_4_TOT", "Chi bộ 4 tốt"
    MEMBER_5_GOOD = "DANG_VIEN_5_TOT", "Đảng viên 5 tốt"
    COMMITTEE_4_GOOD = "DANG_BO_4_TOT", "Đảng bộ cơ sở 4 tốt"


class Authority(Labelled):
    """Who recognises (recognition.md §2.3)."""

    SELF = "SELF", "Ban Thường vụ Đảng ủy quyết định"
    UP = "UP", "Trình cấp trên quyết định"


class Reason(Labelled):
    """Reasons for not recognising a cell (recognition.md §3.5)."""

    R01 = "R01", "chưa đăng ký thi đua"
    R02 = "R02", "hồ sơ nộp chậm hoặc chưa đầy đủ"
    R03 = "R03", "tổng điểm thẩm định dưới mức quy định"
    R04 = "R04", 'có nhóm tiêu chí chưa đạt "tốt"'
    R05 = "R05", 'xếp loại chất lượng dưới mức "Hoàn thành tốt nhiệm vụ"'
    R06 = "R06", "có đảng viên bị xử lý kỷ luật trong năm"
    R07 = "R07", 'có đảng viên xếp loại "Không hoàn thành nhiệm vụ" hoặc tỷ lệ hoàn thành tốt chưa đạt'
    R08 = "R08", "không bảo đảm chế độ sinh hoạt"
    R09 = "R09", "đang xem xét, giải quyết khiếu nại, tố cáo, kiểm tra"
    R10 = "R10", "không đủ số phiếu tán thành"
    R11 = "R11", "vượt tỷ lệ, số lượng được công nhận"
    R12 = "R12", "mới thành lập, sáp nhập, chưa đủ thời gian"
    R13 = "R13", "chi bộ rút đăng ký"
    R14 = "R14", "mất đoàn kết nội bộ theo kết luận của cấp có thẩm quyền"
    R99 = "R99", "lý do khác"


class QualityLevel(Labelled):
    """Levels of the yearly rating, best first (QĐ 366)."""

    EXCELLENT = "HTXSNV", "Hoàn thành xuất sắc nhiệm vụ"
    GOOD = "HTTNV", "Hoàn thành tốt nhiệm vụ"
    COMPLETED = "HTNV", "Hoàn thành nhiệm vụ"
    NOT_COMPLETED = "KHTNV", "Không hoàn thành nhiệm vụ"

    def reaches(self, other: QualityLevel) -> bool:
        """Say whether this level is as good as the other or better."""
        order = list(QualityLevel)
        return order.index(self) <= order.index(other)


class Scoring(Labelled):
    """How a criteria set is scored."""

    PASS_FAIL = "PASS_FAIL", "Đạt / Chưa đạt"
    LEVEL4 = "LEVEL4", "Tốt / Khá / Trung bình / Chưa đạt"
    POINTS = "POINTS", "Cho điểm"


class SetStatus(Labelled):
    """Standing of a criteria set."""

    DRAFT = "DRAFT", "Dự thảo"
    PROPOSAL = "PROPOSAL", "Đề xuất"
    ADOPTED = "ADOPTED", "Đang dùng"
    RETIRED = "RETIRED", "Thôi dùng"


class Column(Labelled):
    """The four columns of an entry's scores (recognition.md §5.9)."""

    SELF = "SELF", "Tự chấm"
    IN_CHARGE = "IN_CHARGE", "ĐUV phụ trách"
    VERIFIED = "VERIFIED", "Thẩm định"
    FINAL = "FINAL", "Ban Thường vụ"


def may_move(state: EntryState, to: EntryState) -> bool:
    """Say whether an entry may go from one state to another."""
    return to in ENTRY_MOVES[state]


def body_approves(votes_for: int, total_members: int) -> bool:
    """Say whether a body approves: more than half of all its members, not of those present (QĐ 208)."""
    return votes_for * 2 > total_members


@dataclass(frozen=True, slots=True)
class Criterion:
    """One line of a criteria set; a group has no points of its own. PASS_FAIL lines have a maximum of 1."""

    code: str
    title: str
    maximum: Decimal
    is_group: bool = False
    is_veto: bool = False


@dataclass(frozen=True, slots=True)
class CriteriaRule:
    """When a set is passed: total points and share of each group's maximum, both inclusive; ignored for PASS_FAIL."""

    scoring: Scoring
    pass_total: Decimal | None
    group_min_percent: Decimal | None


@dataclass(frozen=True, slots=True)
class Finding:
    """One reason why a cell may not be recognised, with the figures it rests on."""

    reason: Reason
    sentence: str


def criteria_findings(
    criteria: Sequence[Criterion], rule: CriteriaRule, points: Mapping[str, Decimal]
) -> list[Finding]:
    """Hold the verified column against the set (E12, E13, veto items); a sentence with figures for each miss."""
    leaves = [c for c in criteria if not c.is_group]
    missing = [c.code for c in leaves if c.code not in points]
    if missing:
        return [Finding(Reason.R02, f"Chưa có kết quả thẩm định của tiêu chí {', '.join(missing)}.")]
    if rule.scoring is Scoring.PASS_FAIL:
        failed = [c.code for c in leaves if points[c.code] < c.maximum]
        return [Finding(Reason.R04, f"Tiêu chí {', '.join(failed)} chưa đạt.")] if failed else []
    found = [
        Finding(Reason.R04, f"Tiêu chí {c.code} thuộc diện bắt buộc nhưng chỉ được {_figure(points[c.code])} điểm.")
        for c in leaves
        if c.is_veto and points[c.code] < c.maximum
    ]
    total = sum((points[c.code] for c in leaves), Decimal(0))
    if rule.pass_total is not None and total < rule.pass_total:
        sentence = f"Tổng điểm thẩm định {_figure(total)}, mức quy định {_figure(rule.pass_total)}."
        found.append(Finding(Reason.R03, sentence))
    if rule.group_min_percent is not None:
        for group in (c for c in criteria if c.is_group):
            own = sum((points[c.code] for c in leaves if c.code.startswith(f"{group.code}.")), Decimal(0))
            needed = group.maximum * rule.group_min_percent / 100
            if own < needed:
                sentence = f"Nhóm {group.code} được {_figure(own)} điểm, cần từ {_figure(needed)}."
                found.append(Finding(Reason.R04, sentence))
    return found


def eligibility(
    *,
    state: EntryState,
    rating: QualityLevel | None,
    min_rating: QualityLevel,
    regular_held: int | None,
    min_regular: int,
    criteria: Sequence[Finding],
) -> list[Finding]:
    """Say why a cell may not be recognised: rules E01, E03, E09, E12, E13, E15 (recognition.md §4); empty when it may.

    ``regular_held`` is None when the office keeps no meetings of the year in the program.
    """
    found = []
    if state not in TOOK_PART:
        found.append(Finding(Reason.R01, "Chi bộ chưa đăng ký thi đua trong năm."))
    if state is EntryState.ON_HOLD:
        found.append(Finding(Reason.R09, "Hồ sơ đang tạm dừng xét."))
    if rating is None:
        found.append(Finding(Reason.R05, "Chi bộ chưa có kết quả xếp loại chất lượng của năm."))
    elif not rating.reaches(min_rating):
        sentence = f'Chi bộ xếp loại "{rating.label}", cần từ "{min_rating.label}".'
        found.append(Finding(Reason.R05, sentence))
    if regular_held is not None and regular_held < min_regular:
        sentence = f"Chi bộ mới sinh hoạt thường kỳ {regular_held} kỳ, cần {min_regular} kỳ."
        found.append(Finding(Reason.R08, sentence))
    return [*found, *criteria]


def date_problems(steps: Sequence[tuple[str, date | None]]) -> list[str]:
    """Name the steps whose dates run backwards; steps without a date are passed over."""
    dated = [(name, day) for name, day in steps if day is not None]
    return [
        f"{later} ({after:%d/%m/%Y}) ở trước {earlier[:1].lower()}{earlier[1:]} ({before:%d/%m/%Y})."
        for (earlier, before), (later, after) in pairwise(dated)
        if after < before
    ]


def _figure(value: Decimal) -> str:
    return f"{value.normalize():f}".replace(".", ",")
