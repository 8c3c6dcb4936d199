"""Real work through the services, drawn act by act from a seed: what a clerk, and the program by itself, do all day."""

from __future__ import annotations

import random
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from alembic import op
from sqlalchemy import Connection, event

from bontot_desktop.db import container
from bontot_desktop.db.copy_names import moment_in_name
from bontot_desktop.db.datafile import DataFile
from bontot_desktop.db.migrations.runner import Step, step_of
from bontot_desktop.errors import Refused, WrongPassword
from bontot_desktop.rules.meetings import MeetingType
from bontot_desktop.rules.petitions import PetitionSource
from bontot_desktop.services import (
    care,
    cell_forms,
    drafts,
    importing,
    issuing,
    meetings,
    member_forms,
    outside,
    petitions,
    undo,
)
from bontot_desktop.services.office import Office
from bontot_desktop.services.outside import OutsideDraft
from torture import state
from torture.base import BEGINNING, Base
from torture.ledger import Ledger

_WHO = "Văn thư"
_PAUSE = timedelta(seconds=35)
#: So many copies stay before old ones are cleared, as a person clears a stick.
_MOST_COPIES = 6
_WORDS = ("thống nhất", "đề nghị", "bổ sung", "ghi nhận", "chuyển tháng sau", "báo cáo", "phân công", "đồng ý")


@dataclass(slots=True)
class Hand:
    """Who works: the open office, the draw, and where copies go."""

    office: Office
    base: Base
    draw: random.Random
    ledger: Ledger
    copies: Path
    password: str
    #: What the file says as of the last commit.
    state: str
    begun: int = 0

    def now(self) -> datetime:
        """Return the moment of the act: each a little later than the one before."""
        return BEGINNING + self.begun * _PAUSE

    def words(self) -> str:
        """Draw words that were not there before."""
        return f"{self.draw.choice(_WORDS)} {self.draw.randrange(10**9)}"

    def one(self, question: str) -> int:
        """Draw one of the ids a question in SQL gives."""
        with self.office.ask() as driver:
            return int(self.draw.choice(driver.execute(question).fetchall())[0])

    def promise(self, connection: Connection) -> None:
        """Write down what the file will say once the commit that follows has been made."""
        driver: Any = connection.connection.driver_connection
        self.state = state.fingerprint(driver)
        self.ledger.say("promise", state=self.state)

    def reopen(self, *, steps: tuple[Step, ...] | None = None) -> None:
        """Close the office if it is open, and open it again."""
        path, papers = self.office.data.path, self.office.papers
        self.office.close()
        data = DataFile.open(path, self.password, now=self.now(), holder="thử sức", copies=self.copies, steps=steps)
        self.office = Office(data, papers, _WHO, self.now)
        self.listen()

    def listen(self) -> None:
        """Promise before every commit of the office from now on."""
        event.listen(self.office.data.engine, "commit", self.promise)

    def act(self, name: str) -> str:
        """Do one act, confirmed or refused with a sentence; return the sentence, "" when done."""
        self.begun += 1
        self.ledger.say("begin", act=name)
        said = ""
        try:
            ACTS[name](self)
        except Refused as fault:
            said = str(fault)
        self.ledger.say("done", refused=said, state=self.state, password=self.password)
        return said


def save_cell(hand: Hand) -> None:
    """Change the note of a cell."""
    draft = cell_forms.cell_draft(hand.office, hand.one("SELECT id FROM cell"))
    cell_forms.save_cell(hand.office, replace(draft, note=hand.words()))


def save_member(hand: Hand) -> None:
    """Change a member, or take in a new one."""
    if hand.draw.random() < 0.3:
        cell = hand.one("SELECT id FROM cell")
        draft = member_forms.MemberDraft(full_name="Trần Văn Thêm", start_cell_id=cell, note=hand.words())
    else:
        draft = member_forms.member_draft(hand.office, hand.one("SELECT id FROM member"))
        draft = replace(draft, note=hand.words())
    member_forms.save_member(hand.office, draft)


