"""Recognition of "Chi bộ 4 tốt": its states and what each allows, reasons, levels, votes and consecutive years."""

from __future__ import annotations

from collections.abc import Collection, Mapping

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


#: Which states an entry may go to (recognition.md §3.4, T1–T13). A dossier that never came or never was completed may
#: be refused from where it stopped (reason R02), and goes back there when it is looked at again. A case is held from
#: wherever it is open, also after the vote, and goes back to where its dossier stands (T7). A cell that ends before the
#: decision leaves the campaign from wherever it stands (§3.3).
ENTRY_MOVES: Mapping[EntryState, frozenset[EntryState]] = {
    EntryState.NOT_REGISTERED: frozenset({EntryState.REGISTERED, EntryState.CLOSED_REORG}),
    EntryState.REGISTERED: frozenset(
        {
            EntryState.NOT_REGISTERED,
            EntryState.WITHDRAWN,
            EntryState.SELF_SCORED,
            EntryState.ON_HOLD,
            EntryState.NOT_PROPOSED,
            EntryState.CLOSED_REORG,
        }
    ),
    EntryState.WITHDRAWN: frozenset({EntryState.REGISTERED, EntryState.CLOSED_REORG}),
    EntryState.SELF_SCORED: frozenset(
        {EntryState.SUBMITTED, EntryState.ON_HOLD, EntryState.NOT_PROPOSED, EntryState.CLOSED_REORG}
    ),
    EntryState.SUBMITTED: frozenset(
        {
            EntryState.RETURNED,
            EntryState.VERIFIED,
            EntryState.ON_HOLD,
            EntryState.NOT_PROPOSED,
            EntryState.CLOSED_REORG,
        }
    ),
    EntryState.RETURNED: frozenset(
        {
            EntryState.SUBMITTED,
            EntryState.WITHDRAWN,
            EntryState.ON_HOLD,
            EntryState.NOT_PROPOSED,
            EntryState.CLOSED_REORG,
        }
    ),
    EntryState.VERIFIED: frozenset(
        {EntryState.PROPOSED, EntryState.NOT_PROPOSED, EntryState.ON_HOLD, EntryState.CLOSED_REORG}
    ),
    EntryState.ON_HOLD: frozenset(
        {
            EntryState.REGISTERED,
            EntryState.SELF_SCORED,
            EntryState.SUBMITTED,
            EntryState.RETURNED,
            EntryState.VERIFIED,
            EntryState.NOT_RECOGNISED,
            EntryState.CLOSED_REORG,
        }
    ),
    EntryState.PROPOSED: frozenset(
        {
            EntryState.VERIFIED,
            EntryState.ON_HOLD,
            EntryState.SUBMITTED_UP,
            EntryState.RECOGNISED,
            EntryState.CLOSED_REORG,
        }
    ),
    EntryState.NOT_PROPOSED: frozenset(
        {
            EntryState.REGISTERED,
            EntryState.SELF_SCORED,
            EntryState.SUBMITTED,
            EntryState.RETURNED,
            EntryState.VERIFIED,
            EntryState.NOT_RECOGNISED,
            EntryState.CLOSED_REORG,
        }
    ),
    EntryState.SUBMITTED_UP: frozenset({EntryState.RECOGNISED, EntryState.NOT_RECOGNISED, EntryState.CLOSED_REORG}),
    EntryState.RECOGNISED: frozenset({EntryState.REVOKED}),
    EntryState.NOT_RECOGNISED: frozenset({EntryState.VERIFIED}),
    EntryState.REVOKED: frozenset(),
    EntryState.CLOSED_REORG: frozenset(),
}

#: States of a cell that took part in the campaign's registration.
TOOK_PART = frozenset(EntryState) - {EntryState.NOT_REGISTERED, EntryState.WITHDRAWN, EntryState.CLOSED_REORG}
#: States in which scores and votes may still be written: nobody has concluded on the cell.
OPEN_STATES = frozenset(
    {
        EntryState.REGISTERED,
        EntryState.SELF_SCORED,
        EntryState.SUBMITTED,
        EntryState.RETURNED,
        EntryState.VERIFIED,
        EntryState.ON_HOLD,
    }
)
#: States of a result that stands, decided by a paper.
FINAL_STATES = frozenset({EntryState.RECOGNISED, EntryState.NOT_RECOGNISED, EntryState.REVOKED})
#: States in which a case is held (T7): open, or voted on but not decided.
MAY_HOLD = frozenset(state for state, to in ENTRY_MOVES.items() if EntryState.ON_HOLD in to)
#: States in which a campaign may be closed (recognition.md §9.15).
MAY_CLOSE = FINAL_STATES | {EntryState.WITHDRAWN, EntryState.NOT_REGISTERED, EntryState.CLOSED_REORG}


