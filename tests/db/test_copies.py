"""A copy is one file, opened and checked before it counts, and old copies thin out."""

from __future__ import annotations

import errno
import itertools
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bontot_desktop.db import copies as copying
from bontot_desktop.db import copy_inside, copy_shelf
from bontot_desktop.db.copy_names import copies_in, copy_name
from bontot_desktop.db.datafile import DataFile
from bontot_desktop.db.house import Draft
from bontot_desktop.db.thinning import DAYS, KEEP_ALL, MONTHS, WEEKS, kept
from bontot_desktop.errors import Damaged, NoRoom, Refused
from tests.db.limits import no_file_longer_than
from tests.db.office import NOW, PASSWORD, WHO, add_cell, cell_names

LATER = NOW + timedelta(minutes=30)


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    """Return the folder of a memory stick."""
    folder = tmp_path / "usb"
    folder.mkdir()
    return folder


def test_a_copy_is_one_file_that_opens_with_the_password_alone(office: DataFile, stick: Path, tmp_path: Path) -> None:
    add_cell(office, "Chi bộ thôn Mẫu 1")
    copy = copying.make_copy(office, stick, NOW)
    assert [one.name for one in stick.iterdir()] == ["van-phong 2026-11-21 14-05-00.bontot"]
    elsewhere = tmp_path / "máy khác"
    elsewhere.mkdir()
    moved = copy.path.rename(elsewhere / "ban.bontot")
    with DataFile.open(moved, PASSWORD, now=LATER) as opened:
        assert cell_names(opened) == ["Chi bộ thôn Mẫu 1"]
        assert not opened.was_left


def test_a_copy_cut_off_by_a_power_cut_is_swept_away_by_the_next(office: DataFile, stick: Path) -> None:
    (stick / "van-phong 2026-11-20 09-00-00.bontot.dang-lam").write_bytes(b"half")
    copy = copying.make_copy(office, stick, NOW)
    assert list(stick.iterdir()) == [copy.path]


def test_a_copy_keeps_the_password_of_its_day(office: DataFile, stick: Path) -> None:
    copy = copying.make_copy(office, stick, NOW)
    office.change_password(PASSWORD, "mật khẩu khác")
    DataFile.open(copy.path, PASSWORD, now=LATER).close()
    DataFile.open(copying.make_copy(office, stick, LATER).path, "mật khẩu khác", now=LATER).close()


def test_a_copy_of_the_plain_sample_is_plain(plain: DataFile, stick: Path) -> None:
    add_cell(plain, "Chi bộ thôn Mẫu 1")
    copy = copying.make_copy(plain, stick / "mau.bontot", NOW)
    assert copying.look_at(copy.path).last_act == 1
    with DataFile.open(copy.path, now=LATER) as opened:
        assert cell_names(opened) == ["Chi bộ thôn Mẫu 1"]


def test_the_office_goes_on_working_after_a_copy(office: DataFile, stick: Path) -> None:
    copying.make_copy(office, stick, NOW)
    add_cell(office, "Chi bộ thôn Mẫu 1")
    assert office.driver.execute("PRAGMA locking_mode").fetchone() == ("exclusive",)


def test_a_copy_says_what_it_is_without_its_password(office: DataFile, stick: Path) -> None:
    add_cell(office, "Chi bộ thôn Mẫu 1")
    made = copying.make_copy(office, stick, NOW)
    assert copying.look_at(made.path) == made
    assert (made.made_at, made.last_act, made.program) == (NOW, 1, "0.1.0")
    assert made.size == made.path.stat().st_size


