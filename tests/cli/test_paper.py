"""``bontot paper``, ``kinds`` and ``list papers`` on a real data file."""

from __future__ import annotations

import json
from datetime import datetime

import pytest
from sqlalchemy import select

from bontot_desktop.cli.main import main
from bontot_desktop.db.models.cells import Cell
from bontot_desktop.services import papers
from bontot_desktop.services.office import open_office
from tests import sample_office as made
from tests.meeting_office import approved


@pytest.fixture
def data(tmp_path):
    """A data file with one concluded sample meeting and one approved meeting of another cell."""
    office = made.make_office(tmp_path)
    made.concluded(office)
    approved(office, 2, 3)
    path = office.data.path
    office.close()
    return path


@pytest.fixture
def bontot(data, capsys):
    def run(*words: str) -> tuple[int, str, str]:
        code = main(["--data", str(data), *words])
        out, err = capsys.readouterr()
        return code, out, err

    return run


def names(folder) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_kinds_are_listed_without_a_data_file(capsys):
    assert main(["--json", "kinds"]) == 0
    found = json.loads(capsys.readouterr().out)["kinds"]
    assert {"F5", "F17", "F20"} <= {kind["id"] for kind in found}
    assert main(["kinds"]) == 0
    table = capsys.readouterr().out
    assert "F20" in table
    assert "Ban Thường vụ" in table


def test_a_draft_is_written_in_both_formats_and_takes_no_number(bontot, tmp_path):
    code, out, err = bontot("paper", "F20", "--year", "2026", "--out", str(tmp_path / "ra"))
    assert (code, err) == (0, "")
    assert [name.rpartition(".")[2] for name in names(tmp_path / "ra")] == ["docx", "pdf"]
    assert all(name.startswith("F20-du-thao-") for name in names(tmp_path / "ra"))
    assert len(out.splitlines()) == 2
    assert json.loads(bontot("--json", "list", "papers")[1]) == {"papers": []}


def test_issuing_numbers_files_and_lists_the_paper(bontot, tmp_path, data):
    out = tmp_path / "ra"
    code, said, _ = bontot("paper", "f20", "--cell", "CB01", "--issue", "--date", "2026-06-12", "--out", str(out))
    assert code == 0
    assert "01-TB/ĐU ngày 12/06/2026" in said
    assert all(name.startswith("TB-001-") for name in names(out))
    filed = data.with_name(f"{data.stem} - van ban") / "2026"
    assert names(filed) == names(out)
    listed = json.loads(bontot("--json", "list", "papers", "--year", "2026")[1])["papers"]
    assert [(row["kind"], row["number"], row["date"], row["file_state"]) for row in listed] == [
        ("F20", "01-TB/ĐU", "2026-06-12", "WRITTEN")
    ]
    assert json.loads(bontot("--json", "list", "papers", "--year", "2025")[1]) == {"papers": []}
    table = bontot("list", "papers")[1]
    assert "01-TB/ĐU" in table
    assert "Đã ban hành  Đã ghi" in table


def test_issuing_the_same_paper_again_is_refused(bontot, tmp_path):
    words = ("paper", "F20", "--year", "2026", "--issue", "--date", "2026-06-12", "--out", str(tmp_path / "ra"))
    assert bontot(*words)[0] == 0
    code, _, err = bontot(*words)
    assert code == 2
    assert "đã ban hành" in err


def test_each_sheet_handed_in_becomes_a_file_and_a_second_run_copies_them_out_again(bontot, tmp_path):
    first, second = tmp_path / "mot", tmp_path / "hai"
    for out in (first, second):
        words = ("paper", "F17", "--year", "2026", "--issue", "--format", "pdf", "--out", str(out))
        assert bontot(*words)[0] == 0
    assert len(names(first)) == 3
    assert names(first) == names(second)
    assert [(first / name).read_bytes() == (second / name).read_bytes() for name in names(first)] == [True] * 3


def test_drafts_of_sheets_with_the_same_title_do_not_overwrite_each_other(bontot, tmp_path):
    assert bontot("paper", "F17", "--year", "2026", "--format", "pdf", "--out", str(tmp_path / "ra"))[0] == 0
    assert len(names(tmp_path / "ra")) == 3


def test_minutes_are_issued_with_the_day_of_the_meeting(bontot, tmp_path):
    code, out, _ = bontot(
        "--json", "paper", "F5", "--cell", "CB02", "--year", "2026", "--issue", "--out", str(tmp_path)
    )
    assert code == 0
    (made_paper,) = json.loads(out)["papers"]
    assert (made_paper["date"], made_paper["number"]) == ("2026-03-03", "")


