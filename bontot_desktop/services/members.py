"""The register of members as lists and exports show it: where each stands and how, as of a day."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Collection, Sequence
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

from bontot_desktop.db.queries import member_list as question
from bontot_desktop.db.watching import Watch, Watched
from bontot_desktop.rules import members as rules
from bontot_desktop.rules import standing
from bontot_desktop.rules.cells import joined_posts
from bontot_desktop.rules.members import MemberStatus, StatusPeriod
from bontot_desktop.services.member_rows import OLDEST, Ground, MemberRow, any_amiss
from bontot_desktop.services.office import Office

if TYPE_CHECKING:
    from sqlcipher3 import dbapi2

__all__ = ["OLDEST", "MemberRow", "any_amiss", "list_members"]

_MEMBER, _CELL = "member", "cell"
#: What a row of the list is made of.
_WATCHED = (
    Watched("member", _MEMBER),
    Watched("member_status", _MEMBER, "member_id"),
    Watched("member_break", _MEMBER, "member_id"),
    Watched("post", _MEMBER, "member_id"),
    Watched("cell", _CELL, columns=("name", "name_order", "code")),
)
#: When more members than these were written, an import say, reading all is quicker.
_MOST_ANEW = 1000
#: What the list is kept under with the data file.
_KEPT = "members"


def list_members(
    office: Office, *, day: date | None = None, cell_id: int | None = None, with_withdrawn: bool = False
) -> list[MemberRow]:
    """Return the members as of a day (today) in the order of people's names; of one cell when asked for.

    The list of the day asked for last is kept: after an act only the members it wrote are read again, the others are
    the same objects.
    """
    day = day or office.today()
    with office.ask() as driver:
        if driver.in_transaction:
            rows = _all(driver, day).rows
        else:
            kept = office.data.kept.get(_KEPT)
            if not isinstance(kept, _Kept):
                kept = office.data.kept[_KEPT] = _Kept(driver)
            rows = kept.rows(day)
    return [
        row for row in rows if (with_withdrawn or not row.is_withdrawn) and (cell_id is None or row.cell_id == cell_id)
    ]


class _Kept:
    """The list of a day, kept with the data file it was read from."""

    def __init__(self, driver: dbapi2.Connection) -> None:
        self._driver = driver
        self._watch = Watch(driver, "members", _WATCHED)
        self._ground: Ground | None = None

    def rows(self, day: date) -> list[MemberRow]:
        """Return all rows, of a new day or after a large act read anew."""
        written = self._watch.taken()
        # Kept again only when all was read: what was written is told once.
        ground, self._ground = self._ground, None
        if written is None or ground is None or ground.day != day or len(written) > _MOST_ANEW:
            ground = _all(self._driver, day)
        elif written:
            self._read_again(ground, written)
        self._ground = ground
        return ground.rows

    def _read_again(self, ground: Ground, written: set[tuple[str, int]]) -> None:
        """Put the rows that were written, and those that speak of what was, in place of the old ones."""
        ids = {row_id for thing, row_id in written if thing == _MEMBER}
        cells = {row_id for thing, row_id in written if thing == _CELL}
        for row_id in ids:
            ground.breaks.pop(row_id, None)
        ground.breaks.update(question.breaks(self._driver, ids))
        if cells:
            ground.cells.update(question.cells(self._driver).items())
        anew = _read(self._driver, ground, ids)
        gone = [row for row in ground.rows if row.id in ids]
        rows = [row for row in ground.rows if row.id not in ids]
        for row in anew:
            rows.insert(bisect(rows, _order(row), key=_order), row)
        changed = ground.exchange(gone, anew, rows)
        if cells or changed:
            # Another object, so that whoever keeps something about a row knows that it may show other words now.
            ground.rows = [
                MemberRow._make(row) if row.cell_id in cells or ground.told_of(row, changed) else row for row in rows
            ]


def _order(row: MemberRow) -> tuple[str, int]:
    return row.full_name_order, row.id


def _all(driver: dbapi2.Connection, day: date) -> Ground:
    """Read everybody."""
    ground = Ground(day, question.cells(driver), question.breaks(driver))
    ground.rows = sorted(_read(driver, ground), key=_order)
    return ground


def _read(driver: dbapi2.Connection, ground: Ground, ids: Collection[int] | None = None) -> list[MemberRow]:
    """Read the rows of all members, or of some by id, withdrawn ones too."""
    day = ground.day
    found = question.members(driver, ids)
    held = _by_member(question.statuses_on(driver, day, ids))
    # Who stands nowhere that day is shown with the cell left last.
    lost = [row[0] for row in found if row[0] not in held]
    before = _by_member(question.past_statuses(driver, lost)) if lost else {}
    posts = {key: joined_posts(some) for key, some in question.posts_on(driver, day, ids).items()}
    rows = []
    make = MemberRow._make
    for row in found:
        member_id = row[0]
        own = held.get(member_id, ())
        where, status, is_full = _stands(own, before.get(member_id, own), day)
        post = posts.get((member_id, where), "") if where is not None else ""
        rows.append(make((*row, where, post, status, is_full, ground)))
    return rows


_Stored = Sequence[tuple[int, str, str | None, str | None]]
#: What most members have: one status, that of a full or a probationary member.
_PLAIN = {status.value: (status, status is MemberStatus.FULL) for status in rules.STANDINGS}
_ON_ROSTER = {status.value for status in standing.ON_ROSTER}
_END = date.max.isoformat()


def _by_member(
    stored: list[tuple[int, int, str, str | None, str | None]],
) -> dict[int, list[tuple[int, str, str | None, str | None]]]:
    periods: dict[int, list[tuple[int, str, str | None, str | None]]] = {}
    for member_id, cell_id, status, from_on, to_on in stored:
        period = (cell_id, status, from_on, to_on)
        known = periods.get(member_id)
        if known is None:
            periods[member_id] = [period]
        else:
            known.append(period)
    return periods


def _stands(own: _Stored, before: _Stored, day: date) -> tuple[int | None, MemberStatus | None, bool]:
    """Return the cell, the status and whether with a vote; ``own`` are the statuses of the day."""
    if len(own) == 1 and own[0][1] in _PLAIN:
        return (own[0][0], *_PLAIN[own[0][1]])
    if len({cell for cell, *_ in own}) == 1:
        found = _together(tuple(status for _, status, *_ in own))
        if found is not None:
            return (own[0][0], *found)
    else:
        periods = [question.period(*one) for one in own]
        where = standing.current_cell(periods, day)
        if where is not None:
            situation = rules.situation_on(periods, where, day)
            return (where, situation.status, situation.is_full) if situation is not None else (where, None, False)
    # As ``standing.last_cell`` does, without making days of what is stored.
    stays = [one for one in before if one[1] in _ON_ROSTER]
    return (max(stays, key=lambda one: one[3] or _END)[0] if stays else None), None, False


@cache
def _together(statuses: tuple[str, ...]) -> tuple[MemberStatus | None, bool] | None:
    """Return what several statuses in one cell on one day come to; None when they put nobody on its roster."""
    periods = [StatusPeriod(MemberStatus(status), 0, None, None) for status in statuses]
    if standing.current_cell(periods, date.min) is None:
        return None
    situation = rules.situation_on(periods, 0, date.min)
    return (situation.status, situation.is_full) if situation is not None else (None, False)
