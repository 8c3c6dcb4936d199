"""``bontot restore``: what goes is told first, by password or by code, and who may only look does not restore."""

from __future__ import annotations

from pathlib import Path

import pytest

from bontot_desktop.cli.main import main
from bontot_desktop.db import keys
from bontot_desktop.rules.operators import OperatorDraft, Role
from bontot_desktop.services import care, operators
from bontot_desktop.services.office import Office, open_office
from bontot_desktop.services.sampling import Clock
from bontot_desktop.services.setup import OfficeDraft, new_office

PASSWORD = "mật khẩu thử"
NOW = Clock.on(2026, 11, 21)


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, Path, str]:
    """Return an encrypted office with two people, a copy made before they came, and the recovery code."""
    monkeypatch.setattr(keys, "COST", 2**10)
    monkeypatch.setenv("BONTOT_PASSWORD", PASSWORD)
    path = tmp_path / "van-phong.bontot"
    draft = OfficeDraft("Đảng ủy xã Ví Dụ", "Đảng bộ tỉnh Ví Dụ", "Ví Dụ")
    office, code = new_office(path, draft, password=PASSWORD, holder="thử", who="Văn thư", clock=NOW)
    copy = care.make_copy(office, tmp_path / "ban-sao").path
    _people(office)
    office.close()
    return path, copy, str(code)


def _people(office: Office) -> None:
    operators.save(office, OperatorDraft(name="Lê Thị Ghi", role=Role.RECORDS))
    operators.save(office, OperatorDraft(name="Phạm Văn Xem", role=Role.VIEWS))


def test_what_would_be_lost_is_told_before_the_copy_takes_its_place(
    kept: tuple[Path, Path, str], capsys: pytest.CaptureFixture[str]
) -> None:
    path, copy, _ = kept
    assert main(["--data", str(path), "restore", str(copy)]) == 0
    assert "Sẽ mất 2 thay đổi" in capsys.readouterr().out


def test_the_recovery_code_of_the_sheet_restores_on_another_pc(kept: tuple[Path, Path, str], tmp_path: Path) -> None:
    _, copy, code = kept
    said = tmp_path / "ma.txt"
    said.write_text(code, encoding="utf-8")
    there = tmp_path / "may-khac" / "van-phong.bontot"
    there.parent.mkdir()
    assert main(["--data", str(there), "restore", str(copy), "--code-file", str(said)]) == 0
    open_office(there, password=PASSWORD, holder="thử", who="Văn thư", clock=NOW).close()


def test_who_may_only_look_does_not_put_a_copy_in_the_place_of_the_office(
    kept: tuple[Path, Path, str], capsys: pytest.CaptureFixture[str]
) -> None:
    path, copy, _ = kept
    before = path.read_bytes()
    assert main(["--data", str(path), "--as", "Phạm Văn Xem", "restore", str(copy)]) == 2
    assert path.read_bytes() == before
    assert main(["--data", str(path), "--as", "", "check"]) == 2
    assert capsys.readouterr().err
