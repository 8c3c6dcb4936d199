"""The guide is whole: topics, links and pictures are there, and every name it mentions stands on the screen."""

from __future__ import annotations

import ast
import re
import unicodedata
from functools import cache
from pathlib import Path

import pytest

import bontot_desktop
from bontot_desktop.rules.guide import Look, Picture, text_of, words_of
from bontot_desktop.services import guide
from bontot_desktop.services.guide import reading

PACKAGE = Path(bontot_desktop.__file__).parent
#: Words of programmers that have no place in a guide for an office.
FOREIGN = ("click", "button", "folder", "database", "backup", "error", "exception", "null", "todo", "dialog", "record")
#: The pictures travel in the setup file.
MOST_BYTES = 1_600_000


@cache
def _said_by_the_program() -> frozenset[str]:
    """Every literal of the program's windows and rules, folded to how names are compared."""
    found = set()
    for layer in ("ui", "services", "rules"):
        for path in (PACKAGE / layer).rglob("*.py"):
            nodes = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
            found |= {
                _name(node.value) for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)
            }
    return frozenset(found)


def _name(word: str) -> str:
    return word.replace("&", "").rstrip("…").casefold()


@cache
def _topics_asked_for() -> frozenset[str]:
    """Every topic a window names: values of ``help_topic`` and of the tables of steps."""
    found = set()
    for path in (PACKAGE / "ui").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Assign | ast.AnnAssign):
                target = node.targets[0] if isinstance(node, ast.Assign) else node.target
                name = getattr(target, "id", getattr(target, "attr", ""))
                if name == "help_topic" and isinstance(node.value, ast.Constant):
                    found.add(str(node.value.value))
                if name == "_TOPICS" and isinstance(node.value, ast.Dict):
                    found |= {str(value.value) for value in node.value.values if isinstance(value, ast.Constant)}
    return frozenset(found - {""})


def _topic_ids() -> list[str]:
    return [topic.id for topic in guide.guide().topics()]


def test_every_file_is_a_topic_of_the_index_and_titles_are_told_apart() -> None:
    assert sorted(_topic_ids()) == sorted(path.stem for path in reading.folder().glob("*.md"))
    titles = [topic.title for topic in guide.guide().topics()]
    assert len(set(titles)) == len(titles)


def test_every_topic_a_window_asks_for_is_there() -> None:
    assert len(_topics_asked_for()) > 25
    assert not _topics_asked_for() - set(_topic_ids())


@pytest.mark.parametrize("topic_id", _topic_ids())
def test_links_lead_somewhere_pictures_are_there_and_names_stand_on_the_screen(topic_id: str) -> None:
    topic = guide.guide().find(topic_id)
    assert topic is not None
    pieces = [piece for block in topic.blocks for words in words_of(block) for piece in words]
    assert not {piece.topic for piece in pieces if piece.topic} - set(_topic_ids())
    assert all(guide.picture(block.file).is_file() for block in topic.blocks if isinstance(block, Picture))
    assert all(block.caption for block in topic.blocks if isinstance(block, Picture))
    named = {piece.text for piece in pieces if piece.look is Look.NAME}
    assert not {name for name in named if _name(name) not in _said_by_the_program()}


@pytest.mark.parametrize("topic_id", _topic_ids())
def test_it_is_written_in_the_words_of_the_office(topic_id: str) -> None:
    topic = guide.guide().find(topic_id)
    assert topic is not None
    said = text_of(topic)
    assert unicodedata.is_normalized("NFC", said)
    assert not [word for word in FOREIGN if re.search(rf"\b{word}\b", said.casefold())]
    assert "**" not in said
    assert "`" not in said
    # One and a half pages at most, or nobody reads it.
    assert len(said.split()) < 700


def test_a_click_is_called_by_one_word_in_the_guide_and_on_the_screen() -> None:
    other = re.compile(r"\bnhấn (đúp|chuột|nút|vào)", re.IGNORECASE)
    assert [said for said in _said_by_the_program() if other.search(said)] == []
    assert [path.name for path in reading.folder().glob("*.md") if other.search(path.read_text("utf-8"))] == []


def test_no_picture_lies_about_unused_and_together_they_stay_small() -> None:
    used = {block.file for topic in guide.guide().topics() for block in topic.blocks if isinstance(block, Picture)}
    there = list((reading.folder() / "pictures").iterdir())
    assert used == {path.name for path in there}
    assert sum(path.stat().st_size for path in there) < MOST_BYTES


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("mật khẩu", "mat-khau"),
        ("mat khau", "mat-khau"),
        ("USB", "gio-dau-tien"),
        ("thu hoi so", "so-van-ban"),
        ("giấy khen", "khen-thuong"),
        ("phoi in san", "khen-thuong"),
    ],
)
def test_topics_are_found_with_and_without_marks(query: str, first: str) -> None:
    found = guide.find(guide.guide(), query)
    assert first in [one.topic.id for one in found][:3]


def test_topics_with_the_words_together_stand_before_those_with_the_words_apart() -> None:
    found = [one.topic.id for one in guide.find(guide.guide(), "thu hoi")]
    assert found[0] == "so-van-ban"
    assert found.index("nhat-ky") < found.index("cai-dat")


def test_words_with_wrong_marks_find_nothing_and_no_words_find_everything() -> None:
    assert not guide.find(guide.guide(), "mất khầu")
    assert [one.topic.id for one in guide.find(guide.guide(), "")] == _topic_ids()


@pytest.mark.parametrize(
    "source",
    [
        "Không có tiêu đề",
        "# Một\n\n<b>chữ</b>\n",
        "# Một\n\n```\nmã\n```\n",
        "# Một\n\n- một\n\n  hai\n",
        "# Một\n\nchữ ![hình](pictures/a.png) giữa dòng\n",
    ],
)
def test_markdown_the_guide_has_no_use_for_is_refused(source: str) -> None:
    with pytest.raises(ValueError, match=r"thu\.md"):
        reading.read("thu", source)


def test_a_line_s_end_in_the_file_is_a_space_in_the_guide() -> None:
    topic = reading.read("thu", "# Một\n\nBấm **Lưu\nPDF** rồi\nđóng.\n\n3. Ba\n4. Bốn\n")
    paragraph, points = topic.blocks
    assert [(piece.text, piece.look) for piece in paragraph.words] == [  # type: ignore[union-attr]
        ("Bấm ", Look.PLAIN),
        ("Lưu PDF", Look.NAME),
        (" rồi đóng.", Look.PLAIN),
    ]
    assert points.first == 3  # type: ignore[union-attr]
