"""A file that cannot be written is looked at through a private copy, and stays as it is to the last byte."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from bontot_desktop.db import container, holding
from bontot_desktop.db.datafile import DataFile
from bontot_desktop.errors import Damaged, NoRight, WrongPassword
from tests.db.limits import may_not_write
from tests.db.office import NOW, PASSWORD, add_cell, cell_names, names_beside


@pytest.fixture
def disc(office_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Return an office on a disc, which nobody can write; temporary files have their own folder."""
    with DataFile.open(office_path, PASSWORD, now=NOW) as opened:
        add_cell(opened, "Chi bộ thôn Mẫu 1")
    with tempfile.TemporaryDirectory() as name, tempfile.TemporaryDirectory() as elsewhere:
        for folder, mode in ((Path(name), 0o755), (Path(elsewhere), 0o777)):
            folder.chmod(mode)
        monkeypatch.setattr(tempfile, "tempdir", elsewhere)
        path = Path(name) / "van-phong.bontot"
        path.write_bytes(office_path.read_bytes())
        path.chmod(0o644)
        with may_not_write(path, Path(name)):
            yield path


def test_the_pages_are_read_and_nothing_beside_is_written(disc: Path) -> None:
    before = disc.read_bytes()
    with pytest.raises(NoRight, match="Không được phép ghi"):
        DataFile.open(disc, PASSWORD, now=NOW)
    with DataFile.open_to_read(disc, PASSWORD, now=NOW) as opened:
        assert cell_names(opened) == ["Chi bộ thôn Mẫu 1"]
        assert opened.path == disc
        assert names_beside(disc) == ["van-phong.bontot"]
    assert disc.read_bytes() == before


def test_the_private_copy_is_as_encrypted_as_the_file_and_goes_at_closing(disc: Path) -> None:
    with DataFile.open_to_read(disc, PASSWORD, now=NOW):
        (room,) = Path(tempfile.gettempdir()).iterdir()
        assert room.stat().st_mode & 0o077 == 0
        assert "thôn Mẫu".encode() not in (room / disc.name).read_bytes()
    assert not list(Path(tempfile.gettempdir()).iterdir())


def test_a_wrong_password_leaves_no_private_copy(disc: Path) -> None:
    with pytest.raises(WrongPassword):
        DataFile.open_to_read(disc, "mật khẩu sai", now=NOW)
    assert not list(Path(tempfile.gettempdir()).iterdir())


def test_a_file_taken_while_it_was_in_use_is_whole_or_refused(office_path: Path, tmp_path: Path) -> None:
    taken = tmp_path / "lấy đi"
    taken.mkdir()
    with DataFile.open(office_path, PASSWORD, now=NOW) as opened:
        add_cell(opened, "Chi bộ thôn Mẫu 1")
        for one in (office_path, container.side_file(office_path), holding.note_file(office_path)):
            (taken / one.name).write_bytes(one.read_bytes())
    copy = taken / office_path.name
    with DataFile.open_to_read(copy, PASSWORD, now=NOW) as opened:
        assert opened.was_left
        assert cell_names(opened) == ["Chi bộ thôn Mẫu 1"]
    content = bytearray(copy.read_bytes())
    content[10 * 4096 + 9] ^= 1
    copy.write_bytes(content)
    with pytest.raises(Damaged):
        DataFile.open_to_read(copy, PASSWORD, now=NOW)


def test_a_plain_file_is_read_too(office_path: Path, plain: DataFile) -> None:
    plain.close()
    with DataFile.open_to_read(plain.path, now=NOW) as opened:
        assert cell_names(opened) == []
