"""Sets of criteria are data of the office: shipped, edited by versions, adopted with a paper, one a kind of cell."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from bontot_desktop.db.models.criteria import CriteriaSet
from bontot_desktop.db.models.recognition import CellEntry
from bontot_desktop.errors import Problems, Refused
from bontot_desktop.rules import criteria_checks
from bontot_desktop.rules.criteria import Criterion, CriterionKind, SetUse
from bontot_desktop.rules.criteria_metrics import Metric
from bontot_desktop.rules.recognition import Scoring, SetStatus
from bontot_desktop.services import (
    campaign_groups,
    campaign_sets,
    campaigns,
    criteria_sets,
    criteria_uses,
    entries,
    entry_scores,
)
from bontot_desktop.services.criteria_sets import SetDraft
from bontot_desktop.services.office import Office
from tests import recognition_office as made


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    office = made.make_office(tmp_path)
    yield office
    office.close()


def draft_of(office: Office, code: str, version: int | None = None) -> SetDraft:
    rows = [row for row in criteria_sets.rows(office) if row.code == code]
    return next(row for row in rows if version in (None, row.version))


def changed(draft: SetDraft, code: str, **fields: object) -> SetDraft:
    items = tuple(replace(item, **fields) if item.code == code else item for item in draft.items)
    return replace(draft, items=items)


# The shipped ones


def test_the_sets_of_the_specification_are_there_and_only_ours_are_marked_proposals(office: Office) -> None:
    shipped = {row.code: row for row in criteria_sets.rows(office) if row.status is not SetStatus.RETIRED}
    assert list(shipped) == [
        "TANGIANG_2023",
        "DE_XUAT_100",
        "DE_XUAT_4x25",
        "QD366_PL1",
        "QD366_PL5",
        "QD366_PL4",
        "QD366_PL3",
        "DANG_VIEN_5_TOT",
        "DANG_BO_4_TOT_DE_XUAT",
    ]
    proposals = {code for code, row in shipped.items() if row.status is SetStatus.PROPOSAL}
    assert proposals == {"DE_XUAT_100", "DE_XUAT_4x25", "DANG_BO_4_TOT_DE_XUAT"}


def test_every_shipped_set_satisfies_the_checks_it_would_have_to_pass_in_the_editor(office: Office) -> None:
    for row in criteria_sets.rows(office):
        assert criteria_sets.problems(row) == []
        assert criteria_sets.warnings(row) == []


@pytest.mark.parametrize(
    ("code", "groups"),
    [
        ("DE_XUAT_100", {"1": 35, "2": 25, "3": 20, "4": 20}),
        ("DE_XUAT_4x25", {"1": 25, "2": 25, "3": 25, "4": 25}),
        ("QD366_PL1", {"I": 30, "II": 70}),
        ("QD366_PL3", {"I": 30, "II": 70}),
        ("QD366_PL4", {"I": 30, "II": 70}),
        ("QD366_PL5", {"I": 30, "II": 70}),
    ],
)
def test_the_groups_of_a_shipped_set_have_the_points_of_the_specification(
    office: Office, code: str, groups: dict[str, int]
) -> None:
    facts = draft_of(office, code).facts
    assert {part.code: part.maximum for part in facts.parts} == groups


def test_what_set_b_computes_has_its_metric_and_bands(office: Office) -> None:
    lines = {item.code: item for item in draft_of(office, "DE_XUAT_100").items}
    computed = {code: item.metric for code, item in lines.items() if item.kind is CriterionKind.AUTO}
    assert computed == {
        "1.2": Metric.TARGETS_DONE,
        "1.5": Metric.ADMITTED,
        "2.1": Metric.REGULAR_HELD,
        "2.2": Metric.QUARTERS_THEMED,
        "2.3": Metric.ATTENDANCE,
        "2.4": Metric.SPEAKING,
        "2.5": Metric.YEAR_LEVEL,
        "3.3": Metric.DISCIPLINED,
        "4.3": Metric.MEMBERS_GOOD,
    }
    assert lines["1.5"].na_allowed
    assert lines["3.3"].is_veto
    assert lines["3.5"].evidence_required


def test_the_wording_of_2023_is_kept_for_campaigns_of_those_years(office: Office) -> None:
    old, new = draft_of(office, "TANGIANG_2023", 1), draft_of(office, "TANGIANG_2023", 2)
    differing = [item.code for item, other in zip(old.items, new.items, strict=True) if item != other]
    assert differing == ["2.1"]
    assert old.status is SetStatus.RETIRED


def test_a_campaign_is_offered_the_newest_versions_of_sets_for_its_title(office: Office) -> None:
    assert [row.code for row in campaigns.criteria_sets(office)] == ["TANGIANG_2023", "DE_XUAT_100", "DE_XUAT_4x25"]
    assert [row.code for row in campaigns.criteria_sets(office, SetUse.MEMBER_TITLE)] == ["DANG_VIEN_5_TOT"]


# Editing


def test_a_set_nobody_scored_by_is_edited_in_place(office: Office) -> None:
    draft = draft_of(office, "DE_XUAT_4x25")
    kept = criteria_sets.save(office, changed(draft, "1.1", title="Kế hoạch công tác năm"))
    assert (kept.id, kept.is_new_version) == (draft.id, False)
    assert draft_of(office, "DE_XUAT_4x25").items[1].title == "Kế hoạch công tác năm"


def test_a_set_edited_while_in_use_becomes_a_new_version_and_scored_cells_keep_theirs(office: Office) -> None:
    campaign_id = made.open_campaign(office)
    ids = made.entry_ids(office, campaign_id)
    made.register(office, ids)
    office_scored(office, ids[0])
    draft = draft_of(office, "DE_XUAT_100")
    assert draft.uses == 1
    kept = criteria_sets.save(office, changed(draft, "1.1", title="Chương trình, kế hoạch năm"))
    assert (kept.is_new_version, kept.version) == (True, 2)
    (waiting,) = kept.waiting
    assert (waiting.campaign_id, waiting.unscored, waiting.scored) == (campaign_id, 3, 1)
    assert title_of(office, ids[1]) == "Cụ thể hóa, xây dựng, thực hiện chương trình, kế hoạch công tác năm"
    criteria_uses.switch(office, kept.id, [campaign_id])
    assert title_of(office, ids[1]) == "Chương trình, kế hoạch năm"
    assert title_of(office, ids[0]) == "Cụ thể hóa, xây dựng, thực hiện chương trình, kế hoạch công tác năm"
    assert entries.list_entries(office, campaign_id)[0].self_total == 100


def office_scored(office: Office, entry_id: int) -> None:
    sheet = entry_scores.sheet(office, entry_id)
    lines = tuple(line if line.is_group else replace(line, self_points=line.maximum) for line in sheet.lines)
    entry_scores.save(office, replace(sheet, lines=lines))


def title_of(office: Office, entry_id: int) -> str:
    return next(line.title for line in entry_scores.sheet(office, entry_id).lines if line.code == "1.1")


def test_a_name_or_a_source_is_mended_in_place_even_in_use(office: Office) -> None:
    campaign_id = made.open_campaign(office)
    ids = made.entry_ids(office, campaign_id)
    made.register(office, ids)
    office_scored(office, ids[0])
    draft = draft_of(office, "DE_XUAT_100")
    kept = criteria_sets.save(office, replace(draft, source="Hướng dẫn số 03-HD/ĐU, ngày 05/02/2026"))
    assert (kept.id, kept.is_new_version) == (draft.id, False)


def test_a_decided_campaign_keeps_its_set(office: Office) -> None:
    campaign_id = made.open_campaign(office)
    made.register(office, made.entry_ids(office, campaign_id))
    office_scored(office, made.entry_ids(office, campaign_id)[0])
    with office.work("test", "Đã quyết định") as work:
        campaigns.find(work, campaign_id).state = campaigns.CampaignState.DECIDED
    draft = draft_of(office, "DE_XUAT_100")
    kept = criteria_sets.save(office, changed(draft, "1.1", title="Khác"))
    assert kept.waiting == ()
    with pytest.raises(Refused, match="đã có quyết định nên giữ bộ tiêu chí của nó"):
        criteria_uses.switch(office, kept.id, [campaign_id])


def test_a_campaign_goes_on_only_with_a_version_of_its_own_set(office: Office) -> None:
    campaign_id = made.open_campaign(office)
    other = draft_of(office, "DE_XUAT_4x25")
    with pytest.raises(Refused, match="không dùng bộ tiêu chí này"):
        criteria_uses.switch(office, other.id or 0, [campaign_id])


def test_a_set_without_points_needs_no_maxima(office: Office) -> None:
    items = (
        Criterion("1", "Nhóm một", Decimal(0)),
        Criterion("1.1", "Tiêu chí một", Decimal(0)),
        Criterion("1.2", "Tiêu chí hai", Decimal(0)),
    )
    for scoring, maximum in ((Scoring.PASS_FAIL, 1), (Scoring.LEVEL4, 3)):
        kept = criteria_sets.save(office, SetDraft(name=f"Bộ {scoring}", scoring=scoring, items=items))
        stored = next(row for row in criteria_sets.rows(office) if row.id == kept.id)
        assert [item.maximum for item in stored.items] == [0, maximum, maximum]
        assert (stored.maximum, stored.status) == (None, SetStatus.DRAFT)


def fields_of(draft: SetDraft) -> dict[str, str]:
    return {problem.field: problem.sentence for problem in criteria_sets.problems(draft)}


def test_a_set_that_does_not_add_up_is_refused_at_the_field_with_both_figures(office: Office) -> None:
    draft = draft_of(office, "DE_XUAT_4x25")
    place = [item.code for item in draft.items].index("1")
    found = fields_of(changed(draft, "1.1", maximum=Decimal(6)))
    assert found[f"items.{place}.maximum"] == "Nhóm 1 ghi 25 điểm, các dòng của nhóm cộng lại 26."
    assert fields_of(replace(draft, maximum=Decimal(90)))["maximum"] == (
        "Các nhóm cộng lại 100 điểm, tổng điểm ghi 90."
    )
    assert "pass_total" in fields_of(replace(draft, pass_total=Decimal(120)))
    assert "step" in fields_of(replace(draft, step=Decimal(0)))
    with pytest.raises(Problems):
        criteria_sets.save(office, replace(draft, name=" "))


def test_answers_that_overlap_or_pass_the_maximum_are_refused(office: Office) -> None:
    draft = draft_of(office, "DE_XUAT_100")
    line = next(item for item in draft.items if item.code == "2.3")
    place = draft.items.index(line)
    first = line.options[0]
    lower = (replace(first, lower=Decimal(92)), *line.options[1:])
    assert "chồng lên nhau" in fields_of(changed(draft, "2.3", options=lower))[f"items.{place}.way"]
    too_much = (replace(first, points=Decimal(9)), *line.options[1:])
    assert "9 điểm, tối đa 4" in fields_of(changed(draft, "2.3", options=too_much))[f"items.{place}.way"]
    no_metric = changed(draft, "2.3", metric="")
    assert "chọn số liệu chương trình tính" in fields_of(no_metric)[f"items.{place}.way"]
    open_below = changed(draft, "2.3", options=line.options[:-1])
    assert criteria_checks.warnings(open_below.facts) == [
        "Dòng 2.3: số liệu dưới mức “Từ 85 đến dưới 90 %” không thuộc mức nào."
    ]


def test_a_line_without_its_group_or_with_a_code_twice_is_refused(office: Office) -> None:
    draft = draft_of(office, "DE_XUAT_4x25")
    last = len(draft.items)
    more = replace(draft, items=(*draft.items, Criterion("5.1", "Lạc nhóm", Decimal(5))))
    assert fields_of(more)[f"items.{last}.code"] == "Dòng 5.1 chưa có nhóm 5."
    twice = replace(draft, items=(*draft.items, Criterion("4.4", "Hai lần", Decimal(5))))
    assert fields_of(twice)[f"items.{last}.code"] == "Mã 4.4 đã có ở dòng trên."


# Standing


def test_a_proposal_is_marked_until_it_is_adopted_with_a_paper(office: Office) -> None:
    draft = draft_of(office, "DE_XUAT_100")
    label = next(row.label for row in campaigns.criteria_sets(office) if row.id == draft.id)
    assert label == "Thang điểm 100 (đề xuất)"
    with pytest.raises(Problems):
        criteria_sets.adopt(office, draft.id or 0, "  ")
    criteria_sets.adopt(office, draft.id or 0, "Hướng dẫn số 03-HD/ĐU, ngày 05/02/2026")
    assert draft_of(office, "DE_XUAT_100").adopted_by == "Hướng dẫn số 03-HD/ĐU, ngày 05/02/2026"
    assert next(row.label for row in campaigns.criteria_sets(office) if row.id == draft.id) == "Thang điểm 100"


def test_a_set_a_campaign_names_is_neither_retired_nor_deleted(office: Office) -> None:
    made.open_campaign(office)
    draft = draft_of(office, "DE_XUAT_100")
    with pytest.raises(Refused, match="Đợt thi đua năm 2026 đang dùng"):
        criteria_sets.retire(office, draft.id or 0)
    with pytest.raises(Refused, match="Đợt thi đua năm 2026 dùng"):
        criteria_sets.delete(office, draft.id or 0)


def test_the_last_set_of_its_use_stays(office: Office) -> None:
    for code in ("DANG_VIEN_5_TOT", "QD366_PL1"):
        draft = draft_of(office, code)
        with pytest.raises(Refused, match="Phải còn ít nhất một bộ"):
            criteria_sets.delete(office, draft.id or 0)
        with pytest.raises(Refused, match="Phải còn ít nhất một bộ"):
            criteria_sets.retire(office, draft.id or 0)


def test_a_copy_is_a_draft_and_may_be_deleted_again(office: Office) -> None:
    kept = criteria_sets.save(office, criteria_sets.copied(draft_of(office, "DE_XUAT_4x25")))
    stored = next(row for row in criteria_sets.rows(office) if row.id == kept.id)
    assert (stored.name, stored.status, stored.version) == ("Thang điểm 4 x 25 (bản sao)", SetStatus.DRAFT, 1)
    criteria_sets.delete(office, kept.id)
    assert kept.id not in {row.id for row in criteria_sets.rows(office)}


# One for each kind of cell


def test_each_kind_of_cells_is_scored_by_the_set_the_campaign_names_for_it(office: Office) -> None:
    campaign_id = made.open_campaign(office)
    school = made.set_id(office, "DE_XUAT_4x25")
    campaign_groups.name_sets(office, campaign_id, {"Trường học": school})
    assert campaign_groups.named(office, campaign_id) == {"Trường học": school}
    with office.read() as session:
        sets = campaign_sets.sets_of(session, campaigns.find(session, campaign_id))
        by_group = {session.get_one(CellEntry, entry_id).group_at_time: one.code for entry_id, one in sets.items()}
        for entry_id, one in sets.items():
            assert campaign_sets.set_of(session, session.get_one(CellEntry, entry_id)) is one
    assert by_group == {"Nông thôn": "DE_XUAT_100", "Trường học": "DE_XUAT_4x25", "Cơ quan": "DE_XUAT_100"}


def test_the_set_of_a_kind_of_cells_stays_once_one_of_them_is_scored(office: Office) -> None:
    campaign_id = made.open_campaign(office)
    ids = made.entry_ids(office, campaign_id)
    made.register(office, ids)
    rows = entries.list_entries(office, campaign_id)
    office_scored(office, next(row.id for row in rows if row.group == "Trường học"))
    school = made.set_id(office, "DE_XUAT_4x25")
    with pytest.raises(Problems, match="Trường học"):
        campaign_groups.name_sets(office, campaign_id, {"Trường học": school})
    campaign_groups.name_sets(office, campaign_id, {"Cơ quan": school})


def test_vector_8_the_list_shows_the_total_with_what_does_not_apply_shared_out(office: Office) -> None:
    campaign_id = made.open_campaign(office)
    ids = made.entry_ids(office, campaign_id)
    made.register(office, ids)
    made.score(office, ids[0], c1_2="9")
    with office.work("test", "Không giao chỉ tiêu") as work:
        row = next(row for row in work.get_one(CellEntry, ids[0]).scores if row.criterion.code == "1.5")
        row.is_not_applicable, row.self_points, row.verified_points = True, None, None
    assert entries.list_entries(office, campaign_id)[0].verified_total == Decimal("96.5")
    with office.read() as session:
        found = campaign_sets.score_of(session, session.get_one(CellEntry, ids[0]))
    assert found.groups[0].points == Decimal("31.5")


def test_a_new_campaign_begins_with_the_newest_version_of_last_years_set(office: Office) -> None:
    campaign_id = made.open_campaign(office, year=2025)
    made.register(office, made.entry_ids(office, campaign_id), day=date(2025, 3, 5))
    office_scored(office, made.entry_ids(office, campaign_id)[0])
    kept = criteria_sets.save(office, changed(draft_of(office, "DE_XUAT_100"), "1.1", title="Khác"))
    assert campaigns.new_draft(office, 2026).criteria_set_id == kept.id
    with office.read() as session:
        assert session.get_one(CriteriaSet, kept.id).version == 2


def test_the_list_counts_what_is_passed_where_a_set_has_no_points(office: Office) -> None:
    campaign_id = made.open_campaign(office, "TANGIANG_2023")
    ids = made.entry_ids(office, campaign_id)
    made.register(office, ids)
    made.score(office, ids[0], c1_2="0")
    row = entries.list_entries(office, campaign_id)[0]
    assert (row.scoring, row.self_total, row.verified_total, row.max_total) == (Scoring.PASS_FAIL, 16, 15, 16)
    assert entries.list_entries(office, campaign_id)[1].verified_total is None
