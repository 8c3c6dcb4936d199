"""The disk of the torture bench loses what nobody synced, and only that: else its power cuts would prove nothing."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from torture.disk_log import Disk, Entry, Loss
from torture.shim import Change

ROOT = "/nha"
DRAW = random.Random(1)


def entry(change: Change, first: str, second: str = "", at: int = 0, data: bytes = b"") -> Entry:
    """Return a change below the root; paths are relative to it."""
    return Entry(change, f"{ROOT}/{first}".rstrip("/"), f"{ROOT}/{second}" if second else "", at, data)


@pytest.fixture
def disk(tmp_path: Path) -> Disk:
    """A disk with one file of ten letters."""
    before = tmp_path / "truoc"
    before.mkdir()
    (before / "a").write_bytes(b"0123456789")
    return Disk(before, ROOT)


def left(disk: Disk, tmp_path: Path, loss: Loss) -> dict[str, bytes]:
    """Return what a cut leaves, by name."""
    to = tmp_path / f"sau-{loss.name}"
    to.mkdir()
    disk.leave(to, loss, DRAW)
    return {one.relative_to(to).as_posix(): one.read_bytes() for one in to.rglob("*") if one.is_file()}


def test_a_write_is_sure_only_after_its_file_was_synced(disk: Disk, tmp_path: Path) -> None:
    disk.take(entry(Change.WRITE, "a", at=2, data=b"xx"))
    assert left(disk, tmp_path, Loss.ALL) == {"a": b"0123456789"}
    assert left(disk, tmp_path, Loss.NONE) == {"a": b"01xx456789"}
    disk.take(entry(Change.SYNC, "a"))
    (tmp_path / "sau-ALL" / "a").unlink()
    (tmp_path / "sau-ALL").rmdir()
    assert left(disk, tmp_path, Loss.ALL) == {"a": b"01xx456789"}


def test_a_new_file_is_gone_while_its_folder_was_not_synced(disk: Disk, tmp_path: Path) -> None:
    for change in (entry(Change.CREATE, "b"), entry(Change.WRITE, "b", data=b"new"), entry(Change.SYNC, "b")):
        disk.take(change)
    assert left(disk, tmp_path, Loss.ALL) == {"a": b"0123456789"}
    assert set(left(disk, tmp_path, Loss.NONE)) == {"a", "b"}


def test_a_rename_over_a_file_leaves_the_old_or_the_new_never_none(disk: Disk, tmp_path: Path) -> None:
    disk.take(entry(Change.CREATE, "b"))
    disk.take(entry(Change.WRITE, "b", data=b"new"))
    disk.take(entry(Change.SYNC, "b"))
    disk.take(entry(Change.SYNC, ""))
    disk.take(entry(Change.RENAME, "b", "a"))
    assert left(disk, tmp_path, Loss.ALL) == {"a": b"0123456789", "b": b"new"}
    assert left(disk, tmp_path, Loss.NONE) == {"a": b"new"}


def test_files_in_a_folder_whose_making_was_not_synced_are_gone_with_it(disk: Disk, tmp_path: Path) -> None:
    disk.take(entry(Change.MKDIR, "sâu"))
    disk.take(entry(Change.CREATE, "sâu/b"))
    disk.take(entry(Change.SYNC, "sâu/b"))
    disk.take(entry(Change.SYNC, "sâu"))
    assert left(disk, tmp_path, Loss.ALL) == {"a": b"0123456789"}


def test_a_torn_write_keeps_whole_sectors(disk: Disk, tmp_path: Path) -> None:
    disk.take(entry(Change.WRITE, "a", data=b"x" * 5120))
    found = set()
    for turn in range(40):
        to = tmp_path / f"lan-{turn}"
        to.mkdir()
        disk.leave(to, Loss.SOME, random.Random(turn))
        content = (to / "a").read_bytes()
        found.add(content)
        for start in range(512, len(content), 512):
            assert len(set(content[start : start + 512])) == 1
    assert len(found) > 10
