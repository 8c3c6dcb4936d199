"""What looks wrong in the form of a member and stops nobody, as the import says it of a row of a list."""

from __future__ import annotations

from collections import Counter

from sqlalchemy import select

from bontot_desktop import text
from bontot_desktop.db.models.members import Member
from bontot_desktop.errors import Problem
from bontot_desktop.services.member_forms import MemberDraft
from bontot_desktop.services.office import Office

#: A length of cards counts as usual from so many of them on, and for so great a part of the register.
_FEWEST, _SHARE = 3, 0.2
#: So many zeros at the front may have been lost.
_MOST_ZEROS = 3
#: Figures of a member's card where the register itself does not tell.
_USUAL_LENGTH = 8


def doubts(office: Office, draft: MemberDraft) -> list[Problem]:
    """Return what is to be looked at again, each beside its field; nothing while the name is not written."""
    name = text.clean(draft.full_name)
    if not name:
        return []
    found = []
    if any(sign.isdigit() for sign in name):
        found.append(Problem("full_name", "Họ tên có chữ số; hãy xem lại."))
    elif len(name.split()) < 2:
        found.append(Problem("full_name", "Họ tên chỉ có một chữ; hãy xem lại."))
    if draft.gender is None:
        found.append(Problem("gender", "Chưa ghi giới tính."))
    if card := _of_card(office, draft):
        found.append(Problem("card_no", card))
    return found


def _of_card(office: Office, draft: MemberDraft) -> str:
    card = text.clean(draft.card_no).replace(" ", "").replace(".", "")
    if not card:
        return ""
    if not card.isdecimal():
        return "Số thẻ có ký tự không phải chữ số; hãy xem lại."
    usual = _usual_lengths(office, draft.id)
    if len(card) in usual:
        return ""
    wanted = next((length for length in usual if len(card) < length <= len(card) + _MOST_ZEROS), 0)
    if wanted:
        return f"Số thẻ có {len(card)} chữ số, thường có {wanted}; có phải thiếu số 0 ở đầu, là {card.zfill(wanted)}?"
    return f"Số thẻ có {len(card)} chữ số, thường có {usual[-1]}; hãy xem lại."


def _usual_lengths(office: Office, but: int | None) -> list[int]:
    """Return how many figures the cards of the register have, the shortest first."""
    with office.read() as session:
        question = select(Member.card_no).where(Member.card_no != "", Member.is_withdrawn.is_(False))
        cards = session.scalars(question if but is None else question.where(Member.id != but))
        lengths = Counter(len(card) for card in cards if card.isdecimal())
    total = lengths.total()
    return sorted(n for n, count in lengths.items() if count >= _FEWEST and count >= total * _SHARE) or [_USUAL_LENGTH]
