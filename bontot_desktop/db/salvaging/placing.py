"""Finds which table every whole page belongs to: from the roots down where the tree is whole, else by what is on it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice

from bontot_desktop.db import btree
from bontot_desktop.db.btree import Record
from bontot_desktop.db.pages import INDEX_INSIDE, INDEX_LEAF, TABLE_INSIDE, TABLE_LEAF, Pages
from bontot_desktop.db.salvaging.shapes import Shape

#: Row numbers without a limit.
LOWEST, HIGHEST = -(1 << 63), (1 << 63) - 1
#: So many rows of a page are held against a table's shape.
_TRIED = 40
_KINDS = {"table", "index", "trigger", "view"}


@dataclass(slots=True)
class Places:
    """Where everything stands. ``gaps`` are the spans (above, up to) of row numbers whose page is damaged."""

    roots: dict[str, int] = field(default_factory=dict)
    index_roots: dict[str, int] = field(default_factory=dict)
    leaves: dict[str, list[int]] = field(default_factory=dict)
    gaps: dict[str, list[tuple[int, int]]] = field(default_factory=dict)
    index_pages: dict[str, list[int]] = field(default_factory=dict)
    #: Indexes of which a page is damaged: they do not name every row.
    broken_indexes: set[str] = field(default_factory=set)
    #: Groups of leaves that more than one table could own, with those tables.
    doubtful: list[tuple[list[int], list[str]]] = field(default_factory=list)
    #: Groups of leaves that are no table's.
    unknown: list[list[int]] = field(default_factory=list)
    #: Pages that are damaged.
    damaged: list[int] = field(default_factory=list)

    def is_lost(self, table: str, row_id: int) -> bool:
        """Say whether a row that is not found may have stood on a damaged page."""
        return any(low < row_id <= high for low, high in self.gaps.get(table, ()))


def placed(pages: Pages, shapes: Mapping[str, Shape]) -> Places:
    """Place every page of a file."""
    places = Places()
    types = bytearray(pages.count + 1)
    for number in range(1, pages.count + 1):
        types[number] = pages.tree_type(number)
        if pages.page(number) is None:
            places.damaged.append(number)
    seen = bytearray(pages.count + 1)
    knows_all = _read_roots(pages, types, seen, places)
    for name, shape in shapes.items():
        root = places.roots.get(name)
        if shape.has_no_row_ids:
            continue
        if root is None:
            places.gaps[name] = [] if knows_all else [(LOWEST, HIGHEST)]
        else:
            _walk(pages, types, seen, places, shape, root)
    for name, root in places.index_roots.items():
        places.index_pages[name] = list(_index_pages(pages, types, seen, places, name, root))
    _adopt(pages, types, seen, places, shapes)
    places.damaged = sorted(set(places.damaged))
    return places


def _read_roots(pages: Pages, types: bytearray, seen: bytearray, places: Places) -> bool:
    """Read the schema's rows: from page 1 down, and wherever else such rows stand; say whether none is missing."""
    leaves = [number for number in range(1, pages.count + 1) if types[number] == TABLE_LEAF]
    for number in leaves:
        is_schema = False
        for record in btree.rows(pages, number):
            if record is None or len(record.values) != 5:
                break
            kind, name, table, root, statement = record.values
            if kind not in _KINDS or not isinstance(name, str) or not isinstance(table, str):
                break
            if not (statement is None or (isinstance(statement, str) and statement.startswith("CREATE "))):
                continue
            is_schema = True
            if isinstance(root, int) and 1 < root <= pages.count:
                (places.roots if kind == "table" else places.index_roots).setdefault(name, root)
        if is_schema:
            seen[number] = 1
    knows_all = True
    stack = [1]
    while stack:
        number = stack.pop()
        if 1 <= number <= pages.count and types[number] == TABLE_INSIDE and not seen[number]:
            seen[number] = 1
            stack += [below for below, _ in btree.children(pages, number)]
        elif not (1 <= number <= pages.count and types[number] == TABLE_LEAF and seen[number]):
            knows_all = False
    return knows_all


