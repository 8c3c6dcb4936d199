"""What one ``w:rPr`` or ``w:pPr`` of a Word file says by itself, in plain names and twentieths of a point."""

from __future__ import annotations

from typing import Any

from bontot_desktop.documents.lint.opening import Element

Properties = dict[str, Any]

OFF = {"0", "false", "off", "none"}
_SLOTS = ("ascii", "hAnsi", "eastAsia", "cs")
TOGGLES = ("b", "i", "caps", "smallCaps", "vanish")
_BLACK = {"auto", "000000", "black"}
_BLACK_THEMES = {"text1", "dark1", "windowText"}


def number(value: str | None) -> float | None:
    """Read a measure of Word's; None for what is no number."""
    try:
        read = float((value or "").removesuffix("pt"))
    except ValueError:
        return None
    return read if abs(read) < 1e6 else None


def is_on(element: Element) -> bool:
    """Read a switch such as bold."""
    return element.get("val", "1").lower() not in OFF


def is_line(border: Element) -> bool:
    """Whether a border shows."""
    return border.get("val", "none").lower() not in OFF | {"nil", ""}


def run_properties(element: Element | None) -> Properties:
    """Read what a ``w:rPr`` says, and only that."""
    found: Properties = {}
    for one in element if element is not None else ():
        if one.tag in TOGGLES:
            found[one.tag] = is_on(one)
        elif one.tag == "rFonts":
            for slot in _SLOTS:
                theme = one.get(f"{slot}Theme") or one.get(f"{slot}theme")
                if theme:
                    found[f"font-{slot}"] = ("theme", theme)
                elif one.get(slot):
                    found[f"font-{slot}"] = ("name", one.get(slot))
            if one.get("hint"):
                found["hint"] = one.get("hint")
        elif one.tag in ("sz", "szCs"):
            size = number(one.get("val"))
            if size:
                found[one.tag] = size
        elif one.tag == "u":
            found["u"] = one.get("val", "single").lower() not in OFF
        elif one.tag == "color":
            theme = one.get("themeColor")
            found["black"] = theme in _BLACK_THEMES if theme else one.get("val", "auto").lower() in _BLACK
        elif one.tag in ("cs", "rtl"):
            found["complex"] = is_on(one)
        elif one.tag == "rStyle":
            found["style"] = one.get("val", "")
    return found


def paragraph_properties(element: Element | None) -> Properties:
    """Read what a ``w:pPr`` says: alignment, spacing and indents attribute by attribute, numbering, page break."""
    found: Properties = {}
    for one in element if element is not None else ():
        if one.tag == "jc":
            found["align"] = {"both": "justify", "distribute": "justify", "start": "left", "end": "right"}.get(
                one.get("val", "left"), one.get("val", "left")
            )
        elif one.tag == "spacing":
            for side in ("before", "after"):
                if one.get(f"{side}Autospacing", "0").lower() not in OFF:
                    found[side] = 14 * 20.0
                elif (value := number(one.get(side))) is not None:
                    found[side] = value
            if (value := number(one.get("line"))) is not None:
                found["line"] = value
                found["lineRule"] = one.get("lineRule", "auto")
        elif one.tag == "ind":
            _indents(one, found)
        elif one.tag == "rPr":
            # The paragraph mark: as high as an empty paragraph, and the face of a number Word puts before it.
            found["mark"] = run_properties(one)
        elif one.tag == "contextualSpacing":
            found["contextual"] = is_on(one)
        elif one.tag == "pageBreakBefore":
            found["new-page"] = is_on(one)
        elif one.tag == "tabs":
            found["centre-tabs"] = [
                stop for tab in one if tab.get("val") == "center" and (stop := number(tab.get("pos"))) is not None
            ]
        elif one.tag == "framePr" and one.get("dropCap", "none") == "none":
            found["frame"] = {name: one.get(name, "") for name in ("x", "xAlign", "hAnchor", "w", "y", "vAnchor")}
        elif one.tag == "pStyle":
            found["style"] = one.get("val", "")
        elif one.tag == "numPr":
            for name in ("numId", "ilvl"):
                inner = one.find(name)
                if inner is not None:
                    found[name] = inner.get("val", "")
        elif one.tag == "pBdr":
            edges = [one.find(edge) for edge in ("top", "bottom")]
            found["bordered"] = any(is_line(edge) for edge in edges if edge is not None)
    return found


def _indents(element: Element, found: Properties) -> None:
    for name, other in (("left", "start"), ("right", "end")):
        value = number(element.get(name) or element.get(other))
        if value is not None:
            found[name] = value
    first, hanging = number(element.get("firstLine")), number(element.get("hanging"))
    if hanging is not None:
        found["first"] = -hanging
    elif first is not None:
        found["first"] = first
