"""Rules of the marks that are not on every paper (document-format §2 ids 10–13, §11)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from bontot_desktop.documents.lint import clauses, marks
from bontot_desktop.documents.lint.looks import Look, advice, compare, fault, shortened
from bontot_desktop.documents.lint.marks import Mark, Marked
from bontot_desktop.documents.lint.paper import Paper
from bontot_desktop.documents.lint.parts import Parts
from bontot_desktop.documents.lint.report import Finding, Level
from bontot_desktop.documents.profile import Profile

_ADVICE = Level.ADVICE
_LOOKS = {
    Mark.URGENCY: Look("urgency-look", Mark.URGENCY, clauses.MARKS, 14, bold=True, upper=True, centred=False),
    # One source each: told as advice.
    Mark.CIRCULATION: Look(
        "circulation-look",
        Mark.CIRCULATION,
        clauses.MARKS,
        12,
        bold=True,
        upper=True,
        centred=False,
        level=_ADVICE,
    ),
    Mark.DRAFT: Look(
        "draft-look", Mark.DRAFT, clauses.MARKS, 14, bold=False, italic=True, centred=False, level=_ADVICE
    ),
    Mark.TYPIST: Look("typist-look", Mark.TYPIST, clauses.MARKS, 8, bold=False, centred=False, level=_ADVICE),
    Mark.CONTACT: Look("contact-look", Mark.CONTACT, clauses.MARKS, 10, bold=False, centred=False, level=_ADVICE),
}


def all_of(paper: Paper, parts: Parts, profile: Profile) -> Iterator[Finding]:
    """Judge each mark there is; none has to be there."""
    for marked in (*parts.marks, *marks.of([line for line in paper.front_edges if line.text], foot=True)):
        look = _LOOKS.get(marked.mark)
        if look is not None:
            # A stamp may carry a frame of stars or brackets; a list number before it would be none of its own.
            yield from compare(replace(marked.line, label=""), look)
        if marked.mark in (Mark.SECRECY, Mark.URGENCY):
            yield from _place(marked)
        if marked.mark is Mark.URGENCY:
            yield from _urgency(marked, profile)
        if marked.mark is Mark.DRAFT and marked.line.upper:
            found = f"“{shortened(marked.line.text)}” in hoa"
            yield advice(
                "draft-look", Mark.DRAFT, found, "chữ thường, ví dụ “Dự thảo lần 2”", clauses.MARKS, marked.line
            )


def _place(marked: Marked) -> Iterator[Finding]:
    if marked.line.side == 1 or (marked.line.side is None and marked.line.align == "right"):
        found = f"“{shortened(marked.line.text)}” ở bên phải"
        wanted = "ở bên trái, dưới số và ký hiệu"
        yield advice("mark-place", marked.mark, found, wanted, clauses.MARKS, marked.line)


def _urgency(marked: Marked, profile: Profile) -> Iterator[Finding]:
    known = profile.urgency_marks
    if marked.words in known or (marked.words.startswith(known[2]) and len(known[2]) > len("HỎA TỐC")):
        return
    wanted = known[2] if marked.words.startswith("HỎA TỐC") else ", ".join(known)
    tell = fault if known[2] == "HỎA TỐC" or marked.words not in marks.URGENCY else advice
    found = f"“{shortened(marked.line.text)}”"
    yield tell("urgency-words", Mark.URGENCY, found, f"{wanted} (theo {profile.guide})", clauses.MARKS, marked.line)
