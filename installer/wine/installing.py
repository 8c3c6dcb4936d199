"""The setup's own part of the proof: refusing, installing, upgrading, taking away."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from installer.wine import stage as codes
from installer.wine.checks import wait_for
from installer.wine.stage import KIND, UNINSTALL, Stage, close, difference, hashes, title_of

TITLE = "Cài đặt Bốn Tốt"
_COMMAND = rf"Software\Classes\{KIND}\shell\open\command"


def refuses_an_old_windows(stage: Stage) -> None:
    """Ask Windows 7, which a fresh prefix is, to take the program."""
    prefix, checks = stage.prefix, stage.checks
    checks.same(prefix.run(stage.setup, "/S").code, codes.TOO_OLD, "an old Windows is refused with exit 3")
    asked = prefix.start(stage.setup)
    wait_for(lambda: "1809" in prefix.words(TITLE), "the refusal")
    said = prefix.words(TITLE)
    checks.that(
        "Windows 10 bản 1809" in said and "hãy cập nhật Windows" in said, "it says in Vietnamese what to do", said
    )
    prefix.press(TITLE, "OK")
    checks.same(prefix.end(asked, 60).code, codes.TOO_OLD, "with the window, too, it ends with exit 3")
    checks.that(not stage.program.exists(), "nothing was installed on it")


def installs_silently(stage: Stage) -> None:
    """Install the earlier version without a window and look at all it left."""
    checks, prefix = stage.checks, stage.prefix
    checks.same(prefix.run(stage.older, "/S").code, codes.DONE, "setup /S ends with exit 0")
    for shortcut, what in ((stage.start_menu, "the start menu"), (stage.desktop, "the desktop")):
        checks.that(shortcut.is_file(), f"a shortcut is in {what}", shortcut)
        target = str(Path("Programs", "BonTot", "BonTot.exe")).replace("/", "\\")
        content = shortcut.read_bytes() if shortcut.is_file() else b""
        checks.that(
            target.encode("utf-16-le") in content or target.encode() in content, f"the one in {what} opens BonTot.exe"
        )
    _is_entered(stage, stage.older_version)


def _is_entered(stage: Stage, version: str) -> None:
    checks, prefix = stage.checks, stage.prefix
    program = prefix.windows_path(stage.program)
    wanted = {
        "DisplayName": "Bốn Tốt",
        "DisplayVersion": version,
        "DisplayIcon": rf"{program}\BonTot.exe",
        "InstallLocation": program,
        "UninstallString": rf'"{program}\uninstall.exe"',
        "QuietUninstallString": rf'"{program}\uninstall.exe" /S',
    }
    found = {name: prefix.registry(UNINSTALL, name) for name in wanted}
    checks.same(found, wanted, f"Windows' list of programs names Bốn Tốt {version}")
    checks.same(prefix.registry(r"Software\Classes\.bontot"), KIND, ".bontot files are ours")
    checks.same(prefix.registry(_COMMAND), rf'"{program}\BonTot.exe" "%1"', "a double click opens them with BonTot.exe")
    checks.same(
        prefix.registry(rf"Software\Classes\{KIND}\DefaultIcon"), rf"{program}\BonTot.exe,1", "they have an icon"
    )
    said = stage.bontot("--version")
    checks.same(said.said.split(), ["bontot", version], f"bontot --version says {version}")


def makes_data(stage: Stage) -> str:
    """Make an office with the earlier version where the window looks for it; return its lists."""
    aside = stage.prefix.scratch / "office"
    made = stage.bontot("sample", "--out", aside, "--cells", "6", "--members", "90", "--years", "1")
    stage.checks.same(made.code, 0, "the earlier version makes an office")
    stage.data.mkdir(parents=True, exist_ok=True)
    for path in aside.iterdir():
        target = path.name.replace("office", stage.data_file.stem)
        shutil.move(path, stage.data / target)
    return lists(stage)


def lists(stage: Stage) -> str:
    """Return what the office's data file holds, as the installed program tells it."""
    told = []
    for what in ("cells", "members", "meetings", "papers"):
        done = stage.bontot("--json", "list", what)
        told.append(json.dumps(json.loads(done.said), ensure_ascii=False) if done.code == 0 else f"{what}: {done.said}")
    return "\n".join(told)


