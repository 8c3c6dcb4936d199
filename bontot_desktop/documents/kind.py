"""What the program knows about one kind of paper: its id, its name, its facts and how they become a document."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from bontot_desktop.documents import letterhead, wording
from bontot_desktop.documents.blocks import Document
from bontot_desktop.documents.profile import FormatSettings
from bontot_desktop.documents.wording import Wording, Words
from bontot_desktop.rules.numbering import PaperType


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of paper (F.. of meetings.md, D.. of recognition.md).

    ``type_symbol`` is the symbol of its number series ("QĐ", "TB", "BB"), empty for papers without a number.
    ``facts_type`` is the frozen dataclass that ``make`` turns into a document with the words of the paper;
    ``sample_facts`` gives invented ones for tests and for trying out a sentence.
    """

    id: str
    name: str
    type_symbol: str
    facts_type: type[Any]
    make: Callable[[Any, FormatSettings, Words], Document]
    sample_facts: Callable[[], Any]

    @property
    def wording(self) -> Wording:
        """The sentences an office may change, as shipped."""
        return wording.shipped(self.id)

    def build(self, facts: Any, settings: FormatSettings, texts: Mapping[str, str] | None = None) -> Document:
        """Make the document; ``texts`` are the sentences that differ from the shipped ones, by key.

        Raises Refused when a sentence can't be filled.
        """
        words = self.words(settings, texts)
        head = getattr(facts, "head", None)
        if head is not None:
            # Whom the office reports to: its own committee's papers name it among those they go to.
            words = words.given(above=settings.fixed(letterhead.committee_above(head.superior)))
        return self.make(facts, settings, words)

    def words(self, settings: FormatSettings, texts: Mapping[str, str] | None = None) -> Words:
        """Return the paper's sentences in the office's spelling."""
        # Minutes call who led the meeting as the office signs them.
        spelt = settings.in_minutes if self.type_symbol == PaperType.MINUTES else settings.fixed
        return Words(self.id, texts, spelt)
