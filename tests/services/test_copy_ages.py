"""How old the last copy is, also when a clock once ran ahead."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from bontot_desktop.services import care
from tests.small_office import NOW


def test_a_copy_from_after_tomorrow_is_not_the_last_one(tmp_path: Path) -> None:
    data = tmp_path / "van-phong.bontot"
    for name in ("2026-11-20 08-00-00", "2099-01-01 08-00-00"):
        (tmp_path / f"van-phong {name}.bontot").touch()
    found = care.last_copy_at(tmp_path, data, NOW)
    assert found is not None
    assert found.date() == (NOW - timedelta(days=1)).date()
    assert care.last_copy_at(tmp_path / "khong-co", data, NOW) is None