def refuses_while_running(stage: Stage) -> None:
    """Ask for the upgrade while the program is open."""
    checks, prefix = stage.checks, stage.prefix
    prefix.open(stage.start_menu)
    title = title_of(stage.data_file)
    wait_for(lambda: title in prefix.windows(), "the window of the earlier version", 60)
    before = hashes(stage.program)
    checks.same(prefix.run(stage.setup, "/S").code, codes.RUNNING, "setup /S over a running program ends with exit 5")
    uninstall = prefix.run(stage.program / "uninstall.exe", "/S", f"_?={prefix.windows_path(stage.program)}")
    checks.same(uninstall.code, codes.RUNNING, "uninstall /S of a running program ends with exit 5")
    asked = prefix.start(stage.setup)
    wait_for(lambda: "Thử lại" in prefix.words(TITLE), "the kind refusal")
    checks.that("đang mở" in prefix.words(TITLE), "it asks in Vietnamese to close the program", prefix.words(TITLE))
    prefix.screen.keys("Escape")
    checks.same(prefix.end(asked, 60).code, codes.RUNNING, "gone back from, it ends with exit 5")
    checks.same(difference(hashes(stage.program), before), "", "the running program lost no file")
    checks.that(title in prefix.windows(), "its window is still there")
    close(stage, stage.data_file)


def upgrades(stage: Stage, told_before: str) -> None:
    """Install the new version over the earlier one, in which files stand that the new one no longer has."""
    checks, prefix = stage.checks, stage.prefix
    for part in ("app/bontot_desktop/bo_di.py", "lib/bo_di/__init__.py", "runtime/bo_di.dll", "licenses/bo_di.txt"):
        old = stage.program / part
        old.parent.mkdir(parents=True, exist_ok=True)
        old.write_text("of the earlier version\n", encoding="utf-8")
    stage.desktop.unlink()
    checks.same(prefix.run(stage.setup, "/S").code, codes.DONE, "the upgrade ends with exit 0")
    wanted = hashes(stage.tree)
    found = hashes(stage.program)
    checks.that(found.pop("uninstall.exe", None) is not None, "uninstall.exe is there")
    checks.same(
        difference(found, wanted), "", f"the {len(wanted)} files of the setup are there, each whole, and no other"
    )
    checks.that(not stage.desktop.exists(), "an icon the person took off the desktop does not come back")
    _is_entered(stage, stage.version)
    checks.that(stage.data_file.is_file(), "the office's data are still there")
    checks.same(lists(stage), told_before, "they hold what they held")
    checks.that("chi bộ" in told_before.casefold(), "which was something", told_before)
    checks.same(stage.bontot("check").code, 0, "bontot check finds them whole")


def refuses_an_older_version(stage: Stage) -> None:
    """Ask to put the earlier version over the new one."""
    checks, prefix = stage.checks, stage.prefix
    before = hashes(stage.program)
    checks.same(
        prefix.run(stage.older, "/S").code, codes.NEWER_THERE, "an older setup /S over a newer ends with exit 6"
    )
    checks.same(difference(hashes(stage.program), before), "", "and changes no file")


def takes_away(stage: Stage) -> None:
    """Uninstall and look at what stayed."""
    checks, prefix = stage.checks, stage.prefix
    before = hashes(stage.data)
    stray = stage.program / "cua nguoi dung.txt"
    stray.write_text("put here by the person\n", encoding="utf-8")
    checks.same(prefix.run(stage.program / "uninstall.exe", "/S").code, 0, "uninstall /S ends with exit 0")
    # The uninstaller goes on in a copy of itself, so that it can delete itself.
    wait_for(lambda: not (stage.program / "uninstall.exe").exists(), "the end of the uninstaller", 60)
    wait_for(lambda: not prefix.has_key(UNINSTALL), "the end of the uninstaller", 60)
    checks.same(
        list(hashes(stage.program)), [stray.name], "every file of the program is gone, a stranger's file is not"
    )
    shutil.rmtree(stage.program)
    for shortcut, what in ((stage.start_menu, "the start menu"), (stage.desktop, "the desktop")):
        checks.that(not shortcut.exists(), f"no shortcut is left in {what}")
    keys = (UNINSTALL, r"Software\Classes\.bontot", rf"Software\Classes\{KIND}")
    checks.same([key for key in keys if prefix.has_key(key)], [], "nothing is left in the registry")
    checks.same(
        difference(hashes(stage.data), before), "", f"the office's {len(before)} files are still there, each whole"
    )
    checks.that(stage.data_file.name in before, "the data file among them")


