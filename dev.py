"""Everything a developer does with this project, from a clean clone with only Python and pip.

    python3 dev.py run      set up, then open the window on the invented office (without a screen: make all its papers)
    python3 dev.py test     set up, then run the tests; further words go to pytest
    python3 dev.py check    set up, then hold format, lint, types and import direction to the rules
    python3 dev.py bench    set up, then measure; further words go to the bench
    python3 dev.py torture  set up, then give a data file every bad day; further words go to the torture bench
    python3 dev.py installer  set up, then build dist/BonTot-<version>-setup.exe for Windows, on Debian; --fast to try
    python3 dev.py verify   set up, then prove that setup under Wine; further words go to the proof
    python3 dev.py pictures set up, then make the pictures of the README and the guide anew

The set-up is done once: the environment stands in .venv, and nothing is fetched again until constraints.txt or
pyproject.toml change. Plain standard library; runs on Linux and Windows.
"""

from __future__ import annotations

import argparse
import ctypes
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
SCRIPTS = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = SCRIPTS / ("python.exe" if os.name == "nt" else "python")
STAMP = VENV / "set-up-from.txt"
PINS = ROOT / "constraints.txt"
SETTINGS = ROOT / "pyproject.toml"

#: Libraries that Qt loads from a Linux system and that its wheel does not carry, with the Debian package of each.
QT_LIBRARIES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxkbcommon.so.0": "libxkbcommon0",
}
#: Programs that only the tests call: a screen, a typist, a second opinion on Word files and on PDFs.
TEST_PROGRAMS = {
    "Xvfb": "xvfb",
    "xdotool": "xdotool",
    "soffice": "libreoffice-writer",
    "pdftotext": "poppler-utils",
}
#: Programs that only the setup for Windows is built with.
BUILD_PROGRAMS = {
    "git": "git",
    "makensis": "nsis",
    "x86_64-w64-mingw32-gcc": "gcc-mingw-w64-x86-64",
    "x86_64-w64-mingw32-windres": "binutils-mingw-w64-x86-64",
}
#: Programs that only the proof under Wine needs; Debian's wine brings wine64 with it, on no path.
PROOF_PROGRAMS = {
    "7z": "p7zip-full",
    "Xvfb": "xvfb",
    "import": "imagemagick",
    "wine": "wine",
    "wineserver": "wine",
    "xdotool": "xdotool",
}
#: As wide as the interface font of Windows: windows are measured in it, here and under Wine.
WINDOW_FONTS = {Path("/usr/share/fonts/truetype/open-sans/OpenSans-Regular.ttf"): "fonts-open-sans"}


class Missing(Exception):
    """Something this machine lacks; the text is the one sentence to show."""


