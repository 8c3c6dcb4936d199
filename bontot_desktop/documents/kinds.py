"""Every kind of paper the program makes, by id; adding a kind is its module and one line here."""

from __future__ import annotations

from bontot_desktop.documents import (
    award_decision,
    badge_list,
    book_issue_register,
    campaign_plan,
    campaign_pledge,
    certificate,
    committee_conclusion,
    conclusion_notice,
    feedback_minutes,
    half_year_table,
    invitation,
    meeting_score_sheet,
    member_list,
    minutes_combined,
    minutes_committee,
    minutes_regular,
    minutes_themed,
    month_ratings,
    month_schedule,
    observer_invitation,
    observer_sheet,
    observer_sign_in,
    observer_summary,
    observer_summons,
    petition_list,
    pilot_decision,
    programme,
    recognition_decision,
    recognition_list,
    registration_form,
    registration_list,
    resolution,
    result_notice,
    sample_plan,
    sample_report,
    scoring_guide,
    statistics_report,
    verification_group_decision,
    working_group_decision,
)
from bontot_desktop.documents.kind import Kind

_ALL: tuple[Kind, ...] = (
    programme.KIND,
    invitation.KIND,
    minutes_committee.KIND,
    committee_conclusion.KIND,
    minutes_regular.KIND,
    minutes_themed.KIND,
    minutes_combined.KIND,
    resolution.KIND,
    meeting_score_sheet.KIND,
    month_schedule.KIND,
    month_ratings.KIND,
    half_year_table.KIND,
    sample_plan.KIND,
    working_group_decision.KIND,
    observer_invitation.KIND,
    observer_summons.KIND,
    observer_sign_in.KIND,
    observer_sheet.KIND,
    feedback_minutes.KIND,
    observer_summary.KIND,
    conclusion_notice.KIND,
    sample_report.KIND,
    campaign_plan.KIND,
    verification_group_decision.KIND,
    pilot_decision.KIND,
    scoring_guide.KIND,
    registration_form.KIND,
    registration_list.KIND,
    campaign_pledge.KIND,
    recognition_list.KIND,
    recognition_decision.KIND,
    award_decision.KIND,
    certificate.KIND,
    result_notice.CELL_KIND,
    result_notice.GENERAL_KIND,
)

KINDS: dict[str, Kind] = {kind.id: kind for kind in _ALL}

#: Lists printed from what is chosen in a table: worded by the office as papers are, never numbered nor registered.
HANDED_OUT: dict[str, Kind] = {
    kind.id: kind
    for kind in (
        member_list.KIND,
        badge_list.KIND,
        petition_list.KIND,
        statistics_report.KIND,
        book_issue_register.KIND,
    )
}
