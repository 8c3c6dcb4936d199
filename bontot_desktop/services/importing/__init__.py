"""Getting the office's own workbook into the register: read it, see what would be taken, take it in one act."""

from __future__ import annotations

from bontot_desktop.rules.old_code import OldCode
from bontot_desktop.services.importing.applying import apply, apply_in_turns, rows_to_write
from bontot_desktop.services.importing.finding import guess, guess_again
from bontot_desktop.services.importing.guesses import CellFrom, ColumnGuess, Guess, SheetGuess, problems
from bontot_desktop.services.importing.known import Known
from bontot_desktop.services.importing.layout import PreviewRow
from bontot_desktop.services.importing.looking import count_rows, dropped_columns, old_code_samples, preview, row_text
from bontot_desktop.services.importing.mending import sheets_to_mend
from bontot_desktop.services.importing.places import SKIP
from bontot_desktop.services.importing.planning import plan, plan_against, register_of
from bontot_desktop.services.importing.remembering import remembered
from bontot_desktop.services.importing.report import (
    Action,
    Change,
    Choice,
    Choices,
    Counts,
    Gone,
    Ignored,
    ImportPlan,
    ImportResult,
    Question,
    Remark,
    Taken,
)
from bontot_desktop.services.importing.roles import Role, Sure, TableKind, roles_for
from bontot_desktop.services.importing.row_kinds import RowKind
from bontot_desktop.services.importing.workbook import SUFFIXES, Sheet, Workbook, read

__all__ = [
    "SKIP",
    "SUFFIXES",
    "Action",
    "CellFrom",
    "Change",
    "Choice",
    "Choices",
    "ColumnGuess",
    "Counts",
    "Gone",
    "Guess",
    "Ignored",
    "ImportPlan",
    "ImportResult",
    "Known",
    "OldCode",
    "PreviewRow",
    "Question",
    "Remark",
    "Role",
    "RowKind",
    "Sheet",
    "SheetGuess",
    "Sure",
    "TableKind",
    "Taken",
    "Workbook",
    "apply",
    "apply_in_turns",
    "count_rows",
    "dropped_columns",
    "guess",
    "guess_again",
    "old_code_samples",
    "plan",
    "plan_against",
    "preview",
    "problems",
    "read",
    "register_of",
    "remembered",
    "roles_for",
    "row_text",
    "rows_to_write",
    "sheets_to_mend",
]
