"""Sending forms out to be filled in Word: into a folder, or one file where the person chooses."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from bontot_desktop.errors import BonTotError
from bontot_desktop.services.returned import writing
from bontot_desktop.services.returned.writing import FormFile
from bontot_desktop.ui.shell import Shell, waiting


def write_all(shell: Shell, make: Callable[[], list[FormFile]]) -> Path | None:
    """Write several forms into a folder the person chooses; say how many and where. None when nothing was written."""
    try:
        with waiting():
            forms = make()
        start = shell.office.papers
        folder = shell.asking.folder("Xuất phiếu Word vào thư mục", start=start if start.is_dir() else None)
        if folder is None:
            return None
        with waiting():
            writing.write(folder, forms)
    except BonTotError as reason:
        shell.asking.tell_error(reason)
        return None
    shell.announce(f"Đã xuất {len(forms)} phiếu Word vào {folder.name}")
    return folder


def write_one(shell: Shell, make: Callable[[], FormFile]) -> Path | None:
    """Write one form where the person chooses. None when nothing was written."""
    try:
        with waiting():
            form = make()
        target = shell.asking.save_file("Xuất phiếu Word", "Tệp Word", ".docx", start=shell.office.papers / form.name)
        if target is None:
            return None
        writing.write_one(target, form)
    except BonTotError as reason:
        shell.asking.tell_error(reason)
        return None
    shell.announce(f"Đã xuất phiếu Word {target.name}")
    return target
