"""Blank minutes to be written by hand: regular, themed and extraordinary, each page ruled to its foot (parts 10–13).

A form takes exactly the pages asked for: every page but the last is filled with dotted lines and closed by a page
break; pages beyond the least go to the discussion. When the count is odd the back of the last sheet is ruled too.
Labels and headings are those of the office's own minutes (F5, F6).
"""

from __future__ import annotations

from collections.abc import Iterator

from bontot_desktop import dates
from bontot_desktop.documents import letterhead, minutes_parts
from bontot_desktop.documents.blocks import (
    Block,
    Column,
    DottedLines,
    Field,
    FieldLine,
    PageBreak,
    Paragraph,
    Role,
    Run,
    Signer,
    Table,
    TableRow,
    Title,
    TwoSignatures,
    bold,
)
from bontot_desktop.documents.minutes_book.facts import BookFacts
from bontot_desktop.documents.profile import FormatSettings
from bontot_desktop.documents.wording import Words
from bontot_desktop.rules import minutes as parts
from bontot_desktop.rules.meetings import MeetingType

_ROW = 9.5
#: Letters of a cell's name that still fit on one or two lines of the head.
_LONG_NAME = 44


def regular(facts: BookFacts, settings: FormatSettings, words: Words, month: int) -> Iterator[Block]:
    """Part 10: the form of one month."""
    words = _given(words, facts, str(month), dates.quarter(month))
    name = "\n".join(words.lines("summary_regular"))
    yield from _top(facts, name, f"Tháng {month}")
    yield from _opening(facts, words, MeetingType.REGULAR)
    yield PageBreak()
    yield from _politics(words)
    yield PageBreak()
    yield from _month(words)
    yield PageBreak()
    extra = facts.options.pages_regular - 5
    yield from _discussion(words, "II", extra, count=19)
    yield _heading(words, "III", "heading_delegates", "(nếu có)")
    yield DottedLines(fill="page")
    yield PageBreak()
    yield _heading(words, "IV", "heading_conclusion")
    yield DottedLines(5)
    yield _heading(words, "V", "heading_tasks")
    yield _tasks(words, 4)
    yield from _vote(words, "VI")
    yield _heading(words, "VII", "heading_petitions")
    yield DottedLines(1)
    yield from _evaluation(words, "VIII")
    yield from _closing(settings)
    yield from _back(facts.options.pages_regular, name)


def themed(facts: BookFacts, settings: FormatSettings, words: Words, quarter: int) -> Iterator[Block]:
    """Part 11: the form of one quarter's themed meeting."""
    words = _given(words, facts, str(quarter * 3), quarter)
    name = "\n".join(words.lines("summary_themed"))
    yield from _top(facts, name, f"Chuyên đề quý {dates.roman(quarter)}")
    yield _blanks(f"{words.say('label_theme')}:", more_lines=1)
    yield from _opening(facts, words, MeetingType.THEMED)
    yield PageBreak()
    yield _heading(words, "I", "heading_theme_purpose")
    yield DottedLines(5)
    yield _heading(words, "II", "heading_theme_content")
    yield _blanks(f"{words.say('presenter')}:", strong=False)
    yield _blanks("Tài liệu gửi đảng viên ngày:", strong=False)
    yield DottedLines(fill="page", lead="Tóm tắt nội dung:")
    yield PageBreak()
    yield _heading(words, "III", "heading_theme_questions")
    yield DottedLines(4)
    extra = facts.options.pages_themed - 4
    yield from _discussion(words, "IV", extra, count=0)
    yield PageBreak()
    yield _heading(words, "V", "heading_theme_quality")
    yield DottedLines(3)
    yield _heading(words, "VI", "heading_theme_conclusion")
    yield DottedLines(8)
    yield from _vote(words, "VII")
    yield from _evaluation(words, "VIII")
    yield from _closing(settings)
    yield from _back(facts.options.pages_themed, name)


