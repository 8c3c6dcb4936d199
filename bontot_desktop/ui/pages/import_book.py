"""The import in three steps: the file, its columns, what would be taken; nothing is written before "Nhập"."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, ClassVar

from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from bontot_desktop.errors import BonTotError
from bontot_desktop.rules.changes import Kind
from bontot_desktop.services import importing
from bontot_desktop.services.importing import Choices, ImportPlan, ImportResult, Known, SheetGuess
from bontot_desktop.ui import keys, look
from bontot_desktop.ui.look import Tone
from bontot_desktop.ui.pages.importing.columns_step import ColumnsStep
from bontot_desktop.ui.pages.importing.file_step import FileStep
from bontot_desktop.ui.pages.importing.opened import Opened, open_book
from bontot_desktop.ui.pages.importing.review_step import ReviewStep
from bontot_desktop.ui.pages.importing.words import counts_sentence, done_sentence, dropped_sentence, plan_note
from bontot_desktop.ui.pages.importing.writing import Writing
from bontot_desktop.ui.shell import Shell, waiting
from bontot_desktop.ui.tasks import Progress, Stopped
from bontot_desktop.ui.widgets.page import Page, StackedPage
from bontot_desktop.ui.widgets.steps import Steps, StepState

SUFFIXES = importing.SUFFIXES
#: A plan that takes less is made anew at once after each answer, seconds; a longer one in a task.
_AT_ONCE = 0.03
FILE, COLUMNS, REVIEW = "file", "columns", "review"


def open_import(shell: Shell, stack: StackedPage, back: str) -> None:
    """Show the way from a workbook into the register on top of a page."""
    page = ImportPage(shell, stack.pop)
    stack.push(page, back)
    page.take_focus()


class ImportPage(Page):
    """The journey. What was read, what it is taken for and what the person decided live here until "Nhập"."""

    wants: ClassVar[frozenset[Kind]] = frozenset({Kind.CELLS, Kind.MEMBERS})
    help_topic: ClassVar[str] = "nhap-danh-ba"

    def __init__(self, shell: Shell, done: Callable[[], Any], parent: QWidget | None = None) -> None:
        super().__init__("Nhập từ Excel", parent, margins=False)
        self.setAcceptDrops(True)
        self._shell, self._done = shell, done
        self._opened: Opened | None = None
        self._choices = Choices()
        self._plan: ImportPlan | None = None
        #: The register as it was read for comparing; None when it is to be read anew.
        self._known: Known | None = None
        #: Whether the person decided something the plan shown does not know of yet, and how long a plan took, seconds.
        self._is_behind, self._cost = False, 0.0
        self._is_chosen = False
        self._said = ""
        self._turn = 0
        self.file, self.columns = FileStep(), ColumnsStep()
        self.review = ReviewStep(self._row_text)
        self.steps = Steps(self)
        for key, word, part in (
            (FILE, "Tệp", self.file),
            (COLUMNS, "Cột", self.columns),
            (REVIEW, "Xem trước", self.review),
        ):
            self.steps.add_step(key, word, part)
        self.content.addWidget(self.steps, 1)
        self.content.setSpacing(0)
        self.button = QPushButton(self)
        self.footer_label = QLabel(self)
        self.content.addWidget(self._make_footer())
        self.steps.opened.connect(self._step_opened)
        self.file.choose_wanted.connect(self.choose)
        self.file.stop_wanted.connect(self.stop)
        self.file.sheet_wanted.connect(self._look_at_sheet)
        self.columns.changed.connect(self._sheets_changed)
        self.review.answered.connect(self._answer)
        self.review.ticked.connect(self._tick)
        self.review.let_go.connect(self._let_go)
        self.review.save_wanted.connect(self.save_refused)
        shell.tasks.progressed.connect(self._show_progress)
        self.on_key(keys.FILTER, "Lọc dòng sẽ nhập", self._focus_filter)
        self._say()

    def _make_footer(self) -> QFrame:
        footer = QFrame(self)
        look.mark(footer, "footer")
        row = QHBoxLayout(footer)
        row.setContentsMargins(look.PAGE_MARGIN, look.SMALL, look.PAGE_MARGIN, look.SMALL)
        row.setSpacing(look.GAP)
        look.mark(self.footer_label, "second")
        self.footer_label.setWordWrap(True)
        look.mark(self.button, "primary")
        self.button.setAutoDefault(True)
        self.button.clicked.connect(self.go_on)
        row.addWidget(self.footer_label, 1)
        row.addWidget(self.button)
        return footer

    # The file ------------------------------------------------------------------------------------------------------

    def choose(self) -> None:
        """Ask for a workbook and read it."""
        path = self._shell.asking.choose_file("Chọn danh sách chi bộ, đảng viên", "Bảng tính", SUFFIXES)
        if path is not None:
            self.read(path)

    def read(self, path: Path) -> None:
        """Read a workbook elsewhere and show what was found."""
        if not self.leaving():
            return
        self._forget()
        self._turn += 1
        turn, remembered = self._turn, importing.remembered(self._shell.office)
        self.steps.open_step(FILE)
        self.file.show_reading(path.name)
        self._say()

        def work(progress: Progress) -> Opened:
            def told(done: int, total: int, words: str) -> None:
                progress.step(done, total, words)

            return open_book(path, remembered, told)

        self._shell.tasks.run(
            work,
            lambda opened: self._read_done(turn, opened),
            title=f"Đang đọc {path.name}",
            failed=lambda error: self._read_failed(turn, error),
            key=self._job_key(),
            owner=self,
        )

    def stop(self) -> None:
        """Stop reading; the file goes as it came."""
        for job in self._shell.tasks.jobs():
            if job.key == self._job_key():
                job.stop()
        self._turn += 1
        self.file.show_empty(str(Stopped()))
        self._say()
        self.take_focus()

    def _job_key(self) -> str:
        return f"import {id(self)} {self._turn}"

    def _show_progress(self, job: Any) -> None:
        if job.key == self._job_key() and self.file.is_reading():
            self.file.show_progress(job.progress.words or job.title, job.progress.done, job.progress.total)

    def _read_done(self, turn: int, opened: Opened) -> None:
        if turn == self._turn:
            self._opened = opened
            self.file.show_found(opened)
            self.columns.show_book(opened)
            self._say()
            self.take_focus()

    def _read_failed(self, turn: int, error: BaseException) -> None:
        if not isinstance(error, BonTotError):
            raise error
        if turn == self._turn:
            self.file.show_empty(str(error))
            self._say()

    def _forget(self) -> None:
        self._opened, self._plan, self._is_behind = None, None, False
        self._choices, self._is_chosen, self._said = Choices(), False, ""

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take a workbook over any step."""
        if _dropped(event) is not None and not self.file.is_reading():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Read the dropped workbook."""
        path = _dropped(event)
        if path is not None:
            event.acceptProposedAction()
            self.read(path)

    # The columns ---------------------------------------------------------------------------------------------------

    def _look_at_sheet(self, name: Any) -> None:
        self.columns.look_at(name)
        self.steps.open_step(COLUMNS)

    def _sheets_changed(self, sheets: list[SheetGuess]) -> None:
        assert self._opened is not None
        self._plan, self._is_behind, self._is_chosen, self._said = None, False, True, ""
        with waiting():
            for sheet in sheets:
                self._opened = self._opened.with_sheet(sheet)
            self.columns.show_book(self._opened)
            self.file.show_found(self._opened)
        self._say()

    # The review ----------------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Compare with the register again when it has changed."""
        self._known = None
        if self._plan is not None:
            self._plan, self._said = None, ""
            self._show_plan()

    def _show_plan(self) -> None:
        if self._opened is None:
            self.review.show_nothing("Chưa chọn tệp nào.")
        elif self._plan is None:
            try:
                with waiting():
                    started = time.perf_counter()
                    self._take_plan(self._planning()(None))
                    self._cost = time.perf_counter() - started
            except BonTotError as error:
                self._plan_failed(error)
        self._say()

    def _planning(self) -> Callable[[Any], ImportPlan]:
        """Return what makes the plan as things stand now, in any thread."""
        assert self._opened is not None
        if self._known is None:
            self._known = importing.register_of(self._shell.office)
        known, opened, choices = self._known, self._opened, self._choices
        return lambda _: importing.plan_against(known, opened.book, opened.guess, choices)

    def _take_plan(self, plan: ImportPlan) -> None:
        self._plan, self._is_behind = plan, False
        self.review.show_plan(plan, frozenset(self._choices.answers))
        self.review.notice.say(*self._notice(plan))

    def _plan_failed(self, error: BaseException) -> None:
        if not isinstance(error, BonTotError):
            raise error
        self._plan, self._is_behind = None, False
        self.review.show_nothing(f"Chưa xem trước được. {error}")

    def _plan_elsewhere(self) -> None:
        """Plan again in a task of its own; answers go on meanwhile, and the last of them is planned for."""
        opened, choices = self._opened, self._choices

        def came(take: Callable[[Any], None], what: Any) -> None:
            if not self._is_behind:
                return
            if opened is self._opened and choices is self._choices:
                take(what)
                self._say()
            else:
                self._plan_elsewhere()

        self._shell.tasks.run(
            self._planning(),
            lambda plan: came(self._take_plan, plan),
            title="Đang xem lại các dòng sẽ nhập",
            failed=lambda error: came(self._plan_failed, error),
            key=f"import plan {id(self)}",
            owner=self,
        )

    def _notice(self, plan: ImportPlan) -> tuple[str, Tone]:
        missing = len(plan.refused) + len(plan.left_out)
        if self._said:
            rest = f" {missing} dòng chưa nhập: lưu riêng ra Excel để sửa rồi nhập lại." if missing else ""
            return f"{self._said}{rest}", Tone.GOOD
        if plan.changes_nothing and any(row.is_taken for row in plan.taken):
            return "Sổ đã có đủ nội dung của tệp này; không có gì để nhập.", Tone.GOOD
        if plan.changes_nothing:
            return "Chưa có dòng nào nhập được.", Tone.WAIT
        return "", Tone.INFO

    def _answer(self, pairs: Iterable[tuple[str, str]]) -> None:
        given = dict(pairs)
        self._choices = replace(self._choices, answers={**self._choices.answers, **given})
        self._decided(given)

    def _tick(self, pairs: Iterable[tuple[str, bool]]) -> None:
        pairs = list(pairs)
        off = {key for key, is_taken in pairs if not is_taken}
        on = {key for key, is_taken in pairs if is_taken}
        self._choices = replace(self._choices, without=(self._choices.without - on) | off)
        self._decided()

    def _let_go(self, pairs: Iterable[tuple[str, bool]]) -> None:
        for key, is_ticked in pairs:
            self._choices = self._choices.letting_go(key, is_ticked)
        self._decided()

    def _decided(self, answers: Mapping[str, str] | None = None) -> None:
        """Show what follows from a decision; of a long list the decision itself at once, the rest when it is there."""
        self._is_chosen, self._said = True, ""
        if self._cost <= _AT_ONCE or self._plan is None:
            self._plan = None
            self._show_plan()
            return
        if answers:
            self.review.questions.show_answers(answers)
        self._is_behind = True
        self._plan_elsewhere()
        self._say()

    def _row_text(self, sheet: str, number: int) -> str:
        if self._opened is None:
            return ""
        return importing.row_text(self._opened.book, self._opened.guess.sheet(sheet), number)

    def save_refused(self) -> None:
        """Write the rows that are not taken into a workbook of their own."""
        # Loaded with the first list, not with the window.
        from bontot_desktop.services import export, files

        shell, plan = self._shell, self._plan
        if plan is None or self._opened is None:
            return
        name = f"{Path(plan.workbook).stem}-chua-nhan.xlsx"
        target = shell.asking.save_file("Lưu các dòng chưa nhận", "Bảng tính", ".xlsx", start=Path.home() / name)
        if target is not None:
            sheets = importing.sheets_to_mend(self._opened.book, plan, export.office_name(shell.office))
            count = sum(len(sheet.rows) for sheet in sheets)
            shell.act(
                lambda: files.write(target, export.workbook_of(sheets, shell.now())),
                f"Đã lưu {count} dòng chưa nhận ra {target.name}",
                undo=False,
            )

    def take(self) -> None:
        """Take the rows in one act; go back when nothing is left to mend."""
        if self._is_behind:
            self._plan = None
            self._show_plan()
        plan = self._plan
        if plan is None or plan.changes_nothing:
            return
        said = done_sentence(plan)
        choices, is_chosen = self._choices, self._is_chosen
        self._is_chosen = False
        # What is told of the change comes to this page too, and must find it as it is after the import.
        self._plan = None
        self._choices = replace(self._choices, without=frozenset(), leaving=frozenset())
        stopped: list[bool] = []
        if self._shell.act(lambda: self._write(plan, stopped), lambda result: said if result else "") is None:
            self._choices, self._is_chosen = choices, is_chosen
            self._show_plan()
            if stopped:
                self.review.notice.say("Đã dừng; chưa có gì được ghi vào sổ.", Tone.WAIT)
        elif plan.refused or plan.left_out:
            self._said = said
            self._show_plan()
            self.review.open_refused()
        else:
            self._done()

    def _write(self, plan: ImportPlan, stopped: list[bool]) -> ImportResult | None:
        """Write; None when the person stopped it."""
        window = Writing(self._shell.office, plan, self)
        if window.run():
            result: ImportResult = window.outcome
            return result
        stopped.append(True)
        return None

    # The frame -----------------------------------------------------------------------------------------------------

    def go_on(self) -> None:
        """Do what the button at the lower right says."""
        if self.steps.current() != REVIEW:
            self.steps.go_on()
        elif self._said:
            self._done()
        else:
            self.take()

    def _step_opened(self, key: Any) -> None:
        if key == REVIEW:
            is_first = self._plan is None
            self._show_plan()
            if is_first and self._plan is not None:
                self.review.open_first(self._plan)
        self._say()
        self.take_focus()

    def _say(self) -> None:
        """Show how far the steps are and what the button does now."""
        opened, plan, step = self._opened, self._plan, self.steps.current()
        lacking = importing.problems(opened.guess) if opened is not None else []
        self.set_summary(opened.book.name if opened is not None else "")
        self.steps.show_states(
            {
                FILE: StepState(done=opened is not None, note=f"{len(opened.guess.sheets)} trang" if opened else ""),
                COLUMNS: StepState(
                    done=opened is not None and not lacking,
                    note="còn thiếu cột" if lacking else f"{len(opened.taken())} trang sẽ nhập" if opened else "",
                    missing=len(lacking),
                ),
                REVIEW: StepState(done=bool(self._said), note=plan_note(plan) if plan is not None else ""),
            }
        )
        self.footer_label.setText(self._footer_words(step, lacking))
        if step == REVIEW:
            self.button.setText("Xong" if self._said else "Nhập")
            self.button.setEnabled(bool(self._said) or (plan is not None and not plan.changes_nothing))
        else:
            self.button.setText("Tiếp")
            self.button.setEnabled(opened is not None and (step == FILE or not lacking))

    def _footer_words(self, step: str, lacking: list[str]) -> str:
        if self._opened is None:
            return ""
        if step == FILE:
            return "Bấm đúp một trang để xem các cột của trang ấy."
        if step == COLUMNS:
            return "" if lacking else "Ô chọn trên mỗi cột nói cột ấy là gì; chỗ nào chưa đúng thì chọn lại."
        if self._said or self._plan is None:
            return ""
        waits = sum(question.key not in self._choices.answers for question in self._plan.doubtful)
        asked = f"{waits} câu hỏi chưa trả lời thì nhập như đã tạm ghi." if waits else ""
        dropped = dropped_sentence(self._opened.guess)
        return " ".join(part for part in (counts_sentence(self._plan.counts), dropped, asked) if part)

    def _focus_filter(self) -> None:
        if self.steps.current() == REVIEW:
            self.review.tabs.setCurrentIndex(0)
            self.review.taken.filter.focus()

    def take_focus(self) -> None:
        """Put the cursor where the work goes on: to choose a file, to the questions, else to the button."""
        if self._opened is None:
            self.file.choose_button.setFocus()
        elif self.steps.current() != REVIEW or not self.review.take_focus():
            self.button.setFocus()

    def leaving(self) -> bool:
        """Ask before answers and choices are lost."""
        if not self._is_chosen or self._opened is None:
            return True
        return self._shell.asking.confirm(
            f"Bỏ việc nhập {self._opened.book.name}?",
            "Bỏ",
            detail="Chưa có gì được ghi vào sổ; các lựa chọn và câu trả lời vừa rồi sẽ mất.",
        )


def _dropped(event: QDropEvent) -> Path | None:
    """Return the workbook that is dropped, None when it is something else."""
    paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
    return next((path for path in paths if path.suffix.lower() in SUFFIXES), None)
