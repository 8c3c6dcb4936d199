"""Where a data file must not lie: a synchronised, network or passing folder, known by names, marks and drives."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from enum import Enum
from pathlib import Path
from typing import NamedTuple

from bontot_desktop.services import drives

#: Set by OneDrive for the folders it keeps.
_ONE_DRIVE = ("OneDrive", "OneDriveCommercial", "OneDriveConsumer")
#: Beginnings of the names such programs give their folders, in small letters.
_NAMES = (
    ("onedrive", "OneDrive"),
    ("dropbox", "Dropbox"),
    ("google drive", "Google Drive"),
    ("googledrive", "Google Drive"),
    ("my drive", "Google Drive"),
    ("drive của tôi", "Google Drive"),
    ("icloud drive", "iCloud"),
    ("iclouddrive", "iCloud"),
    ("megasync", "MEGA"),
    ("box sync", "Box"),
    ("pclouddrive", "pCloud"),
    ("nextcloud", "Nextcloud"),
    ("owncloud", "ownCloud"),
)
#: What such programs leave in the folder they keep.
_MARKS = (
    (".dropbox", "Dropbox"),
    (".dropbox.cache", "Dropbox"),
    (".tmp.drivedownload", "Google Drive"),
    (".tmp.driveupload", "Google Drive"),
    (".stfolder", "Syncthing"),
    (".owncloudsync.log", "ownCloud"),
    (".nextcloudsync.log", "Nextcloud"),
)
#: Beginnings of the names of folders whose files go by themselves: opened out of an archive, a letter, a message.
_PASSING = (
    ("zalo received files", "Zalo"),
    ("temp1_", "tệp nén"),
    ("7zo", "tệp nén"),
    ("rar$", "tệp nén"),
    ("inetcache", "thư hoặc trang mạng"),
    ("content.outlook", "thư Outlook"),
)


class Danger(Enum):
    """Why a folder is no place for the data file."""

    SYNCHRONISED = "synchronised"
    NETWORK = "network"
    PASSING = "passing"


_SENTENCES = {
    Danger.SYNCHRONISED: (
        "Tệp dữ liệu đang nằm trong thư mục đồng bộ của {name}: {name} chép tệp lên mạng giữa lúc đang ghi, có thể làm "
        "hỏng hoặc nhân đôi tệp, và đưa dữ liệu ra ngoài máy."
    ),
    Danger.NETWORK: (
        "Tệp dữ liệu đang nằm trên ổ mạng: mạng đứt giữa lúc ghi có thể làm hỏng tệp, hai máy cùng mở có thể ghi đè "
        "lên nhau."
    ),
    Danger.PASSING: (
        "Tệp dữ liệu đang nằm trong thư mục tạm của {name}: thư mục này có thể tự bị xóa cùng những gì vừa ghi."
    ),
}


class Place(NamedTuple):
    """A dangerous place of the data file: the danger, and whose folder it is ("OneDrive")."""

    danger: Danger
    name: str

    @property
    def sentence(self) -> str:
        """Say what it is and why it is dangerous."""
        return _SENTENCES[self.danger].format(name=self.name)


def danger_of(
    data_file: Path,
    *,
    environ: Mapping[str, str] = os.environ,
    is_remote: Callable[[Path], bool] = drives.is_remote,
) -> Place | None:
    """Return what is dangerous about the folder of a data file; None for a good place."""
    folder = data_file.absolute().parent
    names = [part.casefold() for part in folder.parts]
    for beginning, name in _PASSING:
        if any(part.startswith(beginning) for part in names):
            return Place(Danger.PASSING, name)
    synchronised = _of_one_drive(folder, environ) or _by_name(names) or _by_mark(folder)
    if synchronised:
        return Place(Danger.SYNCHRONISED, synchronised)
    return Place(Danger.NETWORK, "") if is_remote(folder) else None


def _of_one_drive(folder: Path, environ: Mapping[str, str]) -> str:
    kept = (environ.get(variable, "") for variable in _ONE_DRIVE)
    return "OneDrive" if any(root and folder.is_relative_to(root) for root in kept) else ""


def _by_name(names: list[str]) -> str:
    return next((name for beginning, name in _NAMES for part in names if part.startswith(beginning)), "")


def _by_mark(folder: Path) -> str:
    for above in (folder, *folder.parents):
        for mark, name in _MARKS:
            # A program of this name keeps its own things under the home folder: only beside files it is a mark.
            if above != Path.home() and os.path.lexists(above / mark):
                return name
    return ""
