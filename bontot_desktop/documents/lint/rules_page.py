"""Rules of the sheet: paper, margins, page numbers, font and colour (document-format §1)."""

from __future__ import annotations

from collections.abc import Iterator

from bontot_desktop.documents.lint import clauses, marks
from bontot_desktop.documents.lint.looks import advice, fault, shortened, size_words
from bontot_desktop.documents.lint.paper import Line, PageNumber, Paper, SectionShape
from bontot_desktop.documents.lint.parts import Parts
from bontot_desktop.documents.lint.report import Finding, Level, Where

#: Word rounds to twentieths of a point, and people type centimetres.
_NEAR_MM = 0.6
_A4, _A5 = (210.0, 297.0), (148.0, 210.0)
_MARGINS = (("top", "trên", 20.0), ("bottom", "dưới", 20.0), ("left", "trái", 30.0), ("right", "phải", 15.0))
#: Fonts of the time before Unicode; texts in the first kind can be read all the same, in the others not.
_ABC, _VNI = ".vn", ("vni-", "vntime")
#: Fonts of signs, in which Word sets bullets.
_SIGNS = {"symbol", "wingdings", "wingdings 2", "wingdings 3", "webdings"}


def unreadable_fonts(paper: Paper) -> list[str]:
    """Return the fonts of the code VNI where most of the text is set in them; such a paper cannot be judged further."""
    lengths: dict[str, int] = {}
    for line in paper.lines:
        for span in line.inked:
            lengths[span.face.font] = lengths.get(span.face.font, 0) + len(span.text)
    old = [font for font in lengths if font.casefold().startswith(_VNI)]
    return sorted(old) if 2 * sum(lengths[font] for font in old) > sum(lengths.values()) else []


def font(paper: Paper) -> Iterator[Finding]:
    """Times New Roman everywhere, headers and numbers of lists too; text black."""
    for line in (*paper.lines, *paper.edges):
        for span in line.inked:
            yield from _font(span.face.font, line)
            if not span.face.black:
                found = f"chữ có màu, ví dụ “{shortened(span.text.strip(), 24)}”"
                yield fault("colour", "Màu chữ", found, "chữ đen", clauses.FONT, line)
        if line.label_face is not None and line.inked and line.label[:1].isalnum():
            yield from _font(line.label_face.font, line)


def _font(name: str, line: Line) -> Iterator[Finding]:
    if name.casefold() == "times new roman" or name.casefold() in _SIGNS:
        return
    if name.casefold().startswith((_ABC, *_VNI)):
        found, wanted = f"phông {name} của bảng mã cũ", "chuyển sang Unicode, phông Times New Roman"
        yield fault("legacy-font", "Phông chữ", found, wanted, clauses.FONT, line)
    else:
        yield fault("font", "Phông chữ", f"phông {name}", "Times New Roman", clauses.FONT, line)


def boxes(paper: Paper) -> Iterator[Finding]:
    """Words in text boxes and frames shift when the paper is edited; marks such as KHẨN may have their frame."""
    held: dict[int, list[Line]] = {}
    for line in paper.lines:
        if line.box and line.text:
            held.setdefault(line.box, []).append(line)
    shown = [lines[0] for lines in held.values() if not all(marks.in_head(line) for line in lines)]
    wanted = "đặt thẳng trong trang hoặc trong bảng không kẻ"
    for line in shown:
        found = f"có chữ trong khung (text box), ví dụ “{shortened(shown[0].text, 30)}”"
        yield advice("text-box", "Trình bày", found, wanted, clauses.BODY, line)


def sheet(paper: Paper, parts: Parts) -> Iterator[Finding]:
    """A4 with margins 20/20/30/15 mm; A5 for papers that are none of the official types."""
    for section in paper.sections:
        size = (min(section.width, section.height), max(section.width, section.height))
        if _near(size, _A5) and not parts.has_head:
            continue
        if not _near(size, _A4):
            found = f"khổ {_mm(section.width)} × {_mm(section.height)} mm"
            yield _at("paper-size", "Khổ giấy", found, "A4 (210 × 297 mm)", section.where)
            continue
        wrong = [
            (words, getattr(section, side), wanted) for side, words, wanted in _MARGINS if _off(section, side, wanted)
        ]
        if wrong:
            found = ", ".join(f"{words} {_mm(is_)} mm" for words, is_, _ in wrong)
            should = ", ".join(f"{words} {_mm(wanted)} mm" for words, _, wanted in wrong)
            yield _at("margins", "Lề trang", f"lề {found}", f"lề {should}", section.where)


def _off(section: SectionShape, side: str, wanted: float) -> bool:
    return bool(abs(getattr(section, side) - wanted) > _NEAR_MM)


def _near(size: tuple[float, float], wanted: tuple[float, float]) -> bool:
    return all(abs(one - other) < 1.5 for one, other in zip(size, wanted, strict=True))


def _mm(length: float) -> str:
    return f"{round(length, 1):g}".replace(".", ",")


def _at(rule: str, part: str, found: str, wanted: str, where: Where, clause: str = clauses.PAGE) -> Finding:
    return Finding(rule, Level.FAULT, part, found, wanted, clause, where)


def page_numbers(paper: Paper) -> Iterator[Finding]:
    """No number on page 1; on later pages digits alone, centred, 14 pt, 10 mm from the top edge."""
    first = paper.sections[0]
    if first.begins_with not in (None, 0, 1) and first.later_number is not None:
        found = f"số trang bắt đầu từ {first.begins_with}"
        yield _at("number-start", "Số trang", found, "trang thứ hai ghi số 2", first.where, clauses.PAGE_NUMBER)
    if first.first_number is not None:
        yield _at(
            "number-on-first",
            "Số trang",
            "trang 1 có số trang",
            "trang 1 không ghi số",
            first.where,
            clauses.PAGE_NUMBER,
        )
    if paper.likely_pages > 1:
        known = [section for section in paper.sections if section.where.page <= paper.likely_pages]
        hidden = [section for section in known[1:] if section.first_number is None and not section.counts_anew]
        missing = first if first.later_number is None else next(iter(hidden), None)
        if missing is not None:
            tell = fault if paper.pages > 1 else advice
            found = "từ trang 2 không có số trang"
            yield tell("number-missing", "Số trang", found, "trang 2 trở đi ghi số", clauses.PAGE_NUMBER)
    shown = {number.line.text: (number, section) for section in paper.sections if (number := section.later_number)}
    for number, section in list(shown.values())[:1]:
        yield from _number(number, section)


def _number(number: PageNumber, section: SectionShape) -> Iterator[Finding]:
    found: list[str] = []
    line = number.line
    if number.at_foot:
        found.append("ở chân trang")
    elif abs(section.header - 10) > 1.1:
        found.append(f"cách mép trên {_mm(section.header)} mm")
    if not section.arabic:
        found.append("không phải chữ số Ả Rập")
    if number.beside:
        found.append(f"có thêm “{shortened(number.beside, 20)}”")
    if line.align != "center":
        found.append("không căn giữa")
    if any(abs(size - 14) > 0.3 for size in line.sizes):
        found.append(f"cỡ {', '.join(map(size_words, line.sizes))}")
    if line.any("italic") or line.any("bold"):
        found.append("chữ đậm hoặc nghiêng")
    if found:
        wanted = "chỉ chữ số, cỡ 14, đứng, giữa, cách mép trên 10 mm"
        yield _at(
            "number-look", "Số trang", ", ".join(found), wanted, Where(2, section.where.exact), clauses.PAGE_NUMBER
        )
