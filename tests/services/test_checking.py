"""Each question about the office finds what is wrong, by name, and what can be mended is mended as it was."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from bontot_desktop.db.check import Answer
from bontot_desktop.services import care, checking
from bontot_desktop.services.office import Office, open_office

NOW = datetime(2026, 12, 31, 15, 0)


@pytest.fixture
def office(sample_file: Path) -> Iterator[Office]:
    """Return the sample office with its papers, opened."""
    opened = open_office(sample_file, holder="kiểm thử", who="Người thử", clock=lambda: NOW)
    yield opened
    opened.close()


def amiss(office: Office) -> dict[str, Answer]:
    return {answer.key: answer for answer in care.check(office) if not answer.is_good}


def behind(office: Office, statement: str, *values: object) -> None:
    """Change the data past the program's doors."""
    office.data.driver.execute("PRAGMA foreign_keys = OFF")
    office.data.driver.execute(statement, values)
    office.data.driver.execute("PRAGMA foreign_keys = ON")


def one(office: Office, question: str) -> tuple[object, ...]:
    row = office.data.driver.execute(question).fetchone()
    assert row is not None
    return tuple(row)


def test_every_question_is_asked_in_turn_and_the_sample_answers_all_well(office: Office) -> None:
    found: list[Answer] = []
    assert list(checking.asked(office, found)) == list(range(1, checking.TOTAL + 1))
    assert {answer.key: answer.details for answer in found if not answer.is_good} == {}
    assert [checking.sentence_of(place) for place in range(checking.TOTAL)] == [answer.sentence for answer in found]


def test_a_paper_file_that_is_gone_is_named_and_comes_back_byte_for_byte(office: Office, tmp_path: Path) -> None:
    (path,) = one(office, "SELECT path FROM paper_file WHERE format = 'pdf' ORDER BY id LIMIT 1")
    place = office.papers / str(path)
    before = place.read_bytes()
    place.unlink()
    answer = amiss(office)["files"]
    assert str(path) in answer.details[0]
    assert " ngày " in answer.details[0]
    assert care.repair(office, tmp_path / "sao") == 1
    assert place.read_bytes() == before
    assert amiss(office) == {}


def test_a_paper_file_edited_by_hand_is_told_and_left_as_it_is(office: Office, tmp_path: Path) -> None:
    (path,) = one(office, "SELECT path FROM paper_file WHERE format = 'docx' ORDER BY id LIMIT 1")
    place = office.papers / str(path)
    place.write_bytes(place.read_bytes() + b" ")
    edited = place.read_bytes()
    answers = {answer.key: answer for answer in care.check(office)}
    assert answers["files"].is_good
    assert "đã được sửa sau khi ban hành" in answers["files"].details[0]
    care.repair(office, tmp_path / "sao")
    assert place.read_bytes() == edited


def test_a_frozen_paper_changed_behind_the_history_is_found(office: Office) -> None:
    number = one(office, "SELECT id FROM paper WHERE state = 'ISSUED' AND kind <> '' ORDER BY id LIMIT 1")[0]
    behind(office, "UPDATE paper SET facts = replace(facts, 'Ví Dụ', 'Ví Dù') WHERE id = ?", number)
    assert list(amiss(office)) == ["frozen"]
    behind(office, "UPDATE paper SET facts = '{}' WHERE id = ?", number)
    assert set(amiss(office)) == {"facts", "frozen"}


def test_a_closed_year_that_cannot_be_read_is_found(office: Office) -> None:
    if one(office, "SELECT count(*) FROM campaign_closing")[0] == 0:
        behind(office, "UPDATE campaign SET state = 'CLOSED' WHERE id = (SELECT min(id) FROM campaign)")
    else:
        behind(office, "UPDATE campaign SET state = 'CLOSED'")
        behind(office, 'UPDATE campaign_closing SET facts = \'{"year": "không"}\'')
    assert "years" in amiss(office)


def test_a_number_that_is_out_of_the_house_is_not_given_again(office: Office, tmp_path: Path) -> None:
    query = "SELECT id, term_id, series, number FROM paper WHERE number IS NOT NULL ORDER BY number DESC LIMIT 1"
    paper, term, series, number = one(office, query)
    for table in ("paper_file", "paper_scan"):
        behind(office, f"DELETE FROM {table} WHERE paper_id = ?", paper)
    behind(office, "UPDATE paper SET parent_id = NULL WHERE parent_id = ?", paper)
    behind(office, "DELETE FROM paper WHERE term_id = ? AND series = ? AND number >= ?", term, series, number)
    behind(office, "DELETE FROM paper_file WHERE paper_id NOT IN (SELECT id FROM paper)")
    answer = amiss(office)["numbers"]
    assert f"{number:02d}-" in answer.details[-1]
    care.repair(office, tmp_path / "sao")
    start = one(office, f"SELECT start FROM number_series WHERE term_id = {term} AND series = '{series}'")[0]
    assert isinstance(start, int)
    assert isinstance(number, int)
    assert start > number
    assert "numbers" not in amiss(office)


def test_a_paper_outside_the_term_of_its_number_is_named(office: Office) -> None:
    behind(office, "UPDATE paper SET dated_on = '1999-01-02' WHERE id = (SELECT min(id) FROM paper WHERE number > 0)")
    assert "ngày 02/01/1999" in amiss(office)["terms"].details[0]


def test_totals_that_are_not_their_parts_are_named_by_cell_and_month(office: Office) -> None:
    behind(office, "UPDATE score SET total = total + 50 WHERE id = (SELECT min(score_id) FROM score_line)")
    (line,) = amiss(office)["scores"].details
    assert line.startswith("Chi bộ ")
    assert "tổng ghi" in line


def test_more_votes_than_people_and_pages_printed_twice_are_found(office: Office) -> None:
    behind(
        office, "UPDATE meeting SET approved_for = 900 WHERE id = (SELECT min(id) FROM meeting WHERE approved_for > 0)"
    )
    behind(
        office,
        "INSERT INTO book_pages (meeting_id, cell_id, year, volume, first_page, last_page, printed_on, is_late, "
        "addenda) SELECT id, cell_id, year, 9, 9, 3, '2026-01-01', 0, 0 FROM meeting ORDER BY id LIMIT 1",
    )
    found = amiss(office)
    assert "900 người thông qua" in found["votes"].details[0]
    assert "quyển 9" in found["pages"].details[0]


def test_two_minutes_under_one_number_of_a_book_are_found(office: Office) -> None:
    cell, year, book_no = one(office, "SELECT cell_id, year, book_no FROM meeting WHERE book_no IS NOT NULL LIMIT 1")
    behind(
        office,
        "UPDATE meeting SET book_no = ? WHERE cell_id = ? AND year = ? AND book_no IS NOT NULL",
        book_no,
        cell,
        year,
    )
    assert "books" in amiss(office)


def test_texts_past_the_door_are_named_by_their_record(office: Office) -> None:
    behind(office, "UPDATE cell SET note = 'thừa  dấu ' WHERE id = 1")
    name = one(office, "SELECT name FROM cell WHERE id = 1")[0]
    assert amiss(office)["texts"].details == (f"Chi bộ: {name}",)
