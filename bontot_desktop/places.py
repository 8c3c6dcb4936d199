"""Where data, copies, logs, papers and resources live; alone in knowing "installed or from source"."""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import platformdirs

APP_NAME = "BonTot"
DATA_SUFFIX = ".bontot"
#: Set to keep data, copies and logs of the program in one folder (tests, a trial, a portable stick).
HOME_VARIABLE = "BONTOT_HOME"


@dataclass(frozen=True, slots=True)
class Places:
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
        """The folder of the copies made by the program."""
        return self._made("ban-sao")

    def _made(self, name: str) -> Path:
        folder = self.home / name
        folder.mkdir(parents=True, exist_ok=True)
        return folder


def user_places() -> Places:
    """Return the places of this user: the folder named by BONTOT_HOME, else the system's local data folder."""
    chosen = os.environ.get(HOME_VARIABLE)
    home = Path(chosen) if chosen else Path(platformdirs.user_data_dir(APP_NAME, appauthor=False))
    home.mkdir(parents=True, exist_ok=True)
    return Places(home)


def papers_beside(data_file: Path) -> Path:
    """Return the folder where the papers of a data file are kept: beside it, with its name."""
    return data_file.with_name(f"{data_file.stem} - van ban")


@cache
def resources() -> Path:
    """Return the folder of fonts, icons and wording: inside the installed package, else beside it in the source."""
    inside = Path(__file__).parent / "resources"
    return inside if inside.is_dir() else Path(__file__).parent.parent / "resources"
