"""A damaged page loses only what was on it: the rest comes into a new file, and the loss is told."""

from __future__ import annotations

import random
import shutil
from pathlib import Path

import pytest
from alembic import op

from bontot_desktop.db import container, disk, engine, keys
from bontot_desktop.db.container import PAGE
from bontot_desktop.db.datafile import DataFile
from bontot_desktop.db.migrations.runner import Step, known_steps
from bontot_desktop.db.pages import Pages
from bontot_desktop.db.salvage import Salvaged, salvage
from bontot_desktop.errors import BonTotError, Damaged, HeldByAnother, Refused, WrongPassword
from tests.db import damage
from tests.db.damage import Bench
from tests.db.office import NOW, PASSWORD


@pytest.fixture(scope="session")
def benches(_sample_made: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Bench]:
    """Return the sample office, plain and encrypted."""
    folder = tmp_path_factory.mktemp("salvage")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(keys, "COST", 2**10)
        sealed = folder / "sealed.bontot"
        key, code = damage.encrypted(_sample_made, sealed)
    plain = Path(shutil.copyfile(_sample_made, folder / "plain.bontot"))
    return {
        "sealed": damage.bench(sealed, password=PASSWORD, code=code, key=key),
        "plain": damage.bench(plain),
    }


@pytest.fixture(params=["sealed", "plain"])
def bench(benches: dict[str, Bench], request: pytest.FixtureRequest) -> Bench:
    """Return the sample office, once encrypted and once plain."""
    return benches[request.param]


@pytest.fixture
def sealed(benches: dict[str, Bench]) -> Bench:
    """Return the encrypted sample office."""
    return benches["sealed"]


def saved_from(bench: Bench, tmp_path: Path, *numbers: int) -> tuple[Salvaged, Path]:
    """Damage some pages and salvage the file."""
    broken = damage.with_pages_lost(bench.path, tmp_path / "hong.bontot", *numbers)
    before = broken.read_bytes()
    done = salvage(broken, tmp_path / "cuu.bontot", password=bench.password, now=NOW)
    assert broken.read_bytes() == before
    assert not [path.name for path in tmp_path.iterdir() if "dang cuu" in path.name]
    return done, done.path


def test_a_whole_file_comes_over_whole(bench: Bench, tmp_path: Path) -> None:
    done, out = saved_from(bench, tmp_path)
    assert damage.missing(bench, out, bench.key) == {}
    assert damage.differing(bench, out, bench.key) == {}
    assert (done.rows_rebuilt, done.rows_lost, done.damaged_pages) == (0, 0, 0)
    with DataFile.open(out, bench.password, now=NOW) as opened:
        assert opened.last_act() is not None


def test_a_lost_leaf_loses_only_the_rows_on_it_and_names_them(bench: Bench, tmp_path: Path) -> None:
    page = damage.leaf_of(bench, "minutes_section", 3)
    done, out = saved_from(bench, tmp_path, page)
    gone = damage.missing(bench, out, bench.key)
    assert set(gone) == {"minutes_section"}
    assert len(gone["minutes_section"]) == damage.rows_on(bench, page) == done.rows_lost
    assert sum(line.startswith("Bị mất: ") for line in done.lost) == done.rows_lost
    assert damage.differing(bench, out, bench.key) == {}
    assert "Bị mất: " in done.list_path.read_text("utf-8-sig")


def test_rows_the_history_knows_whole_are_made_again_as_they_were(bench: Bench, tmp_path: Path) -> None:
    page = damage.leaf_of(bench, "replication")
    done, out = saved_from(bench, tmp_path, page)
    assert damage.missing(bench, out, bench.key) == {}
    assert damage.differing(bench, out, bench.key) == {}
    assert done.rows_rebuilt >= damage.rows_on(bench, page) > 0


def test_lost_meetings_and_members_come_back_as_placeholders_that_keep_what_hangs_on_them(
    bench: Bench, tmp_path: Path
) -> None:
    done, out = saved_from(bench, tmp_path, damage.leaf_of(bench, "meeting", 1), damage.leaf_of(bench, "member", 1))
    assert set(damage.missing(bench, out, bench.key)) <= {"meeting", "member"}
    names = damage.question(out, bench.key, "SELECT full_name FROM member WHERE full_name LIKE '(bị mất – số %'")
    assert names
    assert all(": " in name for (name,) in names)  # the rosters still know who it was
    assert any(line.startswith("Chỉ còn chỗ, cần nhập lại: Đảng viên số") for line in done.lost)


def test_a_lost_page_inside_a_tree_loses_nothing(bench: Bench, tmp_path: Path) -> None:
    done, out = saved_from(bench, tmp_path, damage.inside_of(bench, "roster_line"), damage.inside_of(bench, "meeting"))
    assert damage.missing(bench, out, bench.key) == {}
    assert damage.differing(bench, out, bench.key) == {}
    assert done.rows_lost == 0


