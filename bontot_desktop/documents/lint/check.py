"""Checks one Word paper: opens it, finds its components and asks every rule (document-format §9)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from bontot_desktop.documents.lint import (
    clauses,
    opening,
    parts,
    rules_body,
    rules_dates,
    rules_foot,
    rules_head,
    rules_marks,
    rules_page,
    rules_title,
    sections,
    words,
)
from bontot_desktop.documents.lint.looks import fault
from bontot_desktop.documents.lint.paper import Paper
from bontot_desktop.documents.lint.parts import Parts
from bontot_desktop.documents.lint.report import Finding, Level, Report, merged
from bontot_desktop.documents.profile import Profile, profile_for


def check(content: bytes, name: str, day: date | None = None) -> Report:
    """Check the bytes of a .docx called ``name`` by the guide of its own day, or of ``day`` when given.

    Raises Refused, with what to do, for a file that is no whole Word file.
    """
    paper = sections.read(opening.unpack(content, name))
    found = parts.find(paper)
    day = day or parts.day_of(paper, found)
    profile = profile_for(day)
    old = rules_page.unreadable_fonts(paper)
    if old:
        said = f"chữ gõ bằng phông {', '.join(old)} của bảng mã cũ, không đọc được"
        wanted = "chuyển sang Unicode, Times New Roman, rồi kiểm tra lại"
        findings: Iterator[Finding] = iter([fault("legacy-font", "Phông chữ", said, wanted, clauses.FONT)])
    else:
        findings = _findings(paper, found, profile, day)
    return Report(profile.id, profile.guide, day, found.kind, merged(findings))


def _findings(paper: Paper, found: Parts, profile: Profile, day: date | None) -> Iterator[Finding]:
    if found.kind in words.CERTIFICATES:
        yield from rules_page.font(paper)
        yield from rules_page.boxes(paper)
        yield from rules_head.state_words(paper, found)
        return
    yield from rules_page.sheet(paper, found)
    yield from rules_page.page_numbers(paper)
    yield from rules_page.font(paper)
    yield from rules_page.boxes(paper)
    yield from rules_head.state_words(paper, found)
    yield from rules_head.party(paper, found)
    yield from rules_head.bodies(found, day)
    yield from rules_head.number(found)
    yield from rules_head.place_date(found)
    yield from rules_marks.all_of(paper, found, profile)
    yield from rules_title.type_name(found)
    yield from rules_title.letter(found)
    yield from rules_title.address(found, profile)
    yield from _text(found, profile)
    yield from rules_dates.in_text(found)
    yield from rules_body.bases(found)
    yield from rules_body.articles(found)
    yield from rules_body.ending(found)
    yield from rules_foot.signing(found)
    yield from rules_foot.recipients(found, profile, day)
    yield from rules_foot.alone(found)


def _text(found: Parts, profile: Profile) -> Iterator[Finding]:
    """Ask the rules of the text; for slips, tickets and books, whose text the guides leave open, only as advice."""
    if found.kind.startswith(words.FREE):
        return
    official = found.kind in words.SYMBOLS or found.kind == words.LETTER
    for rule in (rules_body.body_size(found), rules_body.spacing(found, profile), rules_body.shape(found)):
        for finding in rule:
            yield finding if official else replace(finding, level=Level.ADVICE)
