"""A file from outside is read, never run: no line of ours runs code out of data, or writes where a file wants."""

from __future__ import annotations

import re
from pathlib import Path

PROJECT = Path(__file__).parent.parent.parent
CODE = PROJECT / "bontot_desktop"
#: What runs or wakes to life whatever it is given, unpacks by the names a file gives, or starts programs.
RUNNING = re.compile(
    r"(?<![\w.])(?:eval|exec|compile|__import__)\(|\.(?:extract|extractall|popen|startfile|system|execv|spawnl)\("
    r"|^\s*(?:import|from)\s+(?:dill|marshal|pickle|runpy|shelve|subprocess|yaml)\b",
    re.MULTILINE,
)
#: What writes a cell as the text, number or day it is; "write" alone would make a formula of "=…".
WRITES = re.compile(r"\.(write_\w+|write)\(")
SAFE = {"write_string", "write_blank", "write_number", "write_datetime"}


def _texts() -> dict[str, str]:
    return {
        path.relative_to(PROJECT).as_posix(): path.read_text(encoding="utf-8") for path in sorted(CODE.rglob("*.py"))
    }


def test_no_line_runs_code_out_of_data_or_unpacks_by_a_files_own_names() -> None:
    assert [f"{name}: {found[0]}" for name, text in _texts().items() for found in RUNNING.finditer(text)] == []


def test_a_workbook_is_written_with_no_call_that_could_make_a_formula() -> None:
    writers = {name: text for name, text in _texts().items() if re.search(r"^\s*import xlsxwriter", text, re.MULTILINE)}
    assert sorted(writers) == ["bontot_desktop/documents/outgoing_sheet.py", "bontot_desktop/services/export.py"]
    assert {call for text in writers.values() for call in WRITES.findall(text)} == SAFE


def test_word_files_and_workbooks_are_written_without_macros() -> None:
    assert [name for name, text in _texts().items() if "vbaProject" in text or "add_vba" in text] == []
