"""Which window opens for which turn in a cell's life; light, for the list of cells offers them from the start."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from bontot_desktop.ui.shell import Shell

if TYPE_CHECKING:
    from bontot_desktop.services.cell_list import CellRow
    from bontot_desktop.ui.pages.cell_turns.page import TurnPage

MERGE, SPLIT, MOVE, DISSOLVE = "merge", "split", "move", "dissolve"
#: The turns as menus name them.
TURNS: tuple[tuple[str, str], ...] = (
    (MERGE, "Sáp nhập…"),
    (SPLIT, "Chia tách…"),
    (MOVE, "Chuyển trực thuộc…"),
    (DISSOLVE, "Giải thể…"),
)
#: The word of the menu that holds them.
MENU = "Sắp xếp chi bộ"
#: Turns of a single cell.
ALONE = frozenset({SPLIT, DISSOLVE})


def open_turn(shell: Shell, turn: str, chosen: Iterable[CellRow]) -> TurnPage:
    """Make the window of a turn for the chosen cells; of one cell alone the first is taken."""
    rows = list(chosen)
    ids = [row.id for row in rows]
    if turn == MERGE:
        from bontot_desktop.ui.pages.cell_turns.merge import MergePage

        return MergePage(shell, ids)
    if turn == MOVE:
        from bontot_desktop.ui.pages.cell_turns.move import MovePage

        return MovePage(shell, ids)
    if turn == SPLIT:
        from bontot_desktop.ui.pages.cell_turns.split import SplitPage

        return SplitPage(shell, ids[0], rows[0].name)
    from bontot_desktop.ui.pages.cell_turns.dissolve import DissolvePage

    return DissolvePage(shell, ids[0], rows[0].name)
