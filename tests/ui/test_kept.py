"""What is typed and not saved is kept, offered again where it belongs, and forgotten once it is saved or dropped."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from bontot_desktop.rules.sample_road import Step
from bontot_desktop.services import drafts, meeting_scores, replication
from bontot_desktop.services.office import Office
from bontot_desktop.ui.asking import DROP, STAY, AnswerWith
from bontot_desktop.ui.forms import kept as kept_module
from bontot_desktop.ui.forms.kept import Kept, KeptDraft
from bontot_desktop.ui.forms.kept_grid import take_typed, typed_of
from bontot_desktop.ui.pages.sample.sheets import OWN
from bontot_desktop.ui.pages.samples import NewSample, SamplesPage
from bontot_desktop.ui.shell import Shell
from bontot_desktop.ui.tables.grid import GridColumn, GridModel, GridRow
from bontot_desktop.ui.tasks import AtOnce
from bontot_desktop.ui.widgets.fields import LineField
from bontot_desktop.ui.widgets.form import Form
from tests import sample_office as made


@dataclass(frozen=True, slots=True)
class Card:
    """A small draft; ``mark`` has no field."""

    name: str = ""
    mark: int = 0


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    office = made.make_office(tmp_path)
    yield office
    office.close()


@pytest.fixture
def shell(office: Office) -> Shell:
    return Shell(office, AnswerWith(), AtOnce())


def _form(qtbot: QtBot, shell: Shell) -> tuple[Form, KeptDraft]:
    form = Form()
    qtbot.addWidget(form)
    form.group().add("Tên", LineField(), name="name")
    form.add_save()
    form.show_draft(Card())
    kept = KeptDraft(shell, form, Card, lambda: "cell/1", lambda: "Chi bộ Mẫu")
    qtbot.addWidget(kept.bar)
    return form, kept


def test_who_types_without_resting_loses_little(qtbot: QtBot, shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept_module, "LONGEST", 1)
    form, kept = _form(qtbot, shell)
    qtbot.keyClicks(form.field("name"), "Chi bo")
    assert kept._rest.isActive()
    qtbot.waitUntil(lambda: drafts.find(shell.office, "cell/1") is not None)
    assert form._state.text() == "Đã giữ bản nháp"


def test_the_same_typing_is_written_once(qtbot: QtBot, shell: Shell) -> None:
    form, kept = _form(qtbot, shell)
    form.field("name").set_value("Một")
    kept.keep()
    drafts.drop(shell.office, "cell/1")
    kept.keep()
    assert drafts.all_kept(shell.office) == []
    form.field("name").set_value("Hai")
    kept.keep()
    assert [row.payload["name"] for row in drafts.all_kept(shell.office)] == ["Hai"]


def test_what_was_typed_back_is_not_offered(qtbot: QtBot, shell: Shell) -> None:
    form, kept = _form(qtbot, shell)
    form.field("name").set_value("Một")
    kept.keep()
    form.field("name").set_value("")
    kept.keep()
    assert drafts.all_kept(shell.office) == []


def test_only_what_the_fields_hold_counts(qtbot: QtBot, shell: Shell) -> None:
    drafts.keep_typed(shell.office, "cell/1", "Chi bộ Mẫu", Card("Một", mark=3))
    form, kept = _form(qtbot, shell)
    form.show_draft(Card("Một", mark=4))
    kept.offer()
    assert not kept.is_offered()
    assert drafts.all_kept(shell.office) == []
    drafts.keep_typed(shell.office, "cell/1", "Chi bộ Mẫu", Card("Một", mark=3))
    form.show_draft(Card("Khác", mark=4))
    kept.offer()
    assert kept.is_offered()
    assert "gõ dở lúc" in kept.bar.label.text()
    kept.go_on()
    assert (form.draft(), form.is_edited()) == (Card("Một", mark=4), True)


def test_what_another_form_left_is_no_trouble(qtbot: QtBot, shell: Shell) -> None:
    drafts.keep(shell.office, "cell/1", "Chi bộ Mẫu", {"quite": "different"})
    _, kept = _form(qtbot, shell)
    kept.offer()
    assert not kept.is_offered()
    # Nothing is left that would be named at every start.
    assert drafts.all_kept(shell.office) == []


def test_a_cell_that_was_emptied_stays_empty(qtbot: QtBot, shell: Shell) -> None:
    model = GridModel([GridColumn("points", "Điểm", decimals=1), GridColumn("note", "Ghi chú")])
    before = {(1, "points"): "5", (1, "note"): "tốt", (2, "note"): "khá"}
    model.show([GridRow(1, "Một"), GridRow(2, "Hai", locked=True)], before)
    model.put_text(0, 1, "")
    typing = typed_of(model, {})
    kept = Kept(
        shell,
        lambda: ("ratings/2026", "Xếp loại"),
        typed=lambda: typed_of(model, {}),
        take=lambda found: take_typed(model, {}, found),
        is_edited=lambda: True,
        parent=model,
    )
    qtbot.addWidget(kept.bar)
    kept.keep()
    model.show([GridRow(1, "Một"), GridRow(2, "Hai", locked=True)], before)
    kept.offer()
    kept.go_on()
    assert typed_of(model, {}) == typing
    assert model.value(1, "note") == ""


def _open(qtbot: QtBot, shell: Shell, event_id: int) -> SamplesPage:
    page = SamplesPage(shell)
    qtbot.addWidget(page)
    page.refresh()
    page.show()
    page.open_item(event_id)
    return page


def test_a_new_sample_meeting_survives_a_kill(qtbot: QtBot, shell: Shell, office: Office) -> None:
    window = NewSample(shell)
    qtbot.addWidget(window)
    window.form.field("note").set_value("Mời cả xã")
    window.kept.keep()
    again = NewSample(shell)
    qtbot.addWidget(again)
    assert again.kept.is_offered()
    again.kept.go_on()
    assert again.form.field("note").value() == "Mời cả xã"
    shell.asking = AnswerWith(STAY, DROP)
    again.reject()
    assert drafts.find(office, "sample/new") is not None
    again.reject()
    assert drafts.find(office, "sample/new") is None


def test_the_own_score_is_kept_and_opened_first(qtbot: QtBot, shell: Shell, office: Office) -> None:
    event_id = made.planned(office)
    made.invited(office, event_id)
    made.held(office, event_id)
    step = _open(qtbot, shell, event_id).journey().step_page(Step.SHEETS)
    step.table.select(OWN)
    step.own.field("limits_to_fix").set_value("Cần mở đầu đúng giờ")
    step.own.kept.keep()
    journey = _open(qtbot, shell, event_id).journey()
    assert journey.steps.current() is Step.SHEETS
    again = journey.step_page(Step.SHEETS)
    assert again.table.current_id() == OWN
    again.own.kept.go_on()
    assert again.own.field("limits_to_fix").value() == "Cần mở đầu đúng giờ"
    assert not again.save()
    assert drafts.find(office, step.own.key()) is not None
    again.own.fill_button.click()
    assert again.save()
    assert drafts.all_kept(office) == []
    assert meeting_scores.load(office, journey.view.meeting_id).limits_to_fix == "Cần mở đầu đúng giờ"
    step.forget()


def test_a_replication_item_is_kept_and_opened_first(qtbot: QtBot, shell: Shell, office: Office) -> None:
    event_id = made.concluded(office)
    replication.spread(office, event_id)
    step = _open(qtbot, shell, event_id).journey().step_page(Step.REPLICATION)
    last = replication.load(office, event_id)[-1].id
    step.table.select(last)
    step.form.field("done_on").set_value(date(2026, 4, 1))
    step.kept.keep()
    again = _open(qtbot, shell, event_id).journey().step_page(Step.REPLICATION)
    assert again.table.current_id() == last
    assert again.kept.is_offered()
    again.kept.go_on()
    assert again.form.field("done_on").value() == date(2026, 4, 1)
    again.forget()
    step.forget()
    assert drafts.all_kept(office) == []
