"""``bontot list cells`` with and without the cells that have ended."""

from __future__ import annotations

import json

import pytest

from bontot_desktop.cli.main import main
from bontot_desktop.services import cell_merging
from bontot_desktop.services.cell_merging import MergeDraft
from tests.register_office import make_office
from tests.villages import Village


@pytest.fixture
def data(tmp_path):
    office = make_office(tmp_path)
    ids = tuple(Village(office, f"Chi bộ thôn Mẫu {number}").id for number in (1, 2))
    draft = MergeDraft(ids, on=office.today().replace(day=1), name="Chi bộ thôn Mẫu Đông")
    cell_merging.merge(office, draft)
    path = office.data.path
    office.close()
    return path


def test_ended_cells_are_listed_when_asked_for_with_the_day(data, capsys):
    assert main(["--data", str(data), "--json", "list", "cells"]) == 0
    assert [row["name"] for row in json.loads(capsys.readouterr().out)["cells"]] == ["Chi bộ thôn Mẫu Đông"]
    assert main(["--data", str(data), "--json", "list", "cells", "--dissolved"]) == 0
    rows = json.loads(capsys.readouterr().out)["cells"]
    assert {row["name"]: row["dissolved_on"] for row in rows} == {
        "Chi bộ thôn Mẫu 1": "2026-11-01",
        "Chi bộ thôn Mẫu 2": "2026-11-01",
        "Chi bộ thôn Mẫu Đông": None,
    }
    assert main(["--data", str(data), "list", "cells", "--dissolved"]) == 0
    assert "Kết thúc" in capsys.readouterr().out.splitlines()[0]


def test_other_lists_know_no_ended_things(data, capsys):
    assert main(["--data", str(data), "list", "members", "--dissolved"]) == 2
    assert "chỉ dùng với: bontot list cells" in capsys.readouterr().err
