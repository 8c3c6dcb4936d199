"""The index behind Ctrl+K follows the rows whoever writes them."""

from __future__ import annotations

from bontot_desktop.db import check, finding
from bontot_desktop.db.datafile import DataFile
from bontot_desktop.db.models.cells import Cell
from bontot_desktop.db.models.members import Member
from tests.db.office import NOW, WHO, add_cell


def lines(office: DataFile, words: str) -> list[int]:
    found = office.driver.execute(f"SELECT rowid FROM {finding.TABLE} WHERE {finding.TABLE} MATCH ?", (words,))
    return [row[0] for row in found]


def test_a_row_is_found_when_it_is_added_renamed_and_gone(plain: DataFile) -> None:
    add_cell(plain, "Chi bộ thôn Mẫu 1")
    assert lines(plain, "mau") == [finding.KINDS + finding.Source.CELL]
    with plain.work("thử", "Đổi tên", who=WHO, now=NOW) as work:
        cell = work.get_one(Cell, 1)
        cell.name, cell.code = "Chi bộ thôn Đầm", "D1"
    assert lines(plain, "mau") == []
    assert lines(plain, "dam") == [finding.KINDS]
    with plain.work("thử", "Bỏ", who=WHO, now=NOW) as work:
        work.delete(work.get_one(Cell, 1))
    assert lines(plain, "dam") == []
    assert finding.wrong_lines(plain.driver) == 0


def test_an_act_that_fails_leaves_the_index_as_it_was(plain: DataFile) -> None:
    try:
        with plain.work("thử", "Thêm", who=WHO, now=NOW) as work:
            work.add(Member(full_name="Nguyễn Văn Ví Dụ", card_no="010 203"))
            work.flush()
            raise ZeroDivisionError
    except ZeroDivisionError:
        pass
    assert lines(plain, "010*") == []
    assert finding.wrong_lines(plain.driver) == 0


def test_numbers_are_found_in_one_piece_and_in_parts(plain: DataFile) -> None:
    with plain.work("thử", "Thêm", who=WHO, now=NOW) as work:
        work.add(Member(full_name="Nguyễn Văn Ví Dụ", card_no="010.203", phone="0900 000 123"))
    member = finding.KINDS + finding.Source.MEMBER
    for words in ("010203", "0900000123", "0900 AND 123", "010 AND 203"):
        assert lines(plain, words) == [member]


def test_a_spoilt_index_is_counted_and_written_anew(plain: DataFile) -> None:
    add_cell(plain, "Chi bộ thôn Mẫu 1")
    plain.driver.execute(f"DELETE FROM {finding.TABLE}")
    plain.driver.execute(f"INSERT INTO {finding.TABLE} (rowid, words, kind) VALUES (80, 'khong co', 'k0')")
    wrong = {answer.key: answer.count for answer in check.check(plain) if answer.count}
    assert wrong == {"finding": 2}
    assert check.mend(plain, who=WHO, now=NOW) == 2
    assert finding.wrong_lines(plain.driver) == 0
    assert lines(plain, "mau") == [finding.KINDS]
