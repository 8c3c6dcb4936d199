"""The invented members of one cell: births, admission, official dates, cards, and who stands how towards meetings."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from bontot_desktop.rules.members import MemberStatus
from bontot_desktop.services.member_forms import MemberDraft, StatusLine, entering, with_status
from bontot_desktop.services.sampling.names import Name
from bontot_desktop.services.sampling.shape import Plan

#: The year of the sample, of which the last ends with it.
YEAR = 2026
_ELSEWHERE = "Đảng bộ phường Ngoài Ví Dụ, tỉnh Mẫu"
_YOUNGEST_LEADER = 1985


def members_of(
    plan: Plan, size: int, cell_ids: tuple[int, ...], names: Iterator[Name], dice: random.Random, first_card: int
) -> list[MemberDraft]:
    """Invent the members of a cell, its leaders first.

    ``cell_ids`` is the cell, then the one merged into it if there was one: a part of the members comes from there.
    """
    drafts = []
    for rank in range(size):
        home = cell_ids[-1] if rank % 2 and len(cell_ids) > 1 else cell_ids[0]
        draft = _member(plan, rank, size, home, next(names), dice)
        draft = replace(draft, card_no=f"00{first_card + rank:06d}", phone=f"0900 {(first_card + rank) % 10**6:06d}")
        if home != cell_ids[0] and plan.merged_on:
            draft = _moved(draft, cell_ids[0], plan.merged_on)
        drafts.append(draft)
    return drafts


def _member(plan: Plan, rank: int, size: int, home: int, name: Name, dice: random.Random) -> MemberDraft:
    is_village = plan.texts == "village"
    plain = MemberDraft(full_name=name.full, gender=name.gender)
    if rank == size - 1 and size >= 10:
        return _probationary(plain, home, dice)
    if rank == size - 2 and size >= 12:
        return _made_full_this_year(plain, home, dice)
    if is_village and rank >= size - 2 - size // 7:
        return _exempt(plain, home, dice)
    if rank < 3:
        born = _day(dice, _YOUNGEST_LEADER - dice.randint(0, 18))
        admitted = _day(dice, max(born.year + 20, 1996 + dice.randint(0, 10)))
    else:
        born = _day(dice, dice.randint(1951, 1996) if is_village else dice.randint(1967, 1996))
        admitted = _day(dice, min(born.year + dice.randint(20, 32), YEAR - 3))
    draft = entering(_dated(plain, born, admitted), MemberStatus.FULL, home)
    if rank == 5 and size >= 20:
        away = StatusLine(
            None,
            home,
            MemberStatus.TEMP_OUT,
            date(YEAR, 2, 15),
            reason="đi làm xa",
            counterpart=_ELSEWHERE,
        )
        return with_status(draft, away)
    if rank == 6 and size >= 22:
        guest = replace(draft, official_on=draft.official_on, statuses=())
        line = StatusLine(None, home, MemberStatus.TEMP_IN, date(YEAR, 1, 5), counterpart=_ELSEWHERE)
        return replace(guest, statuses=(line,))
    return draft


def _dated(plain: MemberDraft, born: date, admitted: date) -> MemberDraft:
    official = admitted.replace(year=admitted.year + 1)
    return replace(plain, birth_on=born, admitted_on=admitted, official_on=official, full_decision_on=official)


def _probationary(plain: MemberDraft, home: int, dice: random.Random) -> MemberDraft:
    draft = replace(plain, birth_on=_day(dice, dice.randint(1997, 2005)), admitted_on=_day(dice, YEAR, last_month=4))
    return entering(draft, MemberStatus.PROBATIONARY, home)


def _made_full_this_year(plain: MemberDraft, home: int, dice: random.Random) -> MemberDraft:
    draft = _dated(plain, _day(dice, dice.randint(1994, 2003)), _day(dice, YEAR - 1, last_month=9))
    return entering(draft, MemberStatus.FULL, home)


def _exempt(plain: MemberDraft, home: int, dice: random.Random) -> MemberDraft:
    born = _day(dice, dice.randint(1938, 1949))
    draft = entering(_dated(plain, born, _day(dice, born.year + dice.randint(20, 30))), MemberStatus.FULL, home)
    since = _day(dice, YEAR - dice.randint(1, 4))
    line = StatusLine(
        None,
        home,
        MemberStatus.EXEMPT,
        since,
        reason="tuổi cao, sức khỏe yếu",
        decision_no=f"{dice.randint(2, 9):02d}-NQ/CB",
        decision_on=since - timedelta(days=3),
        reported_on=since + timedelta(days=4),
    )
    return with_status(draft, line)


def _moved(draft: MemberDraft, cell_id: int, on: date) -> MemberDraft:
    """Move a member with a cell that was merged: the standing goes on in the other cell, and what lay over it."""
    open_lines = [line for line in draft.statuses if line.to_on is None]
    order = sorted(open_lines, key=lambda line: line.status not in (MemberStatus.FULL, MemberStatus.PROBATIONARY))
    last_day = on - timedelta(days=1)
    later = (MemberStatus.FULL, MemberStatus.PROBATIONARY)
    if any(line.status in later and line.from_on is not None and line.from_on > last_day for line in open_lines):
        # Became a full member after the merger, in the cell as it is now.
        return _moved_before_full(draft, cell_id, on)
    for line in order:
        if line.status is MemberStatus.TEMP_IN:
            ended = replace(line, to_on=last_day)
            kept = tuple(ended if old is line else old for old in draft.statuses)
            draft = replace(draft, statuses=(*kept, replace(line, cell_id=cell_id, from_on=on)))
        else:
            draft = with_status(draft, replace(line, cell_id=cell_id, from_on=on))
    return draft


def _moved_before_full(draft: MemberDraft, cell_id: int, on: date) -> MemberDraft:
    lines = []
    for line in draft.statuses:
        if line.from_on is not None and line.from_on >= on:
            lines.append(replace(line, cell_id=cell_id))
        elif line.to_on is not None and line.to_on >= on:
            lines.append(replace(line, to_on=on - timedelta(days=1)))
            lines.append(replace(line, cell_id=cell_id, from_on=on))
        else:
            lines.append(line)
    return replace(draft, statuses=tuple(lines))


def _day(dice: random.Random, year: int, *, last_month: int = 12) -> date:
    return date(year, dice.randint(1, last_month), dice.randint(1, 28))
