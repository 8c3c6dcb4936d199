"""Many papers issued in one go: the window goes on, what was issued before a stop stays."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from bontot_desktop.rules.recognition import AwardKind
from bontot_desktop.services import awards, certificates, entries, issuing
from bontot_desktop.ui import stepping
from bontot_desktop.ui.asking import AnswerWith
from bontot_desktop.ui.issuing_all import issue_all
from bontot_desktop.ui.shell import Shell
from bontot_desktop.ui.stepping import Stepping
from bontot_desktop.ui.tasks import AtOnce
from tests import recognition_office as made
from tests.paper_office import NOW


def test_stopping_a_run_of_certificates_keeps_those_made_and_says_how_many(qapp, qtbot, tmp_path, monkeypatch):
    monkeypatch.setattr(stepping, "QUIET", 0.0)
    office = made.make_office(tmp_path)
    campaign_id, _ = made.judged(office)
    issuing.issue(office, "D13", campaign_id, day=NOW.date())
    cells = [row.cell_id for row in entries.list_entries(office, campaign_id)][:3]
    awards.save_all(office, campaign_id, AwardKind.TITLE, awards.propose(office, campaign_id, cells, AwardKind.TITLE))
    issuing.issue(office, "D14", campaign_id, day=NOW.date())
    shell = Shell(office, AnswerWith(), AtOnce(), lambda: NOW)
    said = []
    shell.announced.connect(lambda sentence, _: said.append(sentence))
    waiting = certificates.waiting(office, campaign_id)

    def press_stop() -> None:
        (window,) = (one for one in QApplication.topLevelWidgets() if isinstance(one, Stepping) and one.isVisible())
        assert "Đang lập giấy khen: 1/3" in window.label.text()
        window.stop.click()

    QTimer.singleShot(0, press_stop)
    done = issue_all(shell, awards.CERTIFICATE, waiting, NOW.date(), title="Giấy khen", what="giấy khen")
    assert done is not None
    assert 1 <= len(done.issued) < 3
    assert said == [f"Đã lập {len(done.issued)} trong 3 giấy khen."]
    assert len(certificates.waiting(office, campaign_id)) == 3 - len(done.issued)
    office.close()
