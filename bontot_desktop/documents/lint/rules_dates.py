"""Rules of dates and citations within the text (document-format §4, §5)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from bontot_desktop import dates
from bontot_desktop.documents.lint import clauses
from bontot_desktop.documents.lint.looks import advice, fault
from bontot_desktop.documents.lint.paper import Line
from bontot_desktop.documents.lint.parts import Parts
from bontot_desktop.documents.lint.report import Finding

_FULL = re.compile(r"(?<!\w)ngày (\d{1,2}) tháng (\d{1,2}) năm (\d{4})(?!\d)", re.IGNORECASE)
_SHORT = re.compile(r"(?<![\d/.-])(\d{1,2})([/.-])(\d{1,2})\2(\d{4})(?![\d/-])")
#: A Party paper cited: number and symbol, then the day.
_CITED = re.compile(r"số\s+(\d+-[A-ZĐ][A-Za-zĐđ]{1,3}/[A-ZĐƯa-z0-9-]+) (ngày \d)")
_PART = "Ngày tháng trong văn bản"


def in_text(parts: Parts) -> Iterator[Finding]:
    """Days below 10 and months below 3 with a zero, other months without; a comma before the day of a paper cited."""
    for line in (*parts.summary, *parts.body, *parts.foot.recipients, *parts.annex):
        if line.text:
            yield from _dates(line)
            for cited in _CITED.finditer(line.text):
                found = f"“số {cited[1]} {cited[2]}…”"
                yield advice(
                    "cite-comma", "Viện dẫn văn bản", found, f"“số {cited[1]}, {cited[2]}…”", clauses.CITING, line
                )


def _dates(line: Line) -> Iterator[Finding]:
    for match in _FULL.finditer(line.text):
        real = _real(match[1], match[2], match[3])
        if real is not None and match[0].casefold() != dates.full(real).casefold():
            yield fault("text-date-full", _PART, f"“{match[0]}”", f"“{dates.full(real)}”", clauses.DATE, line)
    for match in _SHORT.finditer(line.text):
        real = _real(match[1], match[3], match[4])
        if real is not None and match[0] != dates.short(real):
            yield advice("text-date", _PART, f"“{match[0]}”", f"“{dates.short(real)}”", clauses.DATE, line)


def _real(day: str, month: str, year: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None
