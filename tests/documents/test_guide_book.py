"""The printed guide: every heading and picture is in it, and the contents name the right pages."""

from __future__ import annotations

import re
from io import BytesIO

import pytest
from pypdf import PdfReader

from bontot_desktop.rules.guide import Guide, Heading, Picture, Topic, plain
from bontot_desktop.services import guide


@pytest.fixture(scope="module")
def printed() -> PdfReader:
    """The guide as it is handed out."""
    return PdfReader(BytesIO(guide.pdf()))


def _flat(text: str) -> str:
    return re.sub(r"\s+", "", text)


def _whole() -> Guide:
    return guide.guide()


def _headings(topic: Topic) -> list[str]:
    return [plain(block.words) for block in topic.blocks if isinstance(block, Heading)]


def test_every_chapter_topic_heading_and_caption_is_printed(printed: PdfReader) -> None:
    said = _flat("".join(page.extract_text() for page in printed.pages))
    for chapter in _whole().chapters:
        assert _flat(chapter.title) in said
        for topic in chapter.topics:
            captions = [block.caption for block in topic.blocks if isinstance(block, Picture)]
            for words in (topic.title, *_headings(topic), *captions):
                assert _flat(words) in said


def test_every_picture_is_printed(printed: PdfReader) -> None:
    wanted = sum(isinstance(block, Picture) for topic in _whole().topics() for block in topic.blocks)
    assert wanted > 20
    assert sum(len(page.images) for page in printed.pages) == wanted


def test_the_contents_name_the_page_on_which_a_topic_begins(printed: PdfReader) -> None:
    first = _page_named(next(_whole().topics()), printed.pages[1].extract_text())
    contents = "\n".join(page.extract_text() for page in printed.pages[1 : first - 1])
    for topic in _whole().topics():
        page = printed.pages[_page_named(topic, contents) - 1]
        assert _flat(topic.title) in _flat(page.extract_text())


def _page_named(topic: Topic, contents: str) -> int:
    named = re.search(re.escape(topic.title) + r"[ .]+(\d+)", contents)
    assert named is not None, topic.title
    return int(named[1])


def test_the_outline_leads_to_chapters_and_topics(printed: PdfReader) -> None:
    titles = {entry.title for entry in _entries(printed.outline)}
    assert {topic.title for topic in _whole().topics()} <= titles
    assert {chapter.title for chapter in _whole().chapters} <= titles


def _entries(outline: list) -> list:
    return [entry for one in outline for entry in (_entries(one) if isinstance(one, list) else [one])]


def test_the_foot_has_the_page_number_and_the_text_stays_above_it(printed: PdfReader) -> None:
    for number, page in enumerate(printed.pages[1:], start=2):
        assert page.extract_text().strip().endswith(str(number))


def test_the_same_guide_gives_the_same_bytes() -> None:
    assert guide.pdf() == guide.pdf()