def save_meeting(hand: Hand) -> None:
    """Type into minutes that are not approved, or open a new meeting."""
    with suppress(IndexError):
        if hand.draw.random() < 0.7:
            found = hand.one("SELECT id FROM meeting WHERE state IN ('DRAFTED', 'HELD', 'PLANNED') ORDER BY id")
            draft = meetings.load(hand.office, found)
            meetings.save(hand.office, replace(draft, theme=hand.words()))
            return
    day = hand.now().date() - timedelta(days=hand.draw.randrange(3, 300))
    cell = hand.one("SELECT id FROM cell")
    draft = meetings.start(hand.office, cell, MeetingType.EXTRAORDINARY, day.year, day.month, day)
    meetings.save(hand.office, replace(draft, theme=hand.words()))


def save_petition(hand: Hand) -> None:
    """Enter a petition."""
    cell = hand.one("SELECT id FROM cell")
    draft = petitions.PetitionDraft(
        cell_id=cell, source=PetitionSource.CELL, raised_on=hand.office.today(), text=hand.words()
    )
    petitions.save(hand.office, draft)


def keep_draft(hand: Hand) -> None:
    """Keep what is half typed."""
    drafts.keep(hand.office, f"meeting/{hand.draw.randrange(5)}", "biên bản", {"theme": hand.words()})


def import_book(hand: Hand) -> None:
    """Import one of the workbooks: some members are new, of others the note is."""
    book = importing.read(hand.draw.choice(hand.base.books))
    plan = importing.plan(hand.office, book, importing.guess(book, importing.remembered(hand.office)))
    importing.apply(hand.office, plan)


def issue(hand: Hand) -> None:
    """Issue a paper with its files; one that stands is withdrawn, or its number taken back, to be issued again."""
    kind, subject = hand.draw.choice(hand.base.issuable)
    there = issuing.standing(hand.office, kind, subject)
    if there is None:
        issuing.issue(hand.office, kind, subject, day=hand.office.today())
    elif hand.draw.random() < 0.5:
        issuing.withdraw(hand.office, there, hand.words())
    else:
        issuing.take_back(hand.office, there, hand.words())


def enter_paper(hand: Hand) -> None:
    """Give a number to a paper made outside the program."""
    draft = OutsideDraft(type_name="Kế hoạch", symbol="KH/ĐU", day=hand.office.today(), about=hand.words())
    outside.save(hand.office, replace(draft, signer="Nguyễn Văn Ví Dụ"))


def take_back(hand: Hand) -> None:
    """Undo the newest act."""
    last = hand.office.data.last_act()
    if last is not None:
        undo.take_back(hand.office, last.id)


def copy(hand: Hand) -> None:
    """Make a copy."""
    made = care.make_copy(hand.office, hand.copies)
    hand.ledger.say("copy", path=str(made.path), state=hand.state)
    for old in sorted(hand.copies.glob("*.bontot"))[:-_MOST_COPIES]:
        hand.ledger.say("gone", path=str(old))
        old.unlink()


def restore(hand: Hand) -> None:
    """Go back to one of the newest copies, and open what is then there."""
    found = [path for path in sorted(hand.copies.glob("*.bontot"))[-3:] if moment_in_name(path) is not None]
    if not found:
        return
    source = hand.draw.choice(found)
    path, papers = hand.office.data.path, hand.office.papers
    hand.office.close()
    copied, password, newest = _look_into(source, hand.password, hand.now())
    if password:
        hand.ledger.say("restore", state=copied, password=password, papers=newest)
        care.restore_copy(source, path, password, now=hand.now())
        hand.password, hand.state = password, copied
    data = DataFile.open(path, hand.password, now=hand.now(), holder="thử sức", copies=hand.copies)
    hand.office = Office(data, papers, _WHO, hand.now)
    hand.listen()


def restore_unopened(hand: Hand, path: Path, passwords: list[str]) -> None:
    """Go back to the newest copy while the file stands as a kill left it; without a copy nothing is done."""
    found = [one for one in sorted(hand.copies.glob("*.bontot")) if moment_in_name(one) is not None]
    if not found:
        return
    hand.begun += 1
    hand.ledger.say("begin", act="restore")
    copied, password, newest = _look_into(found[-1], passwords[0], hand.now())
    hand.ledger.say("restore", state=copied, password=password, papers=newest)
    care.restore_copy(found[-1], path, password, now=hand.now())
    hand.password, hand.state = password, copied
    hand.ledger.say("done", refused="", state=copied, password=password)


