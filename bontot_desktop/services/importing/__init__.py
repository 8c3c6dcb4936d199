"""Getting the office's own workbook into the register: read it, see what would be taken, take it in one act."""

from __future__ import annotations

from bontot_desktop.services.importing.applying import apply
from bontot_desktop.services.importing.planning import plan
from bontot_desktop.services.importing.report import Action, Counts, ImportPlan, ImportResult, Remark, Taken
from bontot_desktop.services.importing.workbook import Workbook, read

__all__ = ["Action", "Counts", "ImportPlan", "ImportResult", "Remark", "Taken", "Workbook", "apply", "plan", "read"]
