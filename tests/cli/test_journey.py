"""``bontot`` from an empty folder to printed papers and back from a copy, with the words and exit codes of the help."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bontot_desktop import places
from bontot_desktop.cli import main as words
from bontot_desktop.cli.main import main
from bontot_desktop.db import keys
from bontot_desktop.db.datafile import DataFile
from bontot_desktop.services.sampling import Clock
from bontot_desktop.services.sampling import demo as demos

OFFICE = """
name = "Đảng ủy xã Ví Dụ"
superior = "Đảng bộ tỉnh Mẫu"
place = "Ví Dụ"
term = [2025, 2030]
[numbers]
"QĐ/ĐU" = 57
[[officer]]
body = "STANDING_COMMITTEE"
post = "Bí thư"
name = "Nguyễn Văn Ví Dụ"
"""
PASSWORD = "mật khẩu thử"
#: How many papers of the demo's year begin so: those of the meetings, then of "Chi bộ 4 tốt" from plan to report.
PRINTED = {
    "F5": 1, "F1-": 1, "GM-": 2, "CV-": 1, "F16B": 1, "F9": 1, "F17": 7, "F6": 1, "F11": 1, "F12": 1, "NQ-": 1,
    "so-bien-ban": 2,
    "KH-": 2, "KH-014-xay-dung-chi-bo-4-tot": 1,  # F14, D1
    "QD-057-thanh-lap-to-tham-dinh": 1, "QD-058-chon-01-chi-bo-lam-diem": 1, "HD-001-cham-diem": 1,  # D2, D3, D4
    "D5-": 1, "D5A-": 1, "D5B-": 1, "D5C-": 1, "D5D-": 1,
    "D6-": 1, "BC-001-bao-cao-tu-danh-gia": 1, "D7-": 1, "D8-": 1, "D8A-": 1, "D9-": 1,
    "BB-006-hoi-nghi-xet": 1, "D10A-": 1, "D10B-": 1, "D18A-": 1,
    "QD-059-cong-nhan": 1, "D12-": 1, "QD-060-cong-nhan-ket-qua": 1,  # D13 with its list, D18
    "QD-062-tang-giay-khen": 1, "QD-063-tang-giay-khen": 1, "D15-": 4, "BC-001-bao-cao-thanh-tich": 1,
    "TB-023-ket-qua-xet": 1, "TB-024-ket-qua-xet": 1,  # D16, D16A
    "BC-002-tong-ket": 1, "QD-065-huy-ket-qua": 1, "QD-066-danh-gia-xep-loai-lai": 1,  # D17, D19, Mẫu 03
    "QD-064-cong-nhan-dang-vien-5-tot": 1, "TTR-001-de-nghi": 1,  # D13M, D11B
}  # fmt: skip


@pytest.fixture
def bontot(tmp_path, monkeypatch, capsys):
    """Run a command on an encrypted data file of the test's own; gives the exit code, the answer and stderr."""
    monkeypatch.setattr(keys, "COST", 2**10)
    monkeypatch.setenv("BONTOT_PASSWORD", PASSWORD)
    data = tmp_path / "van-phong.bontot"

    def run(*said: object, file: Path = data) -> tuple[int, dict, str]:
        code = main(["--data", str(file), "--json", *map(str, said)])
        out, err = capsys.readouterr()
        return code, json.loads(out), err

    run.data = data
    return run


@pytest.fixture
def founded(bontot, tmp_path):
    """The same with a new office that has taken in the project's own workbook."""
    described = tmp_path / "office.toml"
    described.write_text(OFFICE, encoding="utf-8")
    code, answer, _ = bontot("new", "--office", described)
    assert code == 0
    assert len(answer["recovery_code"].replace("-", "")) >= 20
    code, answer, _ = bontot("import", places.resources() / "sample" / "danh-ba-mau.xlsx")
    assert (code, answer["cells"]["new"], answer["refused"]) == (0, 8, [])
    return bontot


def test_an_office_is_founded_filled_listed_printed_copied_and_brought_back(founded, tmp_path):
    code, answer, _ = founded("list", "cells")
    assert code == 0
    assert [*answer] == ["cells"]
    assert len(answer["cells"]) == 8
    assert len(founded("list", "members")[1]["members"]) == 96

    code, answer, _ = founded("book", "--year", 2027, "--cell", "TH01", "--blank", "--out", tmp_path / "so")
    assert code == 0
    assert Path(answer["books"][0]["file"]).read_bytes().startswith(b"%PDF")

    code, answer, _ = founded("check")
    assert (code, {line["wrong"] for line in answer["check"]}) == (0, {0})

    code, answer, _ = founded("backup", "--to", tmp_path / "ban-sao")
    assert code == 0
    elsewhere = tmp_path / "may-khac" / "van-phong.bontot"
    elsewhere.parent.mkdir()
    assert founded("restore", answer["copy"], file=elsewhere)[0] == 0
    assert len(founded("list", "members", file=elsewhere)[1]["members"]) == 96


