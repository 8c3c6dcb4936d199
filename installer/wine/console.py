"""The command line's part of the proof: all papers, long paths, passwords, what is said to whoever types wrong."""

from __future__ import annotations

import subprocess
import sys

from installer.wine import papers
from installer.wine.stage import Stage

_LONG = "Đảng ủy xã Ví Dụ – Văn phòng"
#: A whole path of a data file at least so long must work.
LENGTH = 200
#: The longest path of a Windows nobody has set up for longer ones; how many files the sample office issues at least.
_WINDOWS_ENDS, _ISSUED = 259, 8
PASSWORD = "Mật khẩu đặt thử 2026"


def makes_all_papers(stage: Stage) -> None:
    """Let the installed program do the main job and hold what it made against what is made here."""
    checks = stage.checks
    here, there = stage.prefix.scratch / "here", stage.prefix.scratch / "there"
    made = stage.bontot("demo", "--out", there)
    checks.same(made.code, 0, "bontot demo ends with exit 0")
    subprocess.run(
        [sys.executable, "-m", "bontot_desktop.cli", "demo", "--out", str(here)], check=True, capture_output=True
    )
    wanted = papers.names(here)
    checks.same(papers.names(there), wanted, f"it makes the same {len(wanted)} files as on Linux")
    checks.that(len(wanted) >= 60, "which are all the papers", len(wanted))
    equal = 0
    for name in wanted:
        if (there / name).is_file():
            equal += (there / name).read_bytes() == (here / name).read_bytes()
            differing = papers.differences(here / name, there / name)
            checks.that(not differing, f"{name}: the same pages, words and measures", "\n".join(differing))
    checks.figure("papers equal byte for byte", f"{equal} of {len(wanted)}")


def speaks(stage: Stage) -> None:
    """Type wrong words, and ask for help."""
    checks = stage.checks
    done = stage.bontot("--json", "list", "cels")
    checks.same(done.code, 2, "a wrong word ends with exit 2")
    done = stage.bontot("--help")
    checks.that("Văn phòng Đảng ủy xã" in done.said, "the help comes in Vietnamese through a pipe", done.said)


def uses_long_paths(stage: Stage) -> None:
    """Work in a folder whose path has Vietnamese letters, spaces and 200 signs."""
    checks, prefix = stage.checks, stage.prefix
    folder = prefix.unix(r"C:\users") / stage.user / "Documents"
    while len(prefix.windows_path(folder / "office.bontot")) < LENGTH:
        lacking = LENGTH - len(prefix.windows_path(folder / "office.bontot"))
        folder = folder / _LONG[: max(lacking - 1, 4)].strip()
    data = folder / "office.bontot"
    length = len(prefix.windows_path(data))
    checks.that(LENGTH <= length < LENGTH + 10, f"a data file has a path of {length} signs", prefix.windows_path(data))
    made = stage.bontot("sample", "--out", folder, "--cells", "3", "--members", "40", "--years", "1")
    checks.that(made.code == 0 and data.is_file(), "an office is made there", made.said)
    cells = stage.bontot("--data", data, "--json", "list", "cells")
    checks.that(cells.code == 0 and '"TH01"' in cells.said, "its cells are read back", cells.said)
    book = stage.bontot(
        *("--data", data, "book", "--year", "2027", "--cell", "TH01", "--blank", "--out", folder / "sổ in")
    )
    pages = [path for path in (folder / "sổ in").rglob("*.pdf") if path.read_bytes().startswith(b"%PDF-")]
    checks.that(book.code == 0 and len(pages) == 1, "a minutes book is made beside it", book.said)
    issued = [prefix.windows_path(path) for path in (folder / "office - van ban").rglob("*.*")]
    checks.that(len(issued) >= _ISSUED, f"its {len(issued)} issued files lie beside it", issued)
    longest = max(map(len, issued), default=0)
    checks.that(
        longest <= _WINDOWS_ENDS, f"the longest path of them, {longest} signs, is one every Windows takes", issued
    )
    copies = folder / "bản sao"
    copies.mkdir()
    done = stage.bontot("--data", data, "backup", "--to", copies)
    checks.that(done.code == 0 and len(list(copies.glob("*.bontot"))) == 1, "a copy is made there", done.said)


def keeps_a_password(stage: Stage) -> None:
    """Make an office with a password and open it with the right and a wrong one."""
    checks = stage.checks
    form = stage.prefix.scratch / "đảng ủy.toml"
    form.write_text(_OFFICE, encoding="utf-8")
    data = stage.prefix.scratch / "Văn phòng Đảng ủy.bontot"
    made = stage.bontot("--data", data, "new", "--office", form, password=PASSWORD)
    checks.that(made.code == 0 and data.is_file(), "an office with a Vietnamese password is made", made.said)
    checks.that(not data.read_bytes().startswith(b"SQLite") if data.is_file() else False, "its file is encrypted")
    checks.same(stage.bontot("--data", data, "list", "cells", password=PASSWORD).code, 0, "the password opens it")
    checks.same(stage.bontot("--data", data, "list", "cells", password="sai").code, 3, "another does not")


_OFFICE = """
name = "Đảng ủy xã Ví Dụ"
superior = "Đảng bộ tỉnh Mẫu"
place = "Ví Dụ"
term = [2025, 2030]
[[officer]]
body = "STANDING_COMMITTEE"
post = "Bí thư"
name = "Nguyễn Văn Ví Dụ"
"""