def test_what_was_done_since_a_copy_is_known(office: DataFile, stick: Path) -> None:
    copy = copying.make_copy(office, stick, NOW)
    inside = copy_inside.look_inside(copy.path, PASSWORD, None, NOW)
    assert not copying.changed_since(office, copy)
    assert copy_inside.what_would_be_lost(office, inside).sentence.startswith("Không mất gì")
    with office.work("drafts.keep", "", who=WHO, now=LATER) as work:
        work.add(Draft(key="a", title="", payload={}, saved_at=LATER))
    assert not copying.changed_since(office, copy)
    add_cell(office, "Chi bộ thôn Mẫu 1", LATER)
    add_cell(office, "Chi bộ thôn Mẫu 2", LATER + timedelta(hours=1))
    assert copying.changed_since(office, copy)
    lost = copy_inside.what_would_be_lost(office, inside)
    assert (lost.acts, lost.since) == (2, LATER)
    assert lost.sentence == "Sẽ mất 2 thay đổi từ 14:35 ngày 21/11/2026."


def test_what_a_copy_holds_is_told_and_the_copy_stays_as_it_is(office: DataFile, stick: Path) -> None:
    empty = copy_inside.look_inside(copying.make_copy(office, stick, NOW).path, PASSWORD, None, NOW)
    assert empty.sentence == "Trong bản sao: Văn phòng chưa đặt tên: 0 chi bộ, 0 đảng viên."
    add_cell(office, "Chi bộ thôn Mẫu 1")
    copy = copying.make_copy(office, stick, LATER).path
    before = copy.read_bytes()
    inside = copy_inside.look_inside(copy, PASSWORD, None, LATER)
    assert "1 chi bộ, 0 đảng viên; thay đổi sau cùng lúc 14:05 ngày 21/11/2026 (Thêm Chi bộ" in inside.sentence
    assert copy.read_bytes() == before
    with pytest.raises(NoRoom, match="Không tìm thấy"):
        copy_inside.look_inside(stick / "khong-co.bontot", PASSWORD, None, LATER)


def test_work_that_went_on_from_one_copy_in_two_places_is_told_as_lost_and_gained(
    office: DataFile, stick: Path
) -> None:
    copy = copying.make_copy(office, stick, NOW).path
    with DataFile.open(copy, PASSWORD, now=NOW) as elsewhere:
        for number in (1, 2):
            add_cell(elsewhere, f"Chi bộ thôn Khác {number}", NOW + timedelta(minutes=number))
    add_cell(office, "Chi bộ thôn Mẫu 1", LATER)
    lost = copy_inside.what_would_be_lost(office, copy_inside.look_inside(copy, PASSWORD, None, LATER))
    assert (lost.acts, lost.since, lost.gained) == (1, LATER, 2)
    assert lost.sentence.endswith("Bản sao có 2 thay đổi mà dữ liệu đang dùng không có.")


def test_a_copy_never_lands_on_the_office_itself(office: DataFile) -> None:
    with pytest.raises(Refused, match="thư mục khác"):
        copying.make_copy(office, office.path, NOW)


def test_a_copy_never_lands_on_the_office_by_another_spelling_of_its_path(office: DataFile, stick: Path) -> None:
    with pytest.raises(Refused, match="thư mục khác"):
        copying.make_copy(office, stick / ".." / office.path.name, NOW)


def test_a_missing_folder_is_told(office: DataFile, tmp_path: Path) -> None:
    with pytest.raises(NoRoom, match="Không tìm thấy"):
        copying.make_copy(office, tmp_path / "rút rồi" / "a.bontot", NOW)


def test_a_full_stick_leaves_the_earlier_copy_and_no_rubbish(office: DataFile, stick: Path) -> None:
    earlier = copying.make_copy(office, stick / "ban.bontot", NOW).path.read_bytes()
    add_cell(office, "Chi bộ thôn Mẫu 1")
    with no_file_longer_than(100_000), pytest.raises(NoRoom):
        copying.make_copy(office, stick / "ban.bontot", LATER)
    assert [one.read_bytes() for one in stick.iterdir()] == [earlier]
    add_cell(office, "Chi bộ thôn Mẫu 2")


