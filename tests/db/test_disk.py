"""Renaming and deleting while a virus scanner looks into the file, as Windows lets it; folders that outlive a cut."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest

from bontot_desktop.db import disk


class Scanned:
    """An act that Windows refuses so many times, with the number it gives."""

    def __init__(self, times: int, winerror: int | None) -> None:
        self.times, self.winerror, self.calls = times, winerror, 0

    def __call__(self) -> None:
        self.calls += 1
        if self.calls <= self.times:
            fault = PermissionError(errno.EACCES, "")
            if self.winerror is not None:
                fault.winerror = self.winerror
            raise fault


@pytest.mark.parametrize("winerror", [5, 32, 33])
def test_what_a_scanner_holds_for_a_moment_is_tried_again(winerror):
    act = Scanned(3, winerror)
    disk.patiently(act, tries=4, pause=0)
    assert act.calls == 4


def test_what_stays_held_is_refused_in_the_end():
    act = Scanned(9, 32)
    with pytest.raises(PermissionError):
        disk.patiently(act, tries=4, pause=0)
    assert act.calls == 4


def test_a_refusal_for_another_reason_is_told_at_once():
    act = Scanned(9, None)
    with pytest.raises(PermissionError):
        disk.patiently(act, tries=4, pause=0)
    assert act.calls == 1


def test_a_new_folder_is_sure_on_the_disk_with_every_folder_above_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced = []
    monkeypatch.setattr(disk, "sync_folder", synced.append)
    disk.make_folder(tmp_path / "van ban" / "2026")
    assert synced == [tmp_path, tmp_path / "van ban"]
    assert (tmp_path / "van ban" / "2026").is_dir()
    disk.make_folder(tmp_path / "van ban" / "2026")
    assert len(synced) == 2
