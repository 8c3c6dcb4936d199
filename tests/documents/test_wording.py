"""Sentences with gaps: every kind's own, what an office may write into them and what is refused."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest

from bontot_desktop.documents import plain, wording
from bontot_desktop.documents.kinds import KINDS
from bontot_desktop.documents.profile import FormatSettings
from bontot_desktop.errors import Refused

WORDED = sorted(kind.id for kind in KINDS.values() if kind.wording.sentences)


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_the_shipped_sentences_of_every_kind_are_well_written(kind: str) -> None:
    words = KINDS[kind].wording
    keys = [sentence.key for sentence in words.sentences]
    assert len(keys) == len(set(keys))
    # The office's sentences of an included kind are laid under the kind's own by key.
    assert not set(keys) & {one.key for kind_id in words.includes for one in KINDS[kind_id].wording.sentences}
    for sentence in words.sentences:
        assert words.problem(sentence.key, sentence.text) is None
        assert sentence.label
        assert all(gap.meaning for gap in words.gaps_of(sentence))


@pytest.mark.parametrize("kind", WORDED)
def test_every_gap_that_is_offered_can_be_used_in_its_sentence(kind: str) -> None:
    known = KINDS[kind]
    texts = {
        sentence.key: f"{sentence.text} {' '.join(f'{{{{ {gap.name} }}}}' for gap in known.wording.gaps_of(sentence))}"
        for sentence in known.wording.sentences
    }
    assert plain.render(known.build(known.sample_facts(), FormatSettings(), texts))


@pytest.mark.parametrize("kind", WORDED)
def test_every_sentence_is_printed_as_the_office_writes_it(kind: str) -> None:
    known = KINDS[kind]
    unseen = []
    for sentence in known.wording.sentences:
        if sentence.ordered:
            continue
        texts = {sentence.key: f"{sentence.text} Dấu-riêng"}
        if "dấu-riêng" not in plain.render(known.build(known.sample_facts(), FormatSettings(), texts)).lower():
            unseen.append(sentence.key)
    # A sentence said only in some case (a single cell, nobody in charge) may be silent in the sample.
    assert len(unseen) <= len(known.wording.sentences) // 2, unseen


@pytest.mark.parametrize("kind", WORDED)
def test_a_sentence_left_empty_leaves_nothing_behind_or_is_refused(kind: str) -> None:
    known = KINDS[kind]
    before = set(plain.render(known.build(known.sample_facts(), FormatSettings())).splitlines())
    for sentence in known.wording.sentences:
        told = known.wording.problem(sentence.key, " \n")
        assert (told is None) == (sentence.optional or not sentence.text), sentence.key
        if sentence.optional:
            left = plain.render(known.build(known.sample_facts(), FormatSettings(), {sentence.key: ""})).splitlines()
            assert {_unnumbered(line) for line in left} <= {_unnumbered(line) for line in before}, sentence.key


def _unnumbered(line: str) -> str:
    """Give a line without the number that moves up when one before it goes."""
    return re.sub(r"^(\d+|[IVX]+)\. ", "", line)


def test_a_gap_without_a_value_is_refused_with_its_sentence() -> None:
    assert wording.fill("năm {{ year }}", year=2026) == "năm 2026"
    with pytest.raises(Refused, match="yeer"):
        wording.fill("năm {{ yeer }}", year=2026)
    with pytest.raises(Refused, match="viết chưa đúng"):
        wording.fill("năm {{ year", year=2026)


@pytest.mark.parametrize(
    "written",
    [
        "{{ year.__class__.__mro__ }}",
        "{% for a in year %}x{% endfor %}",
        "{{ range(10) }}",
        "{{ 'a' * 1000000000 }}",
        "{% set a = 1 %}{{ a }}",
        "{% include 'x' %}",
        "{{ year|replace('2', '3') }}",
        "{{ year|batch(2) }}",
        "{{ " + "(" * 900 + "year" + ")" * 900 + " }}",
        "a" * 5_000,
        "{% macro a() %}{{ a() }}{% endmacro %}",
        "{{ [year] }}",
    ],
)
def test_what_is_no_sentence_with_gaps_is_refused_at_once(written: str) -> None:
    with pytest.raises(Refused):
        wording.fill(written, year="2026")


def test_values_print_as_they_are_even_when_they_look_like_gaps() -> None:
    assert wording.fill("{{ name }}", name="{{ x }} & <b> % {#") == "{{ x }} & <b> % {#"
    assert wording.fill("{{ name|upper }}", name="xã ví dụ") == "XÃ VÍ DỤ"


def test_a_strange_gap_is_told_with_the_gaps_there_are() -> None:
    problem = KINDS["D13"].wording.problem("article_1", "Công nhận {{ cuont }} chi bộ.")
    assert problem is not None
    assert "“Điều 1”" in problem
    assert "“cuont”" in problem
    assert "count" in problem
    assert "một dòng" in str(KINDS["D13"].wording.problem("article_1", "Một.\nHai."))


def test_a_paper_names_the_sentence_that_cannot_be_filled() -> None:
    known: Any = KINDS["D13"]
    with pytest.raises(Refused, match=r"Mẫu câu “Điều 1”.*“cuont”"):
        known.build(known.sample_facts(), FormatSettings(), {"article_1": "Công nhận {{ cuont }} chi bộ."})


def test_a_decision_prints_the_sentences_of_its_list() -> None:
    known = KINDS["D13"]
    said = plain.render(known.build(known.sample_facts(), FormatSettings(), {"list_closing": "Tổng số: {{ count }}."}))
    assert "Tổng số: 15 (mười lăm)." in said
    assert known.words(FormatSettings()).texts()["list_closing"] == "Danh sách này có {{ count }} chi bộ."


@pytest.mark.parametrize("kind_id", ["D1", "D4", "D11", "D17", "D18", "D19", "M03", "F14", "F21"])
def test_an_office_under_a_city_reports_to_the_citys_committee(kind_id: str) -> None:
    known = KINDS[kind_id]
    facts = known.sample_facts()
    under_a_city = replace(facts, head=replace(facts.head, superior="ĐẢNG BỘ THÀNH PHỐ VÍ DỤ"))
    printed = plain.render(known.build(under_a_city, FormatSettings()))
    assert "Ban Tổ chức Thành ủy" in printed
    assert "Ban Tổ chức Tỉnh ủy" not in printed


def test_a_cell_with_two_certificates_is_one_cell_of_the_decision_on_them() -> None:
    known = KINDS["D14"]
    facts = known.sample_facts()
    doubled = replace(facts, cells=(*facts.cells, facts.cells[0]))
    printed = plain.render(known.build(doubled, FormatSettings()))
    cells, given = wording.counted(len(facts.cells)), wording.counted(len(facts.cells) + 1)
    assert f"Tặng {given} Giấy khen cho {cells} chi bộ" in printed
    assert f"Danh sách này có {cells} chi bộ, {given} giấy khen." in printed
