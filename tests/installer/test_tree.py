"""What of a wheel is shipped, and how modules are compiled."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

from installer import fetch
from installer.tree import compile_all, contents, is_shipped, source_files

RULES = contents()["lib"]


@pytest.mark.parametrize(
    ("name", "shipped"),
    [
        ("PySide6/QtWidgets.pyd", True),
        ("PySide6/QtQuick.pyd", False),
        ("PySide6/opengl32sw.dll", False),
        ("PySide6/plugins/platforms/qwindows.dll", True),
        ("PySide6/plugins/tls/qopensslbackend.dll", False),
        ("PySide6/QtCore.pyi", False),
        ("PySide6_Essentials-6.8.3.dist-info/METADATA", True),
        ("PySide6_Essentials-6.8.3.dist-info/RECORD", False),
        ("sqlalchemy/dialects/sqlite/base.py", True),
        ("sqlalchemy/dialects/oracle/base.py", False),
        ("qtawesome/fonts/phosphor-1.3.0.ttf", True),
        ("qtawesome/fonts/remixicon-2.5.0.ttf", False),
    ],
)
def test_of_a_wheel_only_what_is_used_is_shipped(name: str, shipped: bool) -> None:
    assert is_shipped(name, RULES) is shipped


def test_the_program_is_copied_with_its_resources_and_without_what_git_does_not_know() -> None:
    files = {path.as_posix() for path in source_files()}
    assert {"bontot_desktop/app.py", "resources/icons/bontot.svg"} <= files
    assert not [path for path in files if "__pycache__" in path or path.startswith("tests")]


def test_compiled_modules_name_no_folder_of_the_machine_that_built_them(tmp_path: Path) -> None:
    for name in ("shelf", "kept"):
        (tmp_path / "lib" / name).mkdir(parents=True)
        (tmp_path / "lib" / name / "__init__.py").write_text("answer = 42\n", encoding="utf-8")
    compile_all(tmp_path / "lib", sources_kept=["kept"])
    found = sorted(path.relative_to(tmp_path / "lib").as_posix() for path in tmp_path.rglob("*") if path.is_file())
    assert found == ["kept/__init__.py", "kept/__pycache__/__init__.cpython-311.pyc", "shelf/__init__.pyc"]
    made = (tmp_path / "lib" / "shelf" / "__init__.pyc").read_bytes()
    assert str(tmp_path).encode() not in made
    assert made.startswith(importlib.util.MAGIC_NUMBER)


def test_modules_without_their_sources_carry_empty_explanations_and_do_what_they_did(tmp_path: Path) -> None:
    module = tmp_path / "lib" / "shelf.py"
    module.parent.mkdir()
    source = '"""Why."""\n\n\ndef said():\n    """Tell."""\n    return "Nói"\n\n\nclass Only:\n    """Bare."""\n'
    module.write_text(source, encoding="utf-8")
    compile_all(tmp_path / "lib", sources_kept=[])
    spec = importlib.util.spec_from_file_location("shelf", module.with_suffix(".pyc"))
    assert spec is not None
    assert spec.loader is not None
    made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    assert (made.said(), made.__doc__, made.said.__doc__, made.Only.__doc__) == ("Nói", " ", " ", " ")
    assert made.said.__code__.co_firstlineno == 4


def test_every_wheel_is_pinned_by_one_hash_and_names_no_index() -> None:
    for lock in (fetch.WHEELS, fetch.RUNTIME):
        lines = [line for line in lock.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
        assert len(lines) == len(fetch.hashes(lock)) == len(set(fetch.hashes(lock).values()))
        assert not [line for line in lines if "://" in line]


def test_the_pins_for_windows_are_those_of_the_tests() -> None:
    pinned = dict(
        line.split(" ")[0].replace("_", "-").lower().split("==")
        for line in (fetch.HERE.parent / "constraints.txt").read_text(encoding="utf-8").splitlines()
        if "==" in line
    )
    for line in fetch.WHEELS.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            name, version = line.split(" ")[0].replace("_", "-").lower().split("==")
            assert pinned[name] == version
