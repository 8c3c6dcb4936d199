"""A fresh Windows of Wine's making in a temporary folder, and the programs run in it."""

from __future__ import annotations

import os
import select
import shutil
import struct
import subprocess
import tempfile
import time
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PureWindowsPath

from installer.wine.checks import Stopped
from installer.wine.screen import Screen

HERE = Path(__file__).parent
COMPILER = "x86_64-w64-mingw32-gcc"
#: A program that does not end is an end of the part, in seconds.
LONGEST = 300.0
_LOOK_AGAIN = 0.05
_NOWHERE = subprocess.DEVNULL
#: The class Qt asks for the colour scheme; see settings.c.
_SETTINGS = r"HKLM\Software\Microsoft\WindowsRuntime\ActivatableClassId\Windows.UI.ViewManagement.UISettings"
#: Windows draws its programs in Segoe UI, which may not be given away; of the free ones this is nearest.
_FONT, _NEAREST = "Segoe UI", "Open Sans"
_FONT_HEIGHT = -12
_METRICS = r"HKCU\Control Panel\Desktop\WindowMetrics"
_FONT_PARTS = ("Caption", "Icon", "Menu", "Message", "SmCaption", "Status")


@dataclass(frozen=True, slots=True)
class Done:
    """How a program ended and what it said."""

    code: int
    said: str


