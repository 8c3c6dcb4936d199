"""Checking the form of a Word paper, ours or typed by hand; the file is only read, what was found can be kept."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from bontot_desktop.documents import pdf
from bontot_desktop.documents.lint import check as checking
from bontot_desktop.documents.lint import opening, result
from bontot_desktop.documents.lint.report import Finding, Level, Report
from bontot_desktop.documents.lint.result import Grouping, beside, found, grouped
from bontot_desktop.errors import Refused
from bontot_desktop.services import files

__all__ = ["Finding", "Grouping", "Level", "Report", "as_text", "beside", "check", "found", "grouped", "save"]


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


def as_text(report: Report, name: str, by: Grouping = Grouping.PART) -> str:
    """Write what was found in the file called ``name`` as plain text."""
    return result.plain(report, name, by)


def save(report: Report, name: str, target: Path, today: date, by: Grouping = Grouping.PART) -> None:
    """Keep what was found as a sheet (.pdf) or as plain text (any other ending).

    Raises NoRoom with the sentence to show when the file cannot be written.
    """
    if target.suffix.lower() == ".pdf":
        files.write(target, pdf.render(result.document(report, name, by, today)))
    else:
        # Notepad of older Windows knows the code by the mark in front, and lines by both signs.
        text = as_text(report, name, by).replace("\n", "\r\n")
        files.write(target, text.encode("utf-8-sig"))
