"""Steps are taken whole or not at all, old rows survive them, and newer files are refused kindly."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic import op
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext

import tests.db.steps_with_a_gap as steps_with_a_gap
from bontot_desktop.db import copies as copying
from bontot_desktop.db import copy_shelf
from bontot_desktop.db.base import Base
from bontot_desktop.db.datafile import DataFile
from bontot_desktop.db.migrations import render
from bontot_desktop.db.migrations.runner import Step, known_steps, step_of, steps_due, take, version_key
from bontot_desktop.errors import Damaged, NewerFile
from tests.db.office import NOW, PASSWORD, add_cell, cell_names, names_beside

LATER = NOW.replace(year=2027)


def add_column() -> None:
    op.add_column("cell", sa.Column("mau_thu", sa.Text(), nullable=False, server_default="mới"))


def rebuild_parent() -> None:
    with op.batch_alter_table("mau_cha", recreate="always") as batch:
        batch.add_column(sa.Column("mau_thu", sa.Text(), nullable=False, server_default=""))


def fail_halfway() -> None:
    add_column()
    op.execute("DELETE FROM cell")
    raise RuntimeError("giữa chừng")


def fail_in_the_rows() -> None:
    rename_cells()
    op.execute("UPDATE history SET who = 'khác'")
    raise RuntimeError("giữa chừng")


def rename_cells() -> None:
    op.execute("UPDATE cell SET name = 'Chi bộ thôn Đổi Tên'")


def spoil_an_index() -> None:
    op.execute("CREATE INDEX ix_thu ON cell (name)")
    op.execute("PRAGMA writable_schema = ON")
    op.execute("UPDATE sqlite_master SET sql = 'CREATE INDEX ix_thu ON cell (code, name)' WHERE name = 'ix_thu'")
    op.execute("PRAGMA writable_schema = RESET")


def break_reference() -> None:
    op.execute(
        "INSERT INTO cell_name (cell_id, name, name_folded, short_name, decision_no) VALUES (99, '', '', '', '')"
    )


def with_step(upgrade: Callable[[], None], *, oldest: str = "0.1.0") -> tuple[Step, ...]:
    known = known_steps()
    return (*known, Step(f"{len(known) + 1:04d}", "Thử.", oldest, upgrade))


def open_with(path: Path, steps: tuple[Step, ...], *, copies: Path | None = None) -> DataFile:
    return DataFile.open(path, PASSWORD, now=LATER, steps=steps, copies=copies)


@pytest.fixture
def old_path(office_path: Path) -> Path:
    """Return an office with a row, and with a parent and its cascading child as another time might have made them."""
    with DataFile.open(office_path, PASSWORD, now=NOW) as opened:
        add_cell(opened, "Chi bộ thôn Mẫu 1")
        for statement in (
            "CREATE TABLE mau_cha (id INTEGER PRIMARY KEY, ten TEXT)",
            "CREATE TABLE mau_con (id INTEGER PRIMARY KEY, cha_id INTEGER REFERENCES mau_cha (id) ON DELETE CASCADE)",
            "INSERT INTO mau_cha VALUES (1, 'cha')",
            "INSERT INTO mau_con VALUES (1, 1), (2, 1)",
        ):
            opened.driver.execute(statement)
    return office_path


def schema(opened: DataFile) -> dict[str, str]:
    rows = opened.driver.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY name").fetchall()
    return {name: re.sub(r"\s+", " ", sql).replace("( ", "(").replace(" )", ")") for name, sql in rows}


# ---------------------------------------------------------------------- our own steps


def test_a_fresh_file_has_exactly_the_tables_of_the_models(plain: DataFile) -> None:
    wanted = {}
    for statement in render.all_tables():
        words = re.sub(r"\s+", " ", statement).replace("( ", "(").replace(" )", ")")
        wanted[words.split()[2 if words.split()[1] not in ("UNIQUE", "VIRTUAL") else 3]] = words
    # What SQLite keeps of its own beside the index of words.
    found = {name: words for name, words in schema(plain).items() if not words.startswith("CREATE TABLE 'finding_")}
    assert found.pop("alembic_version")
    assert found == wanted


def test_alembic_sees_no_difference_either(plain: DataFile) -> None:
    with plain.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": False, "include_name": render.is_ours})
        assert compare_metadata(context, Base.metadata) == []


def test_every_step_says_why_it_exists() -> None:
    for step in known_steps():
        assert step.why.endswith(".")
        assert version_key(step.oldest_program)


def test_steps_with_a_gap_are_our_bug() -> None:
    with pytest.raises(RuntimeError, match="without a gap"):
        known_steps(steps_with_a_gap)


def test_a_next_step_can_be_written_from_the_models() -> None:
    assert render.next_step(known_steps()).strip().startswith("# ###")
    body = render.next_step([])[:20_000]
    assert "op.create_table('cell'" in body
    assert "LineText" not in render.next_step([])


# ---------------------------------------------------------------------- taking a step


def test_an_old_file_is_copied_upgraded_and_keeps_its_rows(old_path: Path, tmp_path: Path) -> None:
    copies = tmp_path / "ban-sao"
    copies.mkdir()
    with open_with(old_path, with_step(add_column), copies=copies) as opened:
        assert cell_names(opened) == ["Chi bộ thôn Mẫu 1"]
        assert opened.driver.execute("SELECT mau_thu FROM cell").fetchall() == [("mới",)]
        assert step_of(opened.driver) == "0002"
        copy = opened.copy_before_upgrade
    assert copy is not None
    assert copy.name == "van-phong - truoc nang cap 0002.bontot"
    with DataFile.open(copy, PASSWORD, now=NOW) as before:
        assert cell_names(before) == ["Chi bộ thôn Mẫu 1"]
        assert "mau_thu" not in schema(before)["cell"]


def test_rebuilding_a_parent_keeps_its_cascading_children(old_path: Path) -> None:
    with open_with(old_path, with_step(rebuild_parent)) as opened:
        assert opened.driver.execute("SELECT count(*) FROM mau_con").fetchone() == (2,)
        assert opened.driver.execute("PRAGMA foreign_keys").fetchone() == (1,)


def test_a_step_that_fails_leaves_the_data_as_they_were(old_path: Path) -> None:
    before = old_path.read_bytes()
    with pytest.raises(RuntimeError, match="giữa chừng"):
        open_with(old_path, with_step(fail_halfway))
    assert old_path.read_bytes() == before
    assert names_beside(old_path) == ["van-phong.bontot"]
    with DataFile.open(old_path, PASSWORD, now=NOW) as opened:
        assert cell_names(opened) == ["Chi bộ thôn Mẫu 1"]
        assert "mau_thu" not in schema(opened)["cell"]


def test_a_step_that_breaks_references_does_not_count(old_path: Path) -> None:
    with pytest.raises(Damaged, match="cell_name"):
        open_with(old_path, with_step(break_reference))
    with DataFile.open(old_path, PASSWORD, now=NOW) as opened:
        assert step_of(opened.driver) == known_steps()[-1].number


def test_failed_attempts_make_one_copy_as_long_as_nothing_was_done(old_path: Path, tmp_path: Path) -> None:
    copies = tmp_path / "ban-sao"
    copies.mkdir()
    made = []
    for _ in range(3):
        with pytest.raises(RuntimeError, match="giữa chừng"):
            open_with(old_path, with_step(fail_halfway), copies=copies)
        (copy,) = copies.iterdir()
        made.append(copy.read_bytes())
    assert made[0] == made[1] == made[2]
    with DataFile.open(old_path, PASSWORD, now=NOW) as opened:
        add_cell(opened, "Chi bộ thôn Mẫu 2")
    with pytest.raises(RuntimeError, match="giữa chừng"):
        open_with(old_path, with_step(fail_halfway), copies=copies)
    assert copying.look_at(copy).last_act == 2


def test_when_the_second_of_two_steps_fails_the_first_is_not_taken_either(old_path: Path) -> None:
    before = old_path.read_bytes()
    one = with_step(add_column)
    both = (*one, Step(f"{len(one) + 1:04d}", "Thử nữa.", "0.1.0", fail_in_the_rows))
    with pytest.raises(RuntimeError, match="giữa chừng"):
        open_with(old_path, both)
    assert old_path.read_bytes() == before
    with open_with(old_path, (*one, both[-1]._replace(upgrade=rename_cells))) as opened:
        assert step_of(opened.driver) == both[-1].number
        assert cell_names(opened) == ["Chi bộ thôn Đổi Tên"]


def test_an_upgrade_whose_result_is_not_right_leaves_the_data_as_they_were(
    old_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = old_path.read_bytes()
    with pytest.raises(Damaged, match="không phải tệp dữ liệu"):
        open_with(old_path, with_step(lambda: op.execute("DELETE FROM file_info")))
    assert old_path.read_bytes() == before
    with pytest.raises(Damaged, match="dữ liệu vẫn như trước"):
        open_with(old_path, with_step(spoil_an_index))
    assert old_path.read_bytes() == before


def test_five_failed_attempts_with_work_between_keep_one_good_copy_and_every_timed_one(
    old_path: Path, tmp_path: Path
) -> None:
    copies = tmp_path / "ban-sao"
    copies.mkdir()
    timed = copies / "van-phong 2020-01-01 08-00-00.bontot"
    for attempt in range(5):
        with DataFile.open(old_path, PASSWORD, now=NOW) as opened:
            add_cell(opened, f"Chi bộ thôn Thêm {attempt}")
            if attempt == 0:
                copying.make_copy(opened, timed, NOW)
            copy_shelf.thin(copies, opened, NOW)
        with pytest.raises(RuntimeError, match="giữa chừng"):
            open_with(old_path, with_step(fail_halfway), copies=copies)
    assert sorted(one.name for one in copies.iterdir()) == [
        "van-phong - truoc nang cap 0002.bontot",
        "van-phong 2020-01-01 08-00-00.bontot",
    ]
    with DataFile.open(copies / "van-phong - truoc nang cap 0002.bontot", PASSWORD, now=NOW) as opened:
        assert len(cell_names(opened)) == 6


def test_the_copy_of_another_office_of_that_name_is_not_written_over(
    old_path: Path, plain_path: Path, tmp_path: Path
) -> None:
    copies, elsewhere = tmp_path / "ban-sao", tmp_path / "khac"
    for folder in (copies, elsewhere):
        folder.mkdir()
    open_with(old_path, with_step(add_column), copies=copies).close()
    (first,) = copies.iterdir()
    before = first.read_bytes()
    other = plain_path.rename(elsewhere / old_path.name)
    with DataFile.open(other, now=LATER, steps=with_step(add_column), copies=copies) as opened:
        copy = opened.copy_before_upgrade
    assert copy is not None
    assert copy.name == "van-phong - truoc nang cap 0002 (2).bontot"
    assert first.read_bytes() == before


def test_a_damaged_copy_from_an_earlier_attempt_is_made_anew(old_path: Path, tmp_path: Path) -> None:
    copy = tmp_path / "van-phong - truoc nang cap 0002.bontot"
    copy.write_bytes(b"\1" * 10_000)
    open_with(old_path, with_step(add_column), copies=tmp_path).close()
    assert copying.look_at(copy).last_act == 1


# ---------------------------------------------------------------------- newer files


def test_a_newer_file_is_refused_with_the_version_to_install(old_path: Path) -> None:
    open_with(old_path, with_step(add_column, oldest="9.2.0")).close()
    before = old_path.read_bytes()
    with pytest.raises(NewerFile, match=r"9\.2\.0"):
        DataFile.open(old_path, PASSWORD, now=NOW)
    assert old_path.read_bytes() == before
    assert names_beside(old_path) == ["van-phong.bontot"]


def test_a_newer_file_that_stays_readable_is_opened(old_path: Path) -> None:
    open_with(old_path, with_step(add_column)).close()
    with DataFile.open(old_path, PASSWORD, now=NOW) as opened:
        assert cell_names(opened) == ["Chi bộ thôn Mẫu 1"]


def test_versions_compare_as_numbers() -> None:
    assert version_key("0.10.0") > version_key("0.9.2")


def test_references_cannot_be_switched_inside_a_transaction(plain: DataFile) -> None:
    plain.engine.connect().close()  # SQLAlchemy's first look at a connection ends with a rollback
    plain.driver.execute("BEGIN")
    with pytest.raises(RuntimeError, match="outside a transaction"):
        take(plain.engine, with_step(add_column)[-1])


def test_nothing_is_due_on_a_fresh_file(plain: DataFile) -> None:
    assert steps_due(plain.driver, known_steps(), program="0.1.0", name="mau") == ()
    assert plain.driver.execute("SELECT format FROM file_info").fetchone() == ("bontot-van-phong",)
