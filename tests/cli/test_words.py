"""The words of ``bontot``: one clear sentence for whoever types them wrong, one JSON object for whoever reads them."""

from __future__ import annotations

import errno
import io
import json
import subprocess
import sys
from argparse import ArgumentTypeError

import pytest

from bontot_desktop.cli import values
from bontot_desktop.cli.main import main, parser
from bontot_desktop.db import keys
from bontot_desktop.db.datafile import DataFile
from bontot_desktop.rules.periods import Period, whole_year
from bontot_desktop.services import papers
from bontot_desktop.services.sampling import Clock


@pytest.fixture
def told(capsys):
    """Run a command; gives the exit code, stdout and stderr."""

    def run(*said: object) -> tuple[int, str, str]:
        code = main([*map(str, said)])
        return code, *capsys.readouterr()

    return run


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ([], "còn thiếu tên lệnh. Xem: bontot --help"),
        (["lisst"], "không có lệnh “lisst”; các lệnh: sample, demo, "),
        (["list", "cell"], "không có “cell”; chọn một trong: cells, "),
        (["list", "cells", "--yea", "2026"], "không hiểu: --yea"),
        (["list", "cells", "--year", "hai nghìn"], "giá trị “hai nghìn” của --year không dùng được: năm viết bằng số"),
        (["paper", "D13", "--date", "22/12/2026", "--out", "x"], "ví dụ 2026-12-22. Xem: bontot paper --help"),
        (["paper", "D13", "--format", "txt", "--out", "x"], "--format không có “txt”; chọn một trong: both, docx, pdf"),
        (["backup"], "còn thiếu --to. Xem: bontot backup --help"),
    ],
)
def test_wrong_words_are_told_in_one_sentence_and_as_json_too(told, said, sentence):
    code, out, err = told(*said)
    assert (code, out) == (2, "")
    assert sentence in err
    assert len(err.splitlines()) == 1
    code, out, err = told("--json", *said)
    assert json.loads(out) == {"refused": [err.strip()], "exit": 2}
    assert code == 2


def test_options_of_every_command_are_understood_before_and_after_its_name(told, sample_file):
    before = told("--json", "--data", sample_file, "list", "ratings")
    assert before == told("list", "ratings", "--json", "--data", sample_file)
    assert before == told("--data", sample_file, "list", "--json", "ratings")
    assert before[0] == 0


def test_the_help_speaks_vietnamese(capsys):
    for command in ["", *parser()._subparsers._group_actions[0].choices]:
        with pytest.raises(SystemExit) as left:
            main([*filter(None, [command]), "--help"])
        out, _ = capsys.readouterr()
        assert left.value.code == 0
        assert out.startswith("Cách dùng: bontot")
        assert not any(english in out for english in ("usage:", "options:", "positional", "show ", "exit"))


def test_a_file_with_a_password_says_how_to_give_it_and_an_empty_password_file_is_named(told, tmp_path, monkeypatch):
    monkeypatch.setattr(keys, "COST", 2**10)
    monkeypatch.delenv("BONTOT_PASSWORD", raising=False)
    path = tmp_path / "van-phong.bontot"
    DataFile.create(path, "mật khẩu thử", now=Clock.on(2026, 11, 21)())[0].close()
    code, _, err = told("--data", path, "list", "cells")
    assert code == 3
    assert "--password-file" in err
    assert "BONTOT_PASSWORD" in err
    code, _, err = told("--data", tmp_path / "khac.bontot", "restore", path)
    assert code == 3
    assert "--password-file" in err
    empty = tmp_path / "mat-khau.txt"
    empty.write_text("\n", encoding="utf-8")
    code, _, err = told("--data", path, "--password-file", empty, "list", "cells")
    assert code == 2
    assert "mat-khau.txt để trống" in err


def test_a_name_too_long_for_the_disk_and_ctrl_c_end_in_a_sentence(told, monkeypatch):
    code, _, err = told("--data", "x" * 300 + ".bontot", "list", "cells")
    assert (code, err.count("\n")) == (2, 1)
    # Windows says of a name too long that there is no such file.
    assert ("Không thấy" if sys.platform == "win32" else "quá dài") in err
    assert told("import", "x" * 300 + ".xlsx")[0] == 2

    def stopped(*_: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(papers, "kinds", stopped)
    code, out, err = told("--json", "kinds")
    assert code == 130
    assert err.startswith("Đã dừng theo yêu cầu")
    assert json.loads(out)["exit"] == 130


def test_a_home_that_cannot_be_made_is_named(told, tmp_path, monkeypatch):
    file = tmp_path / "tep"
    file.touch()
    monkeypatch.setenv("BONTOT_HOME", str(file / "nha"))
    code, _, err = told("list", "cells")
    assert code == 3
    # Windows names what stands in the way, Linux what could not be made.
    assert f"Không dùng được “{file if sys.platform == 'win32' else file / 'nha'}”" in err


def test_an_answer_that_has_no_room_leaves_with_3_and_a_sentence(tmp_path, monkeypatch, capsys):
    class Full(io.StringIO):
        def write(self, _: str) -> int:
            raise OSError(errno.ENOSPC, "No space left on device")

        def fileno(self) -> int:
            return receiver.fileno()

    with (tmp_path / "day").open("w", encoding="utf-8") as receiver:
        monkeypatch.setattr("sys.stdout", Full())
        assert main(["kinds"]) == 3
    assert capsys.readouterr().err.startswith("Không ghi được câu trả lời")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("2026", whole_year(2026)),
        ("2026-06", Period.month_of(2026, 6)),
        ("2026-q2", Period.quarter_of(2026, 2)),
        ("2026-H1", Period.half_of(2026, 1)),
    ],
)
def test_a_period_is_typed_as_the_help_shows(typed, meant):
    assert values.period(typed) == meant


@pytest.mark.parametrize("typed", ["2026-13", "2026-00", "2026-Q5", "2026-H", "tháng 6", "26-06", "2026-31"])
def test_a_period_that_no_year_has_is_refused(typed):
    with pytest.raises(ArgumentTypeError, match="2026-06"):
        values.period(typed)


def test_a_bug_of_ours_is_told_with_its_way_and_exit_1_but_without_the_data_it_met(tmp_path):
    program = (
        "import sys; from bontot_desktop.cli import kinds, main\n"
        "def fail(args, console): raise KeyError('Nguyễn Văn Ví Dụ')\n"
        "kinds.run = fail\n"
        "sys.argv = ['bontot', 'kinds']\n"
        "sys.exit(main.main())"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 1
    assert "Traceback" in done.stderr
    assert "KeyError: '…'" in done.stderr
    assert "Ví Dụ" not in done.stderr
