"""Where data, copies, logs, papers and resources live; alone in knowing "installed or from source"."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import NamedTuple

APP_NAME = "BonTot"
DATA_SUFFIX = ".bontot"
#: Set to keep data, copies and logs of the program in one folder (tests, a trial, a portable stick).
HOME_VARIABLE = "BONTOT_HOME"


class Places(NamedTuple):
    """The folders of one user's installation; made when first asked for."""

    home: Path

    @property
    def data_file(self) -> Path:
        """The office's data file unless the user opened another."""
        return self.home / f"van-phong{DATA_SUFFIX}"

    @property
    def sample_file(self) -> Path:
        """The invented office a newcomer tries the program on."""
        return self.home / f"van-phong-mau{DATA_SUFFIX}"

    @property
    def logs(self) -> Path:
        """The folder of the rotating log."""
        return self._made("nhat-ky")

    @property
    def copies(self) -> Path:
        """The folder of the copies made by the program; where it can't be made, whoever writes into it says so."""
        with suppress(OSError):
            return self._made("ban-sao")
        return self.home / "ban-sao"

    def _made(self, name: str) -> Path:
        folder = self.home / name
        folder.mkdir(parents=True, exist_ok=True)
        return folder


def user_places() -> Places:
    """Return the places of this user: the folder named by BONTOT_HOME, else the system's local data folder."""
    chosen = os.environ.get(HOME_VARIABLE)
    home = Path(chosen) if chosen else _local_data() / APP_NAME
    home.mkdir(parents=True, exist_ok=True)
    return Places(home)


def _local_data() -> Path:
    """Return the folder in which programs of this user keep their data on this machine."""
    named = os.environ.get("LOCALAPPDATA" if sys.platform == "win32" else "XDG_DATA_HOME", "")
    if named and Path(named).is_absolute():
        return Path(named)
    # Seldom needed: Windows always names the folder.
    import platformdirs

    return Path(platformdirs.user_data_dir())


def papers_beside(data_file: Path) -> Path:
    """Return the folder where the papers of a data file are kept: beside it, with its name."""
    return data_file.with_name(f"{data_file.stem} - van ban")


@cache
def resources() -> Path:
    """Return the folder of fonts, icons and wording: inside the installed package, else beside it in the source."""
    inside = Path(__file__).parent / "resources"
    return inside if inside.is_dir() else Path(__file__).parent.parent / "resources"