def extraordinary(facts: BookFacts, settings: FormatSettings, words: Words, number: int) -> Iterator[Block]:
    """Part 13: a form for a meeting out of turn; the month is written by hand."""
    words = _given(words, facts, ".......", 1)
    name = "\n".join(words.lines("summary_extraordinary"))
    yield from _top(facts, name, f"Đột xuất, biên bản {number}")
    yield from _opening(facts, words, MeetingType.EXTRAORDINARY)
    yield PageBreak()
    yield _heading(words, "I", "heading_contents")
    yield DottedLines(12)
    yield from _discussion(words, "II", facts.options.pages_extraordinary - 3, count=0)
    yield PageBreak()
    yield _heading(words, "III", "heading_conclusion")
    yield DottedLines(12)
    yield from _vote(words, "IV")
    yield from _closing(settings)
    yield from _back(facts.options.pages_extraordinary, "sinh hoạt chi bộ đột xuất")


def _given(words: Words, facts: BookFacts, month: str, quarter: int) -> Words:
    return words.given(cell=facts.cell_name, month=month, quarter=dates.roman(quarter), year=str(facts.year))


def _top(facts: BookFacts, summary: str, bookmark: str) -> Iterator[Block]:
    yield letterhead.letterhead(facts.head, with_date=False)
    yield Title("BIÊN BẢN", summary, bookmark=bookmark)


def _heading(words: Words, number: str, key: str, note: str = "") -> Paragraph:
    title = f"{number}. {words.say(key)}"
    text = (title, " ", _plain(note)) if note else title
    return Paragraph(text, Role.HEADING_1, keep_with_next=True)


def _plain(note: str) -> Run:
    return Run(note, bold=False, italic=True)


def _blanks(
    label: str, *words: str, end: str = "", marker: str = "- ", more_lines: int = 0, strong: bool = True
) -> FieldLine:
    """Make a line: the label, room, a word, room, … and ``end`` behind the last room."""
    share = 0.5 if len(words) > 1 else 1.0
    fields = [Field("", (bold(label) if strong else label, " "))]
    for word in words:
        fields += [Field("", share=share), Field("", f"{word} " if word[0] in ";/" else f" {word} ")]
    fields.append(Field("", share=share))
    if end:
        fields.append(Field("", f" {end}"))
    return FieldLine(tuple(fields), marker=marker, separator="", more_lines=more_lines)


def _opening(facts: BookFacts, words: Words, kind: MeetingType) -> Iterator[Block]:
    """Blocks 3–12 to be filled by hand; a name that takes several lines of the head leaves fewer below."""
    fewer = len(facts.head.issuer) > _LONG_NAME
    yield _blanks(f"{words.say('label_begin')}:", "giờ", "phút, ngày", "tháng", end=f"năm {facts.year}")
    yield _blanks(f"{words.say('label_place')}:")
    yield _blanks(f"{words.say('label_total')}:", "; chính thức", "; dự bị")
    yield _plus("Được miễn công tác và sinh hoạt đảng:")
    yield _plus("Sinh hoạt tạm thời: đến", "; giới thiệu đi nơi khác")
    yield _blanks(f"{words.say('label_present')}:", "/", "(tỷ lệ", end="%)")
    yield _plus("Chính thức:", "; dự bị:", "; sinh hoạt tạm thời:")
    yield _plus("Đảng viên được miễn nhưng dự (họ tên):")
    yield _blanks(f"{words.say('label_absent')}:", end="đồng chí, trong đó:")
    yield _plus("Có lý do (số lượng; họ tên, lý do):", more_lines=2 if fewer else 3)
    yield _plus("Không có lý do (số lượng; họ tên):", more_lines=1)
    yield _blanks(f"{words.say('label_guests')} (họ tên, chức vụ, đơn vị):", more_lines=1 if fewer else 2)
    yield _blanks(f"{words.say('label_chair')}:")
    yield _blanks(f"{words.say('label_minute_taker')}:")
    yield _blanks(f"{words.say('label_scorer')}:")
    if kind is MeetingType.REGULAR:
        yield _blanks(f"{words.say('label_dues')}:", "đồng chí đã nộp; số tiền", end="đồng")


def _plus(label: str, *words: str, end: str = "", more_lines: int = 0) -> FieldLine:
    return _blanks(label, *words, end=end, marker="+ ", more_lines=more_lines, strong=False)


