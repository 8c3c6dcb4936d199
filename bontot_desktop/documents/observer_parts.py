"""What the papers that call observers to a sample meeting share: who is invited, watching what, when and where."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time

from bontot_desktop.documents import invitation_parts, observer_sheet
from bontot_desktop.documents.letterhead import Head, SignerFacts
from bontot_desktop.documents.profile import FormatSettings
from bontot_desktop.documents.sample_parts import MeetingBrief, PersonFacts
from bontot_desktop.documents.wording import Words
from bontot_desktop.rules.meetings import MeetingType
from bontot_desktop.rules.samples import ObserverCapacity

#: One who is not one of the committee's own.
_OTHER = "Đại biểu"
_COMMITTEE = (ObserverCapacity.IN_CHARGE, ObserverCapacity.COMMITTEE_MEMBER)


@dataclass(frozen=True, slots=True)
class InvitedFacts:
    """One who is invited to observe, with the aspects to watch as they are called ("Chuẩn bị")."""

    person: PersonFacts
    aspects: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CallFacts:
    """An invitation of observers, single or by one letter.

    ``committee`` is "Đảng ủy xã Ví Dụ". The meeting's day, hour and place are those planned; what is not planned yet
    leaves dots. ``people`` may be empty only in a draft.
    """

    head: Head
    signer: SignerFacts
    committee: str
    meeting: MeetingBrief
    people: tuple[InvitedFacts, ...]


def given(facts: CallFacts, words: Words, settings: FormatSettings) -> Words:
    """Give the words the values every paper of a call may use."""
    meeting = facts.meeting
    return words.given(
        cell=meeting.cell,
        committee=settings.fixed(facts.committee),
        period=meeting.period,
        when=invitation_parts.when(meeting.held_on, meeting.starts_at, meeting.year),
        place=meeting.place or invitation_parts.PLACE_ROOM,
    )


def capacity(person: PersonFacts, settings: FormatSettings) -> str:
    """Name in which capacity somebody observes."""
    return _OTHER if person.capacity is ObserverCapacity.OTHER else settings.fixed(person.capacity.label)


def aspects_said(aspects: Iterable[str]) -> str:
    """Write the aspects inside a sentence: "chuẩn bị; trình tự các bước"."""
    return "; ".join(aspect[:1].lower() + aspect[1:] for aspect in aspects)


def has(people: Iterable[InvitedFacts]) -> dict[str, bool]:
    """Say which groups are invited, as gaps to choose a sentence by."""
    capacities = {invited.person.capacity for invited in people}
    return {
        "has_group": ObserverCapacity.WORKING_GROUP in capacities,
        "has_members": any(member in capacities for member in _COMMITTEE),
        "has_secretaries": ObserverCapacity.CELL_SECRETARY in capacities,
        "has_others": ObserverCapacity.OTHER in capacities,
    }


def sample(symbol: str, number: int) -> CallFacts:
    """Return an invented call of six observers to the sample meeting of the other papers."""
    held = observer_sheet.sample_meeting()
    planned = MeetingBrief(
        held.cell, MeetingType.REGULAR, held.year, held.month, held.held_on, time(19, 30), place=held.place
    )
    return CallFacts(
        head=Head("ĐẢNG BỘ TỈNH VÍ DỤ", "ĐẢNG ỦY XÃ VÍ DỤ", "Ví Dụ", symbol, number, date(2026, 5, 29), 2026),
        signer=SignerFacts("T/M BAN THƯỜNG VỤ", "BÍ THƯ", "Đặng Văn Ví Dụ"),
        committee="Đảng ủy xã Ví Dụ",
        meeting=planned,
        people=sample_people(),
    )


def sample_people() -> tuple[InvitedFacts, ...]:
    """Return six invented observers, one or two of each capacity."""
    group, charge, member, secretary, other = ObserverCapacity
    lines = (
        (
            "Phạm Thị Thí Dụ",
            "Trưởng Ban Xây dựng Đảng",
            "",
            group,
            ("Điều hành của chủ trì", "Kết luận, nghị quyết, biểu quyết"),
        ),
        ("Lê Văn Minh Họa", "Đảng ủy viên", "", charge, ("Đánh giá nhiệm vụ, phân công",)),
        ("Hồ Thị Mô Phỏng", "Đảng ủy viên", "", member, ("Thảo luận, tự phê bình và phê bình",)),
        ("Trần Thị Mẫu", "Bí thư chi bộ", "Chi bộ thôn Mẫu 2", secretary, ("Chuẩn bị", "Trình tự các bước")),
        ("Ngô Văn Thử", "Bí thư chi bộ", "Chi bộ Trường Tiểu học Thí Dụ", secretary, ("Chuẩn bị",)),
        ("Dương Thị Tưởng Tượng", "Phó Chủ tịch", "Ủy ban Mặt trận Tổ quốc xã", other, ()),
    )
    return tuple(InvitedFacts(PersonFacts(name, post, unit, how), aspects) for name, post, unit, how, aspects in lines)