def _look_into(path: Path, password: str, now: datetime) -> tuple[str, str, int]:
    """Return what a copy says, the password that opens it ("" when that is of another day) and its newest paper."""
    for tried in dict.fromkeys((password, *PASSWORDS)):
        with suppress(WrongPassword), opened_aside(path, tried, now) as opened:
            newest = opened.driver.execute("SELECT coalesce(max(id), 0) FROM paper").fetchone()[0]
            return state.fingerprint(opened.driver), tried, int(newest)
    return "", "", 0


@contextmanager
def opened_aside(path: Path, password: str, now: datetime) -> Iterator[DataFile]:
    """Open what stands at a path, with what stands beside it, without touching it. Raises as DataFile.open."""
    with tempfile.TemporaryDirectory(prefix="bontot-xem-") as folder:
        beside = Path(folder) / path.name
        shutil.copyfile(path, beside)
        for kin in (container.side_file, container.journal_file):
            if kin(path).exists():
                shutil.copyfile(kin(path), kin(beside))
        with DataFile.open(beside, password, now=now) as opened:
            yield opened


#: The passwords the office changes between.
PASSWORDS = ("Mật khẩu thử 2026", "Mật khẩu thứ hai 2026", "Mật khẩu thứ ba 2026")


def change_password(hand: Hand) -> None:
    """Change the password, now and then the recovery code too."""
    if hand.draw.random() < 0.3:
        care.new_recovery_code(hand.office)
        return
    new = hand.draw.choice([one for one in PASSWORDS if one != hand.password])
    hand.ledger.say("password", new=new)
    care.change_password(hand.office, hand.password, new)
    hand.password = new


def repair(hand: Hand) -> None:
    """Check and mend, a copy first."""
    care.repair(hand.office, hand.copies)


def close_and_open(hand: Hand) -> None:
    """Close in the evening, with a copy, and open in the morning."""
    made = care.copy_if_changed(hand.office, hand.copies)
    if made is not None:
        hand.ledger.say("copy", path=str(made.path), state=hand.state)
    hand.reopen()


def upgrade(hand: Hand) -> None:
    """Open the file with a program that is one step further."""
    reached = int(step_of(hand.office.data.driver))
    column = f"buoc_{reached + 1}"

    def change() -> None:
        op.execute(f"ALTER TABLE petition ADD COLUMN {column} TEXT NOT NULL DEFAULT ''")
        op.execute(f"UPDATE petition SET {column} = 'đã nâng cấp'")
        op.execute(f"CREATE TABLE them_{column} (id INTEGER PRIMARY KEY, ten TEXT)")
        op.execute(f"INSERT INTO them_{column} SELECT id, full_name FROM member")

    steps = (Step(f"{reached + 1:04d}", "Một bước.", "0.1.0", change),)
    path, papers = hand.office.data.path, hand.office.papers
    hand.office.close()
    # Not through ``reopen``: the commit of a step comes before the file is ours to listen to.
    event.listen(_engines(), "commit", hand.promise)
    try:
        data = DataFile.open(path, hand.password, now=hand.now(), copies=hand.copies, steps=steps)
    finally:
        event.remove(_engines(), "commit", hand.promise)
    hand.office = Office(data, papers, _WHO, hand.now)
    hand.listen()


def _engines() -> Any:
    from sqlalchemy import Engine

    return Engine


#: Every act with how often it is drawn.
ACTS: dict[str, Callable[[Hand], None]] = {
    "save_cell": save_cell,
    "save_member": save_member,
    "save_meeting": save_meeting,
    "save_petition": save_petition,
    "keep_draft": keep_draft,
    "import_book": import_book,
    "issue": issue,
    "enter_paper": enter_paper,
    "take_back": take_back,
    "copy": copy,
    "restore": restore,
    "change_password": change_password,
    "repair": repair,
    "close_and_open": close_and_open,
    "upgrade": upgrade,
}
_WEIGHTS = {
    "save_cell": 3,
    "save_member": 3,
    "save_meeting": 4,
    "save_petition": 2,
    "issue": 5,
    "repair": 1,
    "upgrade": 1,
}


def drawn(draw: random.Random) -> str:
    """Draw the next act."""
    names = list(ACTS)
    return draw.choices(names, [_WEIGHTS.get(name, 2) for name in names])[0]