def test_a_lost_page_of_an_index_loses_nothing(bench: Bench, tmp_path: Path) -> None:
    done, out = saved_from(bench, tmp_path, damage.index_leaf_of(bench, "ix_roster_line_meeting_id"))
    assert damage.missing(bench, out, bench.key) == {}
    assert done.rows_lost == 0


def test_a_lost_page_of_a_long_value_costs_that_value_only(bench: Bench, tmp_path: Path) -> None:
    done, out = saved_from(bench, tmp_path, damage.overflow_page(bench))
    assert damage.missing(bench, out, bench.key) == {}
    assert sum(len(rows) for rows in damage.differing(bench, out, bench.key).values()) == 1
    assert any(line.startswith("Chỉ còn một phần: ") for line in done.lost)


def test_a_lost_first_page_loses_nothing_because_the_locks_know_the_salt(bench: Bench, tmp_path: Path) -> None:
    done, out = saved_from(bench, tmp_path, 1)
    assert damage.missing(bench, out, bench.key) == {}
    assert damage.differing(bench, out, bench.key) == {}
    assert done.rows_lost == 0


def test_two_lost_pages_at_chance_never_lose_more_than_stood_on_them(bench: Bench, tmp_path: Path) -> None:
    chance = random.Random(3)
    pages = [chance.randrange(2, bench.path.stat().st_size // PAGE) for _ in range(2)]
    done, out = saved_from(bench, tmp_path, *pages)
    gone = damage.missing(bench, out, bench.key)
    gone.pop("history_touch", None)  # made again under other numbers
    assert sum(len(rows) for rows in gone.values()) <= damage.rows_on(bench, *pages)
    # A row of which only the place was kept stands in the new file, and counts as lost all the same.
    hollow = sum(line.startswith("Chỉ còn chỗ") for line in done.lost)
    assert done.rows_lost - hollow == sum(len(rows) for rows in gone.values())


def test_the_new_file_opens_with_the_same_password_and_recovery_code(sealed: Bench, tmp_path: Path) -> None:
    _, out = saved_from(sealed, tmp_path, 7)
    for secret in ({"password": PASSWORD}, {"recovery_code": sealed.code}):
        with DataFile.open(out, now=NOW, **secret) as opened:
            assert engine.whole_file_problems(opened.driver, encrypted=True) == []


def test_a_broken_lock_leaves_the_other_one(sealed: Bench, tmp_path: Path) -> None:
    content = bytearray(sealed.path.read_bytes())
    place = content.rindex(b'"password"')
    content[place + 20 : place + 30] = b"\x00" * 10
    broken = tmp_path / "hong.bontot"
    broken.write_bytes(content)
    with pytest.raises((Damaged, WrongPassword)):
        salvage(broken, tmp_path / "a.bontot", password=PASSWORD, now=NOW)
    done = salvage(broken, tmp_path / "cuu.bontot", recovery_code=sealed.code, now=NOW)
    assert damage.missing(sealed, done.path, sealed.key) == {}
    assert any("Khóa theo mật khẩu bị mất" in line for line in done.lost)


def test_without_locks_those_of_a_copy_of_the_same_office_open_it(sealed: Bench, tmp_path: Path) -> None:
    broken = Path(shutil.copyfile(sealed.path, tmp_path / "hong.bontot"))
    disk.cut_to(broken, broken.stat().st_size // PAGE * PAGE)
    with pytest.raises(Damaged, match="bản sao bất kỳ"):
        salvage(broken, tmp_path / "a.bontot", password=PASSWORD, now=NOW)
    done = salvage(broken, tmp_path / "cuu.bontot", password=PASSWORD, now=NOW, locks_from=sealed.path)
    assert damage.missing(sealed, done.path, sealed.key) == {}


def test_wrong_words_and_places_are_refused_with_nothing_written(sealed: Bench, tmp_path: Path) -> None:
    with pytest.raises(WrongPassword):
        salvage(sealed.path, tmp_path / "cuu.bontot", password="không phải đâu", now=NOW)
    with pytest.raises(WrongPassword):
        salvage(sealed.path, tmp_path / "cuu.bontot", now=NOW)
    with pytest.raises(Refused):
        salvage(sealed.path, sealed.path, password=PASSWORD, now=NOW)
    assert list(tmp_path.iterdir()) == []


def test_numbers_of_lost_papers_are_never_given_again(bench: Bench, tmp_path: Path) -> None:
    highest = "SELECT series, max(number) FROM paper WHERE number IS NOT NULL GROUP BY series ORDER BY series"
    before = damage.question(bench.path, bench.key, highest)
    leaves = {damage.leaf_of(bench, "paper", place) for place in (0, -1)}
    _, out = saved_from(bench, tmp_path, *leaves)
    starts = dict(damage.question(out, bench.key, "SELECT series, max(start) FROM number_series GROUP BY series"))
    after = dict(damage.question(out, bench.key, highest))
    assert before
    for series, number in before:
        assert after.get(series, 0) >= number or starts.get(series, 1) > number


@pytest.mark.parametrize("seed", range(4))
def test_bytes_thrown_anywhere_end_in_a_file_or_one_clear_sentence(bench: Bench, tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    content = bytearray(bench.path.read_bytes())
    if seed % 2:
        for _ in range(300):
            content[chance.randrange(len(content))] = chance.randrange(256)
    else:
        start = chance.randrange(len(content))
        content[start:] = chance.randbytes(seed * 5000)
    broken = tmp_path / "hong.bontot"
    broken.write_bytes(content)
    try:
        done = salvage(broken, tmp_path / "cuu.bontot", password=bench.password, now=NOW)
    except BonTotError:
        return  # one clear sentence; anything else fails here
    with DataFile.open(done.path, bench.password, now=NOW) as opened:
        assert engine.whole_file_problems(opened.driver, encrypted=opened.is_encrypted) == []


def test_a_file_of_an_earlier_step_is_read_by_the_shapes_of_that_step_and_then_upgraded(
    bench: Bench, tmp_path: Path
) -> None:
    def upgrade() -> None:
        op.execute("ALTER TABLE cell ADD COLUMN later VARCHAR NOT NULL DEFAULT 'sau'")

    broken = damage.with_pages_lost(bench.path, tmp_path / "hong.bontot", damage.leaf_of(bench, "minutes_section"))
    later = Step(f"{int(known_steps()[-1].number) + 1:04d}", "Later.", "0.1.0", upgrade)
    done = salvage(broken, tmp_path / "cuu.bontot", password=bench.password, now=NOW, steps=(*known_steps(), later))
    assert damage.question(done.path, bench.key, "SELECT DISTINCT later FROM cell") == [("sau",)]
    assert set(damage.missing(bench, done.path, bench.key)) == {"minutes_section", "alembic_version"}


def test_an_act_that_was_cut_off_is_taken_back_by_its_journal(bench: Bench, tmp_path: Path) -> None:
    cut = tmp_path / "cat-ngang.bontot"
    broken = tmp_path / "hong.bontot"
    shutil.copyfile(bench.path, cut)
    disk.cut_to(cut, cut.stat().st_size // PAGE * PAGE)
    driver = engine.connect(cut, bench.key)
    driver.execute("PRAGMA cache_size = 10")
    driver.execute("BEGIN IMMEDIATE")
    driver.execute("UPDATE roster_line SET reason = reason || ' chưa ghi xong của một việc bị cắt ngang'")
    for place in (cut, container.journal_file(cut)):
        shutil.copyfile(place, broken.with_name(place.name.replace(cut.name, broken.name)))
    driver.execute("ROLLBACK")
    driver.close()
    done = salvage(broken, tmp_path / "cuu.bontot", password=bench.password, now=NOW, locks_from=bench.path)
    assert damage.missing(bench, done.path, bench.key) == {}
    assert damage.differing(bench, done.path, bench.key) == {}


def test_a_damaged_record_of_a_journal_leaves_only_its_own_page_as_the_act_left_it(
    bench: Bench, tmp_path: Path
) -> None:
    cut, broken = tmp_path / "cat-ngang.bontot", tmp_path / "hong.bontot"
    shutil.copyfile(bench.path, cut)
    disk.cut_to(cut, cut.stat().st_size // PAGE * PAGE)
    driver = engine.connect(cut, bench.key)
    driver.execute("PRAGMA cache_size = 10")
    driver.execute("BEGIN IMMEDIATE")
    driver.execute("UPDATE roster_line SET reason = reason || ' chưa ghi xong của một việc bị cắt ngang'")
    for place in (cut, container.journal_file(cut)):
        shutil.copyfile(place, broken.with_name(place.name.replace(cut.name, broken.name)))
    driver.execute("ROLLBACK")
    driver.close()
    journal = container.journal_file(broken)
    content = bytearray(journal.read_bytes())
    records, sector = int.from_bytes(content[8:12], "big"), int.from_bytes(content[20:24], "big")
    assert records > 2
    content[sector + 4 + 1000] ^= 0xFF
    content[sector + 4 + PAGE - 200] ^= 0xFF
    journal.write_bytes(content)
    with Pages(broken, bench.key) as pages:
        taken_back = set(pages._before)
    told = [int.from_bytes(content[sector + at * (PAGE + 8) :][:4], "big") for at in range(records)]
    assert set(told[1:]) <= taken_back
    assert told[0] not in taken_back


def test_a_file_somebody_works_in_is_not_salvaged(sealed: Bench, tmp_path: Path) -> None:
    path = Path(shutil.copyfile(sealed.path, tmp_path / "dang-mo.bontot"))
    with DataFile.open(path, PASSWORD, now=NOW), pytest.raises(HeldByAnother):
        salvage(path, tmp_path / "cuu.bontot", password=PASSWORD, now=NOW)


def test_the_locks_carry_the_salt_of_the_pages(sealed: Bench) -> None:
    (remains,) = container.remains_of(sealed.path)
    assert remains.salt == sealed.path.read_bytes()[:16]
