"""Legal bases (căn cứ) as dated data: which may be cited on a day, and which of the office's own lines have expired."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bontot_desktop import dates, text
from bontot_desktop.rules.cells import holds_on
from bontot_desktop.rules.words import Labelled

#: The word a căn cứ line begins with.
LEAD = "Căn cứ "


class BasisState(Labelled):
    """How a basis stands on a day."""

    COMING = "COMING", "Chưa có hiệu lực"
    HOLDS = "HOLDS", "Còn hiệu lực"
    ENDED = "ENDED", "Hết hiệu lực"


@dataclass(frozen=True, slots=True)
class LegalBasis:
    """A paper that may be cited from–to, both days included. ``text`` is the printed line, "" when never cited by us.

    ``number`` ("124-QĐ/TW") and ``year`` together find it in a line that somebody typed; several bases of one number
    and year are wordings of one paper, each for its days. ``used_in`` holds the ids of the kinds that cite it.
    """

    text: str = ""
    number: str = ""
    year: int = 0
    valid_from: date | None = None
    valid_to: date | None = None
    replaced_by: str = ""
    used_in: tuple[str, ...] = ()
    key: str = ""

    def is_cited_in(self, line: str) -> bool:
        """Say whether a typed line names this paper: numbers come again, so the year must stand there too."""
        plain = text.clean(line).casefold().replace(" ", "")
        return bool(self.number) and _whole(self.number.casefold(), plain) and str(self.year) in plain

    @property
    def named(self) -> str:
        """How a warning names it: "124-QĐ/TW (2023)", else the beginning of its line."""
        if self.number:
            return f"{self.number} ({self.year})" if self.year else self.number
        return f"“{cited(self.text)[:60]}…”" if len(cited(self.text)) > 60 else f"“{cited(self.text)}”"


def _whole(number: str, plain: str) -> bool:
    place = plain.find(number)
    return place >= 0 and not plain[:place][-1:].isdigit()


def state(valid_from: date | None, valid_to: date | None, day: date) -> BasisState:
    """Return how a basis with these days stands on a day."""
    if valid_from is not None and day < valid_from:
        return BasisState.COMING
    return BasisState.HOLDS if holds_on(valid_from, valid_to, day) else BasisState.ENDED


def cited(line: str) -> str:
    """Return what a căn cứ line names, without the word it begins with: "Chỉ thị số 50-CT/TW, ngày …"."""
    bare = line.strip().rstrip(" .;,")
    return bare[len(LEAD) :] if text.fold(bare).startswith(text.fold(LEAD)) else bare


def in_force(bases: Iterable[LegalBasis], day: date, kind_id: str | None = None) -> list[LegalBasis]:
    """Return the bases that a paper of that day (of one kind, or of any) cites, in their order."""
    return [
        basis
        for basis in bases
        if basis.text
        and holds_on(basis.valid_from, basis.valid_to, day)
        and (kind_id is None or kind_id in basis.used_in)
    ]


def expired(bases: Sequence[LegalBasis], lines: Iterable[str], day: date) -> list[str]:
    """Say of each typed line that cites a paper which had ended by that day, and what took its place."""
    return [
        f"{_ended(basis)}; hãy sửa dòng căn cứ đã ghi."
        for line in lines
        for basis in _last_wordings(bases)
        if _has_ended(basis, day) and basis.is_cited_in(line)
    ]


def lapsed(bases: Sequence[LegalBasis], kind_id: str, day: date) -> list[str]:
    """Say of each basis of a kind that had ended by that day without the list naming what a paper cites instead.

    A successor in the list is simply printed; when that one ended too, it alone is warned of.
    """
    own = [basis for basis in _last_wordings(bases) if kind_id in basis.used_in]
    begun = [basis for basis in own if basis.valid_from is None or basis.valid_from <= day]
    return [
        f"{_ended(basis)}; hãy ghi căn cứ mới ở Hệ thống, mục Căn cứ pháp lý."
        for basis in begun
        if _has_ended(basis, day) and not any(other.is_cited_in(basis.replaced_by) for other in begun)
    ]


def _has_ended(basis: LegalBasis, day: date) -> bool:
    return basis.valid_to is not None and basis.valid_to < day


def _last_wordings(bases: Sequence[LegalBasis]) -> list[LegalBasis]:
    """Return each paper once, in its last wording."""
    last: dict[object, LegalBasis] = {}
    for basis in bases:
        name: object = (basis.number.casefold(), basis.year) if basis.number else basis.text
        known = last.get(name)
        if known is None or (basis.valid_to or date.max) > (known.valid_to or date.max):
            last[name] = basis
    return list(last.values())


def _ended(basis: LegalBasis) -> str:
    since = dates.screen(basis.valid_to + timedelta(days=1)) if basis.valid_to else ""
    by = f", đã thay bằng {basis.replaced_by}" if basis.replaced_by else ""
    return f"Căn cứ {basis.named} hết hiệu lực từ {since}{by}"
