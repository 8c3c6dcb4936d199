"""Wrong passwords are slowed in one run and over many, for windows, restores and commands; the owner always gets in."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bontot_desktop.cli.main import main
from bontot_desktop.errors import Refused, WrongPassword
from bontot_desktop.services import care, setup, tries
from bontot_desktop.services.office import open_office
from tests.small_office import DRAFT, NOW, PASSWORD
from tests.small_office import cheap_keys as cheap_keys


class Hands:
    """Somebody at the desk, whose seconds pass when told."""

    def __init__(self, folder: Path) -> None:
        self.now = NOW
        self.path = folder / "van-phong.bontot"
        made, code = setup.new_office(self.path, DRAFT, password=PASSWORD, holder="thử", who="Thử", clock=self.clock)
        made.close()
        assert code is not None
        self.code = code

    def clock(self) -> datetime:
        return self.now

    def try_it(self, password: str | None = None, code: str | None = None) -> int:
        """Try, and return the seconds to wait; -1 when the file opened."""
        try:
            open_office(
                self.path, password=password, recovery_code=code, holder="thử", who="Thử", clock=self.clock
            ).close()
        except WrongPassword as fault:
            return fault.wait
        return -1


@pytest.fixture
def hands(tmp_path: Path, cheap_keys: None) -> Hands:
    return Hands(tmp_path)


def test_pauses_grow_and_the_right_password_clears_them(hands: Hands) -> None:
    waits = []
    for _ in range(9):
        waits.append(hands.try_it("không phải mật khẩu"))
        hands.now += timedelta(seconds=max(waits[-1], 0))
    assert waits == [0, 0, 2, 5, 10, 20, 40, 60, 60]
    assert hands.try_it(PASSWORD) == -1
    assert not tries.count_file(hands.path).exists()
    assert hands.try_it("không phải mật khẩu") == 0


def test_while_the_pause_lasts_even_the_right_password_is_not_tried(hands: Hands) -> None:
    for _ in range(3):
        hands.try_it("không phải mật khẩu")
    assert hands.try_it(PASSWORD) == 2
    hands.now += timedelta(seconds=1)
    assert hands.try_it(PASSWORD) == 1
    hands.now += timedelta(seconds=1)
    assert hands.try_it(PASSWORD) == -1


def test_the_count_outlives_the_program_and_a_torn_count_locks_nobody_out(hands: Hands) -> None:
    for _ in range(3):
        hands.try_it("không phải mật khẩu")
    count = tries.count_file(hands.path)
    assert b'"wrong": 3' in count.read_bytes()
    for torn in (b"", b"{", b'{"wrong": "x"}', b'{"wrong": 1e999, "at": "2026"}', b"\xff\xfe", b"[]"):
        count.write_bytes(torn)
        assert hands.try_it(PASSWORD) == -1


def test_a_count_from_the_future_holds_the_owner_up_for_a_minute_at_most(hands: Hands) -> None:
    tries.count_file(hands.path).write_text('{"wrong": 99, "at": "2099-01-01T00:00:00"}', "utf-8")
    assert hands.try_it(PASSWORD) == 60
    hands.now += timedelta(seconds=60)
    assert hands.try_it(PASSWORD) == -1


def test_recovery_codes_are_slowed_too_but_a_slip_in_one_is_no_guess(hands: Hands) -> None:
    other = Hands(hands.path.parent / "kia") if (hands.path.parent / "kia").mkdir() is None else hands
    assert [hands.try_it(code=other.code) for _ in range(3)] == [0, 0, 2]
    hands.now += timedelta(seconds=2)
    with pytest.raises(Refused):
        hands.try_it(code=f"{hands.code[:-1]}{'B' if hands.code[-1] != 'B' else 'C'}")
    assert hands.try_it(code=hands.code) == -1


def test_no_password_given_is_no_wrong_try(hands: Hands) -> None:
    for _ in range(5):
        assert hands.try_it() == 0
    assert not tries.count_file(hands.path).exists()


def test_the_count_is_kept_in_mind_where_nothing_can_be_written(hands: Hands, monkeypatch: pytest.MonkeyPatch) -> None:
    gone = hands.path.parent / "khong-co" / "nho.bontot"
    for wait in (0, 0, 2):
        with pytest.raises(WrongPassword) as risen, tries.slowed(gone, NOW):
            raise WrongPassword("sai")
        assert risen.value.wait == wait
    with pytest.raises(WrongPassword, match="Đã gõ sai 3 lần liền"), tries.slowed(gone, NOW):
        pytest.fail("tried")
    with tries.slowed(gone, NOW + timedelta(seconds=2)):
        pass
    with pytest.raises(WrongPassword) as risen, tries.slowed(gone, NOW):
        raise WrongPassword("sai")
    assert risen.value.wait == 0


def test_changing_the_password_restoring_and_the_lock_share_the_count(hands: Hands, tmp_path: Path) -> None:
    office = open_office(hands.path, password=PASSWORD, holder="thử", who="Thử", clock=hands.clock)
    copy = care.make_copy(office, tmp_path / "ban-sao")
    acts: list[Callable[[], object]] = [
        lambda: care.change_password(office, "không phải", "một câu khác dài"),
        lambda: care.demand_secret(office, "không phải"),
        lambda: care.demand_secret(office, "không phải nữa"),
    ]
    waits = []
    for act in acts:
        with pytest.raises(WrongPassword) as risen:
            act()
        waits.append(risen.value.wait)
    assert waits == [0, 0, 2]
    hands.now += timedelta(seconds=2)
    care.demand_secret(office, PASSWORD)
    care.demand_secret(office, "", recovery_code=hands.code)
    office.close()
    for wait in (0, 0, 2):
        with pytest.raises(WrongPassword) as risen:
            care.restore_copy(copy.path, hands.path, "không phải", now=hands.now)
        assert risen.value.wait == wait


def test_the_command_waits_by_the_same_count(
    hands: Hands, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("BONTOT_PASSWORD", "không phải mật khẩu")
    for _ in range(3):
        assert main(["--data", str(hands.path), "list", "cells"]) == 3
    assert "Xin đợi 2 giây" in capsys.readouterr().err
