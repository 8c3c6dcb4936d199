"""Which acts of the office may be taken back, and what is to be done instead of taking back the others.

Every act of the services stands in one of the three lists, by the key it has in the history.
"""

from __future__ import annotations

from types import MappingProxyType

from bontot_desktop.rules.member_acts import MemberAct

#: Acts that only change what the office wrote down: rows go back to what they were.
UNDOABLE = frozenset(
    {
        "awards.paid",
        "awards.remove",
        "awards.save",
        "awards.settings",
        "badges.given",
        "badges.settings",
        "book_issues.save",
        "campaigns.group",
        "campaigns.copy",
        "campaigns.rules",
        "campaigns.save",
        "campaigns.sets",
        "campaigns.step",
        "campaigns.take_in",
        "campaigns.texts",
        "cases.remove",
        "cases.save",
        "cell.add",
        "cell.dissolve",
        "cell.merge",
        "cell.move",
        "cell.save",
        "cell.split",
        "cell_awards.other",
        "cell_awards.past",
        "cell_awards.remove",
        "committee.save",
        "committee.save_holding",
        "criteria_sets.adopt",
        "criteria_sets.delete",
        "criteria_sets.retire",
        "criteria_sets.save",
        "criteria_sets.switch",
        "dossiers.give_back",
        "dossiers.receive",
        "dossiers.save",
        "dossiers.settings",
        "dossiers.take_again",
        "eligibility.hold_again",
        "eligibility.set_aside",
        "entries.texts",
        "cell_targets.save",
        "entry_scores.save",
        "entry_scores.settings",
        "half_year.save",
        "holds.hold",
        "holds.release",
        "legal_bases.delete",
        "legal_bases.restore",
        "legal_bases.save",
        "meetings.cancel",
        "meetings.check",
        "meetings.save",
        "meetings.set_attendance",
        "meetings.take_over",
        "committee_title.save",
        "member_titles.save",
        "member.add",
        "member.erase",
        "member.records",
        "member.restore",
        "member.save",
        "operators.save",
        "member.status",
        "months.save",
        "movement.briefing",
        "movement.briefing_removed",
        "movement.find",
        "movement.find_removed",
        "movement.papers",
        "movement.sign",
        "movement.sign_members",
        "movement.sign_removed",
        "movement.worth_copying",
        "phases.remove",
        "phases.save",
        "petitions.remind",
        "petitions.remove",
        "petitions.save",
        "petitions.take_up",
        "ratings.again",
        "ratings.annul",
        "ratings.annul_dropped",
        "ratings.again_dropped",
        "ratings.decide",
        "ratings.members",
        "ratings.points",
        "ratings.save",
        "recognition.propose",
        "recognition.propose_ready",
        "recognition.reconsider",
        "recognition.refuse",
        "register.import",
        "registrations.pilot",
        "registrations.register",
        "registrations.strike",
        "registrations.withdraw",
        "reminders.aside",
        "reminders.settings",
        "returned.take",
        "revocations.prepare",
        "revocations.record",
        "review.save",
        "review.sitting",
        "review.sitting_removed",
        "samples.chore",
        "samples.chore_removed",
        "samples.chores_done",
        "samples.conclusion",
        "samples.discard",
        "samples.discard_sheet",
        "samples.feedback",
        "samples.move",
        "samples.observers",
        "samples.plan",
        "samples.replication",
        "samples.replication_done",
        "samples.save_meeting",
        "samples.sheet",
        "samples.usual_chores",
        "samples.year_plan",
        "samples.spread",
        "samples.start_meeting",
        "submissions.refuse",
        "verifications.confirm",
        "verifications.save",
        "score_tables.delete",
        "score_tables.save",
        "scores.decide",
        "scores.in_charge",
        "scores.official",
        "scores.reopen",
        "schedules.save",
        "schedules.theme",
        "scores.self",
        "scores.settings",
        "scores.submit",
        "statistics.settings",
        "settings.format",
        "settings.rating_cap",
        "settings.rating_rules",
        "settings.streaks",
        "terms.cells",
        "terms.save",
        "titles.open",
        "titles.remove",
        "titles.save",
        "views.change",
        "year_calendar.again",
        "year_calendar.done",
        "year_calendar.reset",
        "year_calendar.save",
        *(f"member.{act.value.lower()}" for act in MemberAct),
    }
)

