"""The proof under Wine: its count, and that two papers which differ are told apart."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from installer.wine import papers
from installer.wine.checks import Checks, Stopped, wait_for
from installer.wine.stage import difference, hashes


def pdf(path: Path, words: str, left: float = 72.0, pages: int = 1) -> Path:
    made = io.BytesIO()
    canvas = Canvas(made, invariant=1)
    for _ in range(pages):
        canvas.drawString(left, 700, words)
        canvas.showPage()
    canvas.save()
    path.write_bytes(made.getvalue())
    return path


def word(path: Path, body: str, *more: str) -> Path:
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("word/document.xml", body)
        for name in more:
            package.writestr(name, "<a/>")
    return path


def test_a_run_ends_with_0_only_when_something_was_looked_at_and_all_of_it_was_right(capsys):
    assert Checks().end() == 1
    good = Checks()
    good.same(1, 1, "one is one")
    assert good.end() == 0
    assert capsys.readouterr().out.endswith("ok    one is one\n\n1 passed, 0 failed\n")
    good.same(1, 2, "one is two")
    assert good.end() == 1
    said = capsys.readouterr().out
    assert "FAIL  one is two\n      found  1\n      wanted 2\n" in said
    assert said.endswith("failed: one is two\n1 passed, 1 failed\n")


def test_a_part_that_cannot_go_on_is_one_failure_and_the_next_begins(capsys):
    checks = Checks()
    with checks.part("A window"):
        wait_for(lambda: False, "the window", 0)
    with checks.part("A file"):
        checks.that(True, "it is there")
    assert (checks.passed, checks.failed) == (1, ["A window: went to its end"])
    assert "the window did not come within 0 s" in capsys.readouterr().out


def test_what_is_waited_for_is_given_back():
    found = iter([0, 0, 7])
    assert wait_for(lambda: next(found), "a number", 5) == 7
    with pytest.raises(Stopped, match="a number"):
        wait_for(lambda: 0, "a number", 0)


def test_equal_papers_differ_in_nothing(tmp_path):
    one, other = pdf(tmp_path / "1.pdf", "Chi bo"), pdf(tmp_path / "2.pdf", "Chi bo")
    assert papers.differences(one, other) == []
    assert (
        papers.differences(
            word(tmp_path / "1.docx", "<a b='1' c='2'/>"), word(tmp_path / "2.docx", '<a c="2" b="1"></a>')
        )
        == []
    )


@pytest.mark.parametrize(
    ("made", "told"),
    [
        ({"words": "Chi uy"}, "page 1: other words"),
        ({"left": 72.2}, "page 1: “Chi bo” at"),
        ({"pages": 2}, "1 pages, 2 pages"),
    ],
)
def test_other_words_places_and_pages_are_told(tmp_path, made, told):
    one = pdf(tmp_path / "1.pdf", "Chi bo")
    [said] = papers.differences(one, pdf(tmp_path / "2.pdf", **{"words": "Chi bo", **made}))
    assert said.startswith(told)


def test_a_letter_a_hair_off_is_no_difference(tmp_path):
    assert papers.differences(pdf(tmp_path / "1.pdf", "Chi bo"), pdf(tmp_path / "2.pdf", "Chi bo", left=72.02)) == []


def test_other_parts_of_a_word_file_are_told(tmp_path):
    one = word(tmp_path / "1.docx", "<a>1</a>")
    assert papers.differences(one, word(tmp_path / "2.docx", "<a>2</a>")) == ["part word/document.xml"]
    [said] = papers.differences(one, word(tmp_path / "3.docx", "<a>1</a>", "word/styles.xml"))
    assert said.startswith("parts ")


def test_files_missing_too_much_and_other_are_named(tmp_path):
    (tmp_path / "lib").mkdir()
    (tmp_path / "lib" / "a.py").write_bytes(b"1")
    (tmp_path / "b.py").write_bytes(b"1")
    found = hashes(tmp_path)
    assert sorted(found) == ["b.py", "lib/a.py"]
    assert difference(found, found) == ""
    assert difference({"x": "1", "b.py": "2"}, found) == "missing lib/a.py\ntoo much x\nother b.py"
