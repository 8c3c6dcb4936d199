"""Checking the form of a Word paper, ours or typed by hand; the file is only read."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from bontot_desktop.documents.lint import check as checking
from bontot_desktop.documents.lint import opening
from bontot_desktop.documents.lint.report import Finding, Level, Report
from bontot_desktop.errors import Refused

__all__ = ["Finding", "Level", "Report", "check"]


def check(path: Path, *, day: date | None = None) -> Report:
    """Check a .docx by the guide in force on its own day, or on ``day`` when given.

    Raises Refused, one sentence, for a file that is missing, too large, locked, damaged or no Word file.
    """
    try:
        if not path.is_file():
            raise Refused(f"Không thấy tệp {path.name}.")
        with path.open("rb") as file:
            content = file.read(opening.MOST_FILE_BYTES + 1)
    except PermissionError:
        raise Refused(f"Không được phép đọc tệp {path.name}; hãy chép tệp ra thư mục khác rồi thử lại.") from None
    except (OSError, ValueError) as fault:
        raise Refused(f"Không đọc được tệp {path.name}; hãy kiểm tra ổ đĩa rồi thử lại.") from fault
    return checking.check(content, path.name, day)
