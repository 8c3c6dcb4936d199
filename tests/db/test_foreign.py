"""A file that is none of ours, or part of one, is refused with a sentence that says what it is; nothing is written."""

from __future__ import annotations

import io
import sqlite3
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from bontot_desktop.cli.main import main
from bontot_desktop.db.datafile import DataFile
from bontot_desktop.db.restore import restore
from bontot_desktop.errors import Damaged, MachineInTheWay, NoRoom
from bontot_desktop.places import user_places
from bontot_desktop.services import care
from bontot_desktop.ui.asking import AnswerWith
from bontot_desktop.ui.start.beginning import Beginning
from bontot_desktop.ui.start.damaged import LEAVE
from tests.db.office import NOW, PASSWORD, names_beside


def archive() -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as file:
        file.writestr("van-phong.bontot", b"0" * 10_000)
    return content.getvalue()


def foreign_database(folder: Path) -> bytes:
    path = folder / "khac.db"
    with sqlite3.connect(path) as driver:
        driver.execute("CREATE TABLE khac (id)")
    driver.close()
    content = path.read_bytes()
    path.unlink()
    return content


#: Each kind of file: its bytes, made of those of a good encrypted office, and words of the sentence.
KINDS: dict[str, tuple[Callable[[bytes, Path], bytes], str]] = {
    "text": (lambda good, folder: "Danh sách đảng viên\n".encode() * 900, "là tệp chữ"),
    "short text": (lambda good, folder: "Chi bộ thôn Mẫu".encode(), "là tệp chữ"),
    "empty": (lambda good, folder: b"", "trống (0 byte)"),
    "zeros": (lambda good, folder: b"\0" * len(good), "chỉ có chỗ trống"),
    "zip": (lambda good, folder: archive(), "tệp nén, Word hoặc Excel"),
    "old word": (lambda good, folder: b"\xd0\xcf\x11\xe0" + b"\1" * 8188, "tệp nén, Word hoặc Excel"),
    "pdf": (lambda good, folder: b"%PDF-1.7\n\xff\xfe" * 500, "tệp PDF"),
    "picture": (lambda good, folder: b"\x89PNG\r\n" + b"\1" * 500, "tệp ảnh"),
    "shortcut": (lambda good, folder: b"L\0\0\0\1\x14\2\0" + b"\0" * 800, "là lối tắt"),
    "foreign database": (lambda good, folder: foreign_database(folder), "không phải tệp dữ liệu của Bốn Tốt"),
    "chance": (lambda good, folder: bytes(range(1, 256)) * 100, "mới chép được một phần"),
    "half copied": (lambda good, folder: good[: len(good) // 2 + 100], "mới chép được một phần"),
    "half copied to a page": (lambda good, folder: good[: len(good) // 8192 * 4096], "thiếu phần khóa"),
    "without its end": (lambda good, folder: good[:-1], "mới chép được một phần"),
}


@pytest.fixture(params=list(KINDS))
def foreign(request: pytest.FixtureRequest, office_path: Path, tmp_path: Path) -> tuple[Path, str]:
    """Return a file that is none of ours and words of the sentence about it."""
    make, words = KINDS[request.param]
    content = make(office_path.read_bytes(), tmp_path)
    folder = tmp_path / "la"
    folder.mkdir()
    path = folder / "la.bontot"
    path.write_bytes(content)
    return path, words


def test_it_is_refused_with_what_it_is_in_file_window_command_and_restore(
    foreign: tuple[Path, str], capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path, words = foreign
    before = path.read_bytes()
    with pytest.raises(Damaged) as caught:
        DataFile.open(path, PASSWORD, now=NOW)
    sentence = str(caught.value)
    assert words in sentence
    assert "“la.bontot”" in sentence
    with pytest.raises(MachineInTheWay):
        DataFile.open_to_read(path, PASSWORD, now=NOW)
    assert main(["--data", str(path), "list", "cells"]) == 3
    # Of what may be ours, and only of that, the way to save something is named as well.
    first, *rest = capsys.readouterr().err.splitlines()
    assert first == sentence
    assert bool(rest) == care.can_be_salvaged(path)
    assert all("bontot salvage" in line for line in rest)
    # Of a file that may be a damaged one of ours, copies and salvage are offered beside the sentence.
    asking = AnswerWith(LEAVE)
    assert Beginning(user_places(), asking, who="Thử", clock=lambda: NOW).office(path, sample=False) is None
    (told,) = asking.asked
    assert told.startswith(sentence)
    with pytest.raises(Damaged):
        restore(path, tmp_path / "moi.bontot", PASSWORD, now=NOW)
    assert path.read_bytes() == before
    assert names_beside(path) == ["la.bontot"]


def test_half_a_plain_file_is_told_as_damaged(plain_path: Path) -> None:
    content = plain_path.read_bytes()
    for length in (100, 5000, len(content) // 2):
        plain_path.write_bytes(content[:length])
        with pytest.raises(Damaged, match="mau"):
            DataFile.open(plain_path, now=NOW)
        assert plain_path.read_bytes() == content[:length]


def test_a_folder_is_told_as_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "van-phong.bontot"
    folder.mkdir()
    for act in (
        lambda: DataFile.open(folder, now=NOW),
        lambda: DataFile.open_to_read(folder, now=NOW),
        lambda: restore(folder, tmp_path / "moi.bontot", None, now=NOW),
    ):
        with pytest.raises(NoRoom, match="là một thư mục"):
            act()
    assert main(["--data", str(folder), "list", "cells"]) == 2
    assert "là một thư mục" in capsys.readouterr().err