def _walk(pages: Pages, types: bytearray, seen: bytearray, places: Places, shape: Shape, root: int) -> None:
    leaves = places.leaves.setdefault(shape.table, [])
    gaps = places.gaps.setdefault(shape.table, [])
    stack = [(root, LOWEST, HIGHEST)]
    while stack:
        number, low, high = stack.pop()
        kind = types[number] if 1 <= number <= pages.count and not seen[number] else 0
        if kind == TABLE_LEAF and (pages.is_sealed or _matches(_some_rows(pages, [number]), shape)):
            seen[number] = 1
            leaves.append(number)
        elif kind == TABLE_INSIDE:
            seen[number] = 1
            below = []
            for child, highest in btree.children(pages, number):
                upper = high if highest is None else min(highest, high)
                below.append((child, low, upper))
                low = max(low, upper)
            stack += reversed(below)
        else:
            gaps.append((low, high))
            if not pages.is_sealed:
                places.damaged.append(number)  # only its absence tells


def _index_pages(
    pages: Pages, types: bytearray, seen: bytearray, places: Places, name: str, root: int
) -> Iterator[int]:
    stack = [root]
    while stack:
        number = stack.pop()
        if not (1 <= number <= pages.count) or seen[number] or types[number] not in (INDEX_INSIDE, INDEX_LEAF):
            places.broken_indexes.add(name)
            continue
        seen[number] = 1
        yield number
        stack += [below for below, _ in btree.children(pages, number)]


def _adopt(pages: Pages, types: bytearray, seen: bytearray, places: Places, shapes: Mapping[str, Shape]) -> None:
    """Give the leaves that no whole tree leads to, with all that hangs together, to the table they look like."""
    for group in _groups(pages, types, seen):
        ids = [record.row_id for number in group for record in btree.rows(pages, number) if record is not None]
        if not ids:
            continue
        some = _some_rows(pages, group)
        looks = [name for name, shape in shapes.items() if not shape.has_no_row_ids and _matches(some, shape)]
        # A page without a place in any tree that could hold it is one SQLite has given up.
        fitting = [name for name in looks if _spans(places.gaps.get(name, ()), min(ids), max(ids))]
        if len(fitting) == 1:
            places.leaves.setdefault(fitting[0], []).extend(group)
        elif fitting:
            places.doubtful.append((group, fitting))
        elif not looks:
            places.unknown.append(group)


def _groups(pages: Pages, types: bytearray, seen: bytearray) -> Iterator[list[int]]:
    inside = [number for number in range(1, pages.count + 1) if types[number] == TABLE_INSIDE and not seen[number]]
    below = {number: [child for child, _ in btree.children(pages, number)] for number in inside}
    children = {child for found in below.values() for child in found}
    for top in [number for number in inside if number not in children] + inside:
        group, stack = [], [top]
        while stack:
            number = stack.pop()
            if not (1 <= number <= pages.count) or seen[number]:
                continue
            if types[number] == TABLE_LEAF:
                group.append(number)
            elif types[number] == TABLE_INSIDE:
                stack += reversed(below.get(number, ()))
            else:
                continue
            seen[number] = 1
        if group:
            yield group
    for number in range(1, pages.count + 1):
        if types[number] == TABLE_LEAF and not seen[number]:
            seen[number] = 1
            yield [number]


def _spans(gaps: Sequence[tuple[int, int]], lowest: int, highest: int) -> bool:
    return any(low < lowest and highest <= high for low, high in gaps)


def _some_rows(pages: Pages, group: Sequence[int]) -> list[Record | None]:
    return [record for number in group[:3] for record in islice(btree.rows(pages, number), _TRIED)]


def _matches(some: Sequence[Record | None], shape: Shape) -> bool:
    """Say whether nearly all of some rows could be rows of a table; an empty page could be any table's."""
    right = sum(record is not None and shape.fitting(record) for record in some)
    return right * 5 >= len(some) * 4
