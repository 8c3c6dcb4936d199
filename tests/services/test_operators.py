"""The history says who worked; who may only look writes nothing, in windows and commands, and prints all the same."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from bontot_desktop.cli.main import main
from bontot_desktop.errors import NotFound, Problems, Refused
from bontot_desktop.rules.operators import OperatorDraft, Role
from bontot_desktop.services import care, committee, export, history, operators, recovery_sheet
from bontot_desktop.services.office import Office
from tests.small_office import office as office

CLERK, GUEST = "Nguyễn Văn Ví Dụ", "Trần Thị Làm Mẫu"


@pytest.fixture
def shared(office: Office) -> Office:
    """An office in which one person writes and another looks."""
    operators.save(office, OperatorDraft(name=CLERK))
    operators.save(office, OperatorDraft(name=GUEST, role=Role.VIEWS))
    return office


def _rename(office: Office, place: str) -> None:
    committee.save_committee(office, replace(committee.committee(office), place=place))


def test_without_a_list_the_history_tells_the_computers_user(office: Office) -> None:
    _rename(office, "Nơi Khác")
    assert history.recent(office, limit=1)[0].line.who == "Thử"
    assert operators.active(office) == []


def test_the_first_of_the_list_sits_down_at_once(office: Office) -> None:
    operators.save(office, OperatorDraft(name=f"  {CLERK} "))
    assert office.who == CLERK
    _rename(office, "Nơi Khác")
    assert history.recent(office, limit=1)[0].line.who == CLERK


def test_who_sits_stands_in_the_history_and_who_looks_writes_nothing(shared: Office) -> None:
    _rename(shared, "Nơi Một")
    clerk, guest = operators.active(shared)
    operators.sit(shared, guest)
    for act in (
        lambda: _rename(shared, "Nơi Hai"),
        lambda: operators.save(shared, replace(guest, role=Role.RECORDS)),
        lambda: care.change_password(shared, None, "một câu khác dài"),
        lambda: care.repair(shared, shared.papers),
    ):
        with pytest.raises(Refused, match=f"Chỉ xem: {GUEST}"):
            act()
    assert committee.committee(shared).place == "Nơi Một"
    operators.sit(shared, clerk)
    _rename(shared, "Nơi Ba")
    assert [one.line.who for one in history.recent(shared, limit=2)] == [CLERK, CLERK]


def test_who_looks_may_print_export_and_the_days_copy_is_made(shared: Office, tmp_path: Path) -> None:
    operators.sit(shared, operators.active(shared)[1])
    assert recovery_sheet.render(shared, "AAAAA-BBBBB").startswith(b"%PDF")
    assert export.office_name(shared) == "Đảng ủy xã Ví Dụ"
    assert care.copy_if_changed(shared, tmp_path / "ban-sao") is not None


def test_a_change_of_the_list_holds_at_once_for_who_sits_there(shared: Office) -> None:
    clerk, guest = operators.active(shared)
    operators.save(shared, replace(guest, role=Role.RECORDS))
    operators.save(shared, replace(clerk, role=Role.VIEWS))
    assert shared.read_only_because.startswith(f"Chỉ xem: {CLERK}")
    operators.sit(shared, replace(guest, role=Role.RECORDS))
    operators.save(shared, replace(guest, name="Trần Thị Làm Mẫu (văn thư)", role=Role.RECORDS))
    assert shared.who == "Trần Thị Làm Mẫu (văn thư)"
    operators.save(shared, OperatorDraft(clerk.id, CLERK, Role.RECORDS, is_active=False))
    assert [one.name for one in operators.active(shared)] == ["Trần Thị Làm Mẫu (văn thư)"]
    with pytest.raises(Problems):
        operators.save(shared, OperatorDraft(guest.id, "Trần Thị Làm Mẫu", Role.VIEWS))


def test_a_file_that_can_only_be_read_stays_so_whoever_sits_there(shared: Office) -> None:
    shared.file_because = shared.read_only_because = "Tệp chỉ đọc được."
    operators.sit(shared, operators.active(shared)[0])
    assert shared.read_only_because == "Tệp chỉ đọc được."
    assert not shared.may_be_copied


def test_a_name_nobody_has_is_refused_with_those_there_are(shared: Office) -> None:
    with pytest.raises(NotFound, match="Nguyễn Văn Ví Dụ; Trần Thị Làm Mẫu"):
        operators.sit_by_name(shared, "Ai Đó")
    operators.sit_by_name(shared, "tran thi lam mau")
    assert shared.who == GUEST


def test_a_command_works_as_the_named_person_and_a_viewers_act_is_refused(
    shared: Office, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shared.close()
    book = Path(__file__).parents[2] / "resources" / "sample" / "danh-ba-mau.xlsx"
    of = ("--data", str(shared.data.path), "--json", "--as")
    assert main([*of, GUEST, "import", str(book)]) == 2
    assert f"Chỉ xem: {GUEST}" in capsys.readouterr().err
    assert main([*of, GUEST, "list", "cells", "--xlsx", str(tmp_path / "so.xlsx")]) == 0
    assert main([*of, "Ai Đó", "list", "cells"]) == 2
    capsys.readouterr()
    assert main([*of, CLERK, "import", str(book)]) == 0
    assert json.loads(capsys.readouterr().out)["cells"]["new"] == 8
