"""The window's part of the proof: from the double click to the printed book, with a person's keys."""

from __future__ import annotations

import json
import os
import time

import pypdfium2

from installer.wine.checks import Stopped, wait_for
from installer.wine.stage import KIND, Stage, close, title_of

#: What is typed, as UniKey sends it: the bare letter first, then Backspace and the letter with its mark.
KEYS = "Chi bô\bộ thôn Ví Du\bụ D\bĐông"
CELL = "Chi bộ thôn Ví Dụ Đông"
CODE = "VD99"
#: From the double click to the window, in seconds, on a machine that does nothing else; and how often it is tried.
SOON, TRIES = 3.0, 3


def opens_soon(stage: Stage) -> None:
    """Open the program from the start menu, each time measured, and close it again."""
    # With more to do than processors, each start waits its turn: then so many times as long is right.
    others = crowd()
    took = [_timed(stage) for _ in range(TRIES)]
    stage.checks.figure("from the double click to the window", ", ".join(f"{seconds:.2f} s" for seconds in took))
    stage.checks.figure("programs that wanted each processor before", f"{others:.1f}")
    bound = SOON * others
    stage.checks.that(min(took) <= bound, f"the best is within {bound:.1f} s ({SOON:.0f} s on a quiet machine)", took)


def crowd() -> float:
    """Return how many programs want each processor, at least 1 and at most 4."""
    return min(4.0, max(1.0, os.getloadavg()[0] / (os.cpu_count() or 1)))


def settle(seconds: float = 1.0) -> None:
    """Let the window take what was pressed: keys of the screen and letters of Windows come by two ways."""
    time.sleep(seconds * crowd())


def _timed(stage: Stage) -> float:
    title = title_of(stage.data_file)
    if stage.prefix.screen.windows(title) or stage.prefix.runs("BonTot.exe"):
        raise Stopped("the end of an earlier window")
    began = time.monotonic()
    stage.prefix.open(stage.start_menu)
    wait_for(lambda: stage.prefix.screen.windows(title), "the window", 60)
    took = time.monotonic() - began
    close(stage, stage.data_file)
    return took


def takes_a_cell(stage: Stage) -> None:
    """Open the window from the start menu and type a new cell in, then look whether the file has it."""
    checks, prefix = stage.checks, stage.prefix
    prefix.open(stage.start_menu)
    wait_for(lambda: prefix.front() == title_of(stage.data_file), "the window", 60)
    settle()
    keys = prefix.screen.keys
    keys(_key_of("cells"))
    settle()
    keys("ctrl+n")
    settle()
    prefix.type(f"{KEYS}\t{CODE}")
    settle()
    keys("ctrl+s")
    settle(2)
    prefix.screen.picture(stage.keep / f"BonTot-{stage.version}-cell-wine.png")
    checks.that("cell.add" in _log(stage), "the window says that it saved the cell", _log(stage)[-400:])


def _key_of(page: str) -> str:
    """Return the key that opens a page: its place in the rail."""
    from bontot_desktop.ui.pages.registry import PAGES

    return f"alt+{1 + [entry.key for entry in PAGES].index(page)}"


def _log(stage: Stage) -> str:
    logs = sorted((stage.data / "nhat-ky").glob("*.log"))
    return logs[-1].read_text(encoding="utf-8") if logs else ""


