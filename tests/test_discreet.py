"""A report of a bug says where and what kind, and nothing of anybody, nor does what lies behind it."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from bontot_desktop import discreet, logs
from bontot_desktop.errors import Refused
from bontot_desktop.services.office import Office
from tests.small_office import office as office

NAME, FOLDED, BORN, REMARK = "Nguyễn Văn Ví Dụ", "nguyen van vi du", "02/09/1975", "Sinh hoạt còn hình thức"


def _risen(error: BaseException) -> BaseException:
    with pytest.raises(type(error)) as risen:
        raise error
    return risen.value


@pytest.mark.parametrize(
    "error",
    [
        KeyError(NAME),
        KeyError(FOLDED),
        ValueError(f"không đọc được {BORN} của {NAME}: {REMARK}"),
        Refused(f"Đảng viên {NAME} sinh ngày {BORN} đã có trong sổ."),
        FileNotFoundError(
            2, "No such file or directory", f"/nha/{NAME}/Danh sách {FOLDED} {BORN.replace('/', '-')}.xlsx"
        ),
        AssertionError((NAME, BORN, {"remark": REMARK})),
        TypeError(f"unsupported operand: {NAME!r} + 19750902"),
    ],
)
def test_no_word_of_a_person_stands_in_a_report(error: BaseException) -> None:
    told = discreet.report(_risen(error))
    for secret in (*NAME.split(), *FOLDED.split()[:2], "1975", "19750902", *REMARK.split()):
        assert secret not in told.split("Traceback", 1)[1].rpartition("Error")[2], told
    assert type(error).__name__ in told
    assert "test_discreet.py" in told


def test_what_lies_behind_an_error_is_told_as_discreetly() -> None:
    try:
        try:
            raise KeyError(NAME)
        except KeyError as fault:
            raise RuntimeError(f"hỏng vì {NAME}") from fault
    except RuntimeError as error:
        told = discreet.report(error)
    assert "KeyError" in told
    assert "RuntimeError" in told
    assert "Ví" not in told.replace("NAME", "")


def test_the_words_that_help_are_kept() -> None:
    def fail() -> None:
        None.full_name  # type: ignore[attr-defined]  # noqa: B018

    with pytest.raises(AttributeError) as risen:
        fail()
    assert "'NoneType' object has no attribute 'full_name'" in discreet.report(risen.value)
    assert discreet.message("list index out of range") == "list index out of range"
    assert discreet.message("UNIQUE constraint failed: member.card_number, member.cell_id") == (
        "UNIQUE constraint failed: member.card_number, member.cell_id"
    )


def test_a_report_does_not_name_who_works_at_this_pc(monkeypatch: pytest.MonkeyPatch) -> None:
    assert discreet.place("C:\\Users\\NguyenVanA\\AppData\\BonTot\\bontot_desktop\\ui\\crash.py") == (
        "bontot_desktop/ui/crash.py"
    )
    assert discreet.place("/nha/nguyenvana/lib/site-packages/sqlalchemy/orm/session.py") == "sqlalchemy/orm/session.py"
    monkeypatch.setattr("sys.executable", str(Path.home() / "BonTot" / "python.exe"))
    assert str(Path.home()) not in logs.versions()


def test_what_qt_says_keeps_its_own_words_only() -> None:
    said = "QFont::setPointSize: Point size <= 0 (-1), must be greater than 0"
    assert discreet.library(said) == said
    told = discreet.library(f'QLayout: "{NAME}" of Nguyen Van Vi Du, {BORN}, {REMARK}')
    assert "QLayout" in told
    assert not {"Nguyen", "Văn", "1975", "Sinh"} & set(told.replace(",", " ").split()), told


def test_a_complaint_of_the_database_never_tells_what_was_being_written(office: Office) -> None:
    with pytest.raises(DBAPIError) as risen, office.work("thu.thu", "Thử") as work:
        work.execute(text("INSERT INTO cell (khong_co) VALUES (:name)"), {"name": NAME})
    assert NAME not in str(risen.value)


def test_the_log_tells_a_bug_without_its_data(tmp_path: Path, expected_logs: object) -> None:
    expected_logs.expect("không lường trước")  # type: ignore[attr-defined]
    path = logs.start(tmp_path)
    try:
        raise KeyError(NAME)
    except KeyError:
        logging.getLogger("thử").exception("không lường trước: %s", "KeyError")
    finally:
        logs.stop()
    written = path.read_text("utf-8")
    assert "KeyError" in written
    assert "test_discreet.py" in written
    assert "Ví Dụ" not in written


def test_an_error_that_calls_itself_is_told_shortly() -> None:
    def again() -> None:
        again()

    with pytest.raises(RecursionError) as risen:
        again()
    assert "dòng nữa" in discreet.report(risen.value)
    assert len(discreet.report(risen.value)) < 20_000
