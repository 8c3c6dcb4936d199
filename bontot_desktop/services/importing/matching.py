"""Finding the member of the register for whom a row of a newer list stands."""

from __future__ import annotations

from typing import NamedTuple

from bontot_desktop import dates, text
from bontot_desktop.services.importing.known import Known, clean_key
from bontot_desktop.services.importing.member_line import MemberLine
from bontot_desktop.services.importing.report import Choice
from bontot_desktop.services.importing.roles import Role
from bontot_desktop.services.member_forms import MemberDraft

_NEW, _RENAME, _KEEP = "NEW", "RENAME", "KEEP"


class Match(NamedTuple):
    """The member found (None: somebody new); refused when the row cannot be taken."""

    member_id: int | None
    is_refused: bool = False
    keeps_name: bool = False


_REFUSED = Match(None, is_refused=True)


class Matcher:
    """Finds members: by card, else by name and birth; where only the name agrees it asks."""

    def __init__(self, known: Known, claimed: set[int]) -> None:
        self._known, self._claimed = known, claimed

    def match(self, line: MemberLine, name: str, cell_key: int) -> Match | None:
        """Find the member a row stands for; ``name`` is its key. None for somebody new."""
        known = self._known
        by_card = known.by_card.get(line.card_no) if line.card_no else None
        if by_card is not None:
            return self._holder(line, by_card)
        born = line.birth_on or line.birth_year
        alike = [one for one in known.by_likeness.get((name, born), ()) if born and self._is_free(line, one)]
        if alike:
            here = [one for one in alike if known.cell_of[one] == cell_key] or alike
            if len(here) > 1:
                line.place.refuse(
                    Role.FULL_NAME,
                    f"trong sổ có {len(here)} đồng chí tên {line.full_name} cùng ngày sinh; hãy ghi số thẻ.",
                )
                return _REFUSED
            return Match(here[0])
        named = [
            one for one in known.by_name.get(name, ()) if self._is_free(line, one) and _may_be(line, known.members[one])
        ]
        if not named:
            return None
        here = [one for one in named if known.cell_of[one] == cell_key]
        if len(here) == 1 and _years_agree(line, known.members[here[0]]):
            return Match(here[0])
        return self._asked(line, named, here)

    def _is_free(self, line: MemberLine, member_id: int) -> bool:
        stored = self._known.members[member_id].card_no
        return member_id not in self._claimed and (not stored or not line.card_no or stored == line.card_no)

    def _asked(self, line: MemberLine, named: list[int], here: list[int]) -> Match | None:
        """Ask when nothing but the name agrees."""
        proposed = f"IS:{here[0]}" if len(here) == 1 else _NEW
        say = "tạm coi là đồng chí ấy" if len(here) == 1 else "tạm coi là người mới"
        answer = line.place.ask(
            Role.FULL_NAME,
            "same",
            f"trong sổ có đồng chí cùng tên {line.full_name} ({self._told(named[0])}), không đủ ngày sinh, số thẻ "
            f"để biết chắc; {say}. Đúng không?",
            (
                *(Choice(f"IS:{one}", f"Là đồng chí {self._told(one)}") for one in named),
                Choice(_NEW, "Là người mới"),
            ),
            proposed=proposed,
        )
        return None if answer == _NEW else Match(int(answer.removeprefix("IS:")))

    def _told(self, member_id: int) -> str:
        stored = self._known.members[member_id]
        born = dates.screen(stored.birth_on) or (str(stored.birth_year) if stored.birth_year else "")
        parts = [f"sinh {born}" if born else "", f"thẻ {stored.card_no}" if stored.card_no else ""]
        parts.append(self._known.cell_name(member_id))
        return ", ".join(part for part in (stored.full_name, *parts) if part)

    def _holder(self, line: MemberLine, member_id: int) -> Match:
        """Say whether the holder of the card is the person of the row; else the row is refused."""
        stored = self._known.members[member_id]
        if stored.is_withdrawn:
            line.place.refuse(
                Role.CARD, f"số thẻ {line.card_no} là của đồng chí {stored.full_name}, đã được đưa ra khỏi danh sách."
            )
            return _REFUSED
        if clean_key(stored.full_name) == clean_key(line.full_name):
            return Match(member_id)
        same_birth = line.birth_on is not None and line.birth_on == stored.birth_on
        if same_birth or text.fold(stored.full_name) == text.fold(line.full_name):
            answer = line.place.ask(
                Role.FULL_NAME,
                "rename",
                f"cùng số thẻ{' và ngày sinh' if same_birth else ''} với đồng chí {stored.full_name} trong sổ; "
                f"tên sẽ sửa thành {line.full_name}. Có đúng không?",
                (Choice(_RENAME, f"Sửa tên thành {line.full_name}"), Choice(_KEEP, f"Giữ tên {stored.full_name}")),
            )
            return Match(member_id, keeps_name=answer == _KEEP)
        cell = self._known.cell_name(member_id)
        line.place.refuse(
            Role.CARD,
            f"số thẻ {line.card_no} trong sổ là của đồng chí {stored.full_name}{f' ({cell})' if cell else ''}.",
        )
        return _REFUSED


def _years(line: MemberLine, stored: MemberDraft) -> tuple[int | None, int | None]:
    return (
        line.birth_on.year if line.birth_on else line.birth_year,
        stored.birth_on.year if stored.birth_on else stored.birth_year,
    )


def _may_be(line: MemberLine, stored: MemberDraft) -> bool:
    """Say whether birth does not speak against it: one of the two is silent, or the years agree."""
    year, stored_year = _years(line, stored)
    both_days = line.birth_on is not None and stored.birth_on is not None
    return not both_days and (year is None or stored_year is None or year == stored_year)


def _years_agree(line: MemberLine, stored: MemberDraft) -> bool:
    year, stored_year = _years(line, stored)
    return year is not None and year == stored_year
