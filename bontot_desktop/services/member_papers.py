"""Lists of members for the printer: the members chosen in a table, or proposed for a badge, in the office's form."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from bontot_desktop import dates, text
from bontot_desktop.documents import badge_list, member_list
from bontot_desktop.documents.badge_list import BadgeListFacts, ProposedMember
from bontot_desktop.documents.blocks import Document
from bontot_desktop.documents.kind import Kind
from bontot_desktop.documents.letterhead import SignerFacts
from bontot_desktop.documents.member_list import ListedMember, MemberListFacts
from bontot_desktop.errors import Refused
from bontot_desktop.rules.members import Gender, MemberStatus
from bontot_desktop.rules.papers import FileFormat, Issuer
from bontot_desktop.services import badges, frozen, heads, members, wordings
from bontot_desktop.services.office import Office

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

#: Who signs the lists and stands at their head.
ISSUER = Issuer.STANDING_COMMITTEE


@dataclass(frozen=True, slots=True)
class ListWish:
    """What the clerk says of a list: its summary, and its day (None leaves room to write it by hand)."""

    about: str = ""
    day: date | None = None


#: Makes a list as wished; calling it again with another wish makes it anew.
Maker = Callable[[ListWish], Document]


@dataclass(frozen=True, slots=True)
class ListPaper:
    """A list that can be printed: its name, the summary it begins with, and how it is made."""

    name: str
    about: str
    make: Maker


def render(document: Document, form: FileFormat) -> bytes:
    """Write a list in a format."""
    return frozen.render(document, form)


def list_of(office: Office, member_ids: Collection[int]) -> ListPaper:
    """Prepare the list of exactly these members, by cell and name. Raises Refused when there are none."""
    wanted = set(member_ids)
    rows = [row for row in members.list_members(office, with_withdrawn=True) if row.id in wanted]
    if not rows:
        raise Refused("Chưa chọn đảng viên nào; hãy chọn các dòng cần in trong bảng.")
    rows.sort(key=lambda row: (row.cell_order, row.full_name_order, row.id))
    cells = {row.cell for row in rows}
    today = office.today()
    with office.read() as session:
        committee = heads.committee(session, today)
        facts = MemberListFacts(
            head=heads.committee_head(session, ISSUER, day=today, today=today),
            signer=signer_of_lists(session, today),
            committee=committee.name,
            unit=cells.pop() if len(cells) == 1 else committee.org_name,
            day=today,
            members=tuple(
                ListedMember(
                    name=row.full_name,
                    born=_born(row.birth_on, row.birth_year),
                    is_woman=row.gender is Gender.FEMALE,
                    cell=row.cell,
                    post=row.post,
                    admitted_on=row.admitted_on,
                    official_on=row.official_on,
                    card_no=row.card_no,
                    note="" if row.status is MemberStatus.FULL else row.status_label,
                )
                for row in rows
            ),
            probationary=sum(row.status is MemberStatus.PROBATIONARY for row in rows),
            exempt=sum(row.status is MemberStatus.EXEMPT for row in rows),
        )
        kind = member_list.KIND
        words = words_of(session, kind)
        return ListPaper(kind.name, member_list.given(facts, words).say("summary"), maker(session, kind, facts))


def badges_of(office: Office, year: int, chosen: Collection[tuple[int, int]]) -> ListPaper:
    """Prepare the list of these badges (member, years) of a year. Raises Refused when there are none."""
    wanted = set(chosen)
    rows = [row for row in badges.of_year(office, year) if row.id in wanted]
    if not rows:
        raise Refused("Chưa chọn đảng viên nào; hãy bấm ô vuông (phím cách) trước tên những đồng chí cần in.")
    known = {row.id: row for row in members.list_members(office)}
    rows.sort(key=lambda row: (-row.years, row.full_name_order, row.member_id))
    days = {row.given_on for row in rows}
    day = days.pop() if len(days) == 1 else None
    today = office.today()
    with office.read() as session:
        facts = BadgeListFacts(
            head=heads.committee_head(session, ISSUER, day=today, today=today),
            signer=signer_of_lists(session, today),
            committee=heads.committee(session, today).name,
            round=f"đợt {dates.short(day)}" if day else f"năm {year}",
            day=today,
            members=tuple(
                ProposedMember(
                    name=row.full_name,
                    years=row.years,
                    due_on=row.due_on,
                    born=_born(row.birth_on, row.birth_year),
                    cell=row.cell,
                    admitted_on=row.admitted_on,
                    official_on=known[row.member_id].official_on,
                    card_no=row.card_no,
                    note=row.note,
                )
                for row in rows
            ),
        )
        kind = badge_list.KIND
        words = badge_list.given(facts, heads.format_settings(session), words_of(session, kind))
        return ListPaper(kind.name, words.say("summary"), maker(session, kind, facts))


def maker(session: Session, kind: Kind, facts: Any) -> Maker:
    """Return what makes a list of a kind from its facts, as the clerk wishes its summary and day."""
    settings = heads.format_settings(session)
    texts = wordings.in_use(session, kind.id).texts

    def make(wish: ListWish) -> Document:
        head = replace(facts.head, day=wish.day, year=(wish.day or facts.day).year)
        return kind.build(replace(facts, head=head, about=wish.about.strip()), settings, texts)

    return make


def words_of(session: Session, kind: Kind) -> Any:
    """Return the sentences of a kind as the office words them."""
    return kind.words(heads.format_settings(session), wordings.in_use(session, kind.id).texts)


def signer_of_lists(session: Session, day: date) -> SignerFacts:
    """Return who signs; a list is printed before anybody's office is written down, with the name left to be typed."""
    try:
        return heads.signer(session, ISSUER, day)
    except Refused:
        return SignerFacts("T/M BAN THƯỜNG VỤ", "", "")


def _born(birth_on: date | None, birth_year: int | None) -> str:
    return dates.short(birth_on) if birth_on else str(birth_year or "")


def file_name(paper: ListPaper, wish: ListWish, form: FileFormat) -> str:
    """Return the name offered for the file ("danh-sach-dang-vien-chi-bo-thon-mau-1.docx")."""
    return f"{text.ascii_name(f'danh sách {wish.about or paper.about}')[:80].rstrip('-')}.{form.value}"
