"""An invented office that could be real: for a first look, for the tests, for pictures and for measuring."""

from __future__ import annotations

from bontot_desktop.services.sampling.clock import Clock
from bontot_desktop.services.sampling.making import CELLS, MEMBERS, SampleReport, make_sample
from bontot_desktop.services.sampling.progress import Progress

__all__ = ["CELLS", "MEMBERS", "Clock", "Progress", "SampleReport", "make_sample"]