def test_minutes_and_sheets_keep_their_own_day_and_a_notice_follows_its_feedback_session(bontot, tmp_path):
    out = ("--out", str(tmp_path / "ra"))
    code, said, err = bontot("paper", "F5", "--cell", "CB02", "--issue", "--date", "2020-01-01", *out)
    assert (code, said) == (2, "")
    assert "mang ngày 03/03/2026" in err
    code, said, _ = bontot("paper", "F5", "--cell", "CB02", "--issue", "--date", "2026-03-03", *out)
    assert "Đã ban hành Biên bản sinh hoạt chi bộ ngày 03/03/2026." in said
    code, said, err = bontot("paper", "F5", "--cell", "CB02", "--date", "2020-01-01", *out)
    assert (code, said) == (2, "")
    assert "mang ngày 03/03/2026" in err
    answer = json.loads(bontot("--json", "paper", "F17", "--year", "2026", "--issue", *out)[1])
    meeting = json.loads(bontot("--json", "list", "meetings")[1])["meetings"]
    held = next(row["held_on"] for row in meeting if row["is_sample"])
    assert all(held <= made["date"] <= "2026-06-30" for made in answer["papers"])
    code, _, err = bontot("paper", "F20", "--year", "2026", "--date", "2020-01-01", *out)
    assert code == 2
    assert "01/01/2020 ở trước ngày rút kinh nghiệm" in err


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("paper", "Z1"), "Không có loại văn bản Z1"),
        (("paper", "F5"), "--meeting"),
        (("paper", "F20", "--year", "1999"), "năm 1999"),
    ],
)
def test_what_cannot_be_made_exits_2_with_its_reason(bontot, tmp_path, words, sentence):
    code, out, err = bontot(*words, "--out", str(tmp_path / "ra"))
    assert (code, out) == (2, "")
    assert sentence in err
    assert not (tmp_path / "ra").exists()


def test_an_impossible_date_is_refused_before_anything_is_opened(bontot, tmp_path):
    code, _, err = bontot("paper", "F5", "--date", "2026-02-30", "--out", str(tmp_path))
    assert code == 2
    assert "2026-02-30" in err


def test_a_draft_dated_years_ahead_is_a_slip(bontot, tmp_path):
    code, out, err = bontot("paper", "F20", "--year", "2026", "--date", "2095-01-01", "--out", str(tmp_path / "ra"))
    assert (code, out) == (2, "")
    assert "quá xa ngày hôm nay" in err


def test_what_the_window_warns_of_before_issuing_is_said_here_too(bontot, data, tmp_path):
    office = open_office(data, holder="kiểm thử", who="Thử", clock=lambda: datetime(2026, 6, 12, 9, 0))
    with office.work("test", "Đổi tên") as work:
        cell = work.scalars(select(Cell).where(Cell.code == "CB01")).one()
        cell.names[0].name = "Chi bộ thôn Mẫu 😀"
    office.close()
    code, out, err = bontot("--json", "paper", "F20", "--year", "2026", "--out", str(tmp_path / "ra"))
    assert code == 0
    (warning,) = json.loads(out)["papers"][0]["warnings"]
    assert "sẽ in thành ô vuông" in warning
    assert err == f"Lưu ý: {warning}\n"


def test_a_folder_that_cannot_be_written_exits_3_and_the_paper_of_a_full_folder_waits(bontot, tmp_path, data):
    busy = tmp_path / "ra"
    busy.write_text("tệp, không phải thư mục", encoding="utf-8")
    code, _, err = bontot("paper", "F20", "--year", "2026", "--out", str(busy))
    assert code == 3
    assert "Không ghi được tệp" in err
    data.with_name(f"{data.stem} - van ban").write_text("tệp", encoding="utf-8")
    code, _, err = bontot(
        "paper", "F20", "--year", "2026", "--issue", "--date", "2026-06-12", "--out", str(tmp_path / "khac")
    )
    assert code == 3
    assert "còn chờ in" in err
    assert len(names(tmp_path / "khac")) == 2
    assert json.loads(bontot("--json", "list", "papers")[1])["papers"][0]["file_state"] == "PENDING"


def test_the_kinds_of_the_command_line_are_those_of_the_window(bontot):
    listed = json.loads(bontot("--json", "kinds")[1])["kinds"]
    assert [kind["id"] for kind in listed] == [kind.id for kind in papers.kinds()]


def test_a_cell_is_named_by_its_code_however_it_is_typed(bontot, tmp_path):
    for number, code in enumerate((" cb02", "CB02")):
        assert bontot("paper", "F5", "--cell", code, "--out", str(tmp_path / f"{number}"))[0] == 0
    assert names(tmp_path / "0") == names(tmp_path / "1")


@pytest.mark.parametrize(
    "words",
    [
        ("list", "cells", "--year", "99999"),
        ("list", "members", "--year", "0"),
        ("book", "--all", "--blank", "--out", "x", "--year", "99999999999999999999"),
        ("paper", "D13", "--out", "x", "--year", "-1"),
        ("paper", "F5", "--out", "x", "--meeting", "99999999999999999999"),
    ],
)
def test_a_year_or_number_that_cannot_be_is_refused_as_wrong_words(bontot, words):
    code, _, err = bontot(*words)
    assert code == 2
    assert f"giá trị “{words[-1]}” của {words[-2]} không dùng được" in err


def test_a_paper_edited_by_hand_is_copied_out_as_it_was_edited_and_said(bontot, tmp_path, data):
    out = tmp_path / "ra"
    words = ("paper", "F17", "--year", "2026", "--issue", "--format", "docx", "--out", str(out))
    assert bontot(*words)[0] == 0
    name = names(out)[0]
    filed = data.with_name(f"{data.stem} - van ban") / "2026" / name
    filed.write_bytes(filed.read_bytes() + b"sua tay")
    code, _, err = bontot(*words)
    assert code == 0
    assert err.count("đã được sửa tay sau khi ban hành; bản chép ra là bản đã sửa") == 1
    assert (out / name).read_bytes().endswith(b"sua tay")
