"""F16: the invitation to observe a sample meeting, one number for all, a page for each person invited."""

from __future__ import annotations

from collections.abc import Iterator

from bontot_desktop.documents import invitation_parts, letterhead, observer_parts, sample_parts
from bontot_desktop.documents.blocks import Addressees, Block, Document, Paragraph, Recipients, Signature, Title
from bontot_desktop.documents.kind import Kind
from bontot_desktop.documents.observer_parts import CallFacts, InvitedFacts
from bontot_desktop.documents.profile import FormatSettings
from bontot_desktop.documents.sample_parts import PersonFacts
from bontot_desktop.documents.wording import Words

#: One page with dots for the name, for whoever is invited by hand.
_NOBODY = (InvitedFacts(PersonFacts("")),)


def build(facts: CallFacts, settings: FormatSettings, words: Words) -> Document:
    """Turn a call of observers into their invitations."""
    words = observer_parts.given(facts, words, settings)
    pages = invitation_parts.one_page_each(
        facts.people or _NOBODY, lambda invited: _page(facts, invited, settings, words), two_sided=settings.two_sided
    )
    return Document(
        blocks=tuple(pages),
        title=f"Giấy mời {' '.join(words.lines('summary'))}",
        author=facts.committee,
        day=facts.head.day,
        settings=settings,
    )


def about(facts: CallFacts) -> str:
    """Name the invitations in the register."""
    return f"Mời {len(facts.people):02d} đồng chí dự {facts.meeting.period} tại {facts.meeting.cell} (chi bộ điểm)"


def _page(facts: CallFacts, invited: InvitedFacts, settings: FormatSettings, words: Words) -> Iterator[Block]:
    who = invited.person
    yield letterhead.letterhead(facts.head)
    yield Title("GIẤY MỜI", "\n".join(words.lines("summary")))
    yield Addressees((invitation_parts.addressee(who.name, who.post, who.organisation),))
    yield Paragraph(words.say("opening"))
    role = observer_parts.capacity(who, settings) if who.name else ""
    watched = observer_parts.aspects_said(invited.aspects)
    yield from invitation_parts.points(words.lines("points", capacity=role, aspects=watched))
    yield Paragraph(sample_parts.stop(words.say("closing")))
    lines = (*words.lines("recipients"), settings.fixed(settings.keep_copy_office))
    yield Signature(letterhead.signer(facts.signer), Recipients(lines))


def sample_facts() -> CallFacts:
    """Return invented invitations."""
    return observer_parts.sample("GM/ĐU", 4)


KIND = Kind(
    id="F16",
    name="Giấy mời dự sinh hoạt chi bộ điểm",
    type_symbol="GM",
    facts_type=CallFacts,
    make=build,
    sample_facts=sample_facts,
)
