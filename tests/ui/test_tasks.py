"""Long work runs elsewhere, comes back, can be stopped, and leaves nothing behind."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import QObject
from pytestqt.exceptions import capture_exceptions
from pytestqt.qtbot import QtBot

from bontot_desktop.errors import NoRoom
from bontot_desktop.ui.frame_parts import StatusLine
from bontot_desktop.ui.tasks import AtOnce, Progress, Stopped, Tasks


def _count_to(total: int) -> Callable[[Progress], int]:
    def work(progress: Progress) -> int:
        for done in range(1, total + 1):
            progress(done, total, "Đang đếm")
        return total

    return work


def test_the_result_comes_back_to_the_windows_thread(qtbot: QtBot) -> None:
    tasks, got = Tasks(), []
    seen: list[threading.Thread] = []

    def work(progress: Progress) -> int:
        seen.append(threading.current_thread())
        return 7

    def then(result: int) -> None:
        got.append((result, threading.current_thread()))

    with qtbot.waitSignal(tasks.ended):
        assert tasks.run(work, then, title="Đang làm")
    assert got == [(7, threading.main_thread())]
    assert seen[0] is not threading.main_thread()
    assert not tasks.busy()


def test_the_same_work_is_not_started_twice(qtbot: QtBot) -> None:
    tasks, gate = Tasks(), threading.Event()
    with qtbot.waitSignal(tasks.ended):
        assert tasks.run(lambda _: gate.wait(), lambda _: None, title="Đang in sổ")
        assert not tasks.run(lambda _: None, lambda _: None, title="Đang in sổ")
        gate.set()


def test_a_stopped_job_says_so(qtbot: QtBot) -> None:
    tasks, gate = Tasks(), threading.Event()
    errors: list[BaseException] = []

    def work(progress: Progress) -> None:
        gate.wait()
        progress.step(1, 2)

    with qtbot.waitSignal(tasks.ended):
        tasks.run(work, lambda _: None, failed=errors.append, title="Đang in sổ")
        tasks.jobs()[0].stop()
        gate.set()
    assert isinstance(errors[0], Stopped)


def test_closing_waits_for_jobs_and_calls_nobody(qtbot: QtBot) -> None:
    tasks, called = Tasks(), []

    def work(progress: Progress) -> None:
        while True:
            progress.check()

    tasks.run(work, called.append, failed=called.append, title="Đang in sổ")
    assert tasks.stop_all()
    assert called == []


def test_a_refusal_nobody_catches_is_told_in_words(qtbot: QtBot) -> None:
    tasks = Tasks()

    def work(progress: Progress) -> None:
        raise NoRoom("Ổ đĩa đã đầy. Xin dọn bớt rồi in lại.")

    with qtbot.waitSignal(tasks.refused) as refused:
        tasks.run(work, lambda _: None, title="Đang in sổ")
    assert "đã đầy" in str(refused.args[0])


def test_a_bug_in_a_job_rises(qtbot: QtBot) -> None:
    tasks = Tasks()

    def work(progress: Progress) -> None:
        raise KeyError("bug")

    with capture_exceptions() as risen, qtbot.waitSignal(tasks.ended):
        tasks.run(work, lambda _: None, title="Đang in sổ")
    assert [kind for kind, *_ in risen] == [KeyError]


def test_nobody_is_called_when_the_page_is_gone(qtbot: QtBot) -> None:
    import shiboken6

    tasks, page, called = Tasks(), QObject(), []
    with qtbot.waitSignal(tasks.ended):
        tasks.run(lambda _: 1, called.append, title="Đang in sổ", owner=page)
        shiboken6.delete(page)
    assert called == []


@pytest.mark.parametrize("total", [3])
def test_at_once_runs_before_it_answers(qtbot: QtBot, total: int) -> None:
    tasks = AtOnce()
    got: list[Any] = []
    tasks.run(_count_to(total), got.append, title="Đang đếm")
    assert got == [total]


def test_the_status_line_shows_a_long_job_with_its_progress(qtbot: QtBot) -> None:
    tasks, line, gate, further = Tasks(), StatusLine(), threading.Event(), threading.Event()
    qtbot.addWidget(line)
    line.show()
    line._delay.setInterval(0)
    line.watch(tasks)

    def work(progress: Progress) -> None:
        progress.step(1, 2, "Đang in sổ")
        gate.wait()
        progress.step(2, 2, "Đang in sổ")
        further.wait()

    with qtbot.waitSignal(tasks.ended):
        tasks.run(work, lambda _: None, title="Đang in sổ")
        qtbot.waitUntil(lambda: line._job.text() == "Đang in sổ: 1/2")
        assert line._stop.isVisible()
        gate.set()
        qtbot.waitUntil(lambda: line._bar.value() == 2)
        further.set()
    assert not line._bar.isVisible()
