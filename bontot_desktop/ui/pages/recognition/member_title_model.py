"""The lines of a cell's members for “Đảng viên 5 tốt”: what is typed, what stands in the way, what to conclude."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from PySide6.QtWidgets import QWidget

from bontot_desktop import dates, text
from bontot_desktop.rules import member_titles as rules
from bontot_desktop.rules.member_titles import MemberCount, Typed
from bontot_desktop.rules.recognition import EntryState
from bontot_desktop.services.member_titles import TitleLine, TitleSheet
from bontot_desktop.ui.look import Tone
from bontot_desktop.ui.pages.meetings.typed_model import TypedModel, Unreadable
from bontot_desktop.ui.pages.ratings import words
from bontot_desktop.ui.tables.grid import GridColumn, GridRow

REGISTERED, LEVEL, VOTES, CONCLUSION, REASON = "registered_on", "level", "votes_for", "conclusion", "reason"
#: In front of the code of a criterion.
CRITERION = "criterion."
LABEL_WIDTH = 24
_PASSED = ((True, "Đạt"), (False, "Chưa"))
_CONCLUSIONS = ((EntryState.PROPOSED, "Đề nghị"), (EntryState.NOT_PROPOSED, "Không"))
_DAY_HINT = "Ngày nhận đăng ký: gõ 5/3 hoặc 5/3/2026; x là cùng ngày với dòng trên"


class MemberTitleModel(TypedModel):
    """A cell's members of a year; lines are by member. ``voted_on`` and ``vote_base`` are what the fields above say."""

    def __init__(self, sheet: TitleSheet, parent: QWidget | None = None) -> None:
        self._codes = [code for code, _ in sheet.criteria]
        ticks = [
            GridColumn(CRITERION + code, code, choices=_PASSED, width=6, hint=f"{title}. Gõ Đ (đạt) hoặc C (chưa đạt)")
            for code, title in sheet.criteria
        ]
        super().__init__(
            [
                GridColumn(REGISTERED, "Đăng ký", width=10, hint=_DAY_HINT),
                *ticks,
                GridColumn(
                    LEVEL, "Xếp loại", width=8, hint=f"Mức xếp loại năm {sheet.frame.year}, ghi ở trang Xếp loại"
                ),
                GridColumn(VOTES, "Tán thành", decimals=0, width=5, hint="Số đảng viên chính thức tán thành"),
                GridColumn(
                    CONCLUSION, "Kết luận", choices=_CONCLUSIONS, width=8, hint="Gõ Đ (đề nghị) hoặc K (không đề nghị)"
                ),
                GridColumn(REASON, "Lý do không đề nghị", width=16, stretch=True, hint="Ghi khi không đề nghị"),
            ],
            parent,
            label_title="Họ và tên",
            label_width=LABEL_WIDTH,
            reads={
                REGISTERED: self._read_day,
                CONCLUSION: _read_conclusion,
                **{CRITERION + code: _read_passed for code in self._codes},
            },
            writes={REGISTERED: lambda _, day: dates.screen(day)},
            follows={LEVEL: self._level},
        )
        self.people: dict[int, TitleLine] = {}
        self.voted_on: date | None = None
        self.vote_base: int | None = None
        self.show_sheet(sheet)

    def show_sheet(self, sheet: TitleSheet) -> None:
        """Show the lines of a cell as they are stored."""
        self.frame = sheet.frame
        self.people = {line.member_id: line for line in sheet.lines}
        self.voted_on, self.vote_base = sheet.voted_on, sheet.vote_base
        values: dict[tuple[Any, Any], Any] = {}
        rows = []
        for line in sheet.lines:
            typed, who = line.typed, line.member_id
            values |= {(who, REGISTERED): typed.registered_on, (who, VOTES): typed.votes_for}
            values |= {(who, CONCLUSION): typed.conclusion, (who, REASON): typed.reason}
            if typed.passed or typed.conclusion is not None:
                values |= {(who, CRITERION + code): code in typed.passed for code in self._codes}
            rows.append(GridRow(who, line.full_name, _hint(line), locked=bool(line.lock or sheet.lock)))
        self.show(rows, {key: value for key, value in values.items() if value not in (None, "")})

    # What stands in the lines --------------------------------------------------------------------------------------

    def typed(self, member_id: int) -> Typed:
        """Return a line as it stands in the grid, with the meeting of the fields above."""
        conclusion = self.value(member_id, CONCLUSION)
        votes = self.value(member_id, VOTES)
        is_voted = votes is not None or conclusion is not None
        return replace(
            self.line(member_id),
            voted_on=self.voted_on if is_voted else None,
            vote_base=self.vote_base if is_voted else None,
        )

    def line(self, member_id: int) -> Typed:
        """Return what was typed in a line itself."""
        passed = frozenset(code for code in self._codes if self.value(member_id, CRITERION + code))
        return Typed(
            self.value(member_id, REGISTERED),
            passed,
            votes_for=self.value(member_id, VOTES),
            conclusion=self.value(member_id, CONCLUSION),
            reason=self.value(member_id, REASON) or "",
        )

    def changed_lines(self) -> dict[int, Typed]:
        """Return the lines that changed."""
        changed = self.changed_rows()
        return {who: self.line(who) for who in self.people if who in changed}

    def _open(self) -> list[int]:
        return [row.id for row in self.rows() if not row.locked]

    # Quick ways ----------------------------------------------------------------------------------------------------

    def pass_all(self) -> int:
        """Say "Đạt" of every criterion for whoever registered and has none yet; returns how many."""
        done = 0
        for who in self._open():
            blank = all(self.value(who, CRITERION + code) is None for code in self._codes)
            if blank and self.value(who, REGISTERED) is not None:
                for code in self._codes:
                    self.put(who, CRITERION + code, True)
                done += 1
        return done

    def conclude(self) -> int:
        """Conclude on whoever registered and was voted on by what is known; returns how many."""
        done = 0
        for who in self._open():
            if self.value(who, CONCLUSION) is not None or self.value(who, REGISTERED) is None:
                continue
            typed, known = self.typed(who), self.people[who].known
            voted = replace(typed, voted_on=self.voted_on, vote_base=self.vote_base)
            if rules.may_be_proposed(voted, known, self.frame):
                self.put(who, CONCLUSION, EntryState.PROPOSED)
                done += 1
                continue
            why = rules.suggested_reason(voted, known, self.frame)
            if why and (typed.passed or typed.votes_for is not None):
                self.put(who, CONCLUSION, EntryState.NOT_PROPOSED)
                if not self.value(who, REASON):
                    self.put(who, REASON, text.first_upper(why))
                done += 1
        return done

    # Marks ---------------------------------------------------------------------------------------------------------

    def check(self) -> None:
        """Mark what cannot be saved and what looks odd."""
        self.flag({(who, column): sentence for who in self.people for column, sentence in self._flags_of(who).items()})

    def check_line(self, member_id: int) -> None:
        """Mark one line anew."""
        self.flag_row(member_id, self._flags_of(member_id))

    def _flags_of(self, member_id: int) -> dict[str, str]:
        line = self.people[member_id]
        row = next(row for row in self.rows() if row.id == member_id)
        if row.locked:
            return {}
        typed = self.typed(member_id)
        late, doubts = rules.late(typed, self.frame), rules.doubts(typed, line.known, self.frame)
        found = {REGISTERED: late} if late else {}
        if others := [doubt for doubt in doubts if doubt != late]:
            found[LEVEL] = " ".join(others)
        if line.known.is_gone or line.notes:
            found[REGISTERED] = line.notes[0]
        for name, sentence in rules.problems(typed, line.known, self.frame):
            found[VOTES if name == "voted_on" else name] = sentence
        return found

    def about(self, member_id: int) -> str:
        """Say what a clerk should know of a line."""
        line = self.people[member_id]
        if line.lock:
            return line.lock
        if line.state in (EntryState.RECOGNISED, EntryState.NOT_RECOGNISED):
            return f"{line.state.label}."
        typed = self.typed(member_id)
        said = [*line.notes, *rules.doubts(typed, line.known, self.frame)]
        if not typed.is_empty and typed.conclusion is not EntryState.NOT_PROPOSED:
            said += rules.obstacles(typed, line.known, self.frame)[:1]
        return " ".join(said)

    def counts(self) -> MemberCount:
        """Count the members as they stand in the grid."""
        lines = {who: self.line(who) for who in self.people if not self.line(who).is_empty}
        states = [typed.conclusion or EntryState.REGISTERED for typed in lines.values()]
        whole = [set(self._codes) <= typed.passed for typed in lines.values()]
        evaluated = sum(line.known.why is None and not line.known.is_gone for line in self.people.values())
        return rules.count(evaluated, states, whole)

    # Reading and writing -------------------------------------------------------------------------------------------

    def _read_day(self, row_id: Any, typed: str) -> date | None:
        if not typed:
            return None
        if text.fold(typed) == "x":
            above = self._day_above(row_id)
            if above is None:
                raise Unreadable("Chưa có ngày nào ở dòng trên; xin gõ ngày, ví dụ 5/3.")
            return above
        for words_ in (typed, f"{typed}/{self.frame.year}"):
            try:
                found = dates.parse(words_)
            except ValueError:
                continue
            if found is not None:
                return found
        raise Unreadable(f"Xin gõ ngày, ví dụ 5/3 hoặc 05/03/{self.frame.year}.")

    def _day_above(self, row_id: Any) -> date | None:
        last = None
        for row in self.rows():
            if row.id == row_id:
                return last
            last = self.value(row.id, REGISTERED) or last
        return last

    def _level(self, member_id: Any) -> tuple[str, Tone | None]:
        line = self.people.get(member_id)
        if line is None:
            return "", None
        if line.known.why is not None:
            return words.WHY_SHORT[line.known.why], None
        if line.level is None:
            return "", None
        least = self.frame.rules.least
        return line.level.value, None if least is None or line.level.reaches(least) else Tone.BAD


def _read_passed(_: Any, typed: str) -> bool | None:
    """Read whether a criterion was reached; nothing means not looked at."""
    folded = text.fold(typed)
    if not folded:
        return None
    if folded in ("x", "1", "+") or "dat".startswith(folded):
        return True
    if folded in ("0", "2", "-", "k", "khong") or "chua dat".startswith(folded):
        return False
    raise Unreadable("Gõ Đ (đạt) hoặc C (chưa đạt).")


def _read_conclusion(_: Any, typed: str) -> EntryState | None:
    """Read what the cell concluded; nothing takes it away."""
    folded = text.fold(typed)
    if not folded:
        return None
    if folded in ("x", "1") or "de nghi".startswith(folded):
        return EntryState.PROPOSED
    if folded in ("0", "2") or "khong de nghi".startswith(folded):
        return EntryState.NOT_PROPOSED
    raise Unreadable("Gõ Đ (đề nghị) hoặc K (không đề nghị).")


def _hint(line: TitleLine) -> str:
    born = f"sinh năm {line.born}" if line.born else ""
    return ", ".join(part for part in (line.full_name, born, line.post, *line.notes) if part)
