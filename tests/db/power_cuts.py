"""Cuts the power before every single step on the disk, in a process of its own, and looks at what is left.

Started by ``test_power_cuts.py`` with an office, its password and a folder: each act runs in a forked child that dies
(no cleaning up, as after kill -9) before its n-th change of a file, for every n; the parent then opens what it left.
It prints how many cuts each act went through, and fails on the first office that does not open with all its data.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from bontot_desktop.db import check, container, keys
from bontot_desktop.db import copies as copying
from bontot_desktop.db.datafile import DataFile
from bontot_desktop.db.restore import restore
from bontot_desktop.errors import WrongPassword
from tests.db.office import NOW, PASSWORD, add_cell, cell_names

NEW_PASSWORD = "mật khẩu khác"
LATER = NOW + timedelta(hours=1)
STEPS = ("fsync", "ftruncate", "replace", "rename", "unlink", "link")
DEAD = 9


def cut_before(step: int) -> None:
    """Let this process die before its ``step``-th change of a file (counted from 0)."""
    left = step

    def dying(real: Callable[..., object]) -> Callable[..., object]:
        def change(*given: object, **named: object) -> object:
            nonlocal left
            if left == 0:
                os._exit(DEAD)
            left -= 1
            return real(*given, **named)

        return change

    for name in STEPS:
        setattr(os, name, dying(getattr(os, name)))


def run_cut(act: Callable[[], None], step: int) -> bool:
    """Run an act in a child that dies at a step; say whether it came to that."""
    child = os.fork()
    if child == 0:
        cut_before(step)
        act()
        os._exit(0)
    _, status = os.waitpid(child, 0)
    code = os.waitstatus_to_exitcode(status)
    if code not in (0, DEAD):
        raise SystemExit(f"step {step}: the act itself failed")
    return code == DEAD


def open_somehow(path: Path) -> DataFile:
    """Open with the old password, else with the new one: one of them must do."""
    try:
        return DataFile.open(path, PASSWORD, now=LATER)
    except WrongPassword:
        return DataFile.open(path, NEW_PASSWORD, now=LATER)


def day_of_work(path: Path) -> None:
    """Open, save, change the password, save, copy, close."""
    opened = DataFile.open(path, PASSWORD, now=NOW)
    add_cell(opened, "Chi bộ thôn Mẫu 1")
    opened.change_password(PASSWORD, NEW_PASSWORD)
    add_cell(opened, "Chi bộ thôn Mẫu 2")
    copying.make_copy(opened, path.with_name("ban.bontot"), NOW)
    opened.close()


def demand(truth: bool, what: str) -> None:
    """Stop with what was found wrong."""
    if not truth:
        raise SystemExit(what)


def look_after_day(path: Path, step: int) -> None:
    """Demand an office that opens, holds whole acts only, is right everywhere and closes to one file."""
    with open_somehow(path) as opened:
        names = cell_names(opened)
        demand(names == [f"Chi bộ thôn Mẫu {n}" for n in range(1, len(names) + 1)], f"step {step}: {names}")
        demand(all(answer.is_good for answer in check.check(opened)), f"step {step}: check")
    demand(container.read_trailer(path) is not None, f"step {step}: not at rest")
    copy = path.with_name("ban.bontot")
    if copy.exists():
        with DataFile.open(copy, NEW_PASSWORD, now=LATER) as opened:
            demand(len(cell_names(opened)) == 2, f"step {step}: copy")
    left = {one.name for one in path.parent.iterdir()} - {path.name, "ban.bontot", "ban.bontot.dang-lam"}
    demand(not {name for name in left if not name.endswith(".tam")}, f"step {step}: {left}")


def look_after_restore(path: Path, step: int) -> None:
    """Demand that the office is the one from before or the one of the copy, whole."""
    with DataFile.open(path, PASSWORD, now=LATER) as opened:
        demand(cell_names(opened) in (["Chi bộ thôn Mẫu 1"], ["Chi bộ thôn Cũ"]), f"step {step}: {cell_names(opened)}")
        demand(all(answer.is_good for answer in check.check(opened)), f"step {step}: check")


def look_after_creation(path: Path, step: int) -> None:
    """Demand a whole new office, or none, so that it can be made again."""
    if not path.exists():
        DataFile.create(path, PASSWORD, now=LATER)[0].close()
    with DataFile.open(path, PASSWORD, now=LATER) as opened:
        demand(cell_names(opened) == [], f"step {step}: not empty")


def every_cut(prepare: Callable[[Path], None], act: Callable[[Path], None], look: Callable[[Path, int], None]) -> int:
    """Cut the act before each of its steps in turn and look each time; return how many steps there are."""
    step = 0
    while True:
        folder = Path(sys.argv[2]) / f"{act.__name__}-{step}"
        folder.mkdir()
        path = folder / "van-phong.bontot"
        prepare(path)
        cut = run_cut(lambda path=path: act(path), step)  # type: ignore[misc]
        look(path, step)
        shutil.rmtree(folder)
        if not cut:
            return step
        step += 1


def main() -> None:
    """Go through the acts."""
    keys.COST = 2**10
    template, folder = Path(sys.argv[1]), Path(sys.argv[2])
    copy = folder / "ban-cu.bontot"
    shutil.copyfile(template, copy)
    with DataFile.open(copy, PASSWORD, now=NOW) as opened:
        add_cell(opened, "Chi bộ thôn Cũ")
    current = folder / "hien-nay.bontot"
    shutil.copyfile(template, current)
    with DataFile.open(current, PASSWORD, now=NOW) as opened:
        add_cell(opened, "Chi bộ thôn Mẫu 1")

    def empty_office(path: Path) -> None:
        shutil.copyfile(template, path)

    def going_on(path: Path) -> None:
        shutil.copyfile(current, path)

    def going_back(path: Path) -> None:
        restore(copy, path, PASSWORD, now=NOW)

    def making(path: Path) -> None:
        DataFile.create(path, PASSWORD, now=NOW)[0].close()

    day = every_cut(empty_office, day_of_work, look_after_day)
    back = every_cut(going_on, going_back, look_after_restore)
    made = every_cut(lambda _: None, making, look_after_creation)
    sys.stdout.write(f"{day} {back} {made}\n")


if __name__ == "__main__":
    main()
