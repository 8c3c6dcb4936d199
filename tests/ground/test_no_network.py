"""The program calls nobody: no line of it opens a connection, and what is watched while it works opens none."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pypdf
import pytest

from bontot_desktop.cli.main import main
from tests.small_office import plain_office

PROJECT = Path(__file__).parent.parent.parent
CODE = PROJECT / "bontot_desktop"
#: What speaks over a network, of Python and of Qt.
SPEAKING = {
    "aiohttp", "asyncio", "ftplib", "http", "httpx", "imaplib", "nntplib", "poplib", "requests", "smtplib", "socket",
    "socketserver", "ssl", "telnetlib", "urllib", "urllib3", "webbrowser", "xmlrpc", "QtNetwork", "QtWebEngineCore",
    "QtWebEngineWidgets", "QtWebSockets",
}  # fmt: skip
#: The windows of one file and one user find each other by a pipe of this PC; nothing of it goes onto a network.
LOCAL = {"start/single.py": {"QLocalServer", "QLocalSocket"}}
#: What each start of the program may be told of by Python when a connection is opened or a name is looked up.
WATCH = """
import sys
def watch(event, values):
    if event.startswith(("socket.", "urllib.", "http.", "ftplib.", "smtplib.", "webbrowser.")):
        raise SystemExit(f"NETWORK {event} {values!r}")
sys.addaudithook(watch)
"""


_IMPORT = re.compile(r"^\s*(?:from\s+(\S+)\s+import\s+(.+)|import\s+(.+))", re.MULTILINE)


def imports(text: str) -> Iterator[tuple[str, str]]:
    """Yield each imported module of a library with each name taken from it."""
    for found in _IMPORT.finditer(text):
        if found[3]:
            yield from ((one.split()[0], "") for one in found[3].split(",") if one.strip())
        elif not found[1].startswith("bontot_desktop"):
            yield from ((found[1], name.split()[0]) for name in re.split(r"[(,)]", found[2]) if name.strip())


def test_no_module_loads_what_speaks_over_a_network() -> None:
    found = []
    for path in CODE.rglob("*.py"):
        allowed = next((names for end, names in LOCAL.items() if path.as_posix().endswith(end)), set())
        for module, name in imports(path.read_text(encoding="utf-8")):
            if {*module.split("."), name} & SPEAKING and name not in allowed:
                found.append(f"{path.relative_to(PROJECT)}: {module} {name}".rstrip())
    assert found == []


def test_no_text_on_screen_fetches_a_picture_or_opens_a_page_by_itself() -> None:
    found = [
        f"{path.relative_to(PROJECT)}: {line.strip()}"
        for path in CODE.rglob("*.py")
        for line in path.read_text(encoding="utf-8").splitlines()
        if re.search(r"setOpenExternalLinks\(True|src=.?https?:|url\(https?:|QUrl\(.https?:", line)
    ]
    assert found == []
    helps = (PROJECT / "resources" / "help").glob("*.md")
    assert [path.name for path in helps if re.search(r"\]\(\s*https?:", path.read_text(encoding="utf-8"))] == []


def run(program: str, *words: str, before: tuple[str, ...] = ()) -> subprocess.CompletedProcess[str]:
    """Run a program of ours under the watch."""
    return subprocess.run(
        [*before, sys.executable, "-c", WATCH + program, *words],
        cwd=PROJECT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


_COMMAND = "from bontot_desktop.cli.main import main\nsys.exit(main())"
_WINDOW = "from bontot_desktop.app import main\nsys.exit(main([*sys.argv[1:], '--quit-when-shown']))"


def test_the_watch_sees_a_connection() -> None:
    assert "NETWORK socket." in run("import socket; socket.create_connection(('192.0.2.1', 9), 0.1)").stderr
    assert "NETWORK socket." in run("import socket; socket.getaddrinfo('mau.invalid', 80)").stderr


def test_an_office_is_read_printed_copied_and_listed_without_a_connection(sample_file: Path, tmp_path: Path) -> None:
    of = ("--data", str(sample_file))
    for words in (
        (*of, "list", "cells", "--xlsx", str(tmp_path / "so.xlsx")),
        (*of, "import", str(PROJECT / "resources" / "sample" / "danh-ba-mau.xlsx"), "--dry-run"),
        (*of, "paper", "D12", "--year", "2026", "--out", str(tmp_path / "giay")),
        (*of, "backup", "--to", str(tmp_path / "ban-sao")),
        (*of, "check"),
    ):
        done = run(_COMMAND, *words)
        assert "NETWORK" not in done.stderr, done.stderr
        assert done.returncode in (0, 2), done.stderr


def test_the_window_opens_without_a_connection(tmp_path: Path) -> None:
    office = plain_office(tmp_path)
    office.close()
    done = run(_WINDOW, str(office.data.path))
    assert (done.returncode, done.stdout) == (0, "shown\n"), done.stderr


@pytest.mark.skipif(shutil.which("strace") is None, reason="the system's calls cannot be watched here")
def test_the_system_is_asked_for_no_address_on_a_network(tmp_path: Path) -> None:
    office = plain_office(tmp_path)
    office.close()
    calls = tmp_path / "calls"
    watched = ("strace", "-f", "-qq", "-e", "trace=socket,connect,sendto", "-o", str(calls))
    done = run(_WINDOW, str(office.data.path), before=watched)
    if "ptrace" in done.stderr:
        pytest.skip("this machine lets nobody watch a program")
    assert done.returncode == 0, done.stderr
    assert [line for line in calls.read_text().splitlines() if "AF_INET" in line] == []


def test_no_paper_points_to_anything_outside_itself(sample_file: Path, tmp_path: Path) -> None:
    main(["--data", str(sample_file), "paper", "D12", "--year", "2026", "--out", str(tmp_path), "--format", "both"])
    main(["--data", str(sample_file), "list", "cells", "--xlsx", str(tmp_path / "so.xlsx")])
    made = sorted(tmp_path.glob("*.*"))
    assert {path.suffix for path in made} >= {".docx", ".pdf", ".xlsx"}
    for path in made:
        if path.suffix == ".pdf":
            pages = pypdf.PdfReader(path).pages
            assert [page for page in pages if "/Annots" in page or "/AA" in page] == []
        elif path.suffix in (".docx", ".xlsx"):
            with zipfile.ZipFile(path) as archive:
                relations = [archive.read(name) for name in archive.namelist() if name.endswith(".rels")]
            assert [one for one in relations if b'TargetMode="External"' in one] == []
