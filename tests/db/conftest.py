"""Data files for the tests: made once for the run, copied for each test; real files, cheap keys."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from bontot_desktop.db import keys
from bontot_desktop.db.datafile import DataFile
from tests.db.office import CODE_FILE, NOW, PASSWORD


@pytest.fixture(autouse=True)
def _cheap_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let scrypt be quick; its cost is one figure of the lock and changes nothing else."""
    monkeypatch.setattr(keys, "COST", 2**10)


@pytest.fixture(scope="session")
def made_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with an empty encrypted office, its recovery code, and an empty plain office."""
    folder = tmp_path_factory.mktemp("offices")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(keys, "COST", 2**10)
        opened, code = DataFile.create(folder / "office.bontot", PASSWORD, now=NOW)
        opened.close()
        (folder / CODE_FILE).write_text(code or "")
        opened, _ = DataFile.create(folder / "plain.bontot", None, now=NOW)
        opened.close()
    return folder


@pytest.fixture
def office_path(made_once: Path, tmp_path: Path) -> Path:
    """Return a closed, encrypted, empty office of the test's own."""
    return Path(shutil.copyfile(made_once / "office.bontot", tmp_path / "van-phong.bontot"))


@pytest.fixture
def recovery_code(made_once: Path) -> str:
    """Return the recovery code of ``office_path``."""
    return (made_once / CODE_FILE).read_text()


@pytest.fixture
def plain_path(made_once: Path, tmp_path: Path) -> Path:
    """Return a closed, plain, empty office of the test's own."""
    return Path(shutil.copyfile(made_once / "plain.bontot", tmp_path / "mau.bontot"))


@pytest.fixture
def office(office_path: Path) -> Iterator[DataFile]:
    """Return an opened, encrypted, empty office."""
    with DataFile.open(office_path, PASSWORD, now=NOW) as opened:
        yield opened


@pytest.fixture
def plain(plain_path: Path) -> Iterator[DataFile]:
    """Return an opened, plain, empty office."""
    with DataFile.open(plain_path, now=NOW) as opened:
        yield opened


@pytest.fixture(params=["office_path", "plain_path"])
def any_path(request: pytest.FixtureRequest) -> Path:
    """Return a closed office, once encrypted and once plain."""
    path = request.getfixturevalue(request.param)
    assert isinstance(path, Path)
    return path


def moment(hour: int) -> datetime:
    """Return a moment of the day of the tests."""
    return NOW.replace(hour=hour)
