"""Legal bases (căn cứ) as dated data: which may be cited on a day, and which of the office's own lines have expired."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from bontot_desktop import dates, text
from bontot_desktop.rules.cells import holds_on


@dataclass(frozen=True, slots=True)
class LegalBasis:
    """A paper that may be cited from–to, both days included. ``text`` is the printed line, "" when never cited by us.

    ``number`` ("124-QĐ/TW") and ``year`` together find it in a line that somebody typed.
    """

    text: str = ""
    number: str = ""
    year: int = 0
    valid_from: date | None = None
    valid_to: date | None = None
    replaced_by: str = ""

    def is_cited_in(self, line: str) -> bool:
        """Say whether a typed line names this paper: numbers come again, so the year must stand there too."""
        plain = text.clean(line).casefold().replace(" ", "")
        return bool(self.number) and _whole(self.number.casefold(), plain) and str(self.year) in plain


def _whole(number: str, plain: str) -> bool:
    place = plain.find(number)
    return place >= 0 and not plain[:place][-1:].isdigit()


def in_force(bases: Iterable[LegalBasis], day: date) -> list[LegalBasis]:
    """Return the bases that a paper of that day cites, in their order."""
    return [basis for basis in bases if basis.text and holds_on(basis.valid_from, basis.valid_to, day)]


def expired(bases: Sequence[LegalBasis], lines: Iterable[str], day: date) -> list[str]:
    """Say of each typed line that cites a paper which had ended by that day, and what took its place."""
    return [
        f"Căn cứ {basis.number} ({basis.year}) hết hiệu lực từ {dates.screen(basis.valid_to)}"
        + (f", đã thay bằng {basis.replaced_by}" if basis.replaced_by else "")
        + "; hãy sửa ở phần Căn cứ của đợt thi đua."
        for line in lines
        for basis in bases
        if basis.valid_to is not None and basis.valid_to < day and basis.is_cited_in(line)
    ]
