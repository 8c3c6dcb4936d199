"""``bontot list … --xlsx``: the list as a workbook, with the columns of the table on screen."""

from __future__ import annotations

from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from bontot_desktop.cli.main import main
from tests.small_office import plain_office


@pytest.fixture
def data(tmp_path: Path) -> str:
    office = plain_office(tmp_path)
    office.close()
    return str(office.data.path)


def test_a_list_is_written_into_a_workbook(data: str, tmp_path: Path) -> None:
    target = tmp_path / "chi-bo.xlsx"
    assert main(["--data", data, "list", "cells", "--xlsx", str(target)]) == 0
    rows = CalamineWorkbook.from_path(target).get_sheet_by_index(0).to_python()
    assert rows[0][0] == "Đảng ủy xã Ví Dụ"
    assert rows[4][:2] == ["Mã", "Tên chi bộ"]


def test_another_ending_is_refused(data: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--data", data, "list", "cells", "--xlsx", str(tmp_path / "chi-bo.csv")]) == 2
    assert "chi-bo.csv" in capsys.readouterr().err
    assert not (tmp_path / "chi-bo.csv").exists()
