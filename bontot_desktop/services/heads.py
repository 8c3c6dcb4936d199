"""Heads and feet of papers: names, symbols and signers as they were on the paper's day."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from bontot_desktop import dates, text
from bontot_desktop.db.base import as_json
from bontot_desktop.db.house import Setting
from bontot_desktop.db.models.cells import Cell, CellParent, Post
from bontot_desktop.db.models.office import Body, Committee, CommitteeName, Holding, Term
from bontot_desktop.documents import facts as facts_codec
from bontot_desktop.documents.letterhead import Head, SignerFacts
from bontot_desktop.documents.profile import FormatSettings
from bontot_desktop.errors import NotFound, Refused
from bontot_desktop.rules.cells import CellPost, NamePeriod, holds_on, name_on
from bontot_desktop.rules.papers import Issuer

#: Key of the office's format settings among the settings.
FORMAT_SETTINGS = "format"

_AUTHORITY = {
    Issuer.EXECUTIVE_COMMITTEE: "T/M ĐẢNG ỦY",
    Issuer.STANDING_COMMITTEE: "T/M BAN THƯỜNG VỤ",
    Issuer.INSPECTION_COMMISSION: "T/M ỦY BAN KIỂM TRA",
    Issuer.CELL: "T/M CHI BỘ",
}


@dataclass(frozen=True, slots=True)
class CommitteeFacts:
    """The committee as papers name it."""

    #: "Đảng ủy xã Ví Dụ"
    name: str
    #: "Đảng bộ xã Ví Dụ"
    org_name: str
    #: "xã Ví Dụ"
    commune: str
    #: "Đảng bộ tỉnh Ví Dụ"
    superior: str
    place: str
    symbol: str
    #: "2025 - 2030", "" when no term holds on the day.
    term_label: str
    #: The words after which the office breaks the printed name, "" lets the paper balance it.
    name_break_after: str = ""

    @property
    def broken_name(self) -> str:
        """The name with the office's own line break."""
        head, found, tail = self.name.partition(self.name_break_after) if self.name_break_after else ("", "", "")
        return f"{head}{found}\n{tail.strip()}" if found and tail.strip() else self.name


def committee(session: Session, day: date) -> CommitteeFacts:
    """Return the committee's facts on a day. Raises NotFound while the office has not been set up."""
    row = session.scalars(select(Committee)).first()
    if row is None:
        raise NotFound("Chưa khai báo tên Đảng ủy; hãy vào Hệ thống, mục Văn phòng.")
    borne = _borne_on(row, day)
    commune = commune_of(borne.name)
    term = term_on(session, day)
    return CommitteeFacts(
        name=borne.name,
        org_name=f"Đảng bộ {commune}",
        commune=commune,
        superior=borne.superior,
        place=borne.place,
        symbol=row.symbol or "ĐU",
        term_label=term.label if term else "",
        name_break_after=borne.name_break_after,
    )


def _borne_on(row: Committee, day: date) -> Committee | CommitteeName:
    """Return the names of a day: before a rename, or under a district, papers bear those of that time."""
    return next((old for old in row.former_names if holds_on(old.from_on, old.to_on, day)), row)


def commune_of(committee_name: str) -> str:
    """Return "xã Ví Dụ" of "Đảng ủy xã Ví Dụ"."""
    words = committee_name.split()
    if [text.fold(word) for word in words[:2]] == ["dang", "uy"]:
        return " ".join(words[2:])
    return committee_name


def term_on(session: Session, day: date, cell_id: int | None = None) -> Term | None:
    """Return the term of the committee (or of a cell) that holds on a day; of two that overlap the later."""
    owner = Term.cell_id == cell_id if cell_id else Term.cell_id.is_(None)
    terms = session.scalars(select(Term).where(owner).order_by(Term.starts_on.desc()))
    return next((term for term in terms if holds_on(term.starts_on, term.ends_on, day)), None)


def committee_head(
    session: Session, issuer: Issuer, *, day: date | None, today: date, number: int | None = None, symbol: str = ""
) -> Head:
    """Make the head of a paper of the committee or one of its bodies (document-format.md §3)."""
    facts = committee(session, day or today)
    if issuer in (Issuer.EXECUTIVE_COMMITTEE, Issuer.STANDING_COMMITTEE):
        superior, name = facts.superior, facts.broken_name
    else:
        superior, name = facts.broken_name, issuer.label
    return Head(
        superior=superior.upper(),
        issuer=name.upper(),
        place=facts.place,
        symbol=symbol,
        number=number,
        day=day,
        year=(day or today).year,
    )


def cell_head(
    session: Session, cell_id: int, *, day: date | None, today: date, number: int | None = None, symbol: str = ""
) -> Head:
    """Make the head of a cell's paper: whom it stood under that day above, the name it bore that day below."""
    facts = committee(session, day or today)
    return Head(
        superior=(cell_parent(session, cell_id, day or today) or facts.org_name).upper(),
        issuer=cell_name(session, cell_id, day or today).upper(),
        place=facts.place,
        symbol=symbol,
        number=number,
        day=day,
        year=(day or today).year,
    )