def installs_by_hand(stage: Stage) -> None:
    """Install through the setup's pages into a folder of the person's choice, and take it away again."""
    checks, prefix = stage.checks, stage.prefix
    place = prefix.unix(r"C:\VanPhong\BonTot")
    asked = prefix.start(stage.setup, f"/D={prefix.windows_path(place)}")
    wait_for(lambda: "bắt đầu" in prefix.words(TITLE), "the first page")
    said = prefix.words(TITLE)
    checks.that(
        f"Cài đặt Bốn Tốt {stage.version}" in said, "the first page is in Vietnamese and names the version", said
    )
    checks.that("không cần quyền quản trị" in said, "it says that no administrator is needed", said)
    prefix.screen.picture(stage.keep / f"BonTot-{stage.version}-setup-wine.png")
    checks.that(prefix.press(TITLE, "Cài đặt"), "its button installs")
    wait_for(lambda: "Đã cài xong" in prefix.words(TITLE), "the last page", 120)
    said = prefix.words(TITLE)
    checks.that(r"AppData\Local\BonTot" in said, "the last page says where the data are", said)
    prefix.press(TITLE, "Mở Bốn Tốt ngay")
    checks.that(prefix.press(TITLE, "Hoàn thành"), "its button ends", said)
    checks.same(prefix.end(asked, 60).code, codes.DONE, "setup with its pages ends with exit 0")
    checks.same(
        prefix.run(place / "bin" / "bontot.exe", "--version").said.split()[-1:], [stage.version], "/D= is its place"
    )
    prefix.run(place / "uninstall.exe", "/S")
    wait_for(lambda: not place.exists(), "the end of the uninstaller", 60)
    checks.that(not place.exists(), "uninstalling leaves no empty folder")


def keeps_off_strange_folders(stage: Stage) -> None:
    """Ask the setup to install into folders that hold another program, and the uninstaller to take one away."""
    checks, prefix = stage.checks, stage.prefix
    for number, inside in enumerate((["app/khac.txt"], ["licenses/khac.txt"], ["lib/khac.txt", "uninstall.exe"])):
        place = prefix.unix(rf"C:\ChuongTrinhKhac{number}")
        for name in inside:
            (place / name).parent.mkdir(parents=True, exist_ok=True)
            (place / name).write_text("another program\n", encoding="utf-8")
        done = prefix.run(stage.setup, "/S", f"/D={prefix.windows_path(place)}")
        told = " and ".join(inside)
        checks.same(done.code, codes.NOT_OURS, f"a folder of another program with {told} is refused with exit 7")
        checks.same(list(hashes(place)), inside, "and left as it was")
    ours = prefix.unix(r"C:\CuaTa")
    checks.same(
        prefix.run(stage.setup, "/S", f"/D={prefix.windows_path(ours)}").code, codes.DONE, "an empty one is taken"
    )
    shutil.copy(ours / "uninstall.exe", place / "uninstall.exe")
    before = hashes(place)
    done = prefix.run(place / "uninstall.exe", "/S", f"_?={prefix.windows_path(place)}")
    checks.same(done.code, codes.NOT_OURS, "the uninstaller copied into it refuses with exit 7")
    checks.same(hashes(place), before, "and takes nothing away there")


def mends_what_was_cut_off(stage: Stage) -> None:
    """Cut a setup off between two names, as a power cut does, and install again."""
    checks, prefix = stage.checks, stage.prefix
    for part in ("_old", "_new"):
        (stage.program / part).mkdir()
    for part in ("BonTot.exe", "bin", "app"):
        (stage.program / part).rename(stage.program / "_old" / part)
    shutil.copytree(stage.tree / "licenses", stage.program / "_new" / "licenses")
    checks.same(prefix.run(stage.setup, "/S").code, codes.DONE, "after a setup that was cut off it installs again")
    found = hashes(stage.program)
    found.pop("uninstall.exe", None)
    checks.same(difference(found, hashes(stage.tree)), "", "and every file is there, whole, and no other")