def _politics(words: Words) -> Iterator[Block]:
    """I.1 and I.2: politics and ideology, and the tasks of last month in a table."""
    yield _heading(words, "I", "heading_contents")
    yield Paragraph(f"1. {words.say('part_politics')}", Role.HEADING_2, keep_with_next=True)
    for letter, section, lines in zip("abc", parts.POLITICS, (6, 3, 4), strict=True):
        note = " (ghi số, ngày, tên văn bản)" if section is parts.CURRENT_AFFAIRS else ""
        yield Paragraph(
            (f"{letter}) {words.say(f'part_{section.key}')}", _plain(note)), Role.HEADING_3, keep_with_next=True
        )
        yield DottedLines(lines)
    yield Paragraph(f"2. {words.say('part_last_month')}", Role.HEADING_2, keep_with_next=True)
    shapes = (Column("", 10, "center"), Column("", 0), Column("", 36), Column("", 24), Column("", 40))
    columns = minutes_parts.columns(words, "columns_reviews", shapes)
    yield Table(columns, _numbered(5, 5), row_height_mm=_ROW)
    yield DottedLines(fill="page")


def _month(words: Words) -> Iterator[Block]:
    """I.3 to I.6."""
    titles = [f"{number}. {words.say(f'part_{section.key}')}" for number, section in enumerate(parts.CONTENTS, start=2)]
    for title, lines in zip(titles[1:], (5, 5, 11, 0), strict=True):
        yield Paragraph(title, Role.HEADING_2, keep_with_next=True)
        yield DottedLines(lines, fill="" if lines else "page")


def _discussion(words: Words, number: str, extra_pages: int, *, count: int) -> Iterator[Block]:
    """The discussion: ``extra_pages`` whole pages, then on the one it ends on ``count`` lines or all that is left."""
    yield _heading(words, number, "heading_discussion", "(ghi rõ họ tên từng đồng chí)")
    for _ in range(extra_pages):
        yield DottedLines(fill="page")
        yield PageBreak()
    yield DottedLines(count + (1 if extra_pages and count else 0), fill="" if count else "page")
    if count:
        yield _blanks("Số đồng chí phát biểu:", "/", "đồng chí dự sinh hoạt (tỷ lệ", end="%)", marker="", strong=False)


def _numbered(count: int, columns: int) -> tuple[TableRow, ...]:
    return tuple(TableRow((str(number), *("",) * (columns - 1))) for number in range(1, count + 1))


def _tasks(words: Words, count: int) -> Table:
    shapes = (Column("", 10, "center"), Column("", 42), Column("", 0), Column("", 24), Column("", 24))
    return Table(minutes_parts.columns(words, "columns_tasks", shapes), _numbered(count, 5), row_height_mm=_ROW)


def _vote(words: Words, number: str) -> Iterator[Block]:
    yield _heading(words, number, "heading_votes")
    yield _blanks("Nội dung:", strong=False)
    yield _plus("Tán thành:", "/", "đảng viên được biểu quyết (tỷ lệ", end="%)")
    yield _plus("Không tán thành:", "; không có ý kiến:")


def _evaluation(words: Words, number: str) -> Iterator[Block]:
    yield _heading(words, number, "heading_evaluation")
    yield _blanks("Tổng điểm:", "/100; tự xếp loại:", marker="", strong=False)
    yield _blanks(f"{words.say('limits_to_fix')}:", marker="", strong=False)


def _closing(settings: FormatSettings) -> Iterator[Block]:
    """Blocks 21 and 22."""
    yield _blanks("Biên bản đã đọc lại trước chi bộ,", "/", end="đồng chí tán thành.", marker="", strong=False)
    yield _blanks("Kết thúc vào hồi", "giờ", end="phút cùng ngày.", marker="", strong=False)
    left, right = settings.minutes_signer_labels
    yield TwoSignatures(Signer(authority=left), Signer(authority=right))


def _back(pages: int, what: str) -> Iterator[Block]:
    """The back of the last sheet of a form with an odd count of pages: ruled, for what found no room."""
    if pages % 2:
        yield PageBreak()
        words = what.replace("\n", " ")
        yield Paragraph(f"(Phần ghi tiếp, bổ sung, đính chính biên bản {words})", Role.NOTE)
        yield DottedLines(fill="page")