class Prefix:
    """One Windows with its own home, screen and processes; all are gone after :meth:`close`."""

    def __init__(self) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="bontot-wine-"))
        self.root = self._folder / "prefix"
        self.scratch = self._folder / "scratch"
        home = self._folder / "home"
        for folder in (home, self.scratch, self.root):
            folder.mkdir()
        self.screen = Screen()
        self.environment = {
            "PATH": os.environ["PATH"],
            "HOME": str(home),
            "WINEPREFIX": str(self.root),
            "WINEDLLOVERRIDES": "mscoree,mshtml=",
            "WINEDEBUG": "-all",
            "LC_ALL": "C.UTF-8",
            "DISPLAY": self.screen.name,
        }
        self._hands = self.root / "drive_c" / "hands.exe"

    # Making and ending ---------------------------------------------------------------------------------------------

    def make(self) -> None:
        """Make the Windows (a prefix begins as Windows 7) and put in what Wine lacks."""
        # One server for the whole run; else each pause of a few seconds costs the next program a start of Windows.
        subprocess.run(
            ["wineserver", "-p"], env=self.environment, check=True, stdin=_NOWHERE, stdout=_NOWHERE, stderr=_NOWHERE
        )
        self.run("wineboot", "-i")
        system = self.root / "drive_c" / "windows" / "system32"
        self._compile("settings.c", system / "bontot-settings.dll", "-shared", "-Wl,--kill-at")
        self._compile("random.c", system / "bcryptprimitives.dll", "-shared", "-ladvapi32")
        self._compile("hands.c", self._hands, "-municode")
        self.run(
            "reg", "add", _SETTINGS, "/v", "DllPath", "/d", r"C:\windows\system32\bontot-settings.dll", "/f", "/reg:64"
        )
        self.run("reg", "add", r"HKCU\Software\Wine\Fonts\Replacements", "/v", _FONT, "/d", _NEAREST, "/f")
        font = _logical_font().hex()
        for part in _FONT_PARTS:
            self.run("reg", "add", _METRICS, "/v", f"{part}Font", "/t", "REG_BINARY", "/d", font, "/f")

    def be(self, windows: str) -> None:
        """Be another Windows from now on: "win7", "win10"."""
        self.run("winecfg", "-v", windows)

    def _compile(self, source: str, target: Path, *words: str) -> None:
        command = [
            COMPILER,
            "-std=c11",
            "-O2",
            "-Wall",
            "-Wextra",
            "-Werror",
            "-s",
            str(HERE / source),
            "-o",
            str(target),
        ]
        done = subprocess.run([*command, *words], capture_output=True, encoding="utf-8", check=False)
        if done.returncode:
            raise Stopped(f"{source} compiled ({done.stderr.strip()})")

    def close(self) -> None:
        """End every process of this Windows, and only those; take the folder away."""
        for word in ("-k", "-w"):
            subprocess.run(
                ["wineserver", word], env=self.environment, check=False, stdout=_NOWHERE, stderr=_NOWHERE, timeout=60
            )
        self.screen.close()
        shutil.rmtree(self._folder, ignore_errors=True)

    # Programs ------------------------------------------------------------------------------------------------------

    def run(
        self, program: str | Path, *words: str | Path, longest: float = LONGEST, more: Mapping[str, str] | None = None
    ) -> Done:
        """Run a Windows program to its end. Raises :class:`Stopped` when it does not end."""
        return self.end(self.start(program, *words, more=more), longest)

    def end(self, began: subprocess.Popen[bytes], longest: float = LONGEST) -> Done:
        """Wait until a started program has ended. Raises :class:`Stopped` when it does not, and ends it."""
        # Not until its pipe is closed: services of Windows that came up with it hold that open.
        assert began.stdin is not None
        assert began.stdout is not None
        began.stdin.close()
        until = time.monotonic() + longest
        said = b""
        while True:
            has_ended = began.poll() is not None
            ready, _, _ = select.select([began.stdout], [], [], _LOOK_AGAIN)
            heard = os.read(began.stdout.fileno(), 1 << 16) if ready else b""
            said += heard
            if has_ended and not heard:
                break
            if time.monotonic() > until:
                began.kill()
                began.wait()
                began.stdout.close()
                raise Stopped(f"the end of {began.args!r}")
            if ready and not heard:
                time.sleep(_LOOK_AGAIN)
        began.stdout.close()
        return Done(began.returncode, said.decode("utf-8", errors="replace").replace("\r\n", "\n"))

    def start(
        self, program: str | Path, *words: str | Path, more: Mapping[str, str] | None = None
    ) -> subprocess.Popen[bytes]:
        """Start a Windows program and go on."""
        # Python under Wine cannot use plain files as its streams; pipes it can.
        return subprocess.Popen(
            ["wine", str(program), *map(str, words)],
            env={**self.environment, **(more or {})},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )

    def open(self, path: Path) -> None:
        """Double-click a file: a shortcut, or a document with the program of its kind."""
        self.run("start", "/unix", path)

    def runs(self, program: str) -> bool:
        """Say whether a process of this Windows runs a program of this name: "BonTot.exe"."""
        for process in Path("/proc").iterdir():
            if process.name.isdecimal():
                try:
                    words = (process / "cmdline").read_bytes().split(b"\0")
                    place = (process / "environ").read_bytes()
                except OSError:
                    continue  # it has just ended
                if words[0].decode(errors="replace").endswith(program) and str(self.root).encode() in place:
                    return True
        return False

    # The person ----------------------------------------------------------------------------------------------------

    def type(self, text: str) -> None:
        r"""Type a text the way UniKey does, into the window that has the keyboard; ``\b`` is Backspace."""
        self._hand("type", text)

    def windows(self) -> list[str]:
        """Return the titles of the windows of the desktop, the front one first."""
        lines = unicodedata.normalize("NFC", self._hand("windows").said).splitlines()
        return [title for title, _, kind in (line.partition("\t") for line in lines) if kind != "Progman"]

    def front(self) -> str:
        """Return the title of the window that has the keyboard."""
        return self._hand("front").said.strip()

    def words(self, title: str) -> str:
        """Return every text in the window of this title that Windows itself draws, one a line; "" without a window."""
        return unicodedata.normalize("NFC", self._hand("words", self._spelt(title)).said)

    def press(self, title: str, button: str) -> bool:
        """Press a button of a window that Windows itself draws; False when there is none of that name."""
        raw = [line.replace("&", "") for line in self._hand("words", self._spelt(title)).said.splitlines()]
        spelt = next((one for one in raw if unicodedata.normalize("NFC", one) == button), button)
        return self._hand("press", self._spelt(title), spelt).code == 0

    def _spelt(self, title: str) -> str:
        """Return the title that begins so as it is spelt: NSIS adds words to it, and composes not all alike."""
        lines = self._hand("windows").said.splitlines()
        titles = [line.partition("\t")[0] for line in lines]
        return next((one for one in titles if unicodedata.normalize("NFC", one).startswith(title)), title)

    def _hand(self, *words: str) -> Done:
        return self.run(self._hands, *words, longest=60)

    # Places --------------------------------------------------------------------------------------------------------

    def unix(self, path: str) -> Path:
        r"""Return where a Windows path such as ``C:\users`` stands."""
        place = PureWindowsPath(path)
        if place.drive.upper() == "Z:":
            return Path("/", *place.parts[1:])
        return self.root.joinpath("drive_c", *place.parts[1:])

    def windows_path(self, path: Path) -> str:
        """Return how Windows names a place."""
        drive = self.root / "drive_c"
        if path.is_relative_to(drive):
            return str(PureWindowsPath("C:\\", *path.relative_to(drive).parts))
        return str(PureWindowsPath("Z:\\", *path.parts[1:]))

    def variable(self, name: str) -> str:
        """Return a variable of this Windows: "LOCALAPPDATA"."""
        return self.run("cmd", "/c", "echo", f"%{name}%").said.strip()

    def registry(self, key: str, name: str = "") -> str | None:
        """Return a text of this user's registry ("" is the nameless one); None when it is not there."""
        done = self._hand("value", key, name)
        return done.said.rstrip("\n") if done.code == 0 else None

    def know_kind(self, *keys: str) -> None:
        """Let Wine find this user's kinds of files: it looks among those of all users only, Windows among both."""
        for key in keys:
            self.run("reg", "copy", f"HKCU\\{key}", f"HKLM\\{key}", "/s", "/f")

    def has_key(self, key: str) -> bool:
        """Say whether this user's registry has a key."""
        return self.run("reg", "query", f"HKCU\\{key}").code == 0


def _logical_font() -> bytes:
    """Return Windows' description (LOGFONTW) of the font its programs are drawn in."""
    name = _FONT.encode("utf-16-le").ljust(64, b"\0")
    return struct.pack("<5i8B", _FONT_HEIGHT, 0, 0, 0, 400, 0, 0, 0, 1, 0, 0, 0, 0) + name
