"""The second place of copies: chosen once, known again under another letter, filled at closing, never in the way."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bontot_desktop.errors import NoRoom, Refused
from bontot_desktop.places import Places, user_places
from bontot_desktop.services import care, committee, second_place
from bontot_desktop.services.office import Office, open_office
from tests.db.limits import no_file_longer_than
from tests.small_office import NOW, PASSWORD, cheap_keys, clock, locked_office, office

__all__ = ["cheap_keys", "locked_office", "office"]


@pytest.fixture
def places() -> Places:
    return user_places()


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    folder = tmp_path / "E" / "ban-sao"
    folder.mkdir(parents=True)
    return folder


@pytest.fixture
def locked(locked_office) -> Office:
    return locked_office()[0]


def change(office: Office, place: str = "Nơi Khác") -> None:
    committee.save_committee(office, replace(committee.committee(office), place=place))


def test_a_place_is_remembered_for_its_data_file_only(locked: Office, places: Places, stick: Path) -> None:
    assert second_place.remembered(places, locked.data.path) is None
    second_place.choose(places, locked.data.path, stick)
    kept = second_place.remembered(places, locked.data.path)
    assert kept is not None
    assert (kept.folder, kept.name, kept.with_papers, kept.copied_at) == (stick, "ban-sao", False, None)
    assert second_place.remembered(places, stick / "khac.bontot") is None
    second_place.forget(places, locked.data.path)
    assert second_place.remembered(places, locked.data.path) is None


def test_one_click_brings_a_checked_copy_only_when_something_changed(
    locked: Office, places: Places, stick: Path
) -> None:
    second_place.choose(places, locked.data.path, stick)
    first = second_place.carry(locked, places)
    assert first.copy is not None
    assert second_place.carry(locked, places).copy is None
    change(locked)
    later = replace(locked, now=lambda: NOW + timedelta(days=3))
    assert second_place.carry(later, places).copy is not None
    kept = second_place.remembered(places, locked.data.path)
    assert kept is not None
    assert kept.copied_at == NOW + timedelta(days=3)
    assert len(care.kept_copies(stick, locked.data.path)) == 2


def test_a_copy_is_no_change_of_the_data(locked: Office, places: Places, stick: Path) -> None:
    last = locked.data.last_act()
    second_place.choose(places, locked.data.path, stick)
    second_place.carry(locked, places)
    assert locked.data.last_act() == last


def test_the_stick_is_found_again_under_another_letter(locked: Office, places: Places, stick: Path) -> None:
    place = second_place.choose(places, locked.data.path, stick)
    other = stick.parent.with_name("F")
    stick.parent.rename(other)
    assert second_place.found(place) is None
    moved = replace(place, folder=Path("/") / "ban-sao")
    assert second_place.found(moved, lambda: [stick.parent, other]) == other / "ban-sao"


def test_another_stick_with_a_folder_of_that_name_is_not_taken_for_it(
    locked: Office, places: Places, stick: Path
) -> None:
    place = second_place.choose(places, locked.data.path, stick)
    (stick / second_place.MARK).unlink()
    assert second_place.found(place) is None
    (stick / second_place.MARK).write_text('{"id": "khac"}', encoding="utf-8")
    assert second_place.found(place) is None
    (stick / second_place.MARK).write_text("hỏng", encoding="utf-8")
    assert second_place.found(place) is None


def test_an_absent_stick_is_one_sentence_when_asked_for_and_nothing_at_closing(
    locked: Office, places: Places, stick: Path
) -> None:
    assert second_place.carry_if_there(locked, places) is None
    second_place.choose(places, locked.data.path, stick)
    shutil.rmtree(stick)
    assert second_place.carry_if_there(locked, places) is None
    with pytest.raises(Refused, match="cắm USB"):
        second_place.carry(locked, places)


def test_the_folder_of_the_data_is_no_second_place(locked: Office, places: Places) -> None:
    for folder in (locked.data.path.parent, places.copies):
        with pytest.raises(Refused, match="ổ đĩa khác"):
            second_place.choose(places, locked.data.path, folder)
    assert second_place.is_on_the_same_disk(places.copies, locked.data.path)


def test_a_place_that_cannot_be_written_is_not_remembered(locked: Office, places: Places, tmp_path: Path) -> None:
    with pytest.raises(NoRoom, match="chọn nơi khác"):
        second_place.choose(places, locked.data.path, tmp_path / "khong-co")
    assert second_place.remembered(places, locked.data.path) is None


def test_a_full_stick_is_told_and_the_office_works_on(locked: Office, places: Places, stick: Path) -> None:
    second_place.choose(places, locked.data.path, stick)
    with no_file_longer_than(100_000), pytest.raises(NoRoom, match="Không ghi được"):
        second_place.carry(locked, places)
    assert [one.name for one in stick.iterdir()] == [second_place.MARK]
    change(locked)


def test_what_is_remembered_may_be_rubbish(locked: Office, places: Places) -> None:
    for rubbish in (b"", b"[]", b'{"x": 1}', b"\xff\xfe"):
        (places.home / second_place.REMEMBERED).write_bytes(rubbish)
        assert second_place.remembered(places, locked.data.path) is None


def test_the_papers_go_along_when_wanted_new_and_changed_ones_only(locked: Office, places: Places, stick: Path) -> None:
    second_place.choose(places, locked.data.path, stick)
    scan = locked.papers / "2026" / "QD-001-ban-ky.pdf"
    scan.parent.mkdir(parents=True)
    scan.write_bytes(b"%PDF- anh quet")
    (scan.parent / "~$QD-001.docx").write_bytes(b"Word")
    assert second_place.carry(locked, places).papers == 0
    second_place.take_papers_along(places, locked.data.path, wanted=True)
    assert second_place.carry(locked, places).papers == 1
    assert second_place.carry(locked, places).papers == 0
    scan.write_bytes(b"%PDF- anh quet lai")
    assert second_place.carry(locked, places).papers == 1
    theirs = stick / locked.papers.name / "2026"
    assert [one.name for one in theirs.iterdir()] == ["QD-001-ban-ky.pdf"]
    assert (theirs / scan.name).read_bytes() == scan.read_bytes()
    scan.unlink()
    second_place.carry(locked, places)
    assert (theirs / scan.name).exists()


def test_a_copy_from_the_stick_opens_on_another_machine_with_the_password_and_with_the_code(
    locked_office, places: Places, stick: Path, tmp_path: Path
) -> None:
    made, code = locked_office()
    second_place.choose(places, made.data.path, stick)
    second_place.carry(made, places)
    made.close()
    ((copy, _),) = care.copy_names.copies_in(stick, made.data.path)
    for number, key in enumerate(({"password": PASSWORD}, {"recovery_code": code})):
        home = tmp_path / f"máy {number}"
        home.mkdir()
        target = Places(home).data_file
        password, recovery = key.get("password"), key.get("recovery_code")
        care.restore_copy(copy, target, password, recovery_code=recovery, now=NOW)
        opened = open_office(target, holder="thử", who="Thử", clock=clock, **key)
        assert committee.committee(opened).name == "Đảng ủy xã Ví Dụ"
        opened.close()


def test_a_file_that_can_only_be_looked_at_is_not_brought_there(locked: Office, places: Places, stick: Path) -> None:
    second_place.choose(places, locked.data.path, stick)
    locked.read_only_because = locked.file_because = "Tệp chỉ đọc được."
    assert second_place.carry_if_there(locked, places) is None
    with pytest.raises(Refused, match="chỉ đọc được"):
        second_place.carry(locked, places)
    kept = second_place.remembered(places, locked.data.path)
    assert kept is not None
    assert kept.copied_at is None
