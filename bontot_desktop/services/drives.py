"""What the system says of drives: which letters there are, what kind a drive is, where a network one is mounted."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

#: Windows' kinds of drives (GetDriveTypeW).
REMOVABLE, FIXED, REMOTE, DISC = 2, 3, 4, 5
#: File systems that lie on another machine.
_REMOTE_SYSTEMS = frozenset({"nfs", "nfs4", "cifs", "smb3", "smbfs", "fuse.sshfs", "afs", "davfs", "fuse.rclone"})
_MOUNTS = Path("/proc/mounts")

if sys.platform == "win32":

    def _kernel() -> Any:
        # Loaded only when a drive is asked about.
        import ctypes

        return ctypes.windll.kernel32

    def roots() -> list[Path]:
        """Return the roots of the sticks and disks that are there, by letter; a network drive is never asked."""
        letters = _kernel().GetLogicalDrives()
        found = [Path(f"{chr(ord('A') + place)}:\\") for place in range(26) if letters >> place & 1]
        return [root for root in found if kind_of(root) in (REMOVABLE, FIXED)]

    def kind_of(path: Path) -> int:
        """Return Windows' kind of the drive a path lies on; 0 when it says none."""
        return int(_kernel().GetDriveTypeW(path.anchor))

    def is_remote(path: Path) -> bool:
        """Say whether a path lies on another machine: a network path, or a letter given to one."""
        return path.anchor.startswith("\\\\") or kind_of(path) == REMOTE

else:

    def roots() -> list[Path]:
        """Return no roots: where there are no letters a stick comes back under its own name."""
        return []

    def is_remote(path: Path) -> bool:
        """Say whether a path lies on another machine, by the table of what is mounted where."""
        try:
            table = _MOUNTS.read_text(encoding="utf-8", errors="replace")
        except OSError:
            return False
        return remote_in(table, path)


def remote_in(table: str, path: Path) -> bool:
    """Say by a table as ``/proc/mounts`` whether the innermost mount above a path is a network one."""
    innermost, system = "", ""
    for line in table.splitlines():
        words = line.split()
        if len(words) < 3:
            continue
        # Spaces in the name of a place are written as \040.
        place = words[1].replace("\\040", " ")
        if len(place) >= len(innermost) and path.is_relative_to(place):
            innermost, system = place, words[2]
    return system in _REMOTE_SYSTEMS
