"""What changed in choices of the office that are kept as one value: field by field, in the words of their forms."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from types import MappingProxyType
from typing import Any

from bontot_desktop import dates
from bontot_desktop.rules.scoring import Rating

#: What the choices are called, by their key in front of a "/".
NAMES: Mapping[str, str] = MappingProxyType(
    {
        "format": "Thể thức văn bản",
        "meetings": "Cách tính của sinh hoạt",
        "awards": "Mức thưởng, cách in giấy khen",
        "streaks": "Cách tính số năm liên tục",
        "badges": "Mốc, ngày trao Huy hiệu Đảng",
        "statistics": "Cách tính thống kê",
        "ratings.cap": "Cách tính tỷ lệ xuất sắc",
        "ratings.rules": "Điều kiện các mức xếp loại",
        "scores": "Hạn nộp điểm, cách xếp loại cả năm",
        "dossier.items": "Giấy tờ phải có trong hồ sơ",
        "books.printed": "Sổ biên bản đã in",
        "reminders": "Nhắc việc",
        "year_calendar": "Lịch năm",
        "samples.chores": "Việc chuẩn bị sinh hoạt điểm",
        "import.columns": "Cột của danh sách đã nhập",
        "table-views": "Cách xem bảng",
    }
)

#: The labels of the fields as their forms have them; a field inside another is named "outer.inner".
LABELS: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "format": {
            "profile": "Hướng dẫn áp dụng",
            "tone_style": "Đặt dấu thanh trong các chữ in sẵn",
            "title_spelling": "Tên danh hiệu",
            "body_size_pt": "Cỡ chữ nội dung (pt)",
            "line_spacing_pt": "Giãn dòng chính xác (pt)",
            "blank_lines_before_name": "Chỗ ký trên họ tên (dòng)",
            "two_sided": "In hai mặt, lề đối xứng",
            "basis_style": "Các dòng căn cứ",
            "ruling_line": "Dòng ra quyết định",
            "list_signed_again": "Ký lại dưới danh sách kèm theo quyết định",
            "cong_van_prefix": "Chữ đứng trước trích yếu công văn",
            "keep_copy_office": "Dòng lưu của Đảng ủy",
            "keep_copy_cell": "Dòng lưu của chi bộ",
            "qd_shared_series": "Quyết định và Quy định chung một dãy số",
            "quy_dinh_symbol": "Ký hiệu của Quy định",
            "cell_symbol": "Ký hiệu của chi bộ",
            "minutes_numbered": "Biên bản chi bộ có số, ký hiệu",
            "minutes_date_line": "Biên bản có địa danh và ngày ở đầu trang",
            "minutes_signer_labels": "Chữ ký bên trái, bên phải biên bản",
            "has_seal": "Có con dấu",
            "programme_form": "Chương trình sinh hoạt",
            "programme_numbered": "Chương trình có số, ký hiệu",
            "invitation_to": "Giấy mời sinh hoạt in cho",
            "resolution_appendix": "Nghị quyết tháng kèm phụ lục",
            "certificate_mode": "Cách in giấy khen",
            "certificate_offset_mm": "Độ dịch chữ giấy khen, sang phải và xuống (mm)",
            "certificate_preprinted": "Dòng có sẵn trên phôi giấy khen",
        },
        "meetings": {
            "duration.base": "Thời gian sinh hoạt ít nhất (phút)",
            "duration.combined": "Thời gian ít nhất khi kết hợp chuyên đề (phút)",
            "duration.large": "Thời gian ít nhất của chi bộ đông (phút)",
            "duration.large_from_members": "Chi bộ đông từ số đảng viên",
            "total_includes_temp_in": "Tổng số tính cả đảng viên sinh hoạt tạm thời đến",
            "chair_counts_as_speaker": "Tính người chủ trì vào số người phát biểu",
            "names_owing": "Biên bản nêu họ tên đồng chí chưa nộp đảng phí",
            "usual_minutes": "Chưa biết giờ kết thúc: tính buổi họp dài (phút)",
            "late_from": "Họp từ ngày này của tháng: bàn việc tháng sau (ngày)",
            "vote_threshold": "Biểu quyết: mức thông qua thường dùng",
            "vote_share": "Mức khác (3/4, 75 %)",
            "committee_within": "Họp chi ủy trước buổi sinh hoạt: trong vòng (ngày)",
        },
        "statistics": {
            "watch.months_warn": "Nhắc từ (tháng vắng không lý do, không nộp đảng phí)",
            "watch.months_alert": "Phải xem xét từ (tháng)",
            "watch.run_warn": "Nhắc từ (lần vắng có lý do liên tiếp)",
            "watch.run_alert": "Quá mức từ (lần liên tiếp)",
            "record_by_day": "Nhắc thiếu buổi thường kỳ từ ngày (của tháng)",
            "absent_from": "Nêu tên đảng viên vắng từ (kỳ)",
            "upload_before_hours": "Đăng tải tài liệu trước buổi họp (giờ)",
            "upload_after_days": "Đăng tải biên bản sau buổi họp (ngày)",
            "themed_per_quarter": "Chuyên đề mỗi quý, ít nhất (buổi)",
            "around": "So sánh trước – sau sinh hoạt điểm (buổi mỗi bên)",
        },
        "ratings.cap": {
            "percent": "Tỷ lệ (%)",
            "base": "Tính trên",
            "rounding": "Phần lẻ",
            "grouping": "Xếp loại chi bộ tính theo",
            "members": "Xếp loại đảng viên tính theo",
            "months": "Thời gian từ khi kết nạp (tháng)",
        },
        "ratings.rules": {
            "from_year": "Áp dụng từ năm",
            "source": "Theo văn bản",
            "excellent_from": "Xuất sắc từ (điểm)",
            "good_from": "Tốt từ (điểm)",
            "completed_from": "Hoàn thành từ (điểm)",
            "least_over": "Xuất sắc: vượt mức ít nhất",
            "most_late": "Hoàn thành nhiệm vụ: chậm tiến độ nhiều nhất",
            "cell_least_done": "Chi bộ không hoàn thành: xong dưới",
            "member_most_undone": "Đảng viên không hoàn thành: chưa xong quá",
            "years": "Điều kiện theo năm",
        },
        "awards": {
            "base_pay": "Lương cơ sở",
            "shares": "Hệ số tiền thưởng (lần lương cơ sở)",
            "issuers": "Cấp tặng từng loại khen thưởng",
        },
        "streaks": {"merged": "Chi bộ hợp nhất", "reuses_years": "Năm đã xét khen 5 năm liền được tính lại"},
        "reminders": {
            "chores_before": "Việc chuẩn bị, việc nhân rộng, kiến nghị: nhắc trước (ngày)",
            "invite_before": "Mời người dự buổi điểm: trước ngày họp (ngày)",
            "sheets_after": "Nhập phiếu nhận xét: sau ngày họp (ngày)",
            "conclusion_after": "Thông báo kết luận: sau ngày họp (ngày)",
            "replicate_after": "Giao việc nhân rộng: sau ngày họp (ngày)",
            "minutes_after": "Kết quả, biên bản: sau ngày họp (ngày)",
            "papers_before": "Gửi tài liệu: trước ngày họp (ngày)",
            "committee_before": "Chưa ghi họp chi ủy: trước ngày họp (ngày)",
            "themed_before": "Thiếu chuyên đề: trước khi hết quý (ngày)",
            "petition_send": "Chuyển đi, báo lại chi bộ: trong vòng (ngày)",
            "petition_answer": "Chờ trả lời khi không hẹn ngày (ngày)",
            "petition_again": "Nhắc lại sau lần nhắc trước (ngày)",
            "probation_before": "Hết 12 tháng dự bị: nhắc trước (ngày)",
            "badges_before": "Trao Huy hiệu Đảng: nhắc trước (ngày)",
            "campaign_before": "Hạn của đợt thi đua: nhắc trước (ngày)",
            "print_after": "Văn bản chưa in: sau khi ban hành (ngày)",
            "print_until": "Văn bản chưa in: thôi nhắc sau (ngày)",
            "copy_after": "Bản sao trên máy này: nhắc khi quá (ngày)",
            "usb_after": "Bản sao USB: nhắc khi quá (ngày)",
        },
        "badges": {"years": "Các mốc năm tuổi Đảng", "days": "Các ngày trao trong năm"},
        "scores": {
            "deadlines.submit_day": "Hạn chi bộ nộp điểm (ngày của tháng sau)",
            "deadlines.decide_day": "Hạn Đảng ủy chốt điểm (ngày của tháng sau)",
            "roll_up.levels": "Cách xếp loại cả năm",
            "outliers.least": "Phiếu lệch: xét khi có ít nhất (phiếu)",
            "outliers.points": "Phiếu lệch: cách mức giữa quá (điểm)",
            "outliers.spreads": "Phiếu lệch: quá mấy lần độ lệch thường gặp",
            "outliers.near": "Phiếu lệch: theo độ lệch thường gặp thì cách mức giữa hơn (điểm)",
        },
    }
)


def name_of(key: str) -> str:
    """Return what a kept choice is called, "" for one that is not known."""
    return NAMES.get(key.partition("/")[0], "")


def told(key: str, before: Any, after: Any) -> Iterator[tuple[str, str, str]]:
    """Tell label, old and new of each field that changed; nothing for values whose inside says nothing to a person.

    Choices that were never kept before were as they are shipped.
    """
    if key.startswith("table-views/"):
        yield from _of_views(before or {}, after or {})
        return
    labels = LABELS.get(key)
    if labels is None:
        return
    shipped = _shipped(key)
    old, new = (_flat(value if value is not None else shipped, labels) for value in (before, after))
    for path in (*labels, *sorted((old.keys() | new.keys()) - labels.keys())):
        was, now = (_shown(key, path, values.get(path)) for values in (old, new))
        if was != now:
            yield labels.get(path, "Mục khác"), was, now


def _of_views(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    for name in sorted(before.keys() | after.keys()):
        if before.get(name) != after.get(name):
            old, new = ("đã ghi" if name in kept else "" for kept in (before, after))
            yield f"Cách xem “{name}”", old, "ghi lại" if old and new else new


def _flat(value: Any, labels: Mapping[str, str], before: str = "") -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, part in value.items() if isinstance(value, Mapping) else ():
        path = f"{before}{name}"
        if isinstance(part, Mapping) and path not in labels:
            found |= _flat(part, labels, f"{path}.")
        else:
            found[path] = part
    return found


def _shown(key: str, path: str, value: Any) -> str:
    if value is None or value == "" or value == []:
        return ""
    if isinstance(value, bool):
        return "Có" if value else "Không"
    if isinstance(value, list):
        return "; ".join(_shown(key, path, part) for part in value)
    if isinstance(value, Mapping):
        return _line(value)
    if isinstance(value, float):
        return f"{value:g}".replace(".", ",")
    word = _words().get((key, path), {}).get(value)
    if word is not None:
        return word
    return str(value).replace("\n", " ⏎ ")


def _line(value: Mapping[str, Any]) -> str:
    """Write a line of a list: a base pay with its day, a level of the year with its conditions."""
    if "amount" in value:
        amount = f"{value['amount']:,}".replace(",", ".")
        return f"{amount} đồng từ {dates.screen(date.fromisoformat(value['from_on']))}"
    if "from_year" in value:
        inside = LABELS["ratings.rules"]
        parts = [f"{inside[name].lower()} {value[name]}" for name in inside if name in value and name != "from_year"]
        return f"từ năm {value['from_year']}: {', '.join(parts)}"
    if "from_on" in value:
        from bontot_desktop.rules.recognition import AwardKind

        if any(isinstance(one, str) and one and not one.replace(".", "").isdigit() for one in _kinds(value)):
            named = [f"{kind.label.lower()}: {value[kind.value]}" for kind in AwardKind if value.get(kind.value)]
            return f"{'; '.join(named)} từ {dates.screen(date.fromisoformat(value['from_on']))}"
        shares = [f"{kind.label.lower()} {value[kind.value]}" for kind in AwardKind if value.get(kind.value)]
        since = dates.screen(date.fromisoformat(value["from_on"]))
        return f"{', '.join(shares)}".replace(".", ",") + f" từ {since}"
    asked: tuple[tuple[str, Callable[[], str]], ...] = (
        ("share_level", lambda: f"{value['share_percent']} % từ {Rating(value['share_level']).label}"),
        ("count_level", lambda: f"{value['count']} kỳ từ {Rating(value['count_level']).label}"),
        ("min_regular", lambda: f"ít nhất {value['min_regular']} kỳ"),
        ("min_themed", lambda: f"{value['min_themed']} chuyên đề"),
        ("max_unexcused", lambda: f"vắng không lý do không quá {value['max_unexcused']}"),
    )
    conditions = ", ".join(said() for name, said in asked if value.get(name) not in (None, 0))
    return f"{Rating(value['level']).label}: {conditions}" if "level" in value else conditions


def _kinds(value: Mapping[str, Any]) -> list[Any]:
    return [part for name, part in value.items() if name != "from_on"]


def _words() -> Mapping[tuple[str, str], Mapping[Any, str]]:
    # The choices with their words; read when somebody looks at such an act, not with the history.
    from bontot_desktop.rules import rating_caps
    from bontot_desktop.rules.meetings import VoteThreshold
    from bontot_desktop.rules.streaks import MergePolicy
    from bontot_desktop.services import award_rates, formats

    caps = {
        "base": rating_caps.CapBase,
        "rounding": rating_caps.CapRounding,
        "grouping": rating_caps.CapGrouping,
        "members": rating_caps.CapGrouping,
    }
    modes = {
        award_rates.Mode.FRAME.value: "In đủ cả khung lên giấy trắng",
        award_rates.Mode.STOCK.value: "In chữ lên phôi giấy khen in sẵn",
    }
    return {
        ("format", "profile"): dict(formats.PROFILES),
        ("format", "tone_style"): dict(formats.TONES),
        ("format", "basis_style"): dict(formats.BASES),
        ("format", "programme_form"): dict(formats.PROGRAMMES),
        ("format", "invitation_to"): dict(formats.INVITED),
        ("format", "certificate_mode"): modes,
        ("meetings", "vote_threshold"): {one.value: one.label for one in VoteThreshold},
        ("streaks", "merged"): {one.value: one.label for one in MergePolicy},
        ("format", "certificate_preprinted"): dict(award_rates.LINES),
        **{("ratings.cap", path): {one.value: one.label for one in kind} for path, kind in caps.items()},
    }


def _shipped(key: str) -> Any:
    from bontot_desktop.documents import facts
    from bontot_desktop.documents.profile import FormatSettings
    from bontot_desktop.rules.rating_caps import CapSettings
    from bontot_desktop.rules.reminders import ReminderRules
    from bontot_desktop.rules.streaks import StreakSettings
    from bontot_desktop.services.meeting_drafts import MeetingSettings
    from bontot_desktop.services.score_settings import ScoreSettings
    from bontot_desktop.services.seeding import read_seed

    made = {
        "format": FormatSettings,
        "meetings": MeetingSettings,
        "ratings.cap": CapSettings,
        "scores": ScoreSettings,
        "reminders": ReminderRules,
        "streaks": StreakSettings,
    }
    if key in made:
        return facts.to_json(made[key]())
    return read_seed("badges") if key == "badges" else {}
