"""DS3: a list of petitions, exactly those the clerk chose in the table, with where each stands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from bontot_desktop import dates
from bontot_desktop.documents import handed_list, wording
from bontot_desktop.documents.blocks import (
    Column,
    Document,
    Table,
    TableRow,
)
from bontot_desktop.documents.handed_list import printed, two_figures
from bontot_desktop.documents.kind import Kind
from bontot_desktop.documents.letterhead import Head, SignerFacts
from bontot_desktop.documents.profile import FormatSettings
from bontot_desktop.documents.wording import Words


@dataclass(frozen=True, slots=True)
class ListedPetition:
    """A line of the list; ``state`` says in words where it stands."""

    cell: str
    text: str
    raised_by: str = ""
    raised_on: date | None = None
    addressed_to: str = ""
    sent_on: date | None = None
    due_on: date | None = None
    state: str = ""
    answer: str = ""


@dataclass(frozen=True, slots=True)
class PetitionListFacts:
    """The list; ``about`` is the summary the clerk wrote for it, "" takes the office's sentence."""

    head: Head
    signer: SignerFacts
    committee: str
    day: date
    petitions: tuple[ListedPetition, ...]
    waiting: int = 0
    late: int = 0
    about: str = ""


def build(facts: PetitionListFacts, settings: FormatSettings, words: Words) -> Document:
    """Turn the chosen petitions into their list."""
    return handed_list.document("Danh sách", facts, _table(facts), settings, given(facts, settings, words))


def given(facts: PetitionListFacts, settings: FormatSettings, words: Words) -> Words:
    """Fill the gaps of the list's sentences."""
    return words.given(
        committee=settings.fixed(facts.committee),
        day=dates.short(facts.day),
        count=wording.counted(len(facts.petitions)),
        waiting=two_figures(facts.waiting),
        late=two_figures(facts.late),
    )


def _table(facts: PetitionListFacts) -> Table:
    columns = (
        Column("TT", 11, "center"),
        Column("Chi bộ", 36),
        Column("Nội dung kiến nghị"),
        Column("Người nêu", 30),
        Column("Ngày nêu", 24, "center"),
        Column("Nơi giải quyết", 32),
        Column("Ngày chuyển", 24, "center"),
        Column("Hạn trả lời", 24, "center"),
        Column("Tình trạng, trả lời"),
    )
    rows = tuple(
        TableRow(
            (
                str(number),
                one.cell,
                one.text,
                one.raised_by,
                printed(one.raised_on),
                one.addressed_to,
                printed(one.sent_on),
                printed(one.due_on),
                f"{one.state}: {one.answer}" if one.answer else one.state,
            )
        )
        for number, one in enumerate(facts.petitions, start=1)
    )
    return Table(columns, rows)


def sample_facts() -> PetitionListFacts:
    """Return an invented list of three petitions."""
    petitions = (
        ListedPetition(
            "Chi bộ thôn Mẫu 1", "Đề nghị xã sớm sửa đoạn đường vào nhà văn hóa thôn", "Nhân dân", date(2026, 8, 3),
            "Ủy ban nhân dân xã", date(2026, 8, 6), date(2026, 9, 5), "Quá hạn trả lời",
        ),
        ListedPetition(
            "Chi bộ thôn Mẫu 2", "Đề nghị cấp thêm sách cho tủ sách chi bộ", "Chi bộ", date(2026, 9, 3),
            "Ban Xây dựng Đảng", date(2026, 9, 7), None, "Đã có trả lời", "đã cấp 20 đầu sách trong tháng 10",
        ),
        ListedPetition("Chi bộ Trường Mẫu", "Đề nghị lắp đèn đường trước cổng trường", "Chi bộ", date(2026, 10, 4)),
    )  # fmt: skip
    return PetitionListFacts(
        head=Head("ĐẢNG BỘ TỈNH VÍ DỤ", "ĐẢNG ỦY XÃ VÍ DỤ", "Ví Dụ", day=date(2026, 11, 22), year=2026),
        signer=SignerFacts("T/M BAN THƯỜNG VỤ", "PHÓ BÍ THƯ", "Hoàng Thị Giả Định"),
        committee="Đảng ủy xã Ví Dụ",
        day=date(2026, 11, 22),
        petitions=petitions,
        waiting=2,
        late=1,
    )


KIND = Kind(
    id="DS3",
    name="Danh sách kiến nghị",
    type_symbol="",
    facts_type=PetitionListFacts,
    make=build,
    sample_facts=sample_facts,
)
