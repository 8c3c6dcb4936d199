"""A synchronised, network or passing folder is known for what it is, and the data file moves out of it whole."""

from __future__ import annotations

import errno
import shutil
from pathlib import Path

import pytest

from bontot_desktop import places
from bontot_desktop.cli.main import main
from bontot_desktop.db import container
from bontot_desktop.errors import HeldByAnother, NoRoom, Refused
from bontot_desktop.places import user_places
from bontot_desktop.services import committee, drives, moving, paper_folder, second_place, whereabouts
from bontot_desktop.services.office import open_office
from bontot_desktop.services.whereabouts import Danger, Place
from tests.db.limits import no_file_longer_than
from tests.small_office import NOW, PASSWORD, cheap_keys, clock, locked_office, office

__all__ = ["cheap_keys", "locked_office", "office"]


def danger(path: Path, **environ: str) -> Place | None:
    return whereabouts.danger_of(path, environ=environ, is_remote=lambda _: False)


@pytest.mark.parametrize(
    ("folder", "found"),
    [
        ("OneDrive/Dữ liệu", Place(Danger.SYNCHRONISED, "OneDrive")),
        ("OneDrive - Đảng ủy xã Ví Dụ", Place(Danger.SYNCHRONISED, "OneDrive")),
        ("Dropbox (Cá nhân)/bontot", Place(Danger.SYNCHRONISED, "Dropbox")),
        ("My Drive/bontot", Place(Danger.SYNCHRONISED, "Google Drive")),
        ("Drive của tôi", Place(Danger.SYNCHRONISED, "Google Drive")),
        ("iCloudDrive", Place(Danger.SYNCHRONISED, "iCloud")),
        ("Documents/Zalo Received Files", Place(Danger.PASSING, "Zalo")),
        ("Temp/Temp1_gui-di.zip", Place(Danger.PASSING, "tệp nén")),
        ("Tài liệu/Bốn Tốt", None),
        ("ban-sao", None),
    ],
)
def test_a_folder_is_known_by_its_name(folder: str, found: Place | None) -> None:
    assert danger(Path("/du-lieu") / folder / "van-phong.bontot") == found


def test_a_folder_kept_by_onedrive_is_known_by_what_onedrive_says(tmp_path: Path) -> None:
    inside = tmp_path / "Tài liệu" / "van-phong.bontot"
    for variable in ("OneDrive", "OneDriveCommercial", "OneDriveConsumer"):
        assert danger(inside, **{variable: str(tmp_path)}) == Place(Danger.SYNCHRONISED, "OneDrive")
    assert danger(inside, OneDrive="", OneDriveCommercial=str(tmp_path / "khác")) is None


@pytest.mark.parametrize(
    ("mark", "name"), [(".dropbox", "Dropbox"), (".tmp.drivedownload", "Google Drive"), (".stfolder", "Syncthing")]
)
def test_a_folder_is_known_by_the_marks_left_in_one_above_it(tmp_path: Path, mark: str, name: str) -> None:
    folder = tmp_path / "đồng bộ" / "năm 2026"
    folder.mkdir(parents=True)
    assert danger(folder / "van-phong.bontot") is None
    (folder.parent / mark).mkdir()
    assert danger(folder / "van-phong.bontot") == Place(Danger.SYNCHRONISED, name)


_MOUNTS = """\
/dev/sda1 / ext4 rw 0 0
may-chu:/chung /mnt/chung nfs4 rw 0 0
//may-chu/van\\040phong /mnt/van\\040phong cifs rw 0 0
/dev/sdb1 /mnt/chung/usb vfat rw 0 0
cụt
"""


@pytest.mark.parametrize(
    ("path", "remote"),
    [("/srv/a", False), ("/mnt/chung/x", True), ("/mnt/van phong/x", True), ("/mnt/chung/usb/x", False)],
)
def test_a_network_place_is_known_by_what_is_mounted_innermost(path: str, remote: bool) -> None:
    assert drives.remote_in(_MOUNTS, Path(path)) is remote


def test_a_network_place_is_told_with_why() -> None:
    found = whereabouts.danger_of(Path("/mnt/chung/van-phong.bontot"), environ={}, is_remote=lambda _: True)
    assert found is not None
    assert "ổ mạng" in found.sentence
    assert not drives.is_remote(Path(__file__))


