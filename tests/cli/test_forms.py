"""``bontot form`` and ``bontot take-in``: forms go out as Word files and are taken back, each fault said."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bontot_desktop.cli.main import main
from bontot_desktop.rules.samples import CHECKLIST
from tests import returned_forms, sample_office

ANSWERS = {
    **{f"bt_check_{step}": "Có" for step, _ in CHECKLIST},
    **{f"bt_points_{code.replace('.', '_')}": given for code, given in sample_office.POINTS[0].items()},
}


@pytest.fixture
def data(tmp_path):
    (tmp_path / "data").mkdir()
    office = sample_office.make_office(tmp_path / "data")
    event = sample_office.planned(office)
    sample_office.invited(office, event)
    sample_office.held(office, event)
    office.close()
    return str(office.data.path)


def test_sheets_go_out_and_come_back_all_but_the_one_in_doubt(data, tmp_path, capsys):
    out = tmp_path / "phieu"
    assert main(["form", "f17", "--data", data, "--year", "2026", "--out", str(out), "--json"]) == 0
    files = [Path(form["file"]) for form in json.loads(capsys.readouterr().out)["forms"]]
    assert len(files) == 3
    for place, path in enumerate(files):
        more = {"bt_points_2": "9"} if place == 1 else {}
        path.write_bytes(returned_forms.fill(path.read_bytes(), {**ANSWERS, **more}))
    assert main(["take-in", str(out), "--data", data, "--dry-run"]) == 2
    told = capsys.readouterr()
    assert "vướng 1" in told.out
    assert "Đã ghi" not in told.out
    assert ": Điểm phải từ 0 đến 5." in told.err
    assert "Điểm 2. " in told.err
    assert "Dòng 2" not in told.err
    assert main(["take-in", str(out), "--data", data, "--json"]) == 2
    assert sorted(one["taken"] for one in json.loads(capsys.readouterr().out)["files"]) == [False, True, True]
    taken = [str(path) for path in files if path != files[1]]
    assert main(["take-in", *taken, "--data", data]) == 0
    assert "khác 0" in capsys.readouterr().out
    second = out / "lan-hai.docx"
    second.write_bytes(returned_forms.fill(files[0].read_bytes(), {**ANSWERS, "bt_points_2": "1"}))
    assert main(["take-in", str(second), "--data", data]) == 2
    assert "Thêm --replace nếu muốn ghi đè." in capsys.readouterr().err
    assert main(["take-in", str(second), "--data", data, "--replace"]) == 0
    assert main(["take-in", str(files[0]), str(second), "--data", data, "--replace", "--dry-run"]) == 2
    assert "là cùng một phiếu" in capsys.readouterr().err


def test_a_kind_that_is_no_form_and_an_empty_folder_are_refused(data, tmp_path, capsys):
    assert main(["form", "F20", "--data", data, "--out", str(tmp_path)]) == 2
    assert "không có “F20”" in capsys.readouterr().err
    (tmp_path / "trong").mkdir()
    assert main(["take-in", str(tmp_path / "trong"), "--data", data]) == 2
    assert "Không có tệp Word nào ở đó" in capsys.readouterr().err


def test_the_forms_of_a_meeting_are_written_by_its_number(data, tmp_path, capsys):
    for kind in ("F5", "F9"):
        assert main(["form", kind, "--meeting", "1", "--data", data, "--out", str(tmp_path / kind)]) == 0
    assert len(capsys.readouterr().out.splitlines()) == 2
    assert main(["form", "F6", "--meeting", "1", "--data", data, "--out", str(tmp_path)]) == 2
    assert "là F5, không phải F6" in capsys.readouterr().err
    assert main(["form", "F9", "--data", data, "--out", str(tmp_path)]) == 2
    assert "--meeting SỐ" in capsys.readouterr().err


def test_every_refusal_names_the_file_and_the_line_or_field(data, tmp_path, capsys):
    assert main(["form", "F5", "--meeting", "1", "--data", data, "--out", str(tmp_path / "gui")]) == 0
    sent = Path(capsys.readouterr().out.strip())
    (tmp_path / "ve").mkdir()
    filled = {
        "bt_held_on": "31/2/2026",
        "bt_starts_at": "20:00",
        "bt_ends_at": "20:00",
        "bt_vote_1_matter": "Thông qua nghị quyết",
        "bt_vote_1_for": "900",
    }
    known = returned_forms.tags(sent.read_bytes())
    assert filled.keys() <= known, sorted(known)
    (tmp_path / "ve" / "thon-mau.docx").write_bytes(returned_forms.fill(sent.read_bytes(), filled))
    (tmp_path / "ve" / "anh-chup.docx").write_bytes(b"khong phai Word")
    (tmp_path / "ve" / "to-trinh.pdf").write_bytes(b"%PDF-1.4")
    assert main(["take-in", str(tmp_path / "ve"), "--data", data]) == 2
    lines = capsys.readouterr().err.splitlines()
    assert all("thon-mau.docx" in line or "anh-chup.docx" in line or "to-trinh.pdf" in line for line in lines), lines
    said = "\n".join(lines)
    for words in ("Ngày", "Giờ kết thúc", "Biểu quyết, dòng 1", "900 phiếu"):
        assert words in said, said