def cell_name(session: Session, cell_id: int, day: date) -> str:
    """Return the name a cell bore on a day. Raises NotFound."""
    cell = session.get(Cell, cell_id)
    if cell is None:
        raise NotFound("Không còn chi bộ này trong sổ.")
    names = [NamePeriod(row.name, row.from_on, row.to_on) for row in cell.names]
    return name_on(names, day) if names else cell.name


def cell_parent(session: Session, cell_id: int, day: date) -> str:
    """Return the party organisation a cell stood under on a day, "" when it was the commune's own."""
    rows = session.scalars(select(CellParent).where(CellParent.cell_id == cell_id).order_by(CellParent.id))
    held = [row.parent_name for row in rows if holds_on(row.from_on, row.to_on, day)]
    return held[-1] if held else ""


def signer(session: Session, issuer: Issuer, day: date, *, cell_id: int | None = None) -> SignerFacts:
    """Return who signs for a body on a day: its head, else the next in rank who may sign.

    Raises Refused when nobody who may sign held office that day.
    """
    if issuer is Issuer.CELL:
        return _cell_signer(session, cell_id, day)
    holdings = session.scalars(
        select(Holding).join(Body).where(Body.kind == issuer, Holding.can_sign).order_by(Holding.rank, Holding.id)
    )
    for holding in holdings:
        if holds_on(holding.from_on, holding.to_on, day):
            return signer_facts(issuer, holding)
    raise Refused(
        f"Chưa khai báo người ký thay mặt {issuer.label} ngày {dates.screen(day)}; hãy vào Hệ thống, mục Cán bộ."
    )


def committee_signer(session: Session, day: date) -> SignerFacts:
    """Return who signs for the committee itself (T/M ĐẢNG ỦY): its head, whom offices enter as head of its board.

    Raises Refused when nobody who may sign held either office that day.
    """
    try:
        return signer(session, Issuer.EXECUTIVE_COMMITTEE, day)
    except Refused:
        board = signer(session, Issuer.STANDING_COMMITTEE, day)
        return SignerFacts(_AUTHORITY[Issuer.EXECUTIVE_COMMITTEE], board.post, board.name)


def signer_facts(issuer: Issuer, holding: Holding) -> SignerFacts:
    """Write a signer as the foot of a paper does: collective above, post below in capitals, name as it is."""
    if issuer in _AUTHORITY:
        return SignerFacts(_AUTHORITY[issuer], signing_post(holding.post), holding.person.full_name)
    post = holding.post.upper()
    if post.startswith("PHÓ "):
        return SignerFacts(f"K/T {post.removeprefix('PHÓ ')}", post, holding.person.full_name)
    return SignerFacts(post, "", holding.person.full_name)


def signing_post(post: str) -> str:
    """BÍ THƯ and PHÓ BÍ THƯ sign under their post, an ordinary member of the body without one (§6)."""
    plain = post.upper()
    return next((known for known in ("PHÓ BÍ THƯ", "BÍ THƯ", "PHÓ CHỦ NHIỆM", "CHỦ NHIỆM") if known in plain), "")


def _cell_signer(session: Session, cell_id: int | None, day: date) -> SignerFacts:
    posts = session.scalars(select(Post).where(Post.cell_id == cell_id))
    held = [post for post in posts if holds_on(post.from_on, post.to_on, day)]
    for wanted in (CellPost.SECRETARY, CellPost.DEPUTY):
        for post in held:
            if post.post is wanted:
                return SignerFacts(_AUTHORITY[Issuer.CELL], wanted.label.upper(), post.member.full_name)
    raise Refused(f"Chi bộ chưa có bí thư ngày {dates.screen(day)}; hãy ghi chức vụ ở trang Chi bộ.")


def body_symbol(session: Session, issuer: Issuer) -> str:
    """Return the symbol of a body behind the slash ("ĐU"); BCH and BTV share the committee's (§4)."""
    if issuer is Issuer.CELL:
        return format_settings(session).cell_symbol
    if issuer in (Issuer.EXECUTIVE_COMMITTEE, Issuer.STANDING_COMMITTEE):
        row = session.scalars(select(Committee)).first()
        return (row.symbol if row else "") or "ĐU"
    body = session.scalars(select(Body).where(Body.kind == issuer)).first()
    return body.symbol if body else ""


def format_settings(session: Session) -> FormatSettings:
    """Return the office's choices of format, its seal among them; what is not set takes the default."""
    row = session.scalars(select(Setting).where(Setting.key == FORMAT_SETTINGS)).first()
    settings = facts_codec.from_json(FormatSettings, row.value) if row else FormatSettings()
    owner = session.scalars(select(Committee)).first()
    return settings if owner is None else replace(settings, has_seal=owner.has_seal)


def save_format_settings(session: Session, settings: FormatSettings) -> None:
    """Keep the office's choices of format; nothing is written when they are as they were."""
    value: Any = facts_codec.to_json(settings)
    row = session.scalars(select(Setting).where(Setting.key == FORMAT_SETTINGS)).first()
    if row is None:
        session.add(Setting(key=FORMAT_SETTINGS, value=value))
    elif as_json(row.value) != as_json(value):
        row.value = value