def test_what_the_office_must_mend_leaves_with_2_and_changes_nothing(founded, tmp_path):
    code, answer, err = founded("paper", "D13", "--year", 2026, "--out", tmp_path / "giay")
    assert (code, answer["exit"]) == (2, 2)
    assert answer["refused"] == err.strip().splitlines()
    assert not (tmp_path / "giay").exists()
    assert founded("import", tmp_path / "khong-co.xlsx")[0] == 2
    assert founded("new", "--office", tmp_path / "office.toml")[0] == 2


def test_a_second_opener_is_told_who_holds_the_file_and_leaves_with_3(founded):
    holder = DataFile.open(founded.data, PASSWORD, now=Clock.on(2026, 11, 21)(), holder="cửa sổ Bốn Tốt")
    try:
        code, answer, err = founded("list", "cells")
    finally:
        holder.close()
    assert (code, answer["exit"]) == (3, 3)
    assert "cửa sổ Bốn Tốt" in err


def test_a_wrong_password_leaves_with_3(founded, monkeypatch):
    monkeypatch.setenv("BONTOT_PASSWORD", "mật khẩu khác")
    code, answer, err = founded("list", "cells")
    assert code == 3
    assert len(err.strip().splitlines()) == 1
    assert answer["refused"] == [err.strip()]


def test_the_sample_office_needs_no_password_and_is_never_written_over(tmp_path, monkeypatch, capsys):
    monkeypatch.delenv("BONTOT_PASSWORD", raising=False)
    said = ["--json", "sample", "--out", str(tmp_path / "mau"), "--cells", "2", "--members", "14", "--seed", "3"]
    assert main(said) == 0
    made = json.loads(capsys.readouterr().out)["sample"]
    assert (made["cells"], made["members"]) == (2, 14)
    path = tmp_path / "mau" / "office.bontot"
    assert Path(made["path"]) == path
    assert main(["--data", str(path), "list", "cells"]) == 0
    assert "Chi bộ thôn Mẫu 1" in capsys.readouterr().out
    before = path.read_bytes()
    assert main(said) == 2
    assert "Đã có tệp office.bontot" in capsys.readouterr().err
    assert path.read_bytes() == before


def test_every_list_of_the_help_answers_on_the_sample_office(sample_file, capsys):
    for name in ("cells", "members", "meetings", "papers", "registrations", "ratings"):
        assert main(["--data", str(sample_file), "--json", "list", name, "--year", "2026"]) == 0
        answer = json.loads(capsys.readouterr().out)
        assert [*answer] == [name]
        assert answer[name], name


def test_a_year_closes_from_registration_to_report_with_every_paper_printed_and_a_second_run_writes_over_them(tmp_path):
    out = tmp_path / "out"
    out.mkdir()
    (out / "cua-toi.txt").write_text("giữ nguyên", encoding="utf-8")
    # The first cell has a member under discipline: what is refused and what is recognised are both there.
    first = demos.make_demo(out, cells=2)
    assert {path.suffix for path in first} == {".pdf", ".docx"}
    stems = {path.stem for path in first}
    assert all({f"{stem}.pdf", f"{stem}.docx"} <= {path.name for path in first} for stem in stems)
    for start, number in PRINTED.items():
        assert sum(stem.startswith(start) for stem in stems) == number, start
    contents = {path: path.read_bytes() for path in first}
    assert demos.make_demo(out, cells=2) == first
    assert {path: path.read_bytes() for path in first} == contents
    assert (out / "cua-toi.txt").read_text(encoding="utf-8") == "giữ nguyên"


def test_the_demo_says_at_once_that_it_may_not_write_there(tmp_path, capsys):
    there = tmp_path / "out"
    there.write_text("một tệp, không phải thư mục", encoding="utf-8")
    assert main(["--json", "demo", "--out", str(there)]) == 3
    answer = json.loads(capsys.readouterr().out)
    assert len(answer["refused"]) == 1
    assert there.read_text(encoding="utf-8") == "một tệp, không phải thư mục"


def test_the_help_knows_the_words_of_the_command():
    assert {module.__name__.rpartition(".")[2].strip("_") for module in words.COMMANDS} >= {
        "sample", "demo", "new", "import", "lists", "book", "paper", "kinds", "care",
    }  # fmt: skip
