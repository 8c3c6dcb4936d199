"""The locks behind the pages: found when whole, cut away when half, never confused."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest

from bontot_desktop.db import container, disk
from bontot_desktop.db.container import PAGE, Trailer
from bontot_desktop.db.datafile import DataFile
from bontot_desktop.errors import Damaged
from tests.db.office import NOW, PASSWORD, names_beside

TRAILER = Trailer({"khóa": "một"}, {"made_at": "2026"})


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    path = tmp_path / "trang.bontot"
    path.write_bytes(b"\x01" * (3 * PAGE))
    return path


def test_a_trailer_is_read_back_whole(pages: Path) -> None:
    container.add_trailer(pages, TRAILER)
    assert container.read_trailer(pages) == (TRAILER, 3 * PAGE)


def test_opening_and_closing_goes_there_and_back(pages: Path) -> None:
    container.add_trailer(pages, TRAILER)
    rest = pages.read_bytes()
    container.open_pages(pages, TRAILER)
    assert pages.stat().st_size == 3 * PAGE
    assert container.locks_of(pages) == TRAILER
    container.close_pages(pages, TRAILER)
    assert pages.read_bytes() == rest
    assert names_beside(pages) == ["trang.bontot"]


def test_locks_are_kept_beside_when_the_disk_fails_after_they_were_cut_off(
    pages: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    container.add_trailer(pages, TRAILER)

    def cut_and_fail(path: Path, length: int) -> None:
        with path.open("rb+") as file:
            file.truncate(length)
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(disk, "cut_to", cut_and_fail)
    with pytest.raises(OSError, match="Input/output"):
        container.open_pages(pages, TRAILER)
    assert container.locks_of(pages) == TRAILER


@pytest.mark.parametrize("written", [1, 20, 60])
def test_half_a_trailer_is_cut_away_when_the_side_file_is_there(pages: Path, written: int) -> None:
    container.write_side(pages, TRAILER)
    disk.append(pages, container.side_file(pages).read_bytes()[:written])
    locks = container.locks_of(pages)
    assert locks == TRAILER
    container.open_pages(pages, TRAILER)
    assert pages.stat().st_size == 3 * PAGE


def test_a_whole_trailer_wins_over_an_old_side_file(pages: Path) -> None:
    container.write_side(pages, Trailer({"khóa": "cũ"}, {}))
    container.add_trailer(pages, TRAILER)
    assert container.locks_of(pages) == TRAILER


@pytest.mark.parametrize("place", range(1, 60, 7))
def test_a_changed_byte_makes_the_trailer_worthless(pages: Path, place: int) -> None:
    container.add_trailer(pages, TRAILER)
    content = bytearray(pages.read_bytes())
    content[-place] ^= 1
    pages.write_bytes(content)
    with pytest.raises(Damaged):
        container.locks_of(pages)


def test_pages_missing_before_the_trailer_make_it_worthless(pages: Path) -> None:
    container.add_trailer(pages, TRAILER)
    pages.write_bytes(pages.read_bytes()[PAGE:])
    assert container.read_trailer(pages) is None


def test_a_damaged_side_file_is_no_lock(pages: Path) -> None:
    container.side_file(pages).write_bytes(b"{}" * 30)
    with pytest.raises(Damaged, match="thiếu phần khóa"):
        container.locks_of(pages)


def test_a_trailer_is_never_longer_than_a_page(pages: Path) -> None:
    with pytest.raises(ValueError, match="longer"):
        container.add_trailer(pages, Trailer({"khóa": "x" * PAGE}, {}))


def test_a_trailer_stands_only_behind_whole_pages(pages: Path) -> None:
    disk.append(pages, b"left over")
    with pytest.raises(Damaged):
        container.add_trailer(pages, TRAILER)


def test_an_old_envelope_with_damaged_words_is_damaged(office_path: Path) -> None:
    found = container.read_trailer(office_path)
    assert found is not None
    disk.cut_to(office_path, found[1])
    container.add_trailer(office_path, Trailer({"format": "bontot-khoa"}, {}))
    with pytest.raises(Damaged, match="Phần khóa"):
        DataFile.open(office_path, PASSWORD, now=NOW)
