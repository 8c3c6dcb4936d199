"""What lists of what a clerk chose in a table share (DS1–DS3, F22): across the page, head, table, closing, signer."""

from __future__ import annotations

from datetime import date
from typing import Protocol

from bontot_desktop import dates, text
from bontot_desktop.documents import letterhead
from bontot_desktop.documents.blocks import Document, Paragraph, Recipients, Section, Signature, Table, Title
from bontot_desktop.documents.letterhead import Head, SignerFacts
from bontot_desktop.documents.profile import FormatSettings
from bontot_desktop.documents.wording import Words


class HandedFacts(Protocol):
    """What the facts of such a list have; ``about`` is what the clerk wrote for it, "" takes the office's sentence."""

    @property
    def head(self) -> Head: ...
    @property
    def signer(self) -> SignerFacts: ...
    @property
    def committee(self) -> str: ...
    @property
    def day(self) -> date: ...
    @property
    def about(self) -> str: ...


def document(name: str, facts: HandedFacts, table: Table, settings: FormatSettings, words: Words) -> Document:
    """Make the list called ``name`` ("Danh sách"); ``words`` have their gaps filled."""
    about = facts.about or words.say("summary")
    recipients = Recipients((*words.lines("recipients"), settings.fixed(settings.keep_copy_office)))
    return Document(
        blocks=(
            letterhead.letterhead(facts.head),
            Title(name.upper(), about),
            table,
            *(Paragraph(line) for line in words.lines("closing")),
            Signature(letterhead.signer(facts.signer), recipients),
        ),
        title=f"{name} {about}",
        author=facts.committee,
        day=facts.head.day or facts.day,
        settings=settings,
        first=Section(landscape=True, number_first=False),
    )


def printed(day: date | None) -> str:
    """Write a day in a table of a paper, nothing for one that is not known."""
    return dates.short(day) if day else ""


def two_figures(number: int) -> str:
    """Write a count with two figures at least, nothing for none."""
    return text.padded(number) if number else ""
