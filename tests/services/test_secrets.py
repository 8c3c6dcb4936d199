"""Password, recovery code and data key are nowhere but in the locks; names of people are nowhere but in the file."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from bontot_desktop import discreet, logs
from bontot_desktop.cli.main import main
from bontot_desktop.errors import WrongPassword
from bontot_desktop.places import user_places
from bontot_desktop.services import care, setup
from bontot_desktop.services.office import Office, open_office
from tests.small_office import DRAFT, NOW, clock
from tests.small_office import cheap_keys as cheap_keys

PROJECT = Path(__file__).parent.parent.parent
FIRST, SECOND, TYPED_WRONG = "con trâu lá lúa 72", "cầu ao bến nước 91", "nhầm một chữ 55"


@pytest.fixture
def life(tmp_path: Path, cheap_keys: None, bontot_home: Path) -> tuple[Path, list[bytes]]:
    """The life of an office with a log: made, opened wrongly and rightly, its secrets changed; then its secrets."""
    logs.start(user_places().logs)
    path = tmp_path / "van-phong.bontot"
    made, code = setup.new_office(path, DRAFT, password=FIRST, holder="thử", who="Thử", clock=clock)
    assert code is not None
    key = made.data.key
    assert key is not None
    care.change_password(made, FIRST, SECOND)
    newer = care.new_recovery_code(made)
    with made.work("office.rename", "Đổi tên Nguyễn Văn Ví Dụ") as work:
        work.sentence = "Sửa họ tên Nguyễn Văn Ví Dụ"
    care.make_copy(made, user_places().copies)
    made.close()
    for wrong in (TYPED_WRONG, FIRST):
        with pytest.raises(WrongPassword):
            _open(path, wrong)
    _open(path, SECOND).close()
    logs.stop()
    secrets = [FIRST, SECOND, TYPED_WRONG, code, code.replace("-", ""), newer, newer.replace("-", ""), key.hex()]
    return path, [secret.encode() for secret in secrets] + [key]


def _open(path: Path, password: str) -> Office:
    return open_office(path, password=password, holder="thử", who="Thử", clock=clock)


def _holding(folder: Path, secrets: list[bytes]) -> list[str]:
    files = [path for path in folder.rglob("*") if path.is_file()]
    return [path.name for path in files if any(secret in path.read_bytes() for secret in secrets)]


def test_no_file_of_the_office_its_log_its_copies_or_its_settings_holds_a_secret(
    life: tuple[Path, list[bytes]], bontot_home: Path
) -> None:
    path, secrets = life
    assert _holding(path.parent, secrets) == []
    assert any(bontot_home.rglob("bontot.log"))
    assert _holding(bontot_home, secrets) == []


def test_the_log_names_nobody(life: tuple[Path, list[bytes]], bontot_home: Path) -> None:
    assert _holding(bontot_home / "nhat-ky", ["Ví Dụ".encode(), b"Vi Du", "Trần Thị".encode()]) == []


def test_history_and_settings_inside_the_file_hold_no_secret(life: tuple[Path, list[bytes]]) -> None:
    path, secrets = life
    office = _open(path, SECOND)
    with office.ask() as driver:
        tables = [row[0] for row in driver.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        inside = repr([driver.execute(f'SELECT * FROM "{table}"').fetchall() for table in tables])
    office.close()
    assert "Nguyễn Văn Ví Dụ" in inside
    assert [secret for secret in secrets[:-1] if secret.decode() in inside] == []


def test_only_the_newest_password_and_code_open_the_file(life: tuple[Path, list[bytes]]) -> None:
    path, secrets = life
    old, new = (secrets[place].decode() for place in (3, 5))
    with pytest.raises(WrongPassword):
        open_office(path, recovery_code=old, holder="thử", who="Thử", clock=lambda: NOW.replace(hour=18))
    open_office(path, recovery_code=new, holder="thử", who="Thử", clock=lambda: NOW.replace(hour=20)).close()


def test_a_report_of_a_bug_shows_no_local_value(life: tuple[Path, list[bytes]]) -> None:
    path, secrets = life

    def fail(office: Office, password: str) -> None:
        raise RuntimeError(f"{office!r} {office.data.envelope!r} {password}")

    office = _open(path, SECOND)
    with pytest.raises(RuntimeError) as risen:
        fail(office, SECOND)
    office.close()
    told = discreet.report(risen.value).encode()
    assert [secret for secret in secrets if secret in told] == []


def test_what_the_program_prints_of_its_parts_tells_no_secret(life: tuple[Path, list[bytes]]) -> None:
    path, secrets = life
    office = _open(path, SECOND)
    printed = f"{office!r} {office.data!r} {office.data.envelope!r}".encode()
    office.close()
    assert [secret for secret in secrets if secret in printed or repr(secret).encode()[2:-1] in printed] == []


def test_the_command_takes_a_password_from_a_file_or_the_environment_never_as_a_word(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["--password", SECOND, "list", "cells"]) == 2
    assert "Câu lệnh chưa đúng" in capsys.readouterr().err


def test_nothing_is_left_in_the_folder_for_temporary_files(
    sample_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Papers are shown, printed and packed out of memory: there is no temporary file to be found or forgotten."""
    aside = tmp_path / "tam"
    aside.mkdir()
    seen = (
        "import sys\n"
        "def watch(event, values):\n"
        "    there = event == 'open' and str(values[0]).startswith(sys.argv[-1])\n"
        "    if there or event in ('tempfile.mkstemp', 'tempfile.mkdtemp'): raise SystemExit(f'TEMPORARY {values}')\n"
        "sys.addaudithook(watch)\n"
        "from bontot_desktop.cli.main import main\n"
        "sys.exit(main(sys.argv[1:-1]))"
    )
    of = ("--data", str(sample_file))
    for words in (
        (*of, "paper", "D12", "--year", "2026", "--out", str(tmp_path / "giay"), "--format", "both"),
        (*of, "book", "--year", "2026", "--all", "--blank", "--format", "both", "--out", str(tmp_path / "so")),
        (*of, "list", "members", "--xlsx", str(tmp_path / "so.xlsx")),
        (*of, "import", str(PROJECT / "resources" / "sample" / "danh-ba-mau.xlsx"), "--dry-run"),
    ):
        done = subprocess.run(
            [sys.executable, "-c", seen, *words, str(aside)],
            cwd=PROJECT,
            env={**os.environ, "TMPDIR": str(aside), "TEMP": str(aside), "TMP": str(aside)},
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        assert "TEMPORARY" not in done.stderr, done.stderr
        assert done.returncode in (0, 2), done.stderr
    assert list(aside.iterdir()) == []
    assert tempfile.gettempdir() != str(aside)
