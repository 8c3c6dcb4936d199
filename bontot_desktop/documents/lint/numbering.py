"""The numbers and bullets Word puts before paragraphs of its lists, which stand nowhere in the text."""

from __future__ import annotations

from dataclasses import dataclass

from bontot_desktop.dates import roman
from bontot_desktop.documents.lint.opening import Element
from bontot_desktop.documents.lint.properties import Properties, paragraph_properties, run_properties

#: Word counts with the letters of English.
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_DEPTHS = frozenset("012345678")
_STARTS = frozenset(str(number) for number in range(1000))
#: Bullets of the fonts Symbol and Wingdings have no letters of their own; any of them reads as a dot.
_BULLET = "•"


@dataclass(frozen=True, slots=True)
class _Level:
    start: int
    form: str
    text: str
    paragraph: Properties
    run: Properties
    style: str


class Numbering:
    """The lists of one file; :meth:`label` counts as the paper is read from its beginning."""

    def __init__(self, root: Element) -> None:
        shapes = {
            one.get("abstractNumId", ""): {level.get("ilvl", "0"): _level(level) for level in one.iter("lvl")}
            for one in root.iter("abstractNum")
        }
        # A list may only name a list style, whose levels stand in another list.
        styled = {_value(one, "styleLink"): one.get("abstractNumId", "") for one in root.iter("abstractNum")}
        for one in root.iter("abstractNum"):
            linked = _value(one, "numStyleLink")
            if linked and linked in styled:
                shapes[one.get("abstractNumId", "")] = shapes[styled[linked]]
        self._lists: dict[str, tuple[str, dict[str, _Level]]] = {}
        #: Where lists begin to count anew at their first paragraph, by list and depth.
        self._restarts: dict[str, dict[int, int]] = {}
        for one in root.iter("num"):
            key = _value(one, "abstractNumId")
            levels = dict(shapes.get(key, {}))
            for override in one.iter("lvlOverride"):
                start = override.find("startOverride")
                depth = override.get("ilvl", "0")
                if start is not None and depth in _DEPTHS and start.get("val", "") in _STARTS:
                    self._restarts.setdefault(one.get("numId", ""), {})[int(depth)] = int(start.get("val", "1"))
                own = override.find("lvl")
                if own is not None:
                    levels[override.get("ilvl", "0")] = _level(own)
            self._lists[one.get("numId", "")] = (key, levels)
        self._counts: dict[str, dict[int, int]] = {}

    def indents(self, paragraph: Properties) -> Properties:
        """Return the indents of the list level a paragraph belongs to."""
        _, level = self._level(paragraph)
        found = {} if level is None else level.paragraph
        return {name: found[name] for name in ("left", "first") if name in found}

    def run(self, paragraph: Properties) -> Properties:
        """Return how the number or bullet itself is set."""
        _, level = self._level(paragraph)
        return {} if level is None else level.run

    def label(self, paragraph: Properties) -> str:
        """Count a paragraph and return what Word writes before it; nothing outside lists."""
        key, level = self._level(paragraph)
        if level is None:
            return ""
        if level.form in ("bullet", "none"):
            return level.text if level.text.isprintable() and level.text[:1] < "\ue000" else _BULLET
        depth = self._depth(paragraph)
        counts = self._counts.setdefault(key, {})
        for restarted, start in self._restarts.pop(paragraph["numId"], {}).items():
            counts[restarted] = start - 1
        counts[depth] = counts.get(depth, level.start - 1) + 1
        for deeper in [one for one in counts if one > depth]:
            del counts[deeper]
        text = level.text
        levels = self._lists[paragraph["numId"]][1]
        for one in range(depth + 1):
            other = levels.get(str(one), level)
            text = text.replace(f"%{one + 1}", _written(counts.get(one, other.start), other.form))
        return text

    def _level(self, paragraph: Properties) -> tuple[str, _Level | None]:
        key, levels = self._lists.get(paragraph.get("numId", ""), ("", {}))
        return key, levels.get(str(self._depth(paragraph)))

    def _depth(self, paragraph: Properties) -> int:
        """Return the level: the paragraph's own, else the one its style is tied to."""
        typed = paragraph.get("ilvl", "")
        if typed in _DEPTHS:
            return int(typed)
        _, levels = self._lists.get(paragraph.get("numId", ""), ("", {}))
        style = paragraph.get("style", "")
        tied = next((depth for depth, level in levels.items() if style and level.style == style), "0")
        return int(tied) if tied in _DEPTHS else 0


def _value(element: Element, name: str, otherwise: str = "") -> str:
    one = element.find(name)
    return otherwise if one is None else one.get("val", otherwise)


def _level(element: Element) -> _Level:
    start = _value(element, "start", "1")
    return _Level(
        start=int(start) if start.isascii() and start.isdigit() and len(start) < 6 else 1,
        form=_value(element, "numFmt", "decimal"),
        text=_value(element, "lvlText"),
        paragraph=paragraph_properties(element.find("pPr")),
        run=run_properties(element.find("rPr")),
        style=_value(element, "pStyle"),
    )


def _written(count: int, form: str) -> str:
    if form in ("upperRoman", "lowerRoman") and 0 < count < 40:
        return roman(count) if form == "upperRoman" else roman(count).lower()
    if form in ("upperLetter", "lowerLetter") and 0 < count <= len(_LETTERS):
        letter = _LETTERS[count - 1]
        return letter.upper() if form == "upperLetter" else letter
    return f"{count:02d}" if form == "decimalZero" else str(count)
