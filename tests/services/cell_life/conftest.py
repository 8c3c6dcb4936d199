"""Two villages in an office, for the tests of cells that merge, split and end."""

from __future__ import annotations

import pytest

from bontot_desktop.services import campaigns
from tests.register_office import make_office
from tests.villages import Village


@pytest.fixture
def office(tmp_path):
    office = make_office(tmp_path)
    yield office
    office.close()


@pytest.fixture
def one(office):
    return Village(office, "Chi bộ thôn Mẫu 1")


@pytest.fixture
def two(office):
    return Village(office, "Chi bộ thôn Mẫu 2")


@pytest.fixture
def campaign(office, one, two):
    return campaigns.save(office, campaigns.new_draft(office, 2026)).id
