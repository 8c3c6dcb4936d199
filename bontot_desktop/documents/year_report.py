"""D17: the report on a year's movement and ratings, its eight tables across the page (recognition.md §10, §11.3)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from bontot_desktop.documents import letterhead, sample_parts
from bontot_desktop.documents.blocks import (
    Block,
    Column,
    Document,
    DottedLines,
    PageBreak,
    Paragraph,
    Recipients,
    Role,
    Section,
    Signature,
    Table,
    TableRow,
    Title,
    italic,
)
from bontot_desktop.documents.kind import Kind
from bontot_desktop.documents.letterhead import Head, SignerFacts
from bontot_desktop.documents.profile import FormatSettings
from bontot_desktop.documents.wording import Words
from bontot_desktop.rules import year_tables
from bontot_desktop.rules.year_tables import YearTable

#: Parts the office writes itself, by the key of their text: heading of the report's chapter they stand in.
GUIDANCE, STRENGTHS, LIMITS, CAUSES, LESSONS, DIRECTIONS, PROPOSALS = (
    "guidance",
    "strengths",
    "limits",
    "causes",
    "lessons",
    "directions",
    "proposals",
)
PARTS = (GUIDANCE, STRENGTHS, LIMITS, CAUSES, LESSONS, DIRECTIONS, PROPOSALS)
#: Lines to write on where the office has not written yet.
_LINES = 3
_ASSESSMENT = ((STRENGTHS, "Ưu điểm"), (LIMITS, "Hạn chế"), (CAUSES, "Nguyên nhân"), (LESSONS, "Bài học kinh nghiệm"))


@dataclass(frozen=True, slots=True)
class YearReportFacts:
    """The report. ``figures`` are the gaps of its sentences as printed, "" where a figure is not known.

    ``texts`` holds what the office wrote for its parts; ``examples`` are outstanding cells and models, one each.
    """

    head: Head
    signer: SignerFacts
    committee: str
    commune: str
    year: int
    figures: Mapping[str, str]
    tables: tuple[YearTable, ...] = ()
    texts: Mapping[str, str] = field(default_factory=dict)
    examples: tuple[str, ...] = ()
    is_half: bool = False


def build(facts: YearReportFacts, settings: FormatSettings, words: Words) -> Document:
    """Turn the facts of a year into its report."""
    words = given(facts, settings, words)
    return Document(
        blocks=tuple(_blocks(facts, settings, words)),
        title=f"Báo cáo {' '.join(words.lines('summary'))}",
        author=facts.committee,
        day=facts.head.day,
        settings=settings,
    )


def given(facts: YearReportFacts, settings: FormatSettings, words: Words) -> Words:
    """Fill the gaps of the report's sentences."""
    return words.given(
        title=settings.title_spelling,
        year=facts.year,
        commune=facts.commune,
        committee=settings.fixed(facts.committee),
        half="1" if facts.is_half else "",
        **facts.figures,
    )


def about(facts: YearReportFacts) -> str:
    """Name the report in the register."""
    what = "Sơ kết" if facts.is_half else "Tổng kết"
    return f"{what} xây dựng “Chi bộ 4 tốt” năm {facts.year}"


def _blocks(facts: YearReportFacts, settings: FormatSettings, words: Words) -> Iterator[Block]:
    yield letterhead.letterhead(facts.head)
    yield Title("BÁO CÁO", "\n".join(words.lines("summary")))
    yield Paragraph(words.say("opening"))
    yield sample_parts.heading(1, "Công tác lãnh đạo, chỉ đạo")
    led = [
        *_said(words, "briefings", "papers", "pilots"),
        *sample_parts.typed(facts.texts.get(GUIDANCE) or "\n".join(words.lines(GUIDANCE))),
    ]
    yield from led or [Paragraph(words.say("nothing"))]
    yield sample_parts.heading(2, "Kết quả")
    for number, (heading, keys) in enumerate(_RESULTS, start=1):
        yield sample_parts.subheading(number, heading)
        said = list(_said(words, *keys))
        yield from said or [Paragraph(words.say("nothing"))]
    if facts.examples:
        yield sample_parts.subheading(len(_RESULTS) + 1, "Điển hình, mô hình, cách làm hay")
        yield from sample_parts.typed("\n".join(facts.examples))
    yield sample_parts.heading(3, "Đánh giá chung")
    for number, (key, heading) in enumerate(_ASSESSMENT, start=1):
        yield sample_parts.subheading(number, heading)
        yield from sample_parts.typed(facts.texts.get(key) or "\n".join(words.lines(key))) or [DottedLines(_LINES)]
    yield sample_parts.heading(4, "Phương hướng, nhiệm vụ")
    yield from sample_parts.typed(facts.texts.get(DIRECTIONS) or "\n".join(words.lines(DIRECTIONS)))
    proposals = facts.texts.get(PROPOSALS) or "\n".join(words.lines(PROPOSALS))
    if proposals:
        yield sample_parts.heading(5, "Kiến nghị, đề xuất")
        yield from sample_parts.typed(proposals)
    lines = (*words.lines("recipients"), settings.fixed(settings.keep_copy_office))
    yield Signature(letterhead.signer(facts.signer), Recipients(lines))
    yield from _tables(facts, settings)


