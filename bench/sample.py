"""The invented office the measures work on, made once in a run, and its papers as facts in hand."""

from __future__ import annotations

import atexit
import tempfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from sqlalchemy import select

from bontot_desktop.db.models.papers import Paper
from bontot_desktop.documents.blocks import Document
from bontot_desktop.documents.kind import Kind
from bontot_desktop.documents.kinds import KINDS
from bontot_desktop.documents.profile import FormatSettings
from bontot_desktop.errors import Refused
from bontot_desktop.services import composing, frozen, heads, sampling, wordings
from bontot_desktop.services.office import Office, open_office
from bontot_desktop.services.sampling.people import YEAR
from bontot_desktop.services.sources import SOURCES, Issue, Subject

#: What a year's end is about: the campaign, each cell in it, each certificate.
YEAR_END = (Subject.CAMPAIGN, Subject.ENTRY, Subject.AWARD)


@dataclass(frozen=True, slots=True)
class Facts:
    """A paper's facts in hand: what is measured begins with them."""

    kind: Kind
    facts: Any
    settings: FormatSettings
    texts: dict[str, str]

    def document(self) -> Document:
        """Make the paper's document."""
        return self.kind.build(self.facts, self.settings, self.texts)


@cache
def office() -> Office:
    """Return the sample office, opened."""
    folder = tempfile.TemporaryDirectory(prefix="bontot-bench-")
    path = Path(folder.name) / "office.bontot"
    sampling.make_sample(path)
    opened = open_office(path, holder="bench", who="bench", clock=sampling.Clock.on(YEAR, 12, 31))
    atexit.register(folder.cleanup)
    atexit.register(opened.close)
    return opened


@cache
def year_end() -> tuple[Facts, ...]:
    """Return the papers of the year's end: those issued as they are frozen, the others as drafts."""
    found = []
    with office().read() as session:
        settings = heads.format_settings(session)
        issued = session.scalars(select(Paper).where(Paper.campaign_id.is_not(None)).order_by(Paper.id))
        for paper in issued:
            found.append(_frozen(paper))
        done = {(paper.kind.id) for paper in found}
        for source in SOURCES.values():
            if source.subject not in YEAR_END or source.kind in done:
                continue
            for choice in composing.choices(office(), source.kind, YEAR):
                try:
                    facts = source.collect(session, choice.id, Issue(None, None, "TB/ĐU", office().today()))
                except Refused:
                    # Not every cell gets every paper: one that was recognised gets no refusal.
                    continue
                words = wordings.in_use(session, source.kind)
                found.append(Facts(KINDS[source.kind], facts, settings, words.texts))
    return tuple(found)


def _frozen(paper: Paper) -> Facts:
    kind = frozen.kind_of(paper.kind)
    facts, settings = frozen.read(paper)
    return Facts(kind, facts, settings, paper.facts["words"])
