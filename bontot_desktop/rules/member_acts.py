"""What can happen to a member, in a clerk's words: each act with what it asks for and what it means from its day on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bontot_desktop import dates
from bontot_desktop.rules.cells import holds_on
from bontot_desktop.rules.members import NOT_EXPECTED, STANDINGS, LeftFor, MemberStatus, StatusPeriod
from bontot_desktop.rules.words import Labelled


class MemberAct(Labelled):
    """An act, in the order of the menu."""

    MAKE_FULL = "MAKE_FULL", "Công nhận chính thức"
    RECEIVE = "RECEIVE", "Tiếp nhận sinh hoạt chính thức"
    COME_BACK = "COME_BACK", "Tiếp nhận chuyển sinh hoạt trở lại"
    READMIT = "READMIT", "Kết nạp lại"
    RESUME = "RESUME", "Trở lại sinh hoạt"
    EXEMPT = "EXEMPT", "Miễn công tác và sinh hoạt"
    TEMP_AWAY = "TEMP_AWAY", "Sinh hoạt tạm thời nơi khác"
    SPECIAL_DUTY = "SPECIAL_DUTY", "Làm nhiệm vụ đặc biệt"
    SUSPEND = "SUSPEND", "Đình chỉ sinh hoạt"
    MOVE = "MOVE", "Chuyển sang chi bộ khác của Đảng bộ"
    MOVE_AWAY = "MOVE_AWAY", "Chuyển sinh hoạt đi nơi khác"
    RETURN = "RETURN", "Hết sinh hoạt tạm thời"
    DIED = "DIED", "Từ trần"
    STRIKE_OFF = "STRIKE_OFF", "Xóa tên"
    EXPEL = "EXPEL", "Khai trừ"
    RESIGN = "RESIGN", "Xin ra khỏi Đảng"


#: The statuses that acts lay over the standing.
LAID: dict[MemberAct, MemberStatus] = {
    MemberAct.EXEMPT: MemberStatus.EXEMPT,
    MemberAct.TEMP_AWAY: MemberStatus.TEMP_OUT,
    MemberAct.SPECIAL_DUTY: MemberStatus.SPECIAL_DUTY,
    MemberAct.SUSPEND: MemberStatus.SUSPENDED,
}
#: The acts that take a member off the register.
ENDS: dict[MemberAct, LeftFor] = {
    MemberAct.MOVE_AWAY: LeftFor.MOVED,
    MemberAct.RETURN: LeftFor.RETURNED,
    MemberAct.DIED: LeftFor.DIED,
    MemberAct.STRIKE_OFF: LeftFor.STRUCK_OFF,
    MemberAct.EXPEL: LeftFor.EXPELLED,
    MemberAct.RESIGN: LeftFor.RESIGNED,
}


#: The acts that bring a member back on the register, by why the member left it; who died stays off.
RETURNS: dict[LeftFor, tuple[MemberAct, ...]] = {
    LeftFor.MOVED: (MemberAct.COME_BACK,),
    LeftFor.RETURNED: (MemberAct.COME_BACK,),
    LeftFor.STRUCK_OFF: (MemberAct.READMIT,),
    LeftFor.EXPELLED: (MemberAct.READMIT,),
    LeftFor.RESIGNED: (MemberAct.READMIT,),
    LeftFor.OTHER: (MemberAct.COME_BACK, MemberAct.READMIT),
}


@dataclass(frozen=True, slots=True)
class Asked:
    """A field an act asks for: its name in the draft, its label, a hint, and what to say when it must not be empty."""

    name: str
    label: str
    hint: str = ""
    missing: str = ""


_FROM = Asked("from_on", "Từ ngày", "", "Chưa ghi từ ngày nào.")
_TO = Asked("to_on", "Đến ngày", "Để trống khi chưa biết.")
_NO, _ON = Asked("decision_no", "Quyết định số"), Asked("decision_on", "Ngày quyết định")
_LETTER, _LETTER_ON = Asked("decision_no", "Giấy giới thiệu số"), Asked("decision_on", "Ngày giấy giới thiệu")
_REASON = Asked("reason", "Lý do")
_AWAY = Asked("counterpart", "Nơi đến", "Chi bộ, đảng bộ ngoài Đảng bộ này.", "Chưa ghi chuyển đến nơi nào.")

#: What each act asks for, in the order of the form.
ASKED: dict[MemberAct, tuple[Asked, ...]] = {
    MemberAct.MAKE_FULL: (
        Asked("official_on", "Ngày chính thức", "Ngày hết 12 tháng dự bị.", "Chưa ghi ngày hết 12 tháng dự bị."),
        Asked("decision_no", "Quyết định công nhận số"),
        Asked("decision_on", "Ngày quyết định", "Có quyền biểu quyết từ ngày này.", "Chưa ghi ngày quyết định."),
    ),
    MemberAct.RECEIVE: (
        _FROM,
        _LETTER,
        _LETTER_ON,
        Asked("counterpart", "Nơi chuyển đi"),
    ),
    MemberAct.COME_BACK: (
        Asked("cell_id", "Chi bộ đến", "", "Chưa chọn chi bộ đến."),
        Asked("from_on", "Từ ngày", "Ngày đầu tiên ở chi bộ.", "Chưa ghi từ ngày nào."),
        Asked("counterpart", "Nơi chuyển đi"),
        _LETTER,
        _LETTER_ON,
    ),
    MemberAct.READMIT: (
        Asked("cell_id", "Chi bộ", "", "Chưa chọn chi bộ."),
        Asked("from_on", "Ngày kết nạp lại", "Ngày của quyết định kết nạp lại.", "Chưa ghi ngày kết nạp lại."),
        Asked("decision_no", "Quyết định kết nạp lại số"),
    ),
    MemberAct.RESUME: (Asked("from_on", "Từ ngày", "Ngày đầu tiên lại sinh hoạt.", "Chưa ghi từ ngày nào."), _NO, _ON),
    MemberAct.EXEMPT: (
        Asked("reason", "Lý do", "Tuổi cao, sức khỏe yếu; điều trị dài ngày; đi làm xa; nghỉ thai sản…", ""),
        _FROM,
        _TO,
        Asked("decision_no", "Nghị quyết chi bộ số"),
        Asked("decision_on", "Ngày nghị quyết", "Do chi bộ quyết định."),
        Asked("reported_on", "Ngày báo cáo Đảng ủy", "Để trống khi chưa báo cáo."),
    ),
    MemberAct.TEMP_AWAY: (
        Asked("cell_id", "Chi bộ đến, nếu trong Đảng bộ", "Nơi đến sẽ có đồng chí trong danh sách, ghi riêng."),
        Asked("counterpart", "Nơi đến, nếu ngoài Đảng bộ"),
        _FROM,
        _TO,
        _LETTER,
        _LETTER_ON,
        _REASON,
    ),
    MemberAct.SPECIAL_DUTY: (_FROM, _TO, _NO, _ON, _REASON),
    MemberAct.SUSPEND: (
        Asked("reason", "Lý do", "Viết ngắn gọn."),
        _FROM,
        _TO,
        _NO,
        _ON,
        Asked("counterpart", "Cấp quyết định", "Ví dụ: Ban Thường vụ Đảng ủy"),
    ),
    MemberAct.MOVE: (
        Asked("cell_id", "Chi bộ đến", "", "Chưa chọn chi bộ đến."),
        Asked("from_on", "Từ ngày", "Ngày đầu tiên ở chi bộ mới.", "Chưa ghi từ ngày nào."),
        _LETTER,
        _LETTER_ON,
    ),
    MemberAct.MOVE_AWAY: (
        _AWAY,
        Asked("from_on", "Từ ngày", "Ngày đầu tiên không còn ở Đảng bộ.", "Chưa ghi từ ngày nào."),
        _LETTER,
        _LETTER_ON,
    ),
    MemberAct.RETURN: (
        Asked("from_on", "Từ ngày", "Ngày đầu tiên không còn sinh hoạt ở đây.", "Chưa ghi từ ngày nào."),
        _LETTER,
        _LETTER_ON,
    ),
    MemberAct.DIED: (Asked("from_on", "Ngày từ trần", "", "Chưa ghi ngày từ trần."),),
    MemberAct.STRIKE_OFF: (_FROM, _NO, _ON, Asked("reason", "Lý do", "Ví dụ: bỏ sinh hoạt 3 tháng trong năm")),
    MemberAct.EXPEL: (_FROM, _NO, _ON, Asked("counterpart", "Cấp quyết định"), _REASON),
    MemberAct.RESIGN: (_FROM, _NO, _ON, _REASON),
}


#: An act is written down when it is decided; a day later than this is a year typed wrongly.
_LONGEST_AHEAD = timedelta(days=183)


def is_too_far_ahead(day: date, today: date) -> bool:
    """Say whether a day is further ahead than an act is ever decided: half a year."""
    return day - today > _LONGEST_AHEAD


def open_on(periods: Iterable[StatusPeriod], day: date) -> set[MemberStatus]:
    """Return the statuses that hold on a day, wherever."""
    return {period.status for period in periods if holds_on(period.from_on, period.to_on, day)}


def possible(periods: Sequence[StatusPeriod], day: date) -> list[MemberAct]:
    """Return the acts that make sense for a member as of a day, in the order of the menu; none for one who left."""
    held = open_on(periods, day)
    if MemberStatus.TEMP_IN in held and not held & STANDINGS:
        return [MemberAct.RECEIVE, MemberAct.RETURN]
    if not held & STANDINGS:
        # A guest whose time is over, or a standing that ended: taken in again, or off the register.
        return [MemberAct.COME_BACK, *ENDS]
    barred = {MemberAct.RECEIVE, MemberAct.RETURN, MemberAct.COME_BACK, MemberAct.READMIT}
    if MemberStatus.PROBATIONARY not in held:
        barred.add(MemberAct.MAKE_FULL)
    if not held & NOT_EXPECTED:
        barred.add(MemberAct.RESUME)
    barred |= {act for act, status in LAID.items() if status in held}
    return [act for act in MemberAct if act not in barred]


def possible_again(left_for: LeftFor | None) -> list[MemberAct]:
    """Return the acts that bring back a member who left the register."""
    return list(RETURNS.get(left_for or LeftFor.OTHER, ()))


def effect(status: MemberStatus, *, is_full: bool = True) -> str:
    """Say what a status means for meetings, votes and the year's end (meetings.md §4.1, recognition.md §6.3)."""
    vote = "có quyền biểu quyết" if is_full else "chưa có quyền biểu quyết"
    out_of_count = "không tính vào số phải dự họp"
    if status is MemberStatus.EXEMPT:
        present = ", chỉ tính vào số biểu quyết khi có mặt và tham gia" if is_full else ""
        return f"{out_of_count}{present}; cuối năm không đánh giá, xếp loại"
    if status is MemberStatus.TEMP_OUT:
        return f"{out_of_count}, không tính vào số biểu quyết; cuối năm vẫn xếp loại ở chi bộ này"
    if status is MemberStatus.TEMP_IN:
        return "tính vào số phải dự họp, ghi riêng, không biểu quyết; xếp loại ở nơi sinh hoạt chính thức"
    if status is MemberStatus.SPECIAL_DUTY:
        return f"{out_of_count} và tỷ lệ dự họp" + ("; vẫn tính vào số biểu quyết" if is_full else "")
    if status is MemberStatus.SUSPENDED:
        return f"{out_of_count}, không tính vào số biểu quyết; cuối năm không đánh giá, xếp loại"
    return f"tính vào số phải dự họp, {vote}"


def between(from_on: date | None, to_on: date | None) -> str:
    """Write a period at the head of a sentence: "Từ 01/08/2026 đến 31/12/2026"."""
    since = f"Từ {dates.screen(from_on)}" if from_on else "Từ trước"
    return f"{since} đến {dates.screen(to_on)}" if to_on else since
