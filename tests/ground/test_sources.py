"""What holds for every file of the project: composed text, no word of one machine, true commands, a whole wheel."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
import unicodedata
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hatchling.builders.wheel import WheelBuilder

PROJECT = Path(__file__).parent.parent.parent
PARTS = ("bontot_desktop", "resources", "installer", "bench", "torture", "tests", ".ci")
TEXT_SUFFIXES = {"", ".css", ".iss", ".json", ".md", ".py", ".qss", ".svg", ".toml", ".txt", ".yaml", ".yml"}

#: A folder of one machine, or the address of a place that hands out packages.
OF_ONE_MACHINE = re.compile(
    r"(?:^|[^\w.-])/(?:work|farm|root|tmp|home)/|index[-_]url|https?://[a-z0-9.-]*(?:hosted|pyp|npm|deb)[a-z0-9.-]*/"
)


def texts() -> Iterator[tuple[Path, str]]:
    """Yield the path within the project and the text of every text file of ours."""
    top = [path for path in PROJECT.iterdir() if path.is_file()]
    inside = [path for part in PARTS for path in (PROJECT / part).rglob("*") if "__pycache__" not in path.parts]
    for path in top + inside:
        if path.is_file() and path.suffix in TEXT_SUFFIXES:
            yield path.relative_to(PROJECT), path.read_text(encoding="utf-8")


def test_every_text_is_composed() -> None:
    assert [str(path) for path, text in texts() if not unicodedata.is_normalized("NFC", text)] == []


def test_no_file_names_one_machine_or_a_package_address() -> None:
    found = [
        f"{path}:{number}: {line.strip()}"
        for path, text in texts()
        for number, line in enumerate(text.splitlines(), start=1)
        if OF_ONE_MACHINE.search(line)
    ]
    assert found == []


def test_every_dependency_is_pinned_once() -> None:
    settings = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))
    project = settings["project"]
    named = [
        *settings["build-system"]["requires"],
        *project["dependencies"],
        *project["optional-dependencies"]["dev"],
    ]
    lines = (PROJECT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pinned = [flat(line.split("==")[0]) for line in lines if "==" in line]
    assert sorted(pinned) == sorted(set(pinned))
    assert [name for name in named if flat(name) not in pinned] == []
    assert [name for name in named if not re.fullmatch(r"[a-z0-9-]+", name)] == [], "versions stand in constraints.txt"


def flat(name: str) -> str:
    """Return a package's name in the one spelling by which names are compared."""
    return re.sub(r"[-_.]+", "-", name).lower()


def commands_of_the_readme() -> list[str]:
    """Return each `python3 dev.py WORD` and `bontot WORD` the README tells a person to type."""
    readme = (PROJECT / "README.md").read_text(encoding="utf-8")
    return sorted(set(re.findall(r"\bpython3? dev\.py [a-z]+|(?<=^    )bontot [a-z-]+", readme, re.MULTILINE)))


@pytest.mark.parametrize("command", commands_of_the_readme())
def test_the_readmes_commands_are_there(command: str) -> None:
    program, *words = command.split()
    start = [str(Path(sys.executable).with_name("bontot"))] if program == "bontot" else [sys.executable]
    answer = subprocess.run([*start, *words, "--help"], cwd=PROJECT, capture_output=True, check=False)
    assert answer.returncode == 0, answer.stderr.decode("utf-8", "replace")


def test_the_readme_tells_the_two_commands() -> None:
    assert {"python3 dev.py run", "python3 dev.py test"} <= set(commands_of_the_readme())


def test_the_wheel_carries_the_resources(tmp_path: Path) -> None:
    (wheel,) = WheelBuilder(str(PROJECT)).build(directory=str(tmp_path), versions=["standard"])
    with zipfile.ZipFile(wheel) as archive:
        inside = set(archive.namelist())
    resources = [path for path in (PROJECT / "resources").rglob("*") if path.is_file()]
    assert [
        str(path) for path in resources if f"bontot_desktop/{path.relative_to(PROJECT).as_posix()}" not in inside
    ] == []
    modules = (PROJECT / "bontot_desktop").rglob("*.py")
    assert [str(path) for path in modules if path.relative_to(PROJECT).as_posix() not in inside] == []
