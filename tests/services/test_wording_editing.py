"""Changing the words of papers: versions, what is refused, the way back, and issued papers that keep their words."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from bontot_desktop.errors import NotFound, Problems
from bontot_desktop.services import issuing, papers, wording_editing
from bontot_desktop.services.office import Office
from tests.documents.measure import read
from tests.recognition_office import judged, make_office

DAY = date(2026, 12, 18)
NEW = 'Công nhận {{ count }} chi bộ của Đảng bộ {{ commune }} đạt "{{ title }}" năm {{ year }}.'


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = make_office(tmp_path)
    yield made
    made.close()


def _text(pdf: bytes) -> str:
    return " ".join(line.text for sheet in read(pdf) for line in sheet.lines)


def test_a_new_sentence_is_a_version_and_the_shipped_one_can_come_back(office: Office) -> None:
    assert wording_editing.view(office, "D13").version == 0
    saved = wording_editing.save(office, "D13", {"article_1": NEW}, "Gọn hơn")
    assert saved.changes
    now = wording_editing.view(office, "D13")
    assert now.version == 1
    assert [sentence.key for sentence in now.sentences if sentence.is_changed] == ["article_1"]
    assert not wording_editing.save(office, "D13", {"article_1": NEW}).changes
    wording_editing.restore_shipped(office, "D13", "article_1")
    assert [row.id for row in wording_editing.versions(office, "D13")] == [2, 1, 0]
    wording_editing.go_back(office, "D13", 1)
    rows = wording_editing.versions(office, "D13")
    assert rows[0].is_current
    assert rows[0].changed == ("Điều 1",)
    assert rows[0].note == "Dùng lại bản 1"
    assert wording_editing.of_version(office, "D13", 2).texts() == wording_editing.of_version(office, "D13", 0).texts()
    with pytest.raises(NotFound):
        wording_editing.go_back(office, "D13", 9)


def test_sentences_that_cannot_be_filled_are_told_by_field_and_nothing_is_kept(office: Office) -> None:
    with pytest.raises(Problems) as told:
        wording_editing.save(office, "D13", {"article_1": "{{ cuont }}", "article_2": "{% for a in b %}x{% endfor %}"})
    assert [problem.field for problem in told.value.problems] == ["article_1", "article_2"]
    with pytest.raises(Problems, match=r"Điều 1.*không được để trống"):
        wording_editing.save(office, "D13", {"article_1": " ", "recipients": ""})
    assert wording_editing.view(office, "D13").version == 0


def test_an_issued_paper_keeps_its_words_and_the_next_draft_has_the_new_ones(office: Office) -> None:
    campaign_id, _ = judged(office)
    wording_editing.save(office, "D13", {"article_1": NEW})
    issued = issuing.issue(office, "D13", campaign_id, day=DAY)
    before = papers.reprint(office, issued.paper_id)
    assert "chi bộ của Đảng bộ" in _text(before)
    wording_editing.restore_shipped(office, "D13")
    wording_editing.save(office, "D12", {"list_closing": "Hết danh sách."})
    assert papers.reprint(office, issued.paper_id) == before


def test_a_look_shows_real_facts_when_there_are_some(office: Office) -> None:
    judged(office)
    shown = wording_editing.look(office, "D13", {"article_1": NEW})
    assert "chi bộ của Đảng bộ" in _text(shown.pdf)
    assert shown.facts_of != wording_editing.INVENTED
    assert wording_editing.look(office, "F20", {}).facts_of == wording_editing.INVENTED
    with pytest.raises(Problems):
        wording_editing.look(office, "D13", {"article_1": "{{ cuont }}"})


def test_the_kinds_say_how_much_of_them_is_the_offices_own(office: Office) -> None:
    wording_editing.save(office, "D13", {"article_1": NEW})
    found = {kind.id: kind for kind in wording_editing.kinds(office)}
    assert (found["D13"].version, found["D13"].changed) == (1, 1)
    assert found["D12"].changed == 0
