"""Every paper the program makes passes its own check, numbered and as a draft, under both guides and both spellings."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from datetime import date
from typing import Any

import pytest

from bontot_desktop.documents import word
from bontot_desktop.documents.kinds import KINDS
from bontot_desktop.documents.letterhead import Head
from bontot_desktop.documents.lint.check import check
from bontot_desktop.documents.lint.report import Level, Report
from bontot_desktop.documents.profile import FormatSettings

OLD_DAY = date(2026, 3, 6)


def _changed(facts: Any, **changes: Any) -> Any:
    """Give the head of a paper's facts another number or day."""
    if isinstance(facts, Head):
        return replace(facts, **changes)
    if not is_dataclass(facts) or isinstance(facts, type):
        return facts
    parts = {one.name: getattr(facts, one.name) for one in fields(facts)}
    new = {name: _changed(value, **changes) for name, value in parts.items() if is_dataclass(value)}
    return replace(facts, **{name: value for name, value in new.items() if value != parts[name]})


def _report(kind: str, facts: Any, **settings: Any) -> Report:
    document = KINDS[kind].build(facts, FormatSettings(**settings))
    return check(word.render(document), f"{kind}.docx")


def _said(report: Report) -> list[str]:
    return [finding.sentence() for finding in report.findings if finding.level is not Level.NOTE]


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_a_numbered_paper_gives_no_finding(kind: str) -> None:
    report = _report(kind, KINDS[kind].sample_facts())
    assert [finding.sentence() for finding in report.findings] == []


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_a_draft_without_number_or_day_is_only_noted(kind: str) -> None:
    report = _report(kind, _changed(KINDS[kind].sample_facts(), number=None, day=None))
    assert _said(report) == []
    assert {finding.rule for finding in report.findings} <= {"draft", "draft-date"}


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_a_paper_of_the_old_guide_gives_no_finding_by_it(kind: str) -> None:
    facts = _changed(KINDS[kind].sample_facts(), day=OLD_DAY)
    document = KINDS[kind].build(facts, FormatSettings(profile="HD36_2018", line_spacing_pt=24))
    # Some papers carry no day of their own; the day says which guide is meant.
    report = check(word.render(document), f"{kind}.docx", OLD_DAY)
    assert report.profile_id == "HD36_2018"
    assert _said(report) == []


@pytest.mark.parametrize(
    "settings",
    [
        {"tone_style": "uỷ"},
        {"two_sided": True},
        {"body_size_pt": 15.0, "line_spacing_pt": 22.0},
        {"line_spacing_pt": 18.0, "blank_lines_before_name": 5},
        {"minutes_numbered": True, "minutes_date_line": True},
        {"ruling_line": "{{ issuer }} {{ verb }}:", "basis_style": "italic"},
        {"ruling_line": "{{ issuer }}\nRA QUYẾT ĐỊNH", "list_signed_again": True},
        {"keep_copy_office": "Lưu Văn phòng", "keep_copy_cell": "Lưu hồ sơ"},
        {"cong_van_prefix": "", "title_spelling": "Chi bộ bốn tốt"},
        {"minutes_signer_labels": ("THƯ KÝ", "CHỦ TỌA"), "tone_style": "uỷ"},
        {"minutes_signer_labels": ("THƯ KÝ", "CHỦ TRÌ")},
    ],
    ids=lambda settings: "-".join(settings),
)
@pytest.mark.parametrize("kind", sorted(KINDS))
def test_the_choices_of_an_office_give_no_finding(kind: str, settings: dict[str, Any]) -> None:
    assert _said(_report(kind, KINDS[kind].sample_facts(), **settings)) == []


def test_v_v_before_a_letter_s_subject_is_the_office_s_to_choose_and_advised_against() -> None:
    (finding,) = _report("F16A", KINDS["F16A"].sample_facts(), cong_van_prefix="V/v").findings
    assert (finding.rule, finding.level) == ("subject-words", Level.ADVICE)