def test_a_damaged_office_never_replaces_a_good_copy(office_path: Path, stick: Path) -> None:
    with DataFile.open(office_path, PASSWORD, now=NOW) as opened:
        good = copying.make_copy(opened, stick / "ban.bontot", NOW).path.read_bytes()
        add_cell(opened, "Chi bộ thôn Mẫu 1")
        query = "SELECT rootpage FROM sqlite_master WHERE name = 'cell'"
        page = opened.driver.execute(query).fetchone()[0] - 1
    content = bytearray(office_path.read_bytes())
    content[page * 4096 + 50] ^= 1
    office_path.write_bytes(content)
    with DataFile.open(office_path, PASSWORD, now=NOW) as opened, pytest.raises(Damaged):
        copying.make_copy(opened, stick / "ban.bontot", LATER)
    assert [one.read_bytes() for one in stick.iterdir()] == [good]


def test_looking_at_something_else_says_it_is_no_copy(tmp_path: Path) -> None:
    with pytest.raises(NoRoom, match="bản sao"):
        copying.look_at(tmp_path / "khong-co.bontot")
    (tmp_path / "la.bontot").write_bytes(b"x" * 100)
    with pytest.raises(Damaged):
        copying.look_at(tmp_path / "la.bontot")


def test_a_stick_that_stops_answering_is_told_and_the_copy_is_listed_with_its_fault(
    office: DataFile, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copying.make_copy(office, stick, NOW)

    def gone(*_: object, **__: object) -> None:
        raise OSError(errno.EIO, "Input/output error")

    with monkeypatch.context() as patch:
        patch.setattr(Path, "is_file", gone)
        (listed,) = copy_shelf.on_shelf(stick, office.path)
    assert listed.fault


def test_timed_copies_are_listed_newest_first_and_thinned(office: DataFile, stick: Path) -> None:
    copy = copying.make_copy(office, stick, NOW).path.read_bytes()
    days = [NOW - timedelta(days=day) for day in range(40)]
    for moment in days:
        (stick / copy_name(office.path, moment)).write_bytes(copy)
    others = ["van-phong - truoc nang cap 0002.bontot", "khac 2026-11-21 14-05-00.bontot", "van-phong x.bontot"]
    for name in others:
        (stick / name).touch()
    (stick / "van-phong 2026-13-41 14-05-00.bontot").touch()
    assert [moment for _, moment in copies_in(stick, office.path)] == days
    copy_shelf.thin(stick, office, NOW)
    left = [moment for _, moment in copies_in(stick, office.path)]
    assert left == sorted(kept(days, NOW), reverse=True)
    assert len(left) < 25
    assert all((stick / name).exists() for name in others)


def test_copies_of_a_file_of_a_longer_name_are_not_taken_for_its_own(office: DataFile, stick: Path) -> None:
    for name in ("van-phong 2 2026-11-21 14-05-00.bontot", "Van-Phong 2026-11-20 14-05-00.bontot"):
        (stick / name).touch()
    assert [path.name for path, _ in copies_in(stick, office.path)] == ["Van-Phong 2026-11-20 14-05-00.bontot"]


def test_broken_copies_never_push_the_last_good_one_out(office: DataFile, stick: Path) -> None:
    good = copying.make_copy(office, stick, NOW - timedelta(days=400)).path
    for day in range(300):
        (stick / copy_name(office.path, NOW - timedelta(days=day))).write_bytes(b"hong")
    copy_shelf.thin(stick, office, NOW)
    assert good.exists()
    assert len(list(stick.iterdir())) == 301


def test_copies_of_another_office_on_the_same_stick_stay(office: DataFile, plain: DataFile, stick: Path) -> None:
    theirs = copying.make_copy(plain, stick / "la.bontot", NOW).path.read_bytes()
    for day in range(40):
        (stick / copy_name(office.path, NOW - timedelta(days=day))).write_bytes(theirs)
    assert copy_shelf.thin(stick, office, NOW) == []
    assert not copy_shelf.holds_now(office, copy_shelf.on_shelf(stick, office.path))


def test_a_copy_that_cannot_be_deleted_stops_nothing(
    office: DataFile, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = copying.make_copy(office, stick, NOW).path.read_bytes()
    for day in range(40):
        (stick / copy_name(office.path, NOW - timedelta(days=day))).write_bytes(copy)

    def refuse(act: object) -> None:
        raise PermissionError

    with monkeypatch.context() as patch:
        patch.setattr("bontot_desktop.db.disk.patiently", refuse)
        assert copy_shelf.thin(stick, office, NOW) == []
    assert len(copy_shelf.thin(stick, office, NOW)) > 10


def test_a_copy_named_before_the_clock_was_set_back_is_still_found(office: DataFile, stick: Path) -> None:
    copying.make_copy(office, stick, NOW + timedelta(days=30))
    add_cell(office, "Chi bộ thôn Mẫu 1")
    copying.make_copy(office, stick, NOW)
    assert copy_shelf.holds_now(office, copy_shelf.on_shelf(stick, office.path))
    add_cell(office, "Chi bộ thôn Mẫu 2")
    assert not copy_shelf.holds_now(office, copy_shelf.on_shelf(stick, office.path))


def test_a_copy_of_an_early_version_without_a_fingerprint_is_taken_at_its_word(office: DataFile, stick: Path) -> None:
    copy = replace(copying.make_copy(office, stick, NOW), pages="")
    assert copying.is_whole(copy)


def test_a_copy_of_another_office_is_told_as_one(office: DataFile, stick: Path) -> None:
    other, _ = DataFile.create(stick / "khac.bontot", None, now=LATER)
    other.close()
    add_cell(office, "Chi bộ thôn Mẫu 1")
    lost = copy_inside.what_would_be_lost(office, copy_inside.look_inside(other.path, None, None, LATER))
    assert "của một văn phòng khác" in lost.sentence


# ---------------------------------------------------------------------- thinning


def every(step: timedelta, count: int) -> list[datetime]:
    return [NOW - step * number for number in range(count)]


@pytest.mark.parametrize(
    ("moments", "count"),
    [
        ([], 0),
        (every(timedelta(minutes=30), 97), 97),
        (every(timedelta(days=1), 3), 3),
        (every(timedelta(days=1), 15), 15),
        (every(timedelta(days=365), 5), 5),
        ([NOW + timedelta(days=5), NOW], 2),
    ],
)
def test_young_and_few_copies_all_stay(moments: list[datetime], count: int) -> None:
    assert len(kept(moments, NOW)) == count


def test_old_copies_thin_to_days_weeks_and_months() -> None:
    moments = every(timedelta(hours=6), 4 * 365)
    keep = sorted(kept(moments, NOW), reverse=True)
    older = [moment for moment in keep if NOW - moment > KEEP_ALL]
    assert len({moment.date() for moment in older}) == len(older)
    assert len(older) <= DAYS + WEEKS + MONTHS
    assert (NOW - older[-1]).days > 200
    for earlier, later in itertools.pairwise(older):
        assert (earlier - later).days <= 31


@given(st.lists(st.datetimes(datetime(2024, 1, 1), datetime(2026, 12, 31)), max_size=80))
def test_the_newest_copy_always_stays_and_thinning_twice_changes_nothing(moments: list[datetime]) -> None:
    keep = kept(moments, NOW)
    assert keep <= set(moments)
    assert kept(keep, NOW) == keep
    if moments:
        assert max(moments) in keep


def test_a_copy_at_a_moment_that_has_one_already_takes_no_place_of_it(office: DataFile, tmp_path: Path) -> None:
    folder = tmp_path / "ban-sao"
    folder.mkdir()
    first = copying.make_copy(office, folder, NOW).path
    before = first.read_bytes()
    add_cell(office, "Chi bộ thôn Mẫu 1")
    second = copying.make_copy(office, folder, NOW).path
    assert second != first
    assert first.read_bytes() == before
