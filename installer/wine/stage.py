"""What the parts of the proof share: the Windows, the count, the setups, and where things stand after installing."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from installer.wine.checks import Checks, wait_for
from installer.wine.prefix import Done, Prefix

UNINSTALL = r"Software\Microsoft\Windows\CurrentVersion\Uninstall\BonTot"
KIND = "BonTot.VanPhong"
#: Exit codes of the setup (setup.nsi).
DONE, TOO_OLD, RUNNING, NEWER_THERE, NOT_OURS = 0, 3, 5, 6, 7


@dataclass(frozen=True, slots=True)
class Stage:
    """One run: ``setup`` installs the files of ``tree``, ``older`` an earlier version; pictures go to ``keep``."""

    prefix: Prefix
    checks: Checks
    version: str
    setup: Path
    tree: Path
    older_version: str
    older: Path
    keep: Path

    @property
    def program(self) -> Path:
        """The folder the program is installed in."""
        return self.prefix.unix(r"C:\users") / self.user / "AppData" / "Local" / "Programs" / "BonTot"

    @property
    def data(self) -> Path:
        """The folder of the office's data."""
        return self.program.parents[1] / "BonTot"

    @property
    def data_file(self) -> Path:
        """The office's data file."""
        return self.data / "van-phong.bontot"

    @property
    def user(self) -> str:
        """The name of this Windows' only person."""
        folders = self.prefix.unix(r"C:\users").iterdir()
        return next(folder.name for folder in folders if folder.name != "Public")

    @property
    def start_menu(self) -> Path:
        """The shortcut of the start menu."""
        return self.program.parents[2] / "Roaming" / "Microsoft" / "Windows" / "Start Menu" / "Programs" / "Bốn Tốt.lnk"

    @property
    def desktop(self) -> Path:
        """The icon on the desktop."""
        return self.program.parents[3] / "Desktop" / "Bốn Tốt.lnk"

    def bontot(self, *words: str | Path, password: str = "", longest: float = 300.0) -> Done:
        """Run the installed ``bontot``; paths of this system are told as Windows names them."""
        told = [self.prefix.windows_path(word) if isinstance(word, Path) else word for word in words]
        more = {"BONTOT_PASSWORD": password} if password else {}
        return self.prefix.run(self.program / "bin" / "bontot.exe", *told, longest=longest, more=more)


def title_of(data: Path) -> str:
    """Return the title of the window a data file is open in."""
    return f"{data.stem} – Bốn Tốt"


def close(stage: Stage, data: Path) -> None:
    """Close the window of a data file by its key, and wait until file and program are let go."""
    title = title_of(data)
    wait_for(lambda: stage.prefix.front() == title, "the keyboard in the window")
    stage.prefix.screen.keys("ctrl+q")
    wait_for(lambda: title not in stage.prefix.windows(), "the end of the window")
    wait_for(lambda: not data.with_name(f"{data.name}-giu").exists(), "the data file let go")
    wait_for(lambda: not stage.prefix.runs("BonTot.exe"), "the end of the program")


def hashes(folder: Path) -> dict[str, str]:
    """Return the files of a folder by their place in it, with the fingerprint of each."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def difference(found: dict[str, str], wanted: dict[str, str]) -> str:
    """Say which files are missing, too much or other than wanted, at most ten; "" when none is."""
    lines = [f"missing {name}" for name in sorted(wanted.keys() - found.keys())]
    lines += [f"too much {name}" for name in sorted(found.keys() - wanted.keys())]
    lines += [f"other {name}" for name in sorted(found.keys() & wanted.keys()) if found[name] != wanted[name]]
    return "\n".join(lines[:10])
