"""Closing: a copy here and in the second place; whatever is in the way of them is told, and the work is saved."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from bontot_desktop.app import SAVED_NOT_CARRIED, SAVED_NOT_CLOSED, SAVED_NOT_COPIED, Closer
from bontot_desktop.places import user_places
from bontot_desktop.services import care, committee, second_place
from bontot_desktop.services.office import Office, open_office
from bontot_desktop.ui.asking import AnswerWith
from tests.db.limits import no_file_longer_than
from tests.small_office import PASSWORD, cheap_keys, clock, locked_office, office

__all__ = ["cheap_keys", "locked_office", "office"]


@pytest.fixture
def changed(locked_office) -> Office:
    """Return an encrypted office in which something was done."""
    made, _ = locked_office()
    committee.save_committee(made, replace(committee.committee(made), place="Nơi Khác"))
    return made


@pytest.fixture
def stick(changed: Office, tmp_path: Path) -> Path:
    folder = tmp_path / "usb"
    folder.mkdir()
    second_place.choose(user_places(), changed.data.path, folder)
    return folder


def close(office: Office) -> AnswerWith:
    asking = AnswerWith()
    closer = Closer(office, user_places(), asking)
    closer.close()
    closer.close()
    return asking


def place_in(path: Path) -> str:
    again = open_office(path, password=PASSWORD, holder="thử", who="Thử", clock=clock)
    found = committee.committee(again).place
    again.close()
    return found


def test_closing_leaves_a_copy_here_and_on_the_stick(changed: Office, stick: Path) -> None:
    assert close(changed).asked == []
    for folder in (user_places().copies, stick):
        (copy,) = care.kept_copies(folder, changed.data.path)
        assert place_in(copy.path) == "Nơi Khác"


def test_closing_without_the_stick_says_nothing(changed: Office, stick: Path, tmp_path: Path) -> None:
    stick.rename(tmp_path / "rút ra")
    assert close(changed).asked == []
    assert len(care.kept_copies(user_places().copies, changed.data.path)) == 1


def test_a_full_disk_at_closing_is_told_and_the_work_is_saved(changed: Office, stick: Path) -> None:
    with no_file_longer_than(100_000):
        told = close(changed).asked
    assert [sentence.partition(". ")[0] for sentence in told] == [
        one.rstrip(".").partition(". ")[0] for one in (SAVED_NOT_COPIED, SAVED_NOT_CARRIED, SAVED_NOT_CLOSED)
    ]
    assert place_in(changed.data.path) == "Nơi Khác"


def test_a_broken_copy_in_the_folder_does_not_stop_closing(changed: Office) -> None:
    folder = user_places().copies
    (folder / f"{changed.data.path.stem} 2026-11-21 23-00-00.bontot").write_bytes(b"\0" * 9000)
    assert close(changed).asked == []
    assert [bool(copy.fault) for copy in care.kept_copies(folder, changed.data.path)] == [True, False]


def test_an_office_that_is_only_looked_at_is_closed_without_a_copy(changed: Office, stick: Path) -> None:
    changed.read_only_because = "Chỉ được xem."
    assert close(changed).asked == []
    assert care.kept_copies(stick, changed.data.path) == []


def test_papers_are_copied_out_at_closing_under_a_small_window(
    changed: Office, stick: Path, qapp: QApplication
) -> None:
    second_place.take_papers_along(user_places(), changed.data.path, wanted=True)
    scan = changed.papers / "2026" / "ban-ky.pdf"
    scan.parent.mkdir(parents=True)
    scan.write_bytes(b"%PDF-")
    assert close(changed).asked == []
    assert (stick / changed.papers.name / "2026" / "ban-ky.pdf").exists()
    assert not [window for window in qapp.topLevelWidgets() if window.isVisible()]


def test_a_file_in_the_place_of_the_folder_of_copies_is_told_at_closing(changed: Office) -> None:
    user_places().copies.rmdir()
    (user_places().home / "ban-sao").write_bytes(b"")
    told = close(changed).asked
    assert [sentence.startswith(SAVED_NOT_COPIED) for sentence in told] == [True]
    assert place_in(changed.data.path) == "Nơi Khác"