def main(words: list[str]) -> int:
    """Do what the first word says; return the exit code."""
    parser = argparse.ArgumentParser(prog="dev.py", description="Set up and run, test, check or measure Bốn Tốt.")
    acts = parser.add_subparsers(
        dest="act", required=True, metavar="run | test | check | bench | torture | installer | verify | pictures"
    )
    acts.add_parser("run", help="open the window on the invented office; without a screen, make its papers")
    acts.add_parser("test", help="run the tests, on every core; further words go to pytest instead", add_help=False)
    acts.add_parser("check", help="format, lint, types, import direction")
    acts.add_parser("bench", help="measure; further words go to the bench", add_help=False)
    acts.add_parser("torture", help="kill, cut, fill and damage; further words go to the torture bench", add_help=False)
    acts.add_parser("installer", help="build the setup for Windows; further words go to the build", add_help=False)
    acts.add_parser("verify", help="prove the built setup under Wine; further words go to the proof", add_help=False)
    acts.add_parser("pictures", help="make the pictures of the README and the guide from the invented office")
    chosen, rest = parser.parse_known_args(words)
    if rest and chosen.act in {"run", "check", "pictures"}:
        parser.error(f"{chosen.act} takes no further words: {' '.join(rest)}")
    try:
        if not (3, 11) <= sys.version_info[:2] <= (3, 13):
            raise Missing(f"Python 3.11, 3.12 or 3.13 is needed, and this is {sys.version.split()[0]}.")
        if chosen.act == "run":
            return run()
        if chosen.act == "test":
            return test(rest)
        if chosen.act == "torture":
            return torture(rest)
        if chosen.act == "installer":
            return installer(rest)
        if chosen.act == "verify":
            return verify(rest)
        if chosen.act == "pictures":
            return pictures()
        return check() if chosen.act == "check" else bench(rest)
    except Missing as reason:
        print(f"dev.py: {reason}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


def run() -> int:
    """Do the main job: the window on the invented office, or without a screen every paper of it in out/."""
    if not has_screen():
        set_up()
        out = ROOT / "out"
        code = call(SCRIPTS / "bontot", "demo", "--out", out)
        for path in sorted(out.rglob("*")):
            if path.suffix in {".pdf", ".docx"}:
                print(path.relative_to(ROOT))
        return code
    need_system({library: package for library, package in QT_LIBRARIES.items() if not loads(library)})
    set_up()
    return call(PYTHON, "-m", "bontot_desktop", "--sample")


def test(words: list[str]) -> int:
    """Run the tests."""
    lacking = {library: package for library, package in QT_LIBRARIES.items() if not loads(library)}
    lacking |= {program: package for program, package in TEST_PROGRAMS.items() if shutil.which(program) is None}
    lacking |= {font.name: package for font, package in WINDOW_FONTS.items() if not font.exists()}
    need_system(lacking)
    set_up()
    if not words:
        # The whole suite on every core; a module stays on one, as its office is made once. Speed has its own bench.
        words = ["-n", "auto", "--dist", "loadfile", "--benchmark-disable"]
    return call(PYTHON, "-m", "pytest", *words)


def check() -> int:
    """Hold the source to the rules; every check is made even when one before it fails."""
    set_up()
    codes = [
        call(SCRIPTS / "ruff", "format", "--check", "."),
        call(SCRIPTS / "ruff", "check", "."),
        call(SCRIPTS / "mypy"),
        call(SCRIPTS / "lint-imports"),
    ]
    return max(codes)


def bench(words: list[str]) -> int:
    """Measure, as ratios within this one run."""
    need_system({library: package for library, package in QT_LIBRARIES.items() if not loads(library)})
    set_up()
    return call(PYTHON, "-m", "bench", *words)


def torture(words: list[str]) -> int:
    """Give a data file every bad day that can be made here."""
    # The compiler alone is not enough: without the C library's headers the disk cannot be watched.
    lacking = {} if shutil.which("cc") else {"cc": "gcc"}
    need_system(lacking if Path("/usr/include/stdio.h").exists() else {**lacking, "stdio.h": "libc6-dev"})
    set_up()
    return call(PYTHON, "-m", "torture", *words)


def installer(words: list[str]) -> int:
    """Build the setup for Windows."""
    lacking = {library: package for library, package in QT_LIBRARIES.items() if not loads(library)}
    lacking |= {program: package for program, package in BUILD_PROGRAMS.items() if shutil.which(program) is None}
    need_system(lacking)
    set_up()
    # Without the columns of every instruction, which only a trace of a fault would show: 2 MB less to install.
    return call(PYTHON, "-X", "no_debug_ranges", "-m", "installer.build", *words)


def verify(words: list[str]) -> int:
    """Prove the built setup under Wine: install, work, upgrade, take away."""
    lacking = {library: package for library, package in QT_LIBRARIES.items() if not loads(library)}
    wanted = {**BUILD_PROGRAMS, **PROOF_PROGRAMS}
    lacking |= {program: package for program, package in wanted.items() if shutil.which(program) is None}
    lacking |= {font.name: package for font, package in WINDOW_FONTS.items() if not font.exists()}
    need_system(lacking)
    set_up()
    return call(PYTHON, "-m", "installer.verify_wine", *words)


def pictures() -> int:
    """Make the pictures of the README and the guide from the invented office."""
    need_system({library: package for library, package in QT_LIBRARIES.items() if not loads(library)})
    set_up()
    return call(PYTHON, "-m", "docs.pictures")


def set_up() -> None:
    """Make .venv with the pinned packages and the project, unless it stands already."""
    wanted = fingerprint()
    if PYTHON.exists() and STAMP.exists() and STAMP.read_text(encoding="utf-8") == wanted:
        return
    if not works(PYTHON, "-c", ""):
        make_environment()
    say("Installing the pinned packages into .venv (once)")
    pip = pip_for_environment()
    # The build parts first, from the pins as well: pip would fetch unpinned ones into a build environment of its own.
    install(pip, "hatchling", "editables", "setuptools")
    install(pip, "--no-build-isolation", "--editable", f"{ROOT}[dev]")
    STAMP.write_text(wanted, encoding="utf-8")


def fingerprint() -> str:
    """Return what the environment depends on: pins, settings, this Python and where the project stands."""
    python = f"{sys.version_info[0]}.{sys.version_info[1]}"
    parts = [PINS.read_bytes(), SETTINGS.read_bytes(), python.encode(), str(ROOT).encode()]
    return hashlib.sha256(b"\0".join(parts)).hexdigest()


def make_environment() -> None:
    """Make .venv anew."""
    if importlib.util.find_spec("venv") is None:
        raise Missing("Python's venv module is missing; install it (Debian: apt-get install python3-venv).")
    say("Making .venv")
    # Debian keeps ensurepip in a package of its own; without it the pip beside this Python serves.
    bare = ["--without-pip"] if importlib.util.find_spec("ensurepip") is None else []
    made = quietly([sys.executable, "-m", "venv", "--clear", *bare, str(VENV)])
    if made.returncode != 0:
        raise Missing(f".venv could not be made: {error_line(made.stderr or made.stdout)}")


def pip_for_environment() -> list[str]:
    """Return the command of a pip that installs into .venv: its own, else the one beside this Python."""
    if works(PYTHON, "-m", "pip", "--version"):
        return [str(PYTHON), "-m", "pip"]
    if works(Path(sys.executable), "-m", "pip", "--version"):
        return [sys.executable, "-m", "pip", "--python", str(PYTHON)]
    raise Missing("pip is missing; install it (Debian: apt-get install python3-pip) and call this again.")


def install(pip: list[str], *what: str) -> None:
    """Install with the pins held."""
    done = quietly([*pip, "install", "--quiet", "--no-input", "--retries", "2", "--constraint", str(PINS), *what])
    if done.returncode != 0:
        raise Missing(
            "the pinned packages could not be installed; is there a network, or the place pip is set to? "
            f"pip said: {error_line(done.stderr)}"
        )


def need_system(lacking: dict[str, str]) -> None:
    """Install the Debian packages of what is lacking (name → package), or say in one sentence what to do."""
    if not lacking or not sys.platform.startswith("linux"):
        return
    packages = sorted(set(lacking.values()))
    if shutil.which("apt-get") is None:
        raise Missing(f"this system lacks {', '.join(sorted(lacking))}; install them with its package manager.")
    line = ["apt-get", "install", "--yes", "--no-install-recommends", *packages]
    if os.geteuid() != 0:
        raise Missing(f"system packages are missing; install them with: sudo {' '.join(line)}")
    say(f"Installing system packages: {' '.join(packages)}")
    quietly(["apt-get", "update"])
    done = quietly(line)
    if done.returncode != 0:
        raise Missing(f"system packages could not be installed; apt-get said: {error_line(done.stderr)}")


def has_screen() -> bool:
    """Say whether a window can be shown."""
    return not sys.platform.startswith("linux") or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def loads(library: str) -> bool:
    """Say whether the system has this library (Linux only; elsewhere Qt's wheel carries all it needs)."""
    if not sys.platform.startswith("linux"):
        return True
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def call(program: Path, *words: str | Path) -> int:
    """Run a program in the project's folder, its output shown; return its exit code."""
    say(f"{program.name} {' '.join(str(word) for word in words)}")
    environment = {**os.environ, "PYTHONIOENCODING": "utf-8"}
    return subprocess.run([str(program), *map(str, words)], cwd=ROOT, env=environment, check=False).returncode


def works(program: Path, *words: str) -> bool:
    """Say whether a program can be run and ends well."""
    try:
        return quietly([str(program), *words]).returncode == 0
    except OSError:
        return False


def quietly(command: list[str]) -> subprocess.CompletedProcess[str]:
    """Run a command without showing its output and without anyone to answer its questions."""
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive", "PIP_DISABLE_PIP_VERSION_CHECK": "1"}
    return subprocess.run(
        command,
        cwd=ROOT,
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        check=False,
    )


def error_line(text: str) -> str:
    """Return the first line that says an error, else the last line."""
    lines = [line.strip() for line in text.splitlines() if line.strip()] or ["(nothing)"]
    return next((line for line in lines if line.startswith(("ERROR", "E:"))), lines[-1])


def say(what: str) -> None:
    """Tell the developer what happens now."""
    print(f"dev.py: {what} …", flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
