"""The package for Windows: what its locks name has a licence, in the very version that is shipped."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

from bontot_desktop.places import resources

INSTALLER = Path(__file__).parents[2] / "installer"
PARTS = tomllib.loads((resources() / "licences" / "components.toml").read_text(encoding="utf-8"))["part"]


def test_every_wheel_of_the_package_has_its_licence():
    lock = (INSTALLER / "wheels.lock").read_text(encoding="utf-8")
    wheels = {re.sub(r"[-_.]+", "-", name).lower() for name in re.findall(r"^([\w.-]+)==", lock, re.MULTILINE)}
    assert len(wheels) > 20
    assert wheels <= {part["package"] for part in PARTS if "package" in part}


def test_python_and_qt_are_told_in_the_version_that_is_shipped():
    told = {part["name"]: part.get("version", "") for part in PARTS if "name" in part}
    assert f"CPython {told['Python']} " in (INSTALLER / "runtime.lock").read_text(encoding="utf-8")
    lock = (INSTALLER / "wheels.lock").read_text(encoding="utf-8").lower()
    assert re.search(rf"^pyside6[-_]essentials=={re.escape(told['Qt'])} ", lock, re.MULTILINE)
