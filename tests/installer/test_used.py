"""The package holds what the program imports, and nothing else."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from installer.used import look

#: What the interpreter itself loads, and one module more that the test may ask for.
LIBRARY = ["runpy.py", "encodings/__init__.py", "encodings/utf_8.py", "encodings/cp1252.py", "encodings/idna.py"]


@pytest.fixture
def package(tmp_path: Path) -> Path:
    write(tmp_path, "app/bontot_desktop/__init__.py", "from bontot_desktop import work")
    write(tmp_path, "app/bontot_desktop/work.py", "def later():\n    from shelf.deep import tool\n    return tool")
    write(tmp_path, "lib/shelf/__init__.py", "")
    write(tmp_path, "lib/shelf/deep.py", "tool = 1")
    (tmp_path / "runtime").mkdir()
    with zipfile.ZipFile(tmp_path / "runtime" / "python311.zip", "w") as archive:
        for name in LIBRARY:
            archive.writestr(name, "")
    return tmp_path


def write(folder: Path, name: str, source: str) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(source + "\n", encoding="utf-8")
    return path


def test_a_package_with_all_that_is_imported_has_no_fault(package: Path) -> None:
    assert not look(package, {})


def test_what_only_a_function_imports_is_lacking_when_it_is_not_there(package: Path) -> None:
    (package / "lib/shelf/deep.py").unlink()
    assert "shelf.deep" in look(package, {}).lacking


def test_a_part_of_qt_that_is_imported_must_be_there(package: Path) -> None:
    write(package, "app/bontot_desktop/window.py", "from PySide6.QtWidgets import QWidget")
    write(package, "lib/PySide6/__init__.py", "")
    assert "PySide6.QtWidgets" in look(package, {}).lacking
    write(package, "lib/PySide6/QtWidgets.pyd", "")
    assert "PySide6.QtWidgets" not in look(package, {}).lacking


def test_a_package_nobody_imports_is_too_much(package: Path) -> None:
    write(package, "lib/ballast/__init__.py", "")
    write(package, "lib/more.py", "")
    assert look(package, {}).unused == ("ballast", "more")
    assert not look(package, {"ballast": "loaded by its name", "more": "loaded by its name"})


def test_a_part_of_the_standard_library_nobody_imports_is_too_much(package: Path) -> None:
    with zipfile.ZipFile(package / "runtime" / "python311.zip", "a") as archive:
        archive.writestr("turtle.py", "")
    assert look(package, {}).unused == ("turtle",)


def test_a_module_built_into_the_python_that_looks_is_a_file_on_windows_and_used(package: Path) -> None:
    write(package, "app/bontot_desktop/clock.py", "import time")
    write(package, "runtime/time.pyd", "")
    assert not look(package, {})
    (package / "app/bontot_desktop/clock.py").unlink()
    assert look(package, {}).unused == ("time",)
