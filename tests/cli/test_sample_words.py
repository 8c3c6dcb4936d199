"""``bontot sample`` on a day of one's own choice."""

from __future__ import annotations

import sqlite3

from bontot_desktop.cli.main import main


def test_the_sample_is_told_up_to_the_day_that_is_named(tmp_path):
    said = ["sample", "--out", str(tmp_path), "--cells", "2", "--members", "12", "--today", "2026-11-10"]
    assert main(said) == 0
    connection = sqlite3.connect(tmp_path / "office.bontot")
    try:
        held = [day for (day,) in connection.execute("SELECT held_on FROM meeting ORDER BY held_on")]
    finally:
        connection.close()
    assert "2026-11-01" < held[-1] <= "2026-11-10"


def test_a_day_that_is_no_day_is_refused_before_anything_is_made(tmp_path, capsys):
    assert main(["sample", "--out", str(tmp_path / "x"), "--today", "31/02/2026"]) == 2
    assert "viết ngày có thật theo năm-tháng-ngày" in capsys.readouterr().err
    assert not (tmp_path / "x").exists()
