"""What the record of a meeting says for its score: the figures of everybody's one place, and what scoring adds."""

from __future__ import annotations

from bontot_desktop.db.queries import meeting_figures
from bontot_desktop.db.queries import score_facts as queries
from bontot_desktop.errors import NotFound
from bontot_desktop.rules.auto_scores import MeetingScoreFacts
from bontot_desktop.services import meeting_store
from bontot_desktop.services.office import Office
from bontot_desktop.services.statistic_settings import rules_of


def facts_of(office: Office, meeting_id: int) -> MeetingScoreFacts:
    """Gather what the suggestions rest on. Raises NotFound."""
    with office.read() as session:
        place = queries.place_of(session, meeting_id)
        choices = meeting_store.settings(session)
    if place is None:
        raise NotFound("Không còn buổi sinh hoạt này trong sổ.")
    with office.ask() as driver:
        (counted,) = meeting_figures.figures_of(
            driver,
            [meeting_id],
            duration=choices.duration,
            chair_counts=choices.chair_counts_as_speaker,
            total_includes_temp_in=choices.total_includes_temp_in,
        )
        starts, ends = queries.times(driver, meeting_id)
        due, done = queries.tasks(driver, meeting_id)
        absence = None if counted.is_brief else queries.longest_absence(driver, meeting_id)
        thresholds = rules_of(driver)
        committee = queries.committee_minutes(driver, meeting_id, choices.committee_within)
    # Before the meeting ended nobody has spoken: that is not the same as nobody speaking.
    has_said = counted.is_brief or ends is not None or bool(counted.contributions)
    return MeetingScoreFacts(
        is_themed=place.is_themed,
        has_committee=place.has_committee,
        total=counted.total,
        minutes=counted.minutes,
        required_minutes=counted.required,
        expected=counted.expected,
        present_expected=counted.present,
        unexcused=counted.unexcused,
        longest_absence=absence,
        committee_minutes=committee,
        starts=starts,
        ends=ends,
        uploaded_before=counted.uploaded_before_at,
        uploaded_after=counted.uploaded_after_at,
        speakers=counted.speakers if has_said else None,
        present=counted.attended,
        tasks_due=due,
        tasks_done=done,
        # From the alert on the criterion is broken: one less is the most that is borne.
        absences_borne=thresholds.watch.run_alert - 1,
        upload_before_hours=thresholds.upload_before_hours,
        upload_after_days=thresholds.upload_after_days,
    )
