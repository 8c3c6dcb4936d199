"""Entries in a campaign of recognition when cells merge or get a new name (recognition.md §3.6)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from sqlalchemy import select

from bontot_desktop.db.models.recognition import CellEntry
from bontot_desktop.rules.recognition import EntryState
from bontot_desktop.services import campaigns, cell_entries, cell_forms, cell_merging, entries, registrations
from bontot_desktop.services.registrations import Aims, Pledge, Registration
from tests.services.cell_life.lives import ON, into_one, new_merge


def register(office, campaign, *villages):
    rows = {row.cell_id: row.id for row in entries.list_entries(office, campaign)}
    form = Registration(date(2026, 3, 5), signer="Nguyễn Văn An")
    registrations.register(office, [rows[village.id] for village in villages], form)


def entry_states(office, campaign):
    with office.read() as session:
        rows = session.scalars(select(CellEntry).where(CellEntry.campaign_id == campaign))
        return {row.cell_id: row.state for row in rows}


def test_when_all_had_registered_the_new_cell_is_registered(office, one, two, campaign):
    register(office, campaign, one, two)
    assert any("được kế thừa đăng ký" in said for said in cell_merging.outlook(office, new_merge(one, two)).does)
    made = cell_merging.merge(office, new_merge(one, two)).id
    assert entry_states(office, campaign) == {
        one.id: EntryState.CLOSED_REORG,
        two.id: EntryState.CLOSED_REORG,
        made: EntryState.REGISTERED,
    }


def test_the_new_cell_goes_on_with_what_each_had_pledged(office, one, two, campaign):
    rows = {row.cell_id: row.id for row in entries.list_entries(office, campaign)}
    for village, work in ((one, "Làm 2 km đường"), (two, "Trồng 500 cây")):
        aims = Aims(pledges=(Pledge("1", work, "Quý III", "Bí thư"),))
        form = Registration(date(2026, 3, 5), signer="Nguyễn Văn An", aims=aims)
        registrations.register(office, [rows[village.id]], form)
    made = cell_merging.merge(office, new_merge(one, two)).id
    (entry,) = [row for row in entries.list_entries(office, campaign) if row.cell_id == made]
    kept = registrations.registration(office, entry.id).aims.pledges
    assert [pledge.text for pledge in kept] == [
        "Chi bộ thôn Mẫu 1: Làm 2 km đường",
        "Chi bộ thôn Mẫu 2: Trồng 500 cây",
    ]


def test_an_entry_that_was_withdrawn_is_closed_with_its_cell(office, one, two, campaign):
    register(office, campaign, one)
    rows = {row.cell_id: row.id for row in entries.list_entries(office, campaign)}
    registrations.withdraw(office, rows[one.id], "Công văn số 02-CV/CB")
    cell_merging.merge(office, new_merge(one, two))
    assert entry_states(office, campaign)[one.id] is EntryState.CLOSED_REORG


def test_when_not_all_had_registered_the_new_cell_registers_again_within_thirty_days(office, one, two, campaign):
    register(office, campaign, one)
    told = cell_merging.outlook(office, new_merge(one, two)).does
    assert any("Chi bộ thôn Mẫu Đông đăng ký lại chậm nhất ngày 25/10/2026." in said for said in told)
    made = cell_merging.merge(office, new_merge(one, two)).id
    assert entry_states(office, campaign)[made] is EntryState.NOT_REGISTERED
    with office.read() as session:
        assert cell_entries.own_limit(session, made, 2026) == date(2026, 10, 25)
    (entry,) = [row for row in entries.list_entries(office, campaign) if row.cell_id == made]
    registrations.register(office, [entry.id], Registration(date(2026, 10, 20), signer="Nguyễn Văn An"))
    (entry,) = [row for row in entries.list_entries(office, campaign) if row.cell_id == made]
    assert entry.registered_on == date(2026, 10, 20)
    assert not entry.is_late


def test_the_entry_of_a_cell_that_takes_another_in_goes_on(office, one, two, campaign):
    register(office, campaign, one)
    told = cell_merging.outlook(office, into_one(office, one, two)).does
    assert any("chưa đủ các chi bộ đăng ký" in said for said in told)
    cell_merging.merge(office, into_one(office, one, two))
    assert entry_states(office, campaign) == {one.id: EntryState.REGISTERED, two.id: EntryState.CLOSED_REORG}


def names_in(office, campaign):
    return {row.cell_id: row.cell for row in entries.list_entries(office, campaign)}


def test_the_entry_of_a_renamed_cell_goes_on_under_the_new_name(office, one, two, campaign):
    draft = cell_forms.cell_draft(office, one.id)
    cell_forms.save_cell(office, replace(draft, name="Chi bộ thôn Mới", renamed_on=ON))
    assert names_in(office, campaign) == {one.id: "Chi bộ thôn Mới", two.id: two.name}


def test_the_entries_of_campaigns_closed_before_the_renaming_keep_the_old_name(office, one, two):
    last_year = campaigns.save(office, campaigns.new_draft(office, 2025)).id
    draft = cell_forms.cell_draft(office, one.id)
    cell_forms.save_cell(office, replace(draft, name="Chi bộ thôn Mới", renamed_on=ON))
    assert names_in(office, last_year)[one.id] == one.name
