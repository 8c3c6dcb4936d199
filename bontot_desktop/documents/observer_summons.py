"""F16A: the official letter that calls observers to a sample meeting, with the list of them (document-format §8.5)."""

from __future__ import annotations

from collections.abc import Iterator

from bontot_desktop import text
from bontot_desktop.documents import invitation_parts, letterhead, observer_parts, sample_parts, wording
from bontot_desktop.documents.blocks import (
    Addressees,
    Block,
    Column,
    Document,
    PageBreak,
    Paragraph,
    Recipients,
    Signature,
    Table,
    TableRow,
    Title,
)
from bontot_desktop.documents.kind import Kind
from bontot_desktop.documents.observer_parts import CallFacts
from bontot_desktop.documents.profile import FormatSettings
from bontot_desktop.documents.wording import Words


def build(facts: CallFacts, settings: FormatSettings, words: Words) -> Document:
    """Turn a call of observers into the letter with its list on a new page, numbering going on."""
    words = observer_parts.given(facts, words, settings).given(
        count=wording.counted(len(facts.people)), **observer_parts.has(facts.people)
    )
    return Document(
        blocks=tuple(_blocks(facts, settings, words)),
        title=_title(words),
        author=facts.committee,
        day=facts.head.day,
        settings=settings,
    )


def about(facts: CallFacts) -> str:
    """Name the letter in the register."""
    return (
        f"Triệu tập {len(facts.people):02d} đồng chí dự {facts.meeting.period} tại {facts.meeting.cell} (chi bộ điểm)"
    )


def _title(words: Words) -> str:
    return f"Công văn {words.say('subject')}"


def _blocks(facts: CallFacts, settings: FormatSettings, words: Words) -> Iterator[Block]:
    yield letterhead.letterhead(facts.head, subject=words.say("subject"))
    yield Addressees(words.lines("addressees"))
    # A letter has no title line: its opening stands for it in the outline.
    yield Paragraph(words.say("opening"), bookmark=_title(words))
    yield from invitation_parts.points(words.lines("points"))
    yield Paragraph(sample_parts.stop(words.say("closing")))
    lines = (*words.lines("recipients"), settings.fixed(settings.keep_copy_office))
    yield Signature(letterhead.signer(facts.signer), Recipients(lines))
    yield PageBreak()
    yield Title("DANH SÁCH", "\n".join(words.lines("list_summary")), bracket=_bracket(facts, settings))
    yield _table(facts, settings)
    yield Paragraph(words.say("list_closing"))
    if settings.list_signed_again:
        yield Signature(letterhead.signer(facts.signer))


def _bracket(facts: CallFacts, settings: FormatSettings) -> str:
    """Write "(Kèm theo Công văn số 12-CV/ĐU, ngày 29/5/2026 của …)"."""
    head = facts.head
    number = letterhead.bare_number(head.number, head.symbol)
    issuer = settings.fixed(f"Ban Thường vụ {facts.committee}")
    return f"(Kèm theo Công văn số {number}, {letterhead.dated(head.day, head.year)} của {issuer})"


def _table(facts: CallFacts, settings: FormatSettings) -> Table:
    columns = (
        Column("TT", 9, "center"),
        Column("Họ và tên"),
        Column("Chức vụ"),
        Column("Đơn vị"),
        Column("Tư cách dự"),
        Column("Nội dung theo dõi"),
    )
    rows = []
    for number, invited in enumerate(facts.people, start=1):
        who = invited.person
        watched = text.first_upper(observer_parts.aspects_said(invited.aspects))
        role = observer_parts.capacity(who, settings)
        cells = (str(number), who.name, who.post, who.organisation, text.first_upper(role), watched)
        rows.append(TableRow(cells))
    return Table(columns, tuple(rows), balanced=True)


def sample_facts() -> CallFacts:
    """Return an invented letter with a list of six."""
    return observer_parts.sample("CV/ĐU", 12)


KIND = Kind(
    id="F16A",
    name="Công văn triệu tập dự sinh hoạt chi bộ điểm",
    type_symbol="CV",
    facts_type=CallFacts,
    make=build,
    sample_facts=sample_facts,
)
