"""How long a job will still take, told as a person would tell it."""

from __future__ import annotations

from collections import deque

#: Nothing is told before so many seconds: the first steps say little about the rest.
SILENT = 2.0
#: The pace is taken from so many seconds back, so that a slow stretch is noticed.
WINDOW = 20.0
#: Seconds below which it is no use to count.
SOON = 5.0


class Remaining:
    """Takes the steps of one job with their times (seconds of any steady clock) and tells how long the rest takes."""

    def __init__(self, started: float) -> None:
        self._steps: deque[tuple[float, int]] = deque([(started, 0)])
        self._started = started

    def step(self, at: float, done: int, total: int) -> float | None:
        """Take a step and return the seconds left; None while there is nothing to go by."""
        if done < self._steps[-1][1]:
            # Another stretch of the work counts anew.
            self._steps = deque([(at, done)])
            return None
        self._steps.append((at, done))
        while len(self._steps) > 2 and at - self._steps[1][0] >= WINDOW:
            self._steps.popleft()
        since, before = self._steps[0]
        if at - self._started < SILENT or done == before or total <= 0:
            return None
        return (at - since) / (done - before) * max(total - done, 0)


def words(seconds: float | None) -> str:
    """Say the time left: "còn khoảng 2 phút"; "" when it is not known."""
    if seconds is None:
        return ""
    if seconds < SOON:
        return "sắp xong"
    if seconds < 55:
        step = 5 if seconds < 20 else 10
        return f"còn khoảng {round(seconds / step) * step} giây"
    minutes = round(seconds / 60) or 1
    if minutes < 60:
        return f"còn khoảng {minutes} phút"
    hours, rest = divmod(round(minutes / 5) * 5, 60)
    return f"còn khoảng {hours} giờ {rest} phút" if rest else f"còn khoảng {hours} giờ"
