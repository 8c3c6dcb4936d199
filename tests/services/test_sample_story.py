"""The office in which sixteen cells of two kinds hold a sample meeting each."""

from __future__ import annotations

from collections import Counter

import pytest

from bontot_desktop.rules.cells import ContentType
from bontot_desktop.rules.samples import OpinionDecision, SampleState, is_to_do
from bontot_desktop.services import cells, feedback, follow_up, papers, samples, sampling
from bontot_desktop.services.office import open_office
from bontot_desktop.services.sampling import story


def test_fourteen_are_of_villages_and_quarters_and_two_of_schools():
    plans = story.plans()
    kinds = Counter(plan.content_type for plan in plans)
    assert kinds == {ContentType.VILLAGE_QUARTER: 14, ContentType.PUBLIC_SERVICE: 2}
    assert Counter(plan.group for plan in plans)["Tổ dân phố"] == 5
    assert len({plan.code for plan in plans}) == 16


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    path = tmp_path_factory.mktemp("story") / "office.bontot"
    report = sampling.make_sample(path, members=176, is_story=True)
    assert (report.cells, report.sample_meetings) == (16, 16)
    found = open_office(path, holder="thử", who="thử", clock=sampling.Clock.on(2026, 12, 31))
    yield found
    found.close()


def test_each_cell_held_one_chaired_by_the_permanent_board(office):
    held = samples.list_samples(office, year=2026)
    assert {row.cell_id for row in held} == {row.id for row in cells.list_cells(office)}
    assert {row.state for row in held} == {SampleState.REPLICATING}
    assert len({row.type for row in held}) == 2
    sessions = [feedback.load(office, row.id) for row in held]
    assert len({session.chair_id for session in sessions}) == 1
    assert all(session.settled and session.self_assessment and session.reply for session in sessions)
    assert Counter(row.kind_id for row in papers.rows(office))["F20"] == 16


def test_every_remark_that_was_accepted_is_somebodys_to_do(office):
    table = follow_up.load(office)
    assert len(table.cells) == 16
    by_opinion = {item.id[1]: item for item in table.items}
    for row in samples.list_samples(office, year=2026):
        for said in feedback.load(office, row.id).opinions:
            if is_to_do(said.kind, said.decision):
                squares = by_opinion[said.id].squares
                assert row.cell_id in squares
                assert len(squares) >= (16 if said.for_others else 1)
            else:
                assert said.id not in by_opinion or said.decision is OpinionDecision.DECLINED
