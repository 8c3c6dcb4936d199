"""The lists of a Word paper: signs and numbers Word itself puts before paragraphs, so that Enter gives the next."""

from __future__ import annotations

from xml.sax.saxutils import quoteattr

from bontot_desktop.documents.flow import Para
from bontot_desktop.documents.fonts import WORD_FONT
from bontot_desktop.documents.styles import Style

#: The signs of deeper levels, which a person reaches by the Tab key.
_DEEPER = {"-": ("+", "-"), "+": ("-", "+")}
_FACE = f'<w:rPr><w:rFonts w:ascii="{WORD_FONT}" w:hAnsi="{WORD_FONT}" w:cs="{WORD_FONT}" w:hint="default"/></w:rPr>'


def numbers_of(styles: tuple[Style, ...]) -> dict[str, int]:
    """Return the number of the list each style with a marker has, by the style's id."""
    return {style.id: number for number, style in enumerate((one for one in styles if one.marker), start=1)}


class Lists:
    """Collects the lists of one paper while its body is written."""

    def __init__(self, styles: tuple[Style, ...]) -> None:
        self._styled = tuple(style for style in styles if style.marker)
        self._direct: dict[tuple[str, int, float], int] = {}

    def properties(self, para: Para) -> str:
        """Return what a paragraph says of its list beyond its style."""
        marker = para.marker
        if marker is None:
            return '<w:numPr><w:numId w:val="0"/></w:numPr>' if para.style.marker else ""
        if marker.text == para.style.marker:
            return ""
        key = (marker.form or marker.text.rstrip(), marker.series, para.first_indent)
        number = self._direct.setdefault(key, len(self._styled) + len(self._direct) + 1)
        return f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{number}"/></w:numPr>'

    def part(self) -> str:
        """Return the inner markup of the file's numbering part; every counted list begins at one."""
        shapes = [_shape(number, style.marker.rstrip(), style.indent, style.id) for number, style in self._own()]
        lists = [f'<w:num w:numId="{number}"><w:abstractNumId w:val="{number}"/></w:num>' for number, _ in self._own()]
        shared: dict[tuple[str, float], int] = {}
        for (form, _, indent), number in self._direct.items():
            if (form, indent) not in shared:
                shared[form, indent] = number
                shapes.append(_shape(number, form, indent))
            start = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>' if "%1" in form else ""
            lists.append(f'<w:num w:numId="{number}"><w:abstractNumId w:val="{shared[form, indent]}"/>{start}</w:num>')
        return "".join((*shapes, *lists))

    def _own(self) -> list[tuple[int, Style]]:
        return list(enumerate(self._styled, start=1))


def _shape(number: int, form: str, indent: float, style: str = "") -> str:
    levels = (form, *_DEEPER.get(form, ("-", "+")))
    inner = "".join(_level(depth, text, indent, style if depth == 0 else "") for depth, text in enumerate(levels))
    return f'<w:abstractNum w:abstractNumId="{number}"><w:multiLevelType w:val="multilevel"/>{inner}</w:abstractNum>'


def _level(depth: int, text: str, indent: float, style: str) -> str:
    counts = "decimal" if "%" in text else "bullet"
    linked = f'<w:pStyle w:val="{style}"/>' if style else ""
    return (
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{counts}"/>{linked}<w:suff w:val="space"/>'
        f'<w:lvlText w:val={quoteattr(text)}/><w:lvlJc w:val="left"/>'
        f'<w:pPr><w:ind w:left="0" w:firstLine="{round(indent * 20)}"/></w:pPr>{_FACE}</w:lvl>'
    )