def test_the_command_tells_the_danger_on_its_side_and_goes_on(
    office, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    office.close()
    monkeypatch.setenv("OneDrive", str(office.data.path.parent))
    assert main(["--data", str(office.data.path), "list", "cells"]) == 0
    assert "thư mục đồng bộ của OneDrive" in capsys.readouterr().err


# ---------------------------------------------------------------------- moving out of it


def test_the_file_and_its_papers_move_and_the_old_ones_stay_under_another_name(locked_office, tmp_path: Path) -> None:
    made, _ = locked_office()
    path, own = made.data.path, user_places()
    scan = made.papers / "2026" / "ban-ky.pdf"
    scan.parent.mkdir(parents=True)
    scan.write_bytes(b"%PDF-")
    (tmp_path / "usb").mkdir()
    place = second_place.choose(own, path, tmp_path / "usb")
    made.close()
    before = path.read_bytes()
    done = moving.move(path, own, now=NOW)
    assert done.path == own.data_file
    assert done.kept_aside == path.with_name("kin-0 - da chuyen 2026-11-21 14-05-00.bontot")
    assert done.kept_aside.read_bytes() == before
    assert not path.exists()
    assert (places.papers_beside(done.kept_aside) / "2026" / "ban-ky.pdf").exists()
    assert (places.papers_beside(done.path) / "2026" / "ban-ky.pdf").read_bytes() == b"%PDF-"
    assert second_place.remembered(own, done.path) == place
    again = open_office(done.path, password=PASSWORD, holder="thử", who="Thử", clock=clock)
    assert committee.committee(again).name == "Đảng ủy xã Ví Dụ"
    again.close()


def test_an_office_in_the_programs_folder_is_not_overwritten(office) -> None:
    own = user_places()
    own.data_file.write_bytes(b"da co")
    office.close()
    done = moving.move(office.data.path, own, now=NOW)
    assert done.path.name == "van-phong-2.bontot"
    assert own.data_file.read_bytes() == b"da co"


def test_a_full_disk_leaves_all_as_it_was(locked_office) -> None:
    made, _ = locked_office()
    made.close()
    path, own = made.data.path, user_places()
    before = path.read_bytes()
    with no_file_longer_than(100_000), pytest.raises(NoRoom):
        moving.move(path, own, now=NOW)
    assert path.read_bytes() == before
    assert not list(own.home.glob("*.bontot"))


def test_papers_that_cannot_be_copied_leave_all_as_it_was(locked_office) -> None:
    made, _ = locked_office()
    made.close()
    path, own = made.data.path, user_places()
    large = made.papers / "2026" / "quet.pdf"
    large.parent.mkdir(parents=True)
    large.write_bytes(b"0" * (path.stat().st_size + 100_000))
    with no_file_longer_than(path.stat().st_size + 10), pytest.raises(NoRoom, match=r"quet\.pdf"):
        moving.move(path, own, now=NOW)
    assert path.exists()
    assert not own.data_file.exists()
    assert not places.papers_beside(own.data_file).exists()


def test_an_open_or_badly_closed_file_is_not_moved(locked_office) -> None:
    made, _ = locked_office()
    path, own = made.data.path, user_places()
    with pytest.raises(HeldByAnother):
        moving.move(path, own, now=NOW)
    made.close()
    container.side_file(path).write_bytes(b"khoa")
    with pytest.raises(Refused, match="đóng lại một lần"):
        moving.move(path, own, now=NOW)
    assert path.exists()


def test_a_move_stands_when_the_stick_cannot_be_remembered_under_the_new_path(
    locked_office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made, _ = locked_office()
    path, own = made.data.path, user_places()
    made.close()

    def fail(*_: object) -> None:
        raise NoRoom("Ổ đĩa đã đầy.")

    monkeypatch.setattr(second_place, "moved", fail)
    done = moving.move(path, own, now=NOW)
    assert done.path.exists()
    # Two files of one office under names that open would part its work in two.
    assert not path.exists()


def test_a_disk_that_stops_answering_while_papers_are_copied_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source, stick = tmp_path / "van-ban", tmp_path / "usb"
    source.mkdir()
    stick.mkdir()
    (source / "mot.pdf").write_bytes(b"%PDF-")

    def gone(*_: object, **__: object) -> None:
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(shutil, "copy2", gone)
    monkeypatch.setattr(Path, "unlink", gone)
    with pytest.raises(NoRoom, match=r"mot\.pdf"):
        paper_folder.copy_new(source, stick)


def test_an_old_file_that_is_held_stays_and_it_is_said(office) -> None:
    office.close()
    path = office.data.path
    # Something stands where the old file would be kept: it cannot be renamed, as when another program holds it.
    path.with_name("nho - da chuyen 2026-11-21 14-05-00.bontot").mkdir()
    assert moving.move(path, user_places(), now=NOW).kept_aside is None
    assert path.exists()
    assert user_places().data_file.exists()
