"""The files of every released version, and of today's, are opened, upgraded and read to the last row."""

from __future__ import annotations

import json
import lzma
import re
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from bontot_desktop import __version__
from bontot_desktop.db import check, container, engine, keys
from bontot_desktop.db.datafile import DataFile
from bontot_desktop.db.migrations.runner import known_steps, step_of, version_key
from bontot_desktop.errors import Refused
from bontot_desktop.rules.papers import PaperState
from bontot_desktop.services import cell_list, drafts, history, papers, search
from bontot_desktop.services.office import Office, open_office
from tests.db import make_old_file
from tests.db.make_old_file import LOCKS, MOST, OFFICE, OLD, TOLD
from tests.db.test_migrations import schema

NOW = datetime(2030, 1, 2, 8, 0)
#: A day on which the cells of the old files are there.
_DAY = date(2026, 11, 20)
TODAY = "hôm nay"
KEPT = sorted(path.name for path in OLD.iterdir() if path.is_dir())


@pytest.fixture(scope="session")
def made_today(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the files as today's version makes them."""
    folder = tmp_path_factory.mktemp("old") / __version__
    make_old_file.make(folder)
    return folder


@pytest.fixture(params=[*KEPT, TODAY])
def files(request: pytest.FixtureRequest) -> Path:
    """Return the files of a version."""
    if request.param == TODAY:
        today: Path = request.getfixturevalue("made_today")
        return today
    return OLD / str(request.param)


@pytest.fixture
def told(files: Path) -> dict[str, Any]:
    """Return what was said of them when they were made."""
    kept: dict[str, Any] = json.loads((files / TOLD).read_text(encoding="utf-8"))
    return kept


@pytest.fixture
def office(files: Path, tmp_path: Path) -> Iterator[Office]:
    """Return the office, upgraded to today's step, a copy of it as it was made before."""
    path = tmp_path / "van-phong.bontot"
    path.write_bytes(lzma.decompress((files / OFFICE).read_bytes()))
    (tmp_path / "ban-sao").mkdir()
    office = open_office(path, holder="thử", who="Thử", clock=lambda: NOW, copies=tmp_path / "ban-sao")
    yield office
    office.close()


def test_every_released_version_has_its_files() -> None:
    headings = re.findall(r"^## (\d+\.\d+\.\d+)(.*)$", _changelog(), re.MULTILINE)
    released = {version for version, more in headings if "chưa phát hành" not in more}
    assert released <= set(KEPT), "python -m tests.db.make_old_file, and commit the folder"


def _changelog() -> str:
    return (Path(__file__).parent.parent.parent / "CHANGELOG.md").read_text(encoding="utf-8")


def test_the_files_are_small_and_of_their_version(files: Path, told: dict[str, Any]) -> None:
    assert sum(path.stat().st_size for path in files.iterdir()) < MOST
    assert files.name == told["version"]
    assert version_key(told["version"]) <= version_key(__version__)


def test_no_table_of_the_office_was_empty(told: dict[str, Any]) -> None:
    assert [name for name, count in told["rows"].items() if not count] == []


def test_every_row_comes_through_the_upgrade(office: Office, told: dict[str, Any]) -> None:
    driver = office.data.driver
    assert step_of(driver) == known_steps()[-1].number
    tables = {name for (name,) in driver.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    # A step that parts or joins tables says here what became of their rows.
    found = {name: engine.scalar(driver, f'SELECT count(*) FROM "{name}"') for name in told["rows"] if name in tables}
    assert found == {name: count for name, count in told["rows"].items() if name in tables}
    assert engine.whole_file_problems(driver, encrypted=False) == []
    due = told["step"] != known_steps()[-1].number
    assert (office.data.copy_before_upgrade is not None) is due


def test_the_upgraded_tables_are_those_of_a_new_file(office: Office, tmp_path: Path) -> None:
    fresh, _ = DataFile.create(tmp_path / "moi.bontot", None, now=NOW)
    wanted, found = schema(fresh), schema(office.data)
    fresh.close()
    assert {name: sql for name, sql in found.items() if not name.startswith("finding_")} == {
        name: sql for name, sql in wanted.items() if not name.startswith("finding_")
    }


def test_the_office_is_read_shown_and_found_in(office: Office, told: dict[str, Any]) -> None:
    with office.ask() as driver:
        assert engine.scalar(driver, "SELECT name FROM committee") == told["committee"]
        names = [name for (name,) in driver.execute("SELECT full_name FROM member ORDER BY id")]
        cells = {row.name for row in cell_list.rows_in(driver, _DAY)}
    assert names == told["members"]
    assert cells
    assert cells <= set(told["cells"])
    assert search.search(office, told["members"][0])
    rows = papers.rows(office)
    assert len(rows) == len(told["papers"]) > 0
    issued = next(row for row in rows if row.state is PaperState.ISSUED and not row.is_outside)
    assert papers.reprint(office, issued.id).startswith(b"%PDF-")
    assert len(history.recent(office, limit=told["acts"] + 1)) == told["acts"]
    assert any(row.payload == {"note": told["words"]} for row in drafts.all_kept(office))
    assert [answer.sentence for answer in check.check(office.data) if not answer.is_good] == []


def test_the_locks_of_its_day_still_open(files: Path, told: dict[str, Any], tmp_path: Path) -> None:
    path = tmp_path / LOCKS
    path.write_bytes((files / LOCKS).read_bytes())
    trailer = container.locks_of(path)
    assert trailer is not None
    envelope = keys.from_plain(trailer.locks)
    key = keys.unlock_by_password(envelope, told["password"])
    assert keys.unlock_by_code(envelope, told["recovery_code"]) == key
    container.open_pages(path, trailer)
    driver = engine.connect(path, key)
    assert engine.whole_file_problems(driver, encrypted=True) == []
    assert driver.execute("SELECT words FROM words").fetchall() == [(told["words"],)]
    driver.close()


def test_the_office_comes_through_under_a_password_too(files: Path, told: dict[str, Any], tmp_path: Path) -> None:
    plain, path = tmp_path / "cu.bontot", tmp_path / "van-phong.bontot"
    plain.write_bytes(lzma.decompress((files / OFFICE).read_bytes()))
    key = keys.new_key()
    driver = engine.connect(plain, None, alone=False)
    driver.execute("ATTACH ? AS kin KEY ?", (str(path), f"x'{key.hex()}'"))
    driver.execute("SELECT sqlcipher_export('kin')")
    driver.execute(f"PRAGMA kin.application_id = {engine.APPLICATION_ID}")
    driver.execute("PRAGMA kin.user_version = 1")
    driver.close()
    envelope = keys.seal(key, told["password"], told["recovery_code"])
    container.add_trailer(path, container.Trailer(keys.to_plain(envelope), {}))
    for secret in ({"password": told["password"]}, {"recovery_code": told["recovery_code"]}):
        with DataFile.open(path, **secret, now=NOW, copies=tmp_path) as opened:
            assert step_of(opened.driver) == known_steps()[-1].number
            assert engine.scalar(opened.driver, "SELECT count(*) FROM member") == told["rows"]["member"]
            assert engine.whole_file_problems(opened.driver, encrypted=True) == []


def test_files_of_a_version_are_made_once(made_today: Path) -> None:
    with pytest.raises(Refused, match="không làm lại"):
        make_old_file.make(made_today)