def prints_a_book(stage: Stage) -> None:
    """Choose the only cell of a name on the page of books, make its book, and look at the file and the window."""
    checks, prefix = stage.checks, stage.prefix
    keys = prefix.screen.keys
    keys(_key_of("books"))
    settle()
    keys("ctrl+f")
    settle()
    prefix.type("Mẫu 1")
    settle()
    keys("Tab", "Tab", "space")  # from the filter over the chips to "Chọn hết"
    settle()
    keys("ctrl+p")
    books = stage.data / f"{stage.data_file.stem} - van ban" / "so-bien-ban"
    wait_for(lambda: list(books.rglob("*.pdf")), "the book", 60)
    settle(2)
    made = sorted(books.rglob("*.pdf"))
    checks.same(len(made), 1, "the window makes one book")
    document = pypdfium2.PdfDocument(made[0])
    try:
        text = document[0].get_textpage().get_text_range()
        count = len(document)
    finally:
        document.close()
    checks.that(count > 20, f"it has {count} pages", count)
    checks.that("SỔ BIÊN BẢN" in text and "CHI BỘ THÔN MẪU 1" in text, "its cover names the cell", text)
    picture = prefix.screen.picture(stage.keep / f"BonTot-{stage.version}-wine.png")
    checks.that(picture.stat().st_size > 50_000, f"a picture is kept: {picture.name}")


def is_raised_by_a_second_start(stage: Stage) -> None:
    """Put another window in front, start the program again, and see the first window come forward."""
    checks, prefix = stage.checks, stage.prefix
    title = title_of(stage.data_file)
    other = prefix.start("notepad")
    wait_for(lambda: "Notepad" in prefix.front(), "another window in front")
    second = prefix.run(stage.program / "BonTot.exe", longest=60)
    checks.same(second.code, 0, "a second start ends with exit 0")
    wait_for(lambda: prefix.front() == title, "the first window in front", 10)
    checks.same(prefix.windows().count(title), 1, "it raises the first window and opens none")
    prefix.run("taskkill", "/f", "/im", "notepad.exe")
    prefix.end(other, 60)
    close(stage, stage.data_file)


def has_saved_it(stage: Stage) -> None:
    """Read back, without the window, what was typed."""
    done = stage.bontot("--json", "list", "cells")
    cells = json.loads(done.said)["cells"] if done.code == 0 else []
    names = {cell["code"]: cell["name"] for cell in cells}
    stage.checks.same(names.get(CODE), CELL, "bontot list cells has the cell, letter for letter")
    stage.checks.same(stage.bontot("check").code, 0, "bontot check finds the file whole")


def opens_a_file(stage: Stage) -> None:
    """Double-click a data file with a Vietnamese name."""
    folder = stage.prefix.unix(r"C:\users") / stage.user / "Documents" / "Văn phòng Đảng ủy"
    made = stage.bontot("sample", "--out", folder, "--cells", "2", "--members", "20", "--years", "1")
    if made.code:
        raise Stopped(f"an office in {folder.name} ({made.said})")
    data = (folder / "office.bontot").rename(folder / "Đảng ủy xã Ví Dụ 2026.bontot")
    stage.prefix.know_kind(r"Software\Classes\.bontot", rf"Software\Classes\{KIND}")
    stage.prefix.open(data)
    wait_for(lambda: title_of(data) in stage.prefix.windows(), "the window of the double-clicked file", 60)
    stage.checks.that(True, "a double click on a .bontot file opens that file")
    close(stage, data)


def welcomes_a_newcomer(stage: Stage) -> None:
    """Start without any data, choose the sample office in the first window, and see it open."""
    checks, prefix = stage.checks, stage.prefix
    home = prefix.scratch / "newcomer"
    home.mkdir()
    began = prefix.start(stage.program / "BonTot.exe", more={"BONTOT_HOME": prefix.windows_path(home)})
    wait_for(lambda: prefix.front() == "Bốn Tốt", "the first window", 60)
    settle()
    prefix.screen.picture(stage.keep / f"BonTot-{stage.version}-first-wine.png")
    prefix.screen.keys("Tab", "space")
    data = home / "van-phong-mau.bontot"
    wait_for(lambda: title_of(data) in prefix.windows(), "the sample office", 180 * crowd())
    checks.that(data.is_file(), "a newcomer's first window makes and opens the sample office")
    close(stage, data)
    checks.same(prefix.end(began, 60).code, 0, "closed, the program ends with exit 0")
