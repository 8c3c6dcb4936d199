"""A new office in a temporary folder, for tests of services and windows."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest

from bontot_desktop.db import keys
from bontot_desktop.rules.papers import Issuer
from bontot_desktop.services import setup
from bontot_desktop.services.office import Office
from bontot_desktop.services.setup import OfficeDraft, OfficerDraft

NOW = datetime(2026, 11, 21, 14, 5)
PASSWORD = "mật khẩu thử"
DRAFT = OfficeDraft(
    name="Đảng ủy xã Ví Dụ",
    superior="Đảng bộ tỉnh Ví Dụ",
    place="Ví Dụ",
    term_from=2025,
    term_to=2030,
    officers=(
        OfficerDraft(Issuer.STANDING_COMMITTEE, "Bí thư", "Nguyễn Văn Ví Dụ"),
        OfficerDraft(Issuer.STANDING_COMMITTEE, "Phó Bí thư", "Trần Thị Làm Mẫu"),
        OfficerDraft(Issuer.COMMITTEE_OFFICE, "Phó Chánh Văn phòng", "Lê Thử"),
    ),
    body_sizes=((Issuer.STANDING_COMMITTEE, 9),),
    number_starts=(("QĐ/ĐU", 57),),
)


def clock() -> datetime:
    """Stand still."""
    return NOW


def plain_office(folder: Path) -> Office:
    """Make an office without a password."""
    made, _ = setup.new_office(folder / "nho.bontot", DRAFT, password=None, holder="kiểm thử", who="Thử", clock=clock)
    return made


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """A small plain office; closed at the end."""
    made = plain_office(tmp_path)
    yield made
    made.close()


@pytest.fixture
def cheap_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let scrypt be quick: its cost is not what is tested here."""
    monkeypatch.setattr(keys, "COST", 2**10)


@pytest.fixture
def locked_office(tmp_path: Path, cheap_keys: None) -> Iterator[Callable[[], tuple[Office, str]]]:
    """Make encrypted offices with their recovery codes; they are closed at the end."""
    made: list[Office] = []

    def make() -> tuple[Office, str]:
        path = tmp_path / f"kin-{len(made)}.bontot"
        office, code = setup.new_office(path, DRAFT, password=PASSWORD, holder="kiểm thử", who="Thử", clock=clock)
        assert code is not None
        made.append(office)
        return office, code

    yield make
    for office in made:
        office.close()
