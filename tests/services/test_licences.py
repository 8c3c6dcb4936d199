"""Everything shipped has its licence: every package the program needs, and every part no package tells of."""

from __future__ import annotations

import json
import re
import tomllib
from importlib import metadata
from pathlib import Path

import pytest
import sqlcipher3
from cryptography.hazmat.backends.openssl import backend
from packaging.requirements import Requirement

from bontot_desktop import __version__
from bontot_desktop.errors import Damaged
from bontot_desktop.places import resources
from bontot_desktop.services import licences

ROOT = Path(__file__).parents[2]
#: In the lists of the wheels for Linux only.
NOT_ON_WINDOWS = {"iana-time-zone"}


#: Asked for by num2words for a command of its own: nothing of ours loads it, and it is never shipped.
NOT_SHIPPED = "docopt"


def _needed() -> set[str]:
    """Return the packages the program needs to run, and what these need, by normalised name, without tools of ours."""
    found: set[str] = set()
    # What is written counts: the metadata of an editable install are as old as the install.
    waiting = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["dependencies"]
    while waiting:
        wanted = Requirement(waiting.pop())
        name = _plain(wanted.name)
        if (
            name != NOT_SHIPPED
            and name not in found
            and (wanted.marker is None or wanted.marker.evaluate({"extra": ""}))
        ):
            found.add(name)
            waiting += metadata.requires(name) or ()
    return found


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def _told() -> list[dict[str, object]]:
    content = (resources() / "licences" / "components.toml").read_text(encoding="utf-8")
    return tomllib.loads(content)["part"]


def test_every_package_the_program_needs_has_a_row_with_its_text():
    rows = {_plain(row.name): row for row in licences.components()}
    needed = _needed()
    assert len(needed) > 20
    assert needed == {entry["package"] for entry in _told() if "package" in entry}
    for name in needed:
        assert rows[name].version == metadata.version(name)
        assert len(rows[name].text) > 500, f"{name} shows no licence"


def test_every_row_says_what_it_is_for_and_under_which_licence_it_stands():
    rows = licences.components()
    assert [row.name for row in rows[:4]] == ["Bốn Tốt", "Qt", "PySide6_Essentials", "shiboken6"]
    for row in rows:
        assert row.text.strip(), row.name
        assert row.purpose, row.name
        assert 0 < len(row.licence) < 45, f"{row.name}: {row.licence}"
        assert all(text.content == text.content.replace("\r", "") for text in row.texts)


def test_qt_stands_under_the_lgpl_and_not_under_the_commercial_licence():
    rows = {row.name: row for row in licences.components()}
    for name in ("Qt", "PySide6_Essentials", "shiboken6"):
        assert rows[name].licence == "LGPL-3.0"
        assert "GNU LESSER GENERAL PUBLIC LICENSE" in rows[name].text
        assert "GNU GENERAL PUBLIC LICENSE\n                       Version 3" in rows[name].text
        assert "Commercial" not in rows[name].text.split("GNU GENERAL")[0]
        assert rows[name].version == metadata.version("pyside6-essentials")
    notice = licences.notice()
    for part in ("LGPL", "không sửa đổi", "lib\\PySide6", "https://code.qt.io", "unmodified", "không nối mạng"):
        assert part in notice


def test_the_versions_told_by_hand_are_those_of_the_packages_in_use():
    told = {row.name: row.version for row in licences.components()}
    assert told["Bốn Tốt"] == __version__
    with sqlcipher3.connect(":memory:") as data:
        [(cipher,)] = data.execute("PRAGMA cipher_version").fetchall()
        data.execute("PRAGMA key = 'thu'")
        [(provider,)] = data.execute("PRAGMA cipher_provider_version").fetchall()
    data.close()
    assert cipher.split()[0] == told["SQLCipher"]
    for version in (backend.openssl_version_text(), provider):
        assert version.split()[1] in told["OpenSSL"]


def test_the_rust_libraries_are_those_the_packages_list():
    text = next(row.text for row in licences.components() if row.name == "Thư viện Rust")
    lists = [
        path
        for name in ("cryptography", "python-calamine")
        for path in metadata.files(name) or ()
        if path.name.endswith(".cyclonedx.json")
    ]
    assert len(lists) == 2
    for path in lists:
        for library in json.loads(path.read_text(encoding="utf-8"))["components"]:
            if library["name"] not in NOT_ON_WINDOWS and not library["name"].startswith("cryptography-"):
                assert f"    {library['name']} {library['version']}: " in text


def test_every_font_of_ours_is_named_in_its_licence():
    fonts = resources() / "fonts"
    licence = (fonts / "LICENSE").read_text(encoding="utf-8")
    told = licence.splitlines()[0]
    for font in fonts.glob("*.ttf"):
        family, _, style = font.stem.partition("-")
        assert f"{family}-" in told
        assert f"-{style}" in told
    assert licence in {row.text for row in licences.components()}


def test_no_text_lies_about_that_nothing_shows_and_ours_is_the_one_of_the_project():
    named = {name for entry in _told() for name in entry.get("texts", ())}
    for path in (resources() / "licences").glob("*.txt"):
        assert f"licences/{path.name}" in named or path.name == "notice.txt"
    ours = (resources() / "licences" / "bontot.txt").read_text(encoding="utf-8")
    assert ours == (ROOT / "LICENSE").read_text(encoding="utf-8")


def test_the_folder_of_the_package_gets_the_notice_and_one_file_for_each_part(tmp_path):
    written = licences.collect(tmp_path / "one")
    rows = licences.components()
    assert written[0].name == licences.NOTICE
    assert len(set(written)) == len(rows) + 1
    assert sorted(written) == sorted((tmp_path / "one").iterdir())
    first = written[0].read_text(encoding="utf-8")
    assert first.startswith(licences.notice())
    for row, path in zip(rows, written[1:], strict=True):
        assert path.read_text(encoding="utf-8") == row.text
        assert f" – {row.licence} – {row.purpose}: {path.name}\n" in first
    assert b"\r\n" in written[0].read_bytes()
    again = licences.collect(tmp_path / "other")
    assert [path.read_bytes() for path in written] == [path.read_bytes() for path in again]


def test_of_a_folder_of_unpacked_wheels_only_what_is_in_it_is_told(tmp_path):
    package = tmp_path / "pypdf-9.9.dist-info"
    (package / "licenses").mkdir(parents=True)
    (package / "METADATA").write_text(
        "Metadata-Version: 2.4\nName: pypdf\nVersion: 9.9\nLicense-Expression: BSD-3-Clause\nLicense-File: LICENSE\n",
        encoding="utf-8",
    )
    (package / "licenses" / "LICENSE").write_bytes(b"Copyright \xa9 1999\r\nAs is.\r\n")
    rows = {row.name: row for row in licences.components(tmp_path)}
    assert {row.name for row in licences.components(tmp_path)} == {"pypdf"} | {
        entry["name"] for entry in _told() if "name" in entry
    }
    assert (rows["pypdf"].version, rows["pypdf"].text) == ("9.9", "Copyright © 1999\nAs is.\n")


def test_a_missing_text_is_said_in_one_sentence(tmp_path, monkeypatch):
    folder = tmp_path / "licences"
    folder.mkdir()
    (folder / "components.toml").write_text(
        '[[part]]\nname = "A"\nlicence = "MIT"\npurpose = "thử"\ntexts = ["licences/khong-co.txt"]\n', encoding="utf-8"
    )
    monkeypatch.setattr(licences, "resources", lambda: tmp_path)
    with pytest.raises(Damaged, match=r"Thiếu tệp giấy phép “khong-co.txt”"):
        licences.components()
