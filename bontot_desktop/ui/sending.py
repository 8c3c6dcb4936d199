"""A small window while pages go to the printer: how far, how long still, and a way to stop."""

from __future__ import annotations

from collections.abc import Generator
from typing import ClassVar

from PySide6.QtWidgets import QWidget

from bontot_desktop.ui.stepping import Stepping


class Sending(Stepping):
    """Sends pages, one at each turn; each step gives how many are done."""

    help_topic: ClassVar[str] = "xem-in"

    def __init__(self, steps: Generator[int, None, None], total: int, parent: QWidget | None = None) -> None:
        super().__init__(steps, total, "In", lambda done: f"Đang gửi tới máy in: {done}/{total} trang", parent)
        self.setObjectName("sending")
