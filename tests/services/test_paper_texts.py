"""Words of a paper that would not print as they are meant are told before it is issued."""

from __future__ import annotations

from dataclasses import replace

from bontot_desktop.documents.kinds import KINDS
from bontot_desktop.services import paper_texts


def test_the_invented_papers_give_no_warning() -> None:
    for kind in KINDS.values():
        assert paper_texts.warnings(kind.sample_facts()) == [], kind.id


def test_an_old_code_and_a_strange_sign_are_told_with_the_words_around() -> None:
    sample = KINDS["D13"].sample_facts()
    cells = (replace(sample.cells[0], name="Chi bé th«n MÉu", note="Rất tốt 😀"), *sample.cells[1:])
    found = paper_texts.warnings(replace(sample, cells=cells))
    assert len(found) == 2
    assert "th«n" in found[0]
    assert "Unicode" in found[0]
    assert "“😀” trong “Rất tốt 😀”" in found[1]
