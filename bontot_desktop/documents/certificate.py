"""D15: the certificate (giấy khen) that hangs on a cell's wall, whole with its frame or on pre-printed stock."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from bontot_desktop.documents import letterhead
from bontot_desktop.documents.blocks import Block, Document, Section, SideBySide
from bontot_desktop.documents.certificate_layout import CertificateLayout, Column
from bontot_desktop.documents.heads import PARTY_TITLE
from bontot_desktop.documents.kind import Kind
from bontot_desktop.documents.letterhead import Head, SignerFacts
from bontot_desktop.documents.profile import CertificateMode, FormatSettings
from bontot_desktop.documents.wording import Words

LAYOUT = CertificateLayout()
#: Room to write the number of the register by hand.
REGISTER_ROOM = "." * 12


@dataclass(frozen=True, slots=True)
class CertificateFacts:
    """A certificate: ``issuer`` is "Ban Thường vụ Đảng ủy xã Ví Dụ", ``organisation`` "Đảng bộ xã Ví Dụ".

    ``achievement`` follows the words "Đã có thành tích". ``decision_number`` and ``decision_on`` are None while the
    decision it goes with is not issued; ``register_no`` is the number in the register of certificates, "" to be
    written by hand. ``member`` has it where it is a member's, ``cell`` is then his cell.
    """

    head: Head
    signer: SignerFacts
    issuer: str
    cell: str
    organisation: str
    achievement: str
    year: int
    decision_symbol: str
    decision_number: int | None = None
    decision_on: date | None = None
    register_no: str = ""
    member: str = ""


def build(facts: CertificateFacts, settings: FormatSettings, words: Words) -> Document:
    """Turn the facts of a certificate into its sheet. Raises Refused when a line is too long for it."""
    words = words.given(
        cell=facts.cell,
        member=facts.member,
        organisation=facts.organisation,
        achievement=facts.achievement,
        number=letterhead.bare_number(facts.decision_number, facts.decision_symbol),
        dated=letterhead.dated(facts.decision_on, facts.year),
        register_no=facts.register_no or REGISTER_ROOM,
    )
    on_stock = settings.certificate_mode == CertificateMode.STOCK.value
    return Document(
        blocks=tuple(_blocks(facts, settings, words, set(settings.certificate_preprinted) if on_stock else set())),
        title=about(facts),
        author=facts.issuer,
        day=facts.head.day,
        settings=settings,
        first=Section(
            landscape=True, numbered=False, number_first=False, margins_mm=LAYOUT.margins_mm, border=not on_stock
        ),
        offset_mm=settings.certificate_offset_mm if on_stock else (0.0, 0.0),
    )


def _blocks(facts: CertificateFacts, settings: FormatSettings, words: Words, there: set[str]) -> Iterator[Block]:
    """Give the lines, those left out that the stock bears already."""
    upper = Column(LAYOUT.margins_mm[0], LAYOUT.text_width)
    if "party" not in there:
        upper.put(PARTY_TITLE, LAYOUT.party, "tiêu đề", rule=True)
    if "issuer" not in there:
        upper.put(settings.fixed(facts.issuer).upper(), LAYOUT.issuer, "tên cơ quan")
    if "given" not in there:
        upper.put(words.say("given"), LAYOUT.given, "chữ tặng")
    if "name" not in there:
        upper.put(words.say("name"), LAYOUT.name, "tên giấy khen")
    person = ((words.say("recipient_member"), LAYOUT.recipient, "họ tên"),) if facts.member else ()
    middle = (
        *person,
        (words.say("recipient"), LAYOUT.recipient, "tên chi bộ"),
        (words.say("achievement"), LAYOUT.achievement, "thành tích"),
    )
    upper.put_between(middle, LAYOUT.middle_mm, LAYOUT.gap_mm, mark=about(facts))
    yield from upper.lines
    half = LAYOUT.text_width / 2
    right = Column(upper.bottom_mm, half)
    place_date = letterhead.place_date(facts.head.place, facts.head.day, facts.head.year)
    right.put(place_date, LAYOUT.place_date, "địa danh, ngày tháng")
    if "authority" not in there:
        right.put(settings.fixed(facts.signer.authority), LAYOUT.authority, "quyền hạn ký")
        right.put(settings.fixed(facts.signer.post), LAYOUT.post, "chức vụ người ký")
    right.put(facts.signer.name, LAYOUT.signer, "họ tên người ký")
    left = Column(upper.bottom_mm, half)
    left.put(words.say("decision"), LAYOUT.decision, "số quyết định", left=True)
    left.put(words.say("register"), LAYOUT.register, "số vào sổ", left=True)
    yield SideBySide(tuple(left.lines), tuple(right.lines))


def about(facts: CertificateFacts) -> str:
    """Name the certificate in the register."""
    whom = f"đồng chí {facts.member}, {facts.cell}" if facts.member else facts.cell
    return f"Giấy khen {whom} năm {facts.year}"


def sample_facts() -> CertificateFacts:
    """Return an invented certificate."""
    return CertificateFacts(
        head=Head("ĐẢNG BỘ TỈNH THÍ DỤ", "ĐẢNG ỦY XÃ VÍ DỤ", "Ví Dụ", day=date(2026, 12, 18), year=2026),
        signer=SignerFacts("T/M BAN THƯỜNG VỤ", "BÍ THƯ", "Trần Thị Thí Dụ"),
        issuer="Ban Thường vụ Đảng ủy xã Ví Dụ",
        cell="Chi bộ thôn Mẫu 1",
        organisation="Đảng bộ xã Ví Dụ",
        achievement='xuất sắc, tiêu biểu trong thực hiện phong trào thi đua xây dựng "Chi bộ 4 tốt" năm 2026',
        year=2026,
        decision_symbol="QĐ/ĐU",
        decision_number=6,
        decision_on=date(2026, 12, 18),
        register_no="07",
    )


KIND = Kind(
    id="D15",
    name="Giấy khen",
    type_symbol="",
    facts_type=CertificateFacts,
    make=build,
    sample_facts=sample_facts,
)