#: Acts recorded in passing, because something was printed or written to the disk: Ctrl+Z goes over them to the act
#: before, and they are not taken back from the history either, as the print is still there.
PASSED_OVER = frozenset({"books.remember", "papers.filed", "papers.printed", "drafts.keep", "drafts.drop"})

_ISSUED = "Văn bản đã có số và ngày, có thể đã gửi đi; hãy thu hồi văn bản ở trang Văn bản, có ghi lý do."
_WITHDRAWN = "Việc thu hồi đã ghi vào sổ văn bản đi; nếu cần văn bản ấy, hãy ban hành lại."
_FILE = "Việc này đụng đến tệp nằm ngoài dữ liệu; hãy gỡ hoặc đính kèm lại ở trang Văn bản."
_PROOF = "Việc này đụng đến tệp nằm ngoài dữ liệu; hãy gỡ hoặc đính kèm lại ở “Tệp minh chứng…” của bảng chấm."
_WORDING = "Mỗi bản mẫu câu được giữ mãi; hãy bấm “Dùng lại bản này” ở Hệ thống, Mẫu câu văn bản."
_WHOLE = "Cả bộ dữ liệu được lập từ việc này; nếu cần, hãy khôi phục từ bản sao ở Hệ thống, Bản sao, kiểm tra."
_CLOSED = "Số liệu của năm đã chốt; sau khi kết thúc, kết quả chỉ thay đổi bằng quyết định hủy, điều chỉnh."

#: Acts that are not taken back, with what to do instead.
REFUSED = MappingProxyType(
    {
        "campaigns.close": _CLOSED,
        "committee_title.result": "Kết quả cấp trên xét đã ghi; nếu sai, hãy mở lại “Ghi kết quả…” để ghi cho đúng.",
        "evidence.add": _PROOF,
        "evidence.remove": _PROOF,
        "care.salvage": "Tệp này được cứu ra từ tệp hỏng; tệp hỏng vẫn còn nguyên ở chỗ cũ.",
        "care.repair": "Việc này chỉ sắp lại dữ liệu cho đúng; không cần hoàn tác.",
        "meetings.add_addendum": "Phần bổ sung, đính chính đi liền với biên bản đã thông qua; nếu sai, hãy ghi thêm "
        "một lần đính chính nữa.",
        "meetings.approve": "Biên bản đã thông qua thì giữ nguyên; nếu sai, hãy ghi bổ sung, đính chính biên bản.",
        "numbers.starts": "Số văn bản đã có thể được cấp theo đó; hãy đặt lại số bắt đầu ở Hệ thống, Nhiệm kỳ, số văn "
        "bản.",
        "office.new": _WHOLE,
        "papers.attach": _FILE,
        "papers.detach": _FILE,
        "papers.issue": _ISSUED,
        "papers.noted": "Sổ văn bản đi được sửa thẳng; hãy mở lại dòng ấy ở Sổ văn bản đi rồi ghi lại.",
        "papers.outside": _ISSUED,
        "papers.take_back": _WITHDRAWN,
        "papers.withdraw": _WITHDRAWN,
        "reopening.reopen": "Chi bộ đã được đưa ra xét lại; nếu không đúng, hãy ghi lại là không công nhận, có lý do.",
        "sampling.month": _WHOLE,
        "sampling.records": _WHOLE,
        "sampling.ratings": _WHOLE,
        "sampling.register": _WHOLE,
        "sampling.titles": _WHOLE,
        "sampling.years": _WHOLE,
        "submissions.decision": "Quyết định của cấp trên đã ghi; nếu sai số, ngày, hãy ghi lại cho đúng.",
        "wordings.restore": _WORDING,
        "wordings.save": _WORDING,
    }
)

_UNKNOWN = "Chương trình không biết cách hoàn tác việc này; hãy sửa lại bằng tay."


def why_not(act: str) -> str:
    """Say what to do instead of taking an act back; "" when it may be taken back."""
    if act in UNDOABLE:
        return ""
    if act in PASSED_OVER:
        return "Việc này chỉ ghi lại điều đã làm ngoài dữ liệu, không hoàn tác được."
    return REFUSED.get(act, _UNKNOWN)
