"""Minutes by the type of their meeting: which form each has, for papers and for the books that bind them."""

from __future__ import annotations

from collections.abc import Iterator

from bontot_desktop.documents import minutes_combined, minutes_committee, minutes_regular, minutes_themed
from bontot_desktop.documents import minutes_wording as phrases
from bontot_desktop.documents.blocks import Block
from bontot_desktop.documents.kind import Kind
from bontot_desktop.documents.minutes_facts import MinutesFacts
from bontot_desktop.documents.minutes_parts import Form
from bontot_desktop.documents.profile import FormatSettings
from bontot_desktop.documents.wording import Words
from bontot_desktop.rules.meetings import MeetingType

_OTHERS: dict[MeetingType, tuple[Kind, Form]] = {
    MeetingType.COMMITTEE: (minutes_committee.KIND, minutes_committee.FORM),
    MeetingType.THEMED: (minutes_themed.KIND, minutes_themed.FORM),
    MeetingType.COMBINED: (minutes_combined.KIND, minutes_combined.FORM),
}

#: Every kind of minutes of a cell, in the order of their ids.
KINDS: tuple[Kind, ...] = (minutes_committee.KIND, minutes_regular.KIND, minutes_themed.KIND, minutes_combined.KIND)


def kind_of(meeting: MeetingType) -> Kind:
    """Return the kind of minutes a type of meeting has; types without a form of their own have that of F5."""
    return _OTHERS.get(meeting, (minutes_regular.KIND, minutes_regular.FORM))[0]


def form_of(meeting: MeetingType) -> Form:
    """Return how the minutes of a type of meeting are made."""
    return _OTHERS.get(meeting, (minutes_regular.KIND, minutes_regular.FORM))[1]


def blocks(facts: MinutesFacts, settings: FormatSettings, words: Words, *, bookmark: str = "") -> Iterator[Block]:
    """Yield the blocks of minutes in the form of their meeting; ``words`` are those of its kind."""
    form = _OTHERS.get(facts.kind, (minutes_regular.KIND, minutes_regular.FORM))[1]
    return form.blocks(facts, settings, words, bookmark=bookmark)


def one_line_summary(facts: MinutesFacts) -> str:
    """Name the meeting on one line, as registers and outlines do."""
    return phrases.summary(facts.kind, facts.year, facts.month, consults=facts.consults).replace("\n", " ")
