"""Makes the two pictures of the README from the invented office: its window and a page it prints."""

from __future__ import annotations

import os
import sys
import tempfile
from datetime import date, datetime
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication

from bontot_desktop.app import build_window
from bontot_desktop.places import Places
from bontot_desktop.rules.papers import PaperState
from bontot_desktop.services import papers, samples, sampling
from bontot_desktop.services.office import Office, open_office
from bontot_desktop.ui import look, vietnamese
from bontot_desktop.ui.pdf import Pdf
from bontot_desktop.ui.shell import Shell

HERE = Path(__file__).parent
#: Points to pixels of the printed page.
PAGE_SCALE = 1.25


def main() -> int:
    """Write docs/window.png and docs/page.png."""
    app = QApplication(sys.argv)
    look.apply(app, dark=False)
    words = vietnamese.install(app)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "van-phong-mau.bontot"
        sampling.make_sample(path)
        office = open_office(path, holder="hình README", who="Văn phòng", clock=datetime.now)
        try:
            _window(app, office, Path(folder))
            _page(office)
        finally:
            office.close()
    del words
    return 0


def _window(app: QApplication, office: Office, home: Path) -> None:
    window = build_window(Shell(office), Places(home))
    window.resize(1366, 768)
    window.show()
    event = max(samples.list_samples(office), key=lambda row: row.planned_on or date.min)
    window.go("samples", event.id)
    app.processEvents()
    window.grab().save(str(HERE / "window.png"))
    window.hide()
    window.deleteLater()


def _page(office: Office) -> None:
    decision = next(row for row in papers.rows(office, kind="D13") if row.state is PaperState.ISSUED)
    pdf = Pdf(papers.shown(office, decision.id))
    pdf.image(0, PAGE_SCALE).save(str(HERE / "page.png"))
    pdf.close()


if __name__ == "__main__":
    sys.exit(main())
