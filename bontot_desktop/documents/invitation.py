"""F2: invitations to a cell's meeting, one page a person under one number; one without a name to fill in by hand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, time

from bontot_desktop.documents import invitation_parts, letterhead, room
from bontot_desktop.documents.blocks import (
    Addressees,
    Block,
    Document,
    Field,
    FieldLine,
    Paragraph,
    Recipients,
    Signature,
    Title,
    italic,
)
from bontot_desktop.documents.cell_parts import CellMeeting, in_sentence, lower_first, main_items
from bontot_desktop.documents.kind import Kind
from bontot_desktop.documents.letterhead import Head, SignerFacts
from bontot_desktop.documents.profile import FormatSettings
from bontot_desktop.documents.sample_parts import PersonFacts
from bontot_desktop.documents.wording import Words
from bontot_desktop.rules.meetings import MONTHLY_TYPES, MeetingFormat, MeetingType
from bontot_desktop.rules.samples import ObserverCapacity

#: Dots for contents nobody wrote yet: to the end of a line.
_CONTENT_ROOM = room.dots(75)


@dataclass(frozen=True, slots=True)
class InvitationFacts:
    """Invitations to a meeting. ``committee`` is "Đảng ủy xã Ví Dụ"; ``agenda`` are the titles of its programme.

    Nobody ``invited`` gives one invitation with room for the name.
    """

    head: Head
    signer: SignerFacts
    committee: str
    meeting: CellMeeting
    agenda: tuple[str, ...] = ()
    invited: tuple[PersonFacts, ...] = ()


def build(facts: InvitationFacts, settings: FormatSettings, words: Words) -> Document:
    """Turn the facts into the invitations, each on a sheet of its own."""
    meeting = facts.meeting
    words = words.given(
        session=meeting.session,
        cell=meeting.cell,
        committee=settings.fixed(facts.committee),
        when=invitation_parts.when(meeting.held_on, meeting.starts_at, meeting.year),
        place=meeting.place or invitation_parts.PLACE_ROOM,
        online="" if meeting.format is MeetingFormat.IN_PERSON else meeting.format.label.lower(),
        is_monthly=meeting.kind in MONTHLY_TYPES,
        reviewed=meeting.reviewed,
        planned=meeting.planned,
        theme=meeting.theme,
        presenter=in_sentence(meeting.presenter),
        agenda="; ".join(lower_first(item) for item in main_items(facts.agenda)) or _CONTENT_ROOM,
    )
    people = facts.invited or (PersonFacts(""),)
    # A sheet for each person is printed on one side, whatever the office does with longer papers.
    return Document(
        blocks=tuple(
            invitation_parts.one_page_each(people, lambda one: _page(facts, one, settings, words), two_sided=False)
        ),
        title=f"Giấy mời {words.say('summary')}",
        author=meeting.cell,
        day=facts.head.day,
        settings=replace(settings, two_sided=False),
    )


def _page(facts: InvitationFacts, person: PersonFacts, settings: FormatSettings, words: Words) -> Iterator[Block]:
    yield letterhead.letterhead(facts.head)
    summary = words.say("summary", session=facts.meeting.session_on_lines)
    yield Title("GIẤY MỜI", summary, bookmark=f"Giấy mời {person.name or 'để trống tên'}")
    yield from _addressee(person)
    yield Paragraph(words.say("opening"))
    yield from invitation_parts.points(words.lines("points", content=words.say("content")))
    yield Paragraph(words.say("closing"))
    lines = (*words.lines("recipients"), settings.fixed(settings.keep_copy_cell))
    yield Signature(letterhead.signer(facts.signer), Recipients(lines))


def _addressee(person: PersonFacts) -> Iterator[Block]:
    """Name who is invited, or leave a line for the name and one for post and unit."""
    if person.name:
        yield Addressees((invitation_parts.addressee(person.name, person.post, person.organisation),))
        return
    yield FieldLine((Field((italic("Kính gửi:"), " đồng chí")),), marker="")
    yield FieldLine((Field("Chức vụ, đơn vị:"),), marker="")


def sample_facts() -> InvitationFacts:
    """Return invented invitations to three people."""
    return InvitationFacts(
        head=Head("ĐẢNG BỘ XÃ VÍ DỤ", "CHI BỘ THÔN MẪU 1", "Ví Dụ", "GM/CB", 4, date(2026, 8, 28), 2026),
        signer=SignerFacts("T/M CHI BỘ", "BÍ THƯ", "Nguyễn Văn Ví Dụ"),
        committee="Đảng ủy xã Ví Dụ",
        meeting=sample_meeting(),
        invited=(
            PersonFacts("Lê Văn Minh Họa", "Ủy viên Ban Thường vụ", "Đảng ủy xã", ObserverCapacity.IN_CHARGE),
            PersonFacts("Trần Thị Mẫu", "Phó Bí thư chi bộ", "Chi bộ thôn Mẫu 1"),
            PersonFacts("Hoàng Thị Giả Định", "đảng viên Chi bộ thôn Mẫu 1"),
        ),
    )


def sample_blank() -> InvitationFacts:
    """Return an invented invitation with room for the name, the day and the place."""
    facts = sample_facts()
    blank = CellMeeting(facts.meeting.cell, MeetingType.EXTRAORDINARY, 2026, 9)
    return replace(facts, head=replace(facts.head, number=None, day=None), meeting=blank, invited=())


def sample_meeting() -> CellMeeting:
    """Return an invented meeting that lies ahead."""
    return CellMeeting(
        cell="Chi bộ thôn Mẫu 1",
        kind=MeetingType.COMBINED,
        year=2026,
        month=9,
        held_on=date(2026, 9, 3),
        starts_at=time(19, 30),
        place="Nhà văn hóa thôn Mẫu 1",
        theme="Đảng viên gương mẫu trong chuyển đổi số",
        presenter="Đồng chí Nguyễn Ví Dụ Châu",
    )


KIND = Kind(
    id="F2",
    name="Giấy mời dự sinh hoạt chi bộ",
    type_symbol="GM",
    facts_type=InvitationFacts,
    make=build,
    sample_facts=sample_facts,
)
