"""The sample office on a day of autumn: nothing in it lies ahead of its today, what does is planned."""

from __future__ import annotations

import re
import sqlite3
from datetime import date, timedelta

import pytest

from bontot_desktop.rules.petitions import OVER, WAITING
from bontot_desktop.rules.recognition import CampaignState, EntryState
from bontot_desktop.rules.samples import SampleState
from bontot_desktop.services import (
    campaign_closing,
    campaign_steps,
    campaigns,
    care,
    entries,
    observers,
    petitions,
    sample_chores,
    samples,
    sampling,
    schedules,
)
from bontot_desktop.services.office import open_office

TODAY = date(2026, 11, 22)
#: Columns that say when something was done; other days are plans, deadlines and ends of terms.
DONE = (
    "held_on", "scored_on", "submitted_on", "decided_on", "approved_at", "checked_at", "uploaded_before_at",
    "uploaded_after_at", "answered_on", "sent_on", "reminded_on", "told_on", "done_on", "checked_on", "returned_on",
    "invited_on", "raised_on", "registered_on", "self_scored_on", "verified_on", "dated_on", "issued_at", "at",
    "feedback_on",
)  # fmt: skip


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    return sampling.make_sample(tmp_path_factory.mktemp("nay") / "office.bontot", cells=8, members=96, today=TODAY)


@pytest.fixture
def office(made):
    found = open_office(made.path, holder="thử", who="thử", clock=sampling.Clock.on(2026, 11, 22))
    yield found
    found.close()


def test_nothing_was_done_after_its_today(made):
    connection = sqlite3.connect(made.path)
    later, looked_at = [], 0
    try:
        tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        for table in tables:
            for _, column, *_ in connection.execute(f'PRAGMA table_info("{table}")').fetchall():
                if column not in DONE:
                    continue
                looked_at += 1
                (last,) = connection.execute(f'SELECT max("{column}") FROM "{table}"').fetchone()
                if isinstance(last, str) and re.match(r"\d{4}-", last) and last[:10] > TODAY.isoformat():
                    later.append((table, column, last))
    finally:
        connection.close()
    assert looked_at > 25
    assert later == []


def test_the_month_after_is_agreed_and_its_sample_meeting_prepared(office):
    months_ahead = schedules.month(office, 2026, 12)
    assert sum(one.is_agreed for one in months_ahead) > len(months_ahead) // 2
    ahead = [row for row in samples.list_samples(office) if row.held_on is None]
    assert [(row.cell_name, row.state) for row in ahead] == [("Chi bộ thôn Mẫu 2", SampleState.PREPARING)]
    (row,) = ahead
    assert TODAY < row.planned_on < TODAY + timedelta(days=31)
    listed = observers.load(office, row.id)
    assert len(listed) > 2
    assert {one.invited_on for one in listed} == {None}
    open_ = [chore for chore in sample_chores.rows(office, row.id) if chore.done_on is None]
    assert open_
    assert all(chore.due_on > TODAY for chore in open_)


def test_the_years_campaign_is_running_and_the_one_before_has_ended(office, made):
    rows = {row.year: row for row in campaigns.list_campaigns(office)}
    assert rows[2026].state is CampaignState.VERIFYING
    assert rows[2026].registered > 0
    assert rows[2025].state is CampaignState.CLOSED
    assert (made.registered, made.recognised, made.refused) == (
        rows[2025].registered,
        rows[2025].recognised,
        rows[2025].refused,
    )
    assert made.recognised > made.refused > 0


def test_the_running_campaign_shows_every_kind_of_dossier_on_its_way(office):
    running = campaigns.list_campaigns(office)[0]
    rows = entries.list_entries(office, running.id)
    assert {row.state for row in rows} >= {
        EntryState.NOT_REGISTERED,
        EntryState.REGISTERED,
        EntryState.SUBMITTED,
        EntryState.RETURNED,
        EntryState.VERIFIED,
        EntryState.ON_HOLD,
    }
    assert any(row.is_pilot for row in rows)
    assert any(row.is_late for row in rows)
    assert campaign_steps.timeline(office, running.id)[2].is_late


def test_the_year_before_is_closed_with_its_figures(office):
    closed = campaign_closing.closed_year(office, campaigns.list_campaigns(office)[1].id)
    assert (closed.year, closed.decision_no != "", len(closed.cells) >= 8) == (2025, True, True)


def test_some_petition_waits(office):
    states = {row.state for row in petitions.list_petitions(office)}
    assert states & OVER
    assert states & WAITING


def test_the_program_itself_finds_nothing_amiss(office):
    assert [answer.sentence for answer in care.check(office) if not answer.is_good] == []


def test_a_day_the_sample_is_not_told_of_becomes_the_nearest_it_is(tmp_path):
    early = sampling.make_sample(tmp_path / "a" / "office.bontot", cells=2, members=12, today=date(2020, 1, 1))
    late = sampling.make_sample(tmp_path / "b" / "office.bontot", cells=2, members=12, today=date(2030, 1, 1))
    whole = sampling.make_sample(tmp_path / "c" / "office.bontot", cells=2, members=12)
    assert early.meetings < late.meetings == whole.meetings


def test_written_in_bulk_it_ends_on_the_same_day(tmp_path):
    made = sampling.make_sample(tmp_path / "office.bontot", cells=2, members=12, years=2, in_bulk=True, today=TODAY)
    connection = sqlite3.connect(made.path)
    try:
        (last,) = connection.execute("SELECT max(held_on) FROM meeting").fetchone()
        (paper,) = connection.execute("SELECT max(dated_on) FROM paper").fetchone()
    finally:
        connection.close()
    assert "2026-11-01" < last <= TODAY.isoformat()
    assert paper <= TODAY.isoformat()
