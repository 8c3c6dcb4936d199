"""Going back to a copy: checked before it takes the place, the old file kept aside, nothing half done."""

from __future__ import annotations

import os
from datetime import timedelta
from pathlib import Path

import pytest

from bontot_desktop.db import container, disk, holding
from bontot_desktop.db import copies as copying
from bontot_desktop.db.datafile import DataFile
from bontot_desktop.db.restore import restore
from bontot_desktop.errors import Damaged, HeldByAnother, NoRoom, Refused, WrongPassword
from tests.db.office import NOW, PASSWORD, add_cell, cell_names, names_beside

LATER = NOW + timedelta(hours=2)
ASIDE = "van-phong - truoc khi khoi phuc 2026-11-21 16-05-00.bontot"


@pytest.fixture
def copy(office_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy with one cell; the office has gone on to two."""
    with DataFile.open(office_path, PASSWORD, now=NOW) as opened:
        add_cell(opened, "Chi bộ thôn Mẫu 1")
        path = copying.make_copy(opened, tmp_path_factory.mktemp("usb"), NOW).path
        add_cell(opened, "Chi bộ thôn Mẫu 2")
    return path


def names_in(path: Path, password: str = PASSWORD) -> list[str]:
    with DataFile.open(path, password, now=LATER) as opened:
        return cell_names(opened)


def test_a_restore_brings_the_copy_back_and_keeps_the_old_file(office_path: Path, copy: Path) -> None:
    content = copy.read_bytes()
    done = restore(copy, office_path, PASSWORD, now=LATER)
    assert done.kept_aside == office_path.with_name(ASIDE)
    assert names_beside(office_path) == [ASIDE, "van-phong.bontot"]
    assert names_in(office_path) == ["Chi bộ thôn Mẫu 1"]
    assert names_in(office_path.with_name(ASIDE)) == ["Chi bộ thôn Mẫu 1", "Chi bộ thôn Mẫu 2"]
    assert copy.read_bytes() == content


def test_a_restore_where_nothing_stands_needs_no_aside(tmp_path: Path, copy: Path) -> None:
    target = tmp_path / "mới" / "van-phong.bontot"
    target.parent.mkdir()
    assert restore(copy, target, PASSWORD, now=LATER).kept_aside is None
    assert names_in(target) == ["Chi bộ thôn Mẫu 1"]


def test_a_disk_without_second_names_restores_too(
    office_path: Path, copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_links(*_: object) -> None:
        raise OSError

    monkeypatch.setattr("os.link", no_links)
    restore(copy, office_path, PASSWORD, now=LATER)
    assert names_beside(office_path) == [ASIDE, "van-phong.bontot"]


def test_the_recovery_code_restores_too(office_path: Path, copy: Path, recovery_code: str) -> None:
    restore(copy, office_path, None, now=LATER, recovery_code=recovery_code)
    assert names_in(office_path) == ["Chi bộ thôn Mẫu 1"]


def test_an_open_office_is_not_swapped(office_path: Path, copy: Path) -> None:
    with DataFile.open(office_path, PASSWORD, now=NOW), pytest.raises(HeldByAnother):
        restore(copy, office_path, PASSWORD, now=LATER)
    assert names_in(office_path) == ["Chi bộ thôn Mẫu 1", "Chi bộ thôn Mẫu 2"]


@pytest.mark.parametrize("harm", ["password", "truncated", "garbage", "flipped", "missing"])
def test_a_bad_copy_changes_nothing(office_path: Path, copy: Path, harm: str) -> None:
    before = office_path.read_bytes()
    content = bytearray(copy.read_bytes())
    if harm == "truncated":
        copy.write_bytes(content[:-5000])
    elif harm == "garbage":
        copy.write_bytes(b"\7" * 9000)
    elif harm == "flipped":
        content[10 * 4096 + 9] ^= 1
        copy.write_bytes(content)
    elif harm == "missing":
        copy.unlink()
    expected = {"password": WrongPassword, "missing": NoRoom}.get(harm, Damaged)
    with pytest.raises(expected):
        restore(copy, office_path, "mật khẩu sai" if harm == "password" else PASSWORD, now=LATER)
    assert office_path.read_bytes() == before
    assert names_beside(office_path) == ["van-phong.bontot"]


def test_a_file_is_not_restored_onto_itself(office_path: Path) -> None:
    with pytest.raises(Refused, match="chính là tệp đang dùng"):
        restore(office_path, office_path, PASSWORD, now=LATER)


def test_a_damaged_office_is_kept_aside_as_it_is(office_path: Path, copy: Path) -> None:
    office_path.write_bytes(b"\7" * 5000)
    container.side_file(office_path).write_bytes(b"old locks")
    container.journal_file(office_path).write_bytes(b"old journal")
    holding.note_file(office_path).write_bytes(b"{}")
    restore(copy, office_path, PASSWORD, now=LATER)
    aside = office_path.with_name(ASIDE)
    assert aside.read_bytes() == b"\7" * 5000
    assert container.side_file(aside).read_bytes() == b"old locks"
    assert container.journal_file(aside).read_bytes() == b"old journal"
    assert names_in(office_path) == ["Chi bộ thôn Mẫu 1"]


def test_a_file_taken_from_a_pc_after_a_power_cut_is_restored(office_path: Path, copy: Path, tmp_path: Path) -> None:
    folder = tmp_path / "máy cũ"
    folder.mkdir()
    with DataFile.open(office_path, PASSWORD, now=NOW) as opened:
        add_cell(opened, "Chi bộ thôn Mẫu 3")
        for beside in (container.side_file, container.journal_file):
            beside(folder / office_path.name).write_bytes(beside(office_path).read_bytes())
        pages = opened.driver.execute("PRAGMA page_count").fetchone()[0]
    (folder / "van-phong.bontot").write_bytes(office_path.read_bytes()[: pages * 4096])
    restore(folder / "van-phong.bontot", office_path, PASSWORD, now=LATER)
    assert len(names_in(office_path)) == 3


def test_a_copy_that_cannot_be_taken_is_told_by_its_own_name(office_path: Path, tmp_path: Path) -> None:
    text = tmp_path / "thu.bontot"
    text.write_text("không phải dữ liệu", encoding="utf-8")
    with pytest.raises(Damaged, match=r"“thu\.bontot”"):
        restore(text, office_path, PASSWORD, now=LATER)


def test_a_restore_into_a_folder_that_is_not_there_says_so(tmp_path: Path, copy: Path) -> None:
    with pytest.raises(NoRoom, match=r"Không có thư mục “.*xa”"):
        restore(copy, tmp_path / "xa" / "van-phong.bontot", PASSWORD, now=LATER)


def test_a_restore_over_an_act_half_written_never_leaves_the_half_without_its_journal(
    office_path: Path, copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    journal = container.journal_file(office_path)
    journal.write_bytes(b"\xd9\xd5\x05\xf9 giu")
    seen = []
    real = disk.remove

    def watched(path: Path) -> None:
        if path == journal:
            seen.append(office_path.exists())
        real(path)

    monkeypatch.setattr(disk, "remove", watched)
    restore(copy, office_path, PASSWORD, now=LATER)
    assert seen == [False]
    assert container.journal_file(office_path.with_name(ASIDE)).exists()
    assert names_in(office_path) == ["Chi bộ thôn Mẫu 1"]


def test_a_restore_killed_half_way_leaves_no_second_name_of_the_office_when_it_is_opened(office_path: Path) -> None:
    os.link(office_path, office_path.with_name(ASIDE))
    with DataFile.open(office_path, PASSWORD, now=LATER) as opened:
        assert cell_names(opened) == []
        assert ASIDE not in names_beside(office_path)
    assert names_beside(office_path) == ["van-phong.bontot"]


def test_two_restores_in_one_second_keep_both_files_aside(office_path: Path, copy: Path) -> None:
    first = restore(copy, office_path, PASSWORD, now=LATER).kept_aside
    with DataFile.open(office_path, PASSWORD, now=LATER) as opened:
        add_cell(opened, "Chi bộ thôn Mẫu 3")
    second = restore(copy, office_path, PASSWORD, now=LATER).kept_aside
    assert first is not None
    assert second is not None
    assert names_in(first) == ["Chi bộ thôn Mẫu 1", "Chi bộ thôn Mẫu 2"]
    assert names_in(second) == ["Chi bộ thôn Mẫu 1", "Chi bộ thôn Mẫu 3"]
