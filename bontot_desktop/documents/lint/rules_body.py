"""Rules of the text: size, spacing, indent, căn cứ, Điều, how it ends (document-format §1, §5)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from bontot_desktop.documents.lint import clauses, words
from bontot_desktop.documents.lint.looks import advice, fault, shortened, size_words
from bontot_desktop.documents.lint.paper import Line
from bontot_desktop.documents.lint.parts import Parts
from bontot_desktop.documents.lint.report import Finding
from bontot_desktop.documents.profile import HD05_2026, Profile

_MM = 72 / 25.4
#: A paragraph of more letters than this fills more than one line of A4.
_LONG = 95
_DOTTED = re.compile(r"[.…_]{4,}|\.\t")
_PART = "Nội dung"


def text_lines(parts: Parts) -> list[Line]:
    """Return the running paragraphs of the text: not tables, dotted lines or small notes in italics."""
    return [
        line
        for line in parts.body
        if line.text
        and line.spot is None
        and not _DOTTED.search(line.raw)
        and not (line.all("italic") and all(size < 13.5 for size in line.sizes))
    ]


def body_size(parts: Parts) -> Iterator[Finding]:
    """Text in 14 or 15 pt."""
    for line in text_lines(parts):
        for size in line.sizes:
            if not 13.9 < size < 15.1:
                yield fault("body-size", _PART, f"cỡ {size_words(size)}", "cỡ 14–15", clauses.SIZES, line)


def spacing(parts: Parts, profile: Profile) -> Iterator[Finding]:
    """Lines exactly 18 pt apart or more, since Hướng dẫn 05 up to 22; 6 pt or more between paragraphs."""
    least, most = profile.line_pitch_pt
    wanted = f"“Exactly” {least:g}–{most:g} pt" if profile is HD05_2026 else f"“Exactly” từ {least:g} pt"
    lines = text_lines(parts)
    for line in lines:
        if line.rule == "auto":
            found = f"giãn dòng {size_words(round(line.pitch, 2))} dòng"
            yield fault("line-spacing", _PART, found, wanted, clauses.BODY, line)
        elif line.rule == "atLeast":
            yield fault(
                "line-spacing", _PART, f"giãn dòng “At least” {size_words(line.pitch)} pt", wanted, clauses.BODY, line
            )
        elif line.pitch < least - 0.05:
            yield fault("line-spacing", _PART, f"giãn dòng {size_words(line.pitch)} pt", wanted, clauses.BODY, line)
        elif profile is HD05_2026 and line.pitch > most + 0.05:
            yield advice("line-spacing", _PART, f"giãn dòng {size_words(line.pitch)} pt", wanted, clauses.BODY, line)
    for above, below in _neighbours(lines, parts.body):
        gap = _gap(above, below)
        if gap < 5.9 and below.align != "center" and above.align != "center":
            found = f"cách đoạn {size_words(round(gap, 1))} pt"
            yield fault("paragraph-gap", _PART, found, "cách đoạn từ 6 pt", clauses.BODY, below)


def _gap(above: Line, below: Line) -> float:
    same = above.style == below.style
    after = 0.0 if above.contextual and same else above.after
    return after + (0.0 if below.contextual and same else below.before)


def _neighbours(lines: Sequence[Line], body: Sequence[Line]) -> Iterator[tuple[Line, Line]]:
    kept = {id(line) for line in lines}
    for above, below in pairwise(body):
        if id(above) in kept and id(below) in kept:
            yield above, below


def shape(parts: Parts) -> Iterator[Finding]:
    """Paragraphs justified, their first line about 10 mm in."""
    for line in text_lines(parts):
        if line.align in ("center", "right") or line.upper:
            continue
        if len(line.text) > _LONG and line.align == "left":
            yield fault("align", _PART, "đoạn văn canh trái", "dàn đều hai bên", clauses.BODY, line)
        indent = (line.first + line.left) / _MM
        typed = line.raw.startswith(("\t", "   "))
        if len(line.text) > _LONG and not typed and not 6.0 < max(indent, line.first / _MM) < 14:
            found = f"dòng đầu thụt {size_words(round(indent, 1))} mm"
            yield fault("indent", _PART, found, "dòng đầu thụt khoảng 10 mm", clauses.BODY, line)


def bases(parts: Parts) -> Iterator[Finding]:
    """Each căn cứ ends with a semicolon, the last before the ruling with a comma."""
    lines = [line for line in parts.body if line.text]
    count = 0
    while count < len(lines) and words.BASIS.match(lines[count].text):
        count += 1
    if not count or count == len(lines):
        return
    ruling = lines[count]
    # A sentence that leads to a list ("Căn cứ …, thông báo như sau:") is no căn cứ of a ruling.
    if (ruling.spot is not None and ruling.spot.ruled) or not (ruling.upper or ruling.align == "center"):
        return
    part = "Căn cứ"
    for line in lines[: count - 1]:
        if not line.text.endswith(";"):
            yield fault(
                "basis-mark", part, f"“{_ending(line)}”", "cuối mỗi căn cứ là dấu chấm phẩy (;)", clauses.BASES, line
            )
    if not lines[count - 1].text.endswith(","):
        last = lines[count - 1]
        yield fault(
            "basis-last", part, f"“{_ending(last)}”", "căn cứ cuối cùng kết thúc bằng dấu phẩy (,)", clauses.BASES, last
        )


def _ending(line: Line) -> str:
    return line.text if len(line.text) < 40 else f"…{line.text[-36:]}"


def articles(parts: Parts) -> Iterator[Finding]:
    """Điều and its number in bold, in Arabic figures with a full stop."""
    for line in text_lines(parts):
        match = words.ARTICLE.match(line.text)
        if match is None or not line.text[match.end() :].strip()[:1].isupper():
            continue
        first = line.inked[0]
        if not first.face.bold:
            yield fault("article-bold", "Điều", f"“{match.group()}” chưa đậm", "đậm", clauses.SIZES, line)
        if not match.group().endswith("."):
            yield fault(
                "article-stop", "Điều", f"“{match.group()}”", "sau số của điều là dấu chấm", clauses.SIZES, line
            )


def ending(parts: Parts) -> Iterator[Finding]:
    """The text ends with a full stop, not with "./."."""
    for line in (*parts.body, *parts.foot.lines):
        if line.text.endswith(("./.", "/.")):
            found = f"kết thúc bằng “{line.text[-3:]}”: “{shortened(line.text[-30:])}”"
            yield advice("ending", _PART, found, "dấu chấm (.)", clauses.ENDING, line)
