"""A small window while an import is written: how far it is; stopping it leaves nothing written."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtWidgets import QWidget

from bontot_desktop.services import importing
from bontot_desktop.services.importing import ImportPlan
from bontot_desktop.services.office import Office
from bontot_desktop.ui.stepping import Stepping


class Writing(Stepping):
    """Writes a plan, some hundred rows at each turn; ``outcome`` is what the import did."""

    help_topic: ClassVar[str] = "nhap-danh-ba"

    def __init__(self, office: Office, plan: ImportPlan, parent: QWidget | None = None) -> None:
        steps, total = importing.apply_in_turns(office, plan), importing.rows_to_write(plan)
        rows = len(plan.cells) + len(plan.members) + len(plan.leavings)
        super().__init__(steps, total, "Nhập từ Excel", lambda done: _words(done, rows), parent)
        self.setObjectName("import-writing")


def _words(done: int, rows: int) -> str:
    if done < rows:
        return f"Đang ghi vào sổ: {done}/{rows} dòng. Dừng thì không dòng nào được ghi."
    return "Đang ghi nhật ký để còn hoàn tác được…"
