"""Tables of a Word file: which parts of its style a cell takes, how wide it is, whether lines show."""

from __future__ import annotations

from collections.abc import Iterator

from bontot_desktop.documents.lint.opening import Element
from bontot_desktop.documents.lint.properties import OFF, is_line, number
from bontot_desktop.documents.lint.resolve import Styles

#: Elements that only hold others: content controls, insertions, links.
WRAPPERS = {"ins", "hyperlink", "smartTag", "sdt", "sdtContent", "fldSimple", "moveTo", "customXml", "dir", "bdo"}
#: Bits of ``w:tblLook/@w:val`` as older Words write it.
_BITS = {
    "firstRow": 0x20,
    "lastRow": 0x40,
    "firstColumn": 0x80,
    "lastColumn": 0x100,
    "noHBand": 0x200,
    "noVBand": 0x400,
}


class TableShape:
    """One table: its rows of cells with what Word reckons for each."""

    def __init__(self, element: Element, styles: Styles) -> None:
        named = element.find("tblPr/tblStyle")
        self.style = styles.default_table if named is None else named.get("val", "")
        rows = list(inside(element, "tr"))
        self.rows = [list(inside(row, "tc")) for row in rows]
        self.heights = [_height(row) for row in rows]
        self.ruled = _ruled(element, styles.ruled(self.style))
        self._look = _look(element.find("tblPr/tblLook"))
        self._bands = [_size(element, f"tblPr/tblStyle{which}BandSize") for which in ("Row", "Col")]
        self._grid = [(number(one.get("w")) or 0.0) / 20 for one in element.iterfind("tblGrid/gridCol")]
        self.widths = [self._row_widths(cells) for cells in self.rows]

    def parts(self, row: int, column: int) -> frozenset[str]:
        """Return the parts of the table's style a cell belongs to."""
        look, last_row, last_column = self._look, len(self.rows) - 1, len(self.rows[row]) - 1
        top = "firstRow" in look and row == 0
        bottom = "lastRow" in look and row == last_row
        left = "firstColumn" in look and column == 0
        right = "lastColumn" in look and column == last_column
        found = {"wholeTable"}
        if "noHBand" not in look and not top and not bottom:
            found.add(_band(row - ("firstRow" in look), self._bands[0], "Horz"))
        if "noVBand" not in look and not left and not right:
            found.add(_band(column - ("firstColumn" in look), self._bands[1], "Vert"))
        named = {"firstRow": top, "lastRow": bottom, "firstCol": left, "lastCol": right}
        named |= {
            "nwCell": top and left,
            "neCell": top and right,
            "swCell": bottom and left,
            "seCell": bottom and right,
        }
        return frozenset(found | {part for part, true in named.items() if true})

    def _row_widths(self, cells: list[Element]) -> list[float]:
        """Return the widths of a row's cells in points, 0 where the file does not say."""
        found: list[float] = []
        begin = 0
        for cell in cells:
            said, span = cell.find("tcPr/tcW"), _span(cell)
            if said is not None and said.get("type", "dxa") == "dxa":
                found.append((number(said.get("w")) or 0.0) / 20)
            else:
                found.append(sum(self._grid[begin : begin + span]))
            begin += span
        return found


def inside(parent: Element, tag: str) -> Iterator[Element]:
    """Give rows or cells, those in content controls too."""
    for child in parent:
        if child.tag == tag:
            yield child
        elif child.tag in WRAPPERS:
            yield from inside(child, tag)


def _height(row: Element) -> float:
    said = row.find("trPr/trHeight")
    return 0.0 if said is None else (number(said.get("val")) or 0.0) / 20


def _span(cell: Element) -> int:
    said = cell.find("tcPr/gridSpan")
    return 1 if said is None else int(min(max(1.0, number(said.get("val")) or 1.0), 64.0))


def _look(element: Element | None) -> frozenset[str]:
    if element is None:
        return frozenset()
    spelled = {name for name in _BITS if element.get(name, "0").lower() not in OFF}
    if spelled or any(element.get(name) is not None for name in _BITS):
        return frozenset(spelled)
    try:
        bits = int(element.get("val", "0"), 16)
    except ValueError:
        return frozenset()
    return frozenset(name for name, bit in _BITS.items() if bits & bit)


def _size(element: Element, path: str) -> int:
    one = element.find(path)
    return 1 if one is None else max(1, int(number(one.get("val")) or 1))


def _band(place: int, size: int, which: str) -> str:
    return f"band{1 + (place // size) % 2}{which}"


def _ruled(table: Element, by_style: bool) -> bool:
    borders = table.find("tblPr/tblBorders")
    if borders is not None:
        return any(is_line(edge) for edge in borders)
    cells = [edge for cell in table.iter("tcBorders") for edge in cell]
    if cells:
        return sum(is_line(edge) for edge in cells) > 2
    return by_style
