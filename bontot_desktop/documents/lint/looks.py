"""Comparing how a component looks with how the guides want it, one finding for all that differs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bontot_desktop.documents.lint.paper import Line
from bontot_desktop.documents.lint.report import Finding, Level

_ALIGN = {"left": "canh trái", "right": "canh phải", "center": "căn giữa", "justify": "dàn đều hai bên"}
#: Rounding of half points, and a paragraph mark of another size.
_NEAR = 0.26


@dataclass(frozen=True, slots=True)
class Look:
    """How a component must look; None where the guides leave it open. ``most`` is the larger of two allowed sizes."""

    rule: str
    part: str
    clause: str
    size: float
    most: float = 0.0
    bold: bool | None = None
    italic: bool | None = False
    upper: bool | None = None
    centred: bool = True
    level: Level = Level.FAULT


def size_words(size: float) -> str:
    """Write a size as people say it: "cỡ 14", "cỡ 13,5"."""
    return f"{size:g}".replace(".", ",")


def compare(line: Line, look: Look) -> Iterator[Finding]:
    """Give one finding with everything in which a component differs from its look; nothing when it is right."""
    found: list[str] = []
    wanted: list[str] = []
    most = look.most or look.size
    wrong = [size for size in line.sizes if not look.size - _NEAR <= size <= most + _NEAR]
    if wrong:
        found.append(f"cỡ {', '.join(map(size_words, wrong))}")
        wanted.append(f"cỡ {size_words(look.size)}" + (f"–{size_words(most)}" if most != look.size else ""))
    if look.bold is True and not line.all("bold"):
        found.append("chưa đậm" if not line.any("bold") else "có chữ chưa đậm")
        wanted.append("đậm")
    elif look.bold is False and line.any("bold"):
        found.append("chữ đậm")
        wanted.append("không đậm")
    if look.italic is True and not line.all("italic"):
        found.append("chữ đứng")
        wanted.append("nghiêng")
    elif look.italic is False and line.any("italic"):
        found.append("chữ nghiêng")
        wanted.append("đứng")
    if look.upper is True and not line.upper:
        found.append("chữ thường")
        wanted.append("in hoa")
    if look.centred and line.align != "center" and line.spot is not None:
        found.append(_ALIGN.get(line.align, line.align))
        wanted.append("căn giữa")
    if found:
        said = f"“{shortened(line.text)}” {', '.join(found)}"
        yield fault(look.rule, look.part, said, ", ".join(wanted), look.clause, line, look.level)


def fault(
    rule: str, part: str, found: str, wanted: str, clause: str, line: Line | None = None, level: Level = Level.FAULT
) -> Finding:
    """Make a finding at a line, or on page 1."""
    finding = Finding(rule, level, part, found, wanted, clause)
    return finding if line is None else Finding(rule, level, part, found, wanted, clause, line.where)


def advice(rule: str, part: str, found: str, wanted: str, clause: str, line: Line | None = None) -> Finding:
    """Make a finding that only deserves a second look."""
    return fault(rule, part, found, wanted, clause, line, Level.ADVICE)


def shortened(text: str, most: int = 48) -> str:
    """Quote the beginning of a text."""
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"
