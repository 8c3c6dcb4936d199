"""Every page and every window of the program has room for its words, on a small screen and at one and a half times."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QSize
from PySide6.QtWidgets import QApplication, QDialog

from bontot_desktop.app import build_window
from bontot_desktop.places import Places
from bontot_desktop.rules.criteria import Answer, Criterion, CriterionKind
from bontot_desktop.rules.member_acts import MemberAct
from bontot_desktop.rules.rating_suggestions import Subject as RatedSubject
from bontot_desktop.rules.recognition import Scoring
from bontot_desktop.services import (
    campaign_rules,
    campaigns,
    entries,
    entry_sheets,
    guide,
    papers,
    ratings,
    review_meeting,
)
from bontot_desktop.services.cases import CaseDraft
from bontot_desktop.services.entries import EntryRow
from bontot_desktop.services.entry_sheets import ScoreSheet
from bontot_desktop.services.movement import briefings, commitments, finds
from bontot_desktop.services.office import Office, open_office
from bontot_desktop.ui.asking import AnswerWith
from bontot_desktop.ui.forms import eligibility_acts, movement, road_acts
from bontot_desktop.ui.forms.award_payments import open_payments
from bontot_desktop.ui.forms.badges import BadgeSettingsDialog, GivenDialog
from bontot_desktop.ui.forms.ballots import open_ballots
from bontot_desktop.ui.forms.campaign_papers import open_campaign_texts, open_group
from bontot_desktop.ui.forms.campaign_rules import open_rule, open_rules
from bontot_desktop.ui.forms.campaign_sets import GroupSetsDialog
from bontot_desktop.ui.forms.cases import open_case, open_cases
from bontot_desktop.ui.forms.cell_awards import open_cell_awards
from bontot_desktop.ui.forms.cell_targets import open_targets
from bontot_desktop.ui.forms.cell_terms import CellTermsDialog
from bontot_desktop.ui.forms.compose import ComposeDialog
from bontot_desktop.ui.forms.criteria_items import CriterionWindow
from bontot_desktop.ui.forms.dossier import open_dossier, open_verification
from bontot_desktop.ui.forms.dossier_items import open_items
from bontot_desktop.ui.forms.emulation_phase import open_phases
from bontot_desktop.ui.forms.evidence import open_evidence
from bontot_desktop.ui.forms.issue import open_issue
from bontot_desktop.ui.forms.member_act import ActDialog
from bontot_desktop.ui.forms.notice_terms import open_terms
from bontot_desktop.ui.forms.offset_sheet import OffsetDialog
from bontot_desktop.ui.forms.outside_paper import open_outside
from bontot_desktop.ui.forms.register_note import RegisterNoteDialog
from bontot_desktop.ui.forms.registration import open_registration
from bontot_desktop.ui.forms.sheet_settings import open_settings
from bontot_desktop.ui.forms.sitting import open_sitting
from bontot_desktop.ui.forms.wording_versions import WordingVersions
from bontot_desktop.ui.forms.year_run import open_year_run
from bontot_desktop.ui.help.about import AboutDialog
from bontot_desktop.ui.help.desk import HelpDesk
from bontot_desktop.ui.help.licences import LicencesDialog
from bontot_desktop.ui.help.window import HelpWindow
from bontot_desktop.ui.main_window import MainWindow
from bontot_desktop.ui.pages.ratings.again import Again
from bontot_desktop.ui.pages.ratings.decided import DecidedDialog
from bontot_desktop.ui.pages.ratings.points import open_points
from bontot_desktop.ui.pages.registry import PAGES
from bontot_desktop.ui.pages.samples import NewSample
from bontot_desktop.ui.pages.system.page import PARTS
from bontot_desktop.ui.print_dialog import PrintDialog
from bontot_desktop.ui.record_history import HistoryWindow
from bontot_desktop.ui.shell import Shell
from bontot_desktop.ui.start.welcome import Welcome
from bontot_desktop.ui.start.wizard import Wizard
from bontot_desktop.ui.tasks import AtOnce
from tests.room import what_is_cut

#: A screen of 1366×768 with everything at one and a half times, and at its own size.
SIZES = [QSize(910, 512), QSize(1366, 768)]
NOW = datetime(2026, 12, 28, 9, 0)


@pytest.fixture(params=SIZES, ids=["910x512", "1366x768"])
def room(request: pytest.FixtureRequest) -> QSize:
    size: QSize = request.param
    return size


@pytest.fixture
def office(sample_file: Path) -> Iterator[Office]:
    made = open_office(sample_file, holder="thử", who="Thử", clock=lambda: NOW)
    yield made
    made.close()


@pytest.fixture
def shell(office: Office) -> Shell:
    return Shell(office, AnswerWith(), AtOnce(), now=lambda: NOW)


@pytest.fixture
def window(shell: Shell, tmp_path: Path, room: QSize, qapp: QApplication) -> Iterator[MainWindow]:
    made = build_window(shell, Places(tmp_path), HelpDesk(qapp, shell.asking))
    made.resize(room)
    made.show()
    yield made
    made.close()
    made.deleteLater()
    _settle()


def _settle() -> None:
    """Let layouts and their scroll bars come to rest."""
    for _ in range(4):
        QCoreApplication.sendPostedEvents()
        QCoreApplication.processEvents()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


class Looking:
    """Gathers what is cut in one place after the other, so that one run tells all of it."""

    def __init__(self, room: QSize) -> None:
        self.room = room
        self.found: dict[str, list[str]] = {}

    def at(self, place: str, window: Any) -> None:
        """Look at a window as it stands."""
        _settle()
        cut = what_is_cut(window, self.room)
        if cut:
            self.found[place] = cut

    def told(self) -> str:
        """Return all that was found, a line each."""
        return "\n".join(f"{place}: {line}" for place, lines in self.found.items() for line in lines)


@pytest.mark.parametrize("key", [page.key for page in PAGES])
def test_nothing_is_cut_on_the_pages(window: MainWindow, room: QSize, key: str) -> None:
    looking = Looking(room)
    window.go(key)
    looking.at(key, window)
    page: Any = window.page()
    if key == "system":
        for part, _, _ in PARTS:
            page.open_item(part)
            looking.at(f"{key}, {part}", window)
    elif key in ("cells", "members"):
        table = page.first.table
        page.open_item(table.rows.shown()[0].id)
        looking.at(f"{key}, one of them", window)
    elif key in ("samples", "recognition"):
        if key == "samples":
            page.open_item(page.first.table.rows.shown()[0].id)
        steps = page.top().steps
        for step in steps._keys:
            steps.open_step(step)
            looking.at(f"{key}, {step}", window)
            for view in ("briefings", "commitments", "papers", "finds") if step == "movement" else ():
                page.top().parts[step].open_view(view)
                looking.at(f"{key}, {step}, {view}", window)
    elif key == "ratings":
        for tab in ("cells", "members", "caps", "decision"):
            page.open_item((tab, NOW.year))
            looking.at(f"{key}, {tab}", window)
        page.open_item(("member-sheet", NOW.year, page.home.parts["members"].table.rows.shown()[0].id))
        looking.at(f"{key}, a cell's members", window)
    elif key == "statistics":
        page.open_item(("year-end", NOW.year))
        for tab in ("R", *(f"B{number}" for number in range(1, 9))):
            page.top().show_year(NOW.year, tab)
            looking.at(f"{key}, {tab}", window)
        page.top().show_year(NOW.year, "B1")
        page.top().table().opened.emit(0)
        looking.at(f"{key}, cells of a year", window)
    if key == "samples":
        page.open_item("follow-up")
        looking.at("samples, follow-up", window)
    assert not looking.found, looking.told()


#: A criterion with everything its window may show.
_COMPUTED = Criterion(
    "1.5",
    "Kết nạp đảng viên",
    Decimal(5),
    kind=CriterionKind.AUTO,
    metric="members_good_pct",
    second_metric="admitted_over",
    na_allowed=True,
    options=(Answer("Từ 90 %", Decimal(5), Decimal(90)), Answer("Dưới 90 %", Decimal(0), None, Decimal(90))),
)


def _entries(office: Office) -> list[EntryRow]:
    return entries.list_entries(office, campaigns.list_campaigns(office)[0].id)


def _sheet(office: Office) -> ScoreSheet:
    return entry_sheets.sheet(office, next(row.id for row in _entries(office) if row.took_part))


def _windows(shell: Shell, folder: Path) -> dict[str, Callable[[], QDialog | None]]:
    """Return what opens each window of the program, by its name."""
    office: Office = shell.office
    row = papers.rows(office)[0]
    sheet: Any = None
    return {
        "ActDialog": lambda: ActDialog(shell, 1, next(iter(MemberAct))),
        "Again": lambda: Again.of_cell(shell, ratings.sheet(office, NOW.year).lines[0], NOW.year),
        "PointsDialog": lambda: open_points(shell, RatedSubject.CELL, 1, NOW.year, 1),
        "DecidedDialog": lambda: DecidedDialog(shell, NOW.year),
        "BadgeSettingsDialog": lambda: BadgeSettingsDialog(shell),
        "GivenDialog": lambda: GivenDialog(shell, [(1, 30)]),
        "CellTermsDialog": lambda: CellTermsDialog(shell),
        "ComposeDialog": lambda: ComposeDialog(shell),
        "CriterionWindow": lambda: CriterionWindow(shell, _COMPUTED, Scoring.POINTS),
        "IssueDialog": lambda: open_issue(shell, "F5", 1),
        "OffsetDialog": lambda: OffsetDialog(shell, Decimal(0), Decimal(0), lambda right, down: sheet),
        "OutsideDialog": lambda: open_outside(shell),
        "RegisterNoteDialog": lambda: RegisterNoteDialog(shell, row),
        "WordingVersions": lambda: WordingVersions(shell, "F1", "Chương trình sinh hoạt chi bộ"),
        "AboutDialog": lambda: AboutDialog(None, folder / "office.bontot", folder),
        "LicencesDialog": lambda: LicencesDialog(None),
        "HelpWindow": lambda: HelpWindow(guide.guide(), printing=lambda _: None, saving=lambda _: None),
        "NewSample": lambda: NewSample(shell),
        "PrintDialog": lambda: PrintDialog([(595.0, 842.0)] * 3, title="Biên bản sinh hoạt chi bộ", now=1),
        "GroupSetsDialog": lambda: GroupSetsDialog(shell, campaigns.list_campaigns(office)[0].id),
        "Registration": lambda: open_registration(shell, [row for row in _entries(office) if row.took_part][:1], None),
        "CampaignTexts": lambda: open_campaign_texts(shell, campaigns.list_campaigns(office)[0].id, "D1", "Kế hoạch"),
        "PaymentsDialog": lambda: open_payments(shell, 1, 2026),
        "CellAwards": lambda: open_cell_awards(shell, 1, "Chi bộ thôn Mẫu 1"),
        "VerificationGroup": lambda: open_group(shell, campaigns.list_campaigns(office)[0].id),
        "Dossier": lambda: open_dossier(shell, _entries(office)[0].id, _entries(office)[0].cell, NOW.date()),
        "Verification": lambda: open_verification(shell, _entries(office)[0].id, _entries(office)[0].cell),
        "DossierItems": lambda: open_items(shell),
        "Targets": lambda: open_targets(shell, NOW.year),
        "Evidence": lambda: open_evidence(shell, _sheet(office), None, may=True, then=lambda: None),
        "SheetSettings": lambda: open_settings(shell),
        "Receive": lambda: road_acts.receive(shell, [1, 2], ["Chi bộ thôn Mẫu 1", "Chi bộ thôn Mẫu 2"]),
        "Return": lambda: road_acts.give_back(shell, 1, "Chi bộ thôn Mẫu 1"),
        "Revoke": lambda: road_acts.revoke(shell, 1, "Chi bộ thôn Mẫu 1", outside=True),
        "UpDecision": lambda: road_acts.up_decision(shell, 1, [1], ["Chi bộ thôn Mẫu 1"]),
        "Sitting": lambda: open_sitting(
            shell, review_meeting.load(office, campaigns.list_campaigns(office)[0].id), NOW.year
        ),
        "Ballots": lambda: open_ballots(shell, campaigns.list_campaigns(office)[0].id, "D10B", "Phiếu biểu quyết", 9),
        "NoticeTerms": lambda: open_terms(shell, campaigns.list_campaigns(office)[0].id, NOW.year),
        "YearRunWindow": lambda: open_year_run(shell, campaigns.list_campaigns(office)[0]),
        "PhasesDialog": lambda: open_phases(shell),
        "RulesDialog": lambda: open_rules(shell, campaigns.list_campaigns(office)[0].id, NOW.year),
        "Rule": lambda: open_rule(shell, 1, campaign_rules.rows(office, campaigns.list_campaigns(office)[0].id)[9]),
        "CasesDialog": lambda: open_cases(shell, 1, "Chi bộ thôn Mẫu 1"),
        "Case": lambda: open_case(shell, CaseDraft(1), "Chi bộ thôn Mẫu 1"),
        "SetAside": lambda: eligibility_acts.set_aside(shell, 1, "Chi bộ thôn Mẫu 1", "E09", "Mới họp 11 kỳ, cần 12."),
        "Briefing": lambda: movement.open_briefing(shell, briefings.BriefingDraft(NOW.year)),
        "Signing": lambda: movement.open_signing(shell, NOW.year, commitments.list_cells_signed(office, NOW.year)[:1]),
        "MembersSignedDialog": lambda: movement.MembersSignedDialog(
            shell, NOW.year, commitments.list_cells_signed(office, NOW.year)[0]
        ),
        "Find": lambda: movement.open_find(shell, finds.FindDraft(NOW.year, 1)),
        "HistoryWindow": lambda: HistoryWindow(shell, "Chi bộ thôn Mẫu 1", [("cell", 1)]),
        "Welcome": Welcome,
        "Wizard": lambda: Wizard(folder / "moi.bontot", shell.asking, who="Thử", clock=lambda: NOW),
    }


def test_nothing_is_cut_in_the_windows(shell: Shell, tmp_path: Path, room: QSize) -> None:
    looking = Looking(room)
    for name, opened in _windows(shell, tmp_path).items():
        dialog = opened()
        assert dialog is not None, name
        dialog.show()
        _settle()
        # The screen of the tests is another one: no larger than this may any window be.
        dialog.resize(dialog.size().boundedTo(room))
        looking.at(name, dialog)
        dialog.close()
        dialog.deleteLater()
        _settle()
    assert not looking.found, looking.told()