class AwardKind(Labelled):
    """Why a certificate is given (recognition §7): what it says follows from it."""

    TITLE = "TITLE", "Phong trào thi đua xây dựng danh hiệu"
    EXEMPLARY = "EXEMPLARY", "Hoàn thành xuất sắc nhiệm vụ tiêu biểu trong năm"
    FIVE_YEARS = "FIVE_YEARS", "Hoàn thành xuất sắc nhiệm vụ tiêu biểu 5 năm liền"
    MEMBER = "MEMBER", "Đảng viên hoàn thành xuất sắc nhiệm vụ trong năm"
    MEMBER_FIVE_YEARS = "MEMBER_FIVE_YEARS", "Đảng viên hoàn thành xuất sắc nhiệm vụ 5 năm liền"

    @property
    def of_members(self) -> bool:
        """Whether it goes to members; the others go to cells."""
        return self in (AwardKind.MEMBER, AwardKind.MEMBER_FIVE_YEARS)

    @property
    def is_for_years(self) -> bool:
        """Whether it asks for five years in a row."""
        return self in (AwardKind.FIVE_YEARS, AwardKind.MEMBER_FIVE_YEARS)


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


class Severity(Labelled):
    """How a rule of eligibility counts (recognition.md §4)."""

    HARD = "HARD", "Bắt buộc"
    SOFT = "SOFT", "Lưu ý"


class RuleResult(Labelled):
    """What a rule of eligibility found."""

    PASSED = "PASSED", "Đạt"
    FAILED = "FAILED", "Chưa đạt"
    WARNED = "WARNED", "Lưu ý"
    UNKNOWN = "UNKNOWN", "Chưa đủ số liệu"
    OVERRIDDEN = "OVERRIDDEN", "Vẫn xét"


class ReviewBody(Labelled):
    """Which body reviews (recognition.md §8)."""

    STANDING_COMMITTEE = "BTV", "Ban Thường vụ Đảng ủy"
    EXECUTIVE_COMMITTEE = "BCH", "Ban Chấp hành Đảng bộ"


class VoteMethod(Labelled):
    """How a body votes (recognition.md §3.4)."""

    SECRET = "PHIEU_KIN", "Bỏ phiếu kín"
    HANDS = "GIO_TAY", "Giơ tay"
    WRITTEN = "LAY_Y_KIEN_BANG_VAN_BAN", "Lấy ý kiến bằng văn bản"


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


def streak(years: Collection[int], year: int) -> int:
    """Count the years in a row up to and including ``year`` in which the title was held (recognition.md §7)."""
    count = 0
    while year - count in years:
        count += 1
    return count


def phase(states: Collection[EntryState], *, reviewed: bool, recorded: Collection[CampaignState] = ()) -> CampaignState:
    """Say how far a campaign is while nothing was decided (recognition.md §3.2).

    Both what was recorded of its cells and the phases the office wrote down count; the later one holds.
    """
    reached = {CampaignState.DRAFT, *recorded}
    if reviewed:
        reached.add(CampaignState.REVIEWING)
    if any(state in _SEEN_BY_VERIFIERS for state in states):
        reached.add(CampaignState.VERIFYING)
    if any(state in TOOK_PART and state not in _ONLY_REGISTERED for state in states):
        reached.add(CampaignState.SELF_SCORING)
    if any(state in TOOK_PART for state in states):
        reached.add(CampaignState.REGISTRATION_OPEN)
    return max(reached - {CampaignState.DECIDED, CampaignState.CLOSED}, key=list(CampaignState).index)


#: States that tell of a verifier at work.
_SEEN_BY_VERIFIERS = frozenset(
    {EntryState.RETURNED, EntryState.VERIFIED, EntryState.PROPOSED, EntryState.NOT_PROPOSED, EntryState.SUBMITTED_UP}
)
#: States that may be those of a cell of which nothing but its registration came.
_ONLY_REGISTERED = frozenset({EntryState.REGISTERED, EntryState.ON_HOLD})
