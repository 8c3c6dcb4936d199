"""An office that may only be looked at says why, and nothing of it is written."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from bontot_desktop.errors import Refused
from bontot_desktop.services import care, committee, drafts
from bontot_desktop.services.office import Office
from tests.small_office import office

__all__ = ["office"]

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
