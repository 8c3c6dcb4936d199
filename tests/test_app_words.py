"""Tests of the words the window is started with."""

from __future__ import annotations

import pytest

from bontot_desktop.app import _read_words


def test_a_file_and_options_are_read_in_any_order() -> None:
    assert _read_words([]) == (None, False, False)
    assert _read_words(["xa.bontot", "--quit-when-shown"]) == ("xa.bontot", False, True)
    assert _read_words(["--sample"]) == (None, True, False)


@pytest.mark.parametrize(("words", "code"), [(["--help"], 0), (["--khac"], 2), (["a.bontot", "b.bontot"], 2)])
def test_help_and_wrong_words_end_the_program(words: list[str], code: int, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        _read_words(words)
    assert ended.value.code == code
    said = capsys.readouterr()
    assert "bontot-desktop" in said.out + said.err
