"""D5C: a cell's commitment to the title's four contents, blank to be signed or as signed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from bontot_desktop.documents import invitation_parts, letterhead, room, sample_parts
from bontot_desktop.documents.blocks import Addressees, Block, Document, Paragraph, Recipients, Signature, Title
from bontot_desktop.documents.kind import Kind
from bontot_desktop.documents.letterhead import Head, SignerFacts
from bontot_desktop.documents.profile import FormatSettings
from bontot_desktop.documents.wording import Words


@dataclass(frozen=True, slots=True)
class CommitmentFacts:
    """A commitment; its day is the head's, None on a blank one. ``plan`` is the committee's plan as cited.

    ``members`` counts those whose record lies in the cell. ``own_text`` are the cell's own words, a point a line, in
    the place of the standing contents; "" for those.
    """

    head: Head
    signer: SignerFacts
    committee: str
    cell: str
    year: int
    plan: str = ""
    members: int | None = None
    own_text: str = ""


def build(facts: CommitmentFacts, settings: FormatSettings, words: Words) -> Document:
    """Turn the facts of a commitment into its paper."""
    words = words.given(
        title=settings.title_spelling,
        year=facts.year,
        cell=facts.cell,
        committee=settings.fixed(facts.committee),
        members=room.padded(facts.members),
    )
    return Document(
        blocks=tuple(_blocks(facts, settings, words)),
        title=f"Bản cam kết {words.say('summary')}, {facts.cell}",
        author=facts.cell,
        day=facts.head.day,
        settings=settings,
    )


def about(facts: CommitmentFacts) -> str:
    """Name the commitment in the register."""
    return f"Cam kết thực hiện xây dựng “Chi bộ 4 tốt” năm {facts.year} của {facts.cell}"


def _blocks(facts: CommitmentFacts, settings: FormatSettings, words: Words) -> Iterator[Block]:
    yield letterhead.letterhead(facts.head)
    yield Title("BẢN CAM KẾT", words.say("summary"))
    yield Addressees((words.say("addressee"),))
    yield Paragraph(words.say("opening", plan=facts.plan or words.say("plan", signed=room.day(None, facts.year))))
    own = tuple(sample_parts.lines(facts.own_text))
    yield from invitation_parts.points(own or words.lines("contents"))
    yield Paragraph(sample_parts.stop(words.say("pledge")))
    lines = (*words.lines("recipients"), settings.fixed(settings.keep_copy_cell))
    yield Signature(letterhead.signer(facts.signer), Recipients(lines))


def sample_facts() -> CommitmentFacts:
    """Return an invented commitment as signed at the launch."""
    return CommitmentFacts(
        head=Head("ĐẢNG BỘ XÃ VÍ DỤ", "CHI BỘ THÔN MẪU 1", "Ví Dụ", day=date(2026, 3, 6), year=2026),
        signer=SignerFacts("T/M CHI BỘ", "BÍ THƯ", "Nguyễn Văn Ví Dụ"),
        committee="Đảng ủy xã Ví Dụ",
        cell="Chi bộ thôn Mẫu 1",
        year=2026,
        plan="Kế hoạch số 05-KH/ĐU, ngày 20/02/2026 của Ban Thường vụ Đảng ủy xã",
        members=22,
    )


KIND = Kind(
    id="D5C",
    name='Bản cam kết xây dựng "Chi bộ 4 tốt" của chi bộ',
    type_symbol="",
    facts_type=CommitmentFacts,
    make=build,
    sample_facts=sample_facts,
)