#: The headings of chapter II with the sentences under each.
_RESULTS = (
    ("Đăng ký", ("registered", "pilots_result", "commitments")),
    ("Kết quả thực hiện các nhóm tiêu chí", ("meetings", "themed", "admitted", "disciplined", "finds", "losses")),
    ("Chấm điểm, thẩm định, công nhận", ("scored", "gap", "recognised", "kept", "refused")),
    ("Xếp loại chi bộ, đảng viên", ("cells", "members")),
    ("Khen thưởng", ("awards",)),
)


def _said(words: Words, *keys: str) -> Iterator[Block]:
    for key in keys:
        sentence = words.say(key)
        if sentence:
            yield Paragraph(sentence)


def _tables(facts: YearReportFacts, settings: FormatSettings) -> Iterator[Block]:
    shown = [table for table in facts.tables if table.rows]
    for place, table in enumerate(shown):
        yield Section(landscape=True) if place == 0 else PageBreak()
        yield Title(f"Biểu {table.key[1:]}".upper(), f"{settings.titled(table.title)}, năm {facts.year}", dashes=False)
        yield Table(
            tuple(Column(settings.titled(head.title), head.width, head.align) for head in table.heads),
            tuple(
                TableRow(
                    _cells(tuple(map(settings.titled, row.values)), row.is_total), "total" if row.is_total else "plain"
                )
                for row in table.rows
            ),
            balanced=True,
        )
        for line in table.note.split("\n"):
            if line:
                yield Paragraph((italic(settings.titled(line)),), Role.NOTE)


def _cells(values: tuple[str, ...], is_total: bool) -> tuple[str | None, ...]:
    """In a total row the first words reach over the empty cell before them."""
    if is_total and len(values) > 1 and not values[0]:
        return (values[1], None, *values[2:])
    return values


def sample_facts() -> YearReportFacts:
    """Return an invented report with two tables."""
    heads = (year_tables.Head("Loại hình", "left"), year_tables.Head("Số chi bộ"), year_tables.Head("Công nhận"))
    rows = (
        year_tables.Row(("Nông thôn", "14", "12")),
        year_tables.Row(("Trường học", "9", "8")),
        year_tables.Row(("Cộng", "23", "20"), is_total=True),
    )
    return YearReportFacts(
        head=Head("ĐẢNG BỘ TỈNH THÍ DỤ", "ĐẢNG ỦY XÃ VÍ DỤ", "Ví Dụ", "BC/ĐU", 3, date(2027, 1, 12), 2027),
        signer=SignerFacts("T/M BAN THƯỜNG VỤ", "BÍ THƯ", "Trần Thị Thí Dụ"),
        committee="Đảng ủy xã Ví Dụ",
        commune="xã Ví Dụ",
        year=2026,
        figures=dict.fromkeys(GAPS, "")
        | {
            "cells": "23",
            "registered": "22",
            "registered_share": "95,65",
            "registered_change": "tăng 4,35 điểm %",
            "last_year": "2025",
            "recognised": "20",
            "recognised_of_registered": "90,91",
            "recognised_of_all": "86,96",
            "recognised_change": "tăng 1,25 điểm %",
            "refused": "02",
            "refused_why": "xếp loại chất lượng dưới mức quy định (02)",
            "rated": "23",
            "excellent": "02",
            "good": "18",
            "completed": "03",
            "not_completed": "00",
            "good_share": "86,96",
        },
        tables=(YearTable("B1", "Đăng ký, công nhận theo loại hình", heads, rows),),
        texts={STRENGTHS: "Các chi bộ đăng ký sớm, sát thực tế"},
        examples=("Chi bộ thôn Mẫu 1: mô hình “Mỗi tháng một việc tốt”",),
    )


#: The gaps of the report's sentences that figures fill.
GAPS = (
    "last_year",
    "briefings",
    "participants",
    "papers",
    "cell_papers",
    "pilots",
    "pilots_recognised",
    "cells",
    "registered",
    "registered_share",
    "registered_change",
    "late",
    "commitments_cells",
    "commitments_members",
    "meetings_share",
    "attendance",
    "speaking",
    "themed",
    "themed_owed",
    "ratings",
    "admitted",
    "admission_target",
    "disciplined",
    "cells_disciplined",
    "finds",
    "losses",
    "self_scored",
    "verified",
    "fit",
    "gap",
    "far",
    "recognised",
    "recognised_of_registered",
    "recognised_of_all",
    "recognised_change",
    "decision",
    "kept",
    "had",
    "kept_share",
    "new",
    "refused",
    "refused_why",
    "rated",
    "excellent",
    "good",
    "completed",
    "not_completed",
    "good_share",
    "members",
    "members_rated",
    "members_excellent",
    "members_good",
    "members_completed",
    "members_not_completed",
    "members_good_share",
    "awards",
    "money",
)


KIND = Kind(
    id="D17",
    name='Báo cáo sơ kết, tổng kết "Chi bộ 4 tốt"',
    type_symbol="BC",
    facts_type=YearReportFacts,
    make=build,
    sample_facts=sample_facts,
)
