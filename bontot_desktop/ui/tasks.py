"""Run something elsewhere, come back to the window with its result or its error, and show how far it is."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import shiboken6
from PySide6.QtCore import QObject, Qt, Signal, Slot

from bontot_desktop.errors import BonTotError
from bontot_desktop.rules.remaining import Remaining

if TYPE_CHECKING:
    from concurrent.futures import Future, ThreadPoolExecutor

#: A job tells the window how far it is at most so often, in seconds.
TELL_EVERY = 0.05


class Stopped(BonTotError):
    """The person stopped the job; nothing is half done."""

    def __init__(self) -> None:
        super().__init__("Đã dừng theo yêu cầu.")


class Progress:
    """What a job holds in its hand: says how far it is and hears that it shall stop. Usable from its thread."""

    def __init__(self, told: Callable[[], None]) -> None:
        self.done, self.total, self.words = 0, 0, ""
        #: Seconds the rest will take; None while there is nothing to go by.
        self.left: float | None = None
        self._told, self._at = told, 0.0
        self._remaining = Remaining(time.monotonic())
        self._stop = threading.Event()

    def step(self, done: int, total: int, words: str = "") -> None:
        """Say how far it is. Raises Stopped when the person pressed "Dừng"."""
        self.done, self.total, self.words = done, total, words
        self.check()
        now = time.monotonic()
        self.left = self._remaining.step(now, done, total)
        if now - self._at >= TELL_EVERY or done == total:
            self._at = now
            self._told()

    def check(self) -> None:
        """Raise Stopped when the person pressed "Dừng"."""
        if self._stop.is_set():
            raise Stopped

    def stop(self) -> None:
        """Ask the job to stop at its next step."""
        self._stop.set()

    def __call__(self, done: int, total: int, words: str = "") -> None:
        """Be a plain callback for services: ``progress(done, total)``."""
        self.step(done, total, words)


class Job:
    """One piece of work under way."""

    def __init__(self, title: str, key: str, told: Callable[[Job], None]) -> None:
        self.title, self.key = title, key
        self.progress = Progress(lambda: told(self))
        self.then: Callable[[Any], Any] = lambda _: None
        self.failed: Callable[[BaseException], Any] | None = None
        self.owner: QObject | None = None
        self.future: Future[Any] = _no_future()

    def stop(self) -> None:
        """Ask the job to stop."""
        self.progress.stop()


class Tasks(QObject):
    """Starts jobs in threads of their own. A job gets plain facts and gives plain facts: no widget, no session."""

    started = Signal(object)
    progressed = Signal(object)
    ended = Signal(object)
    #: A refusal nobody caught: shown by the frame in words.
    refused = Signal(object)

    _told = Signal(object)
    _arrived = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs: dict[str, Job] = {}
        self._told.connect(self._pass_on, Qt.ConnectionType.QueuedConnection)
        self._arrived.connect(self._finish, Qt.ConnectionType.QueuedConnection)

    def run(
        self,
        work: Callable[[Progress], Any],
        then: Callable[[Any], Any],
        *,
        title: str,
        failed: Callable[[BaseException], Any] | None = None,
        key: str = "",
        owner: QObject | None = None,
    ) -> bool:
        """Run ``work`` elsewhere, then give its result to ``then`` (or its error to ``failed``) in the window's thread.

        ``title`` is what the status line says ("Đang in sổ biên bản"). The same ``key`` (default: the title) is not
        started twice: False then. Without ``failed`` a refusal is shown in words and a bug rises to the crash window.
        When ``owner`` was deleted meanwhile nobody is called.
        """
        key = key or title
        if key in self._jobs:
            return False
        job = Job(title, key, self._told.emit)
        job.then, job.failed, job.owner = then, failed, owner
        self._jobs[key] = job
        self.started.emit(job)
        self._start(job, work)
        return True

    def _start(self, job: Job, work: Callable[[Progress], Any]) -> None:
        executor = _executor(job)
        job.future = executor.submit(work, job.progress)
        job.future.add_done_callback(lambda _: self._arrived.emit(job))
        executor.shutdown(wait=False)

    def busy(self) -> bool:
        """Say whether a job is under way."""
        return bool(self._jobs)

    def jobs(self) -> list[Job]:
        """Return the jobs under way, oldest first."""
        return list(self._jobs.values())

    def stop_all(self, patience: float = 30.0) -> bool:
        """Ask all jobs to stop and wait, in seconds; False when one did not. Nobody is called any more."""
        jobs = self.jobs()
        for job in jobs:
            job.stop()
            job.then, job.failed = (lambda _: None), (lambda _: None)
        until = time.monotonic() + patience
        for job in jobs:
            while not job.future.done() and time.monotonic() < until:
                threading.Event().wait(0.01)
        for job in jobs:
            if job.future.done():
                self._finish(job)
        return not self._jobs

    @Slot(object)
    def _pass_on(self, job: Job) -> None:
        if job.key in self._jobs:
            self.progressed.emit(job)

    @Slot(object)
    def _finish(self, job: Job) -> None:
        if self._jobs.get(job.key) is not job:
            return
        del self._jobs[job.key]
        self.ended.emit(job)
        if job.owner is not None and not shiboken6.isValid(job.owner):
            return
        error = job.future.exception()
        if error is None:
            job.then(job.future.result())
        elif job.failed is not None:
            job.failed(error)
        elif isinstance(error, BonTotError):
            self.refused.emit(error)
        else:
            raise error


class AtOnce(Tasks):
    """Runs every job at once in the same thread, for tests."""

    def _start(self, job: Job, work: Callable[[Progress], Any]) -> None:
        with _executor(job) as executor:
            job.future = executor.submit(work, job.progress)
        self._finish(job)


# The window opens without threads; they are loaded with the first job.


def _no_future() -> Future[Any]:
    from concurrent.futures import Future

    return Future()


def _executor(job: Job) -> ThreadPoolExecutor:
    from concurrent.futures import ThreadPoolExecutor

    return ThreadPoolExecutor(1, thread_name_prefix=f"job {job.key}")
