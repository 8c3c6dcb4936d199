"""An office that may only be looked at says why, and nothing of it is written."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from bontot_desktop.cli.main import main
from bontot_desktop.errors import NoRight, Refused
from bontot_desktop.services import care, committee, drafts
from bontot_desktop.services.office import Office, open_office
from tests.db.limits import may_not_write
from tests.small_office import PASSWORD, cheap_keys, clock, locked_office, office

__all__ = ["cheap_keys", "locked_office", "office"]

WHY = "Người đang dùng máy chỉ được xem."


@pytest.fixture
def only_read(office: Office) -> Office:
    """Return the office with a reason why nothing may be written."""
    office.read_only_because = WHY
    return office


def test_an_act_is_refused_with_the_reason_before_anything(only_read: Office) -> None:
    with pytest.raises(Refused, match=WHY), only_read.work("thử", "Thử"):
        raise AssertionError
    with pytest.raises(Refused, match=WHY):
        committee.save_committee(only_read, replace(committee.committee(only_read), place="Nơi Khác"))
    assert committee.committee(only_read).place == "Ví Dụ"


def test_what_is_typed_is_not_kept(only_read: Office) -> None:
    drafts.keep(only_read, "member/1", "Thử", {"text": "đang gõ"})
    drafts.drop(only_read, "member/1")
    assert drafts.all_kept(only_read) == []


def test_no_copy_is_made(only_read: Office, tmp_path: Path) -> None:
    assert care.copy_if_changed(only_read, tmp_path / "sao") is None
    with pytest.raises(Refused, match=WHY):
        care.make_copy(only_read, tmp_path / "sao")
    assert not (tmp_path / "sao").exists()


def test_the_locks_stay_as_they_are(only_read: Office) -> None:
    with pytest.raises(Refused, match=WHY):
        care.change_password(only_read, None, "mật khẩu mới")
    with pytest.raises(Refused, match=WHY):
        care.new_recovery_code(only_read)


@pytest.fixture
def stick(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Return a folder everybody may look into, with folders for temporary files and the program beside."""
    with tempfile.TemporaryDirectory() as name:
        folder, temporary, home = (Path(name) / one for one in ("usb", "tam", "nha"))
        for one, mode in ((folder, 0o755), (temporary, 0o777), (home, 0o777)):
            one.mkdir()
            one.chmod(mode)
        folder.parent.chmod(0o755)
        monkeypatch.setattr(tempfile, "tempdir", str(temporary))
        monkeypatch.setenv("BONTOT_HOME", str(home))
        yield folder


def test_an_office_on_a_locked_stick_is_looked_at_and_says_what_to_do(locked_office, stick: Path) -> None:
    made, code = locked_office()
    made.close()
    path = Path(shutil.copy(made.data.path, stick))
    path.chmod(0o644)
    before = path.read_bytes()
    with may_not_write(path, stick):
        for lock in ({"password": PASSWORD}, {"recovery_code": code}):
            opened = open_office(path, **lock, holder="thử", who="Thử", clock=clock)
            assert committee.committee(opened).name == "Đảng ủy xã Ví Dụ"
            assert "chép tệp vào máy này" in opened.read_only_because
            assert opened.papers.parent == stick
            with pytest.raises(Refused, match="chỉ đọc được"):
                committee.save_committee(opened, replace(committee.committee(opened), place="Nơi Khác"))
            opened.close()
    assert path.read_bytes() == before


def test_a_file_marked_as_read_only_in_a_good_folder_is_looked_at_too(office: Office, stick: Path) -> None:
    office.close()
    path = Path(shutil.copy(office.data.path, stick))
    with may_not_write(path):
        opened = open_office(path, holder="thử", who="Thử", clock=clock)
        assert opened.read_only_because
        opened.close()


def test_a_folder_of_copies_that_may_not_be_written_is_no_reason_to_look_only(
    office: Office, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_right(*_: object, **__: object) -> None:
        raise NoRight("Không được phép ghi vào bản sao.")

    monkeypatch.setattr("bontot_desktop.services.office.DataFile.open", no_right)
    with pytest.raises(NoRight):
        open_office(office.data.path, holder="thử", who="Thử", clock=clock)


def test_the_command_says_on_its_side_that_it_only_looks(
    office: Office, stick: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    office.close()
    path = Path(shutil.copy(office.data.path, stick))
    with may_not_write(path, stick):
        assert main(["--data", str(path), "list", "cells"]) == 0
        assert "chỉ đọc được" in capsys.readouterr().err
        assert main(["--data", str(path), "backup", "--to", str(stick)]) == 2
        assert "chỉ đọc được" in capsys.readouterr().err
