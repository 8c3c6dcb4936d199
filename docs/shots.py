"""The pictures of the README and the guide: what each shows; how they are written is in docs/pictures.py."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QPushButton, QWidget

from bontot_desktop.rules.papers import PaperState
from bontot_desktop.rules.sample_road import Step
from bontot_desktop.services import campaigns, papers, samples
from bontot_desktop.services.batches import PaperItem
from bontot_desktop.services.samples import SampleRow
from bontot_desktop.ui.pdf import Pdf
from docs import drawings
from docs.stage import NARROW, Stage

#: Points to pixels of the printed page in the README.
PAGE_SCALE = 1.25


@dataclass(frozen=True, slots=True)
class Shot:
    """A picture: its file's name and how it is taken; those of the README stand in docs."""

    name: str
    take: Callable[[Stage], QImage]
    readme: bool = False


# The README ----------------------------------------------------------------------------------------------------------


def _held(stage: Stage) -> SampleRow:
    """Return the newest sample meeting that was held: the one ahead has little to show."""
    held = [row for row in samples.list_samples(stage.office) if row.held_on is not None and row.sheets]
    return max(held, key=lambda row: row.held_on or date.min)


def _window(stage: Stage) -> QImage:
    event = _held(stage)
    return stage.grab(stage.window("samples", event.id, (1366, 768)), scale=1.0)


def _printed(stage: Stage) -> QImage:
    decision = next(row for row in papers.rows(stage.office) if row.name.startswith("Quyết định"))
    pdf = Pdf(papers.shown(stage.office, decision.id))
    image = pdf.image(0, PAGE_SCALE)
    pdf.close()
    return image


# First windows -------------------------------------------------------------------------------------------------------


def _welcome(stage: Stage) -> QImage:
    from bontot_desktop.ui.start.welcome import Welcome

    return stage.grab(stage.keep(Welcome()))


def _restore(stage: Stage) -> QImage:
    from bontot_desktop.ui.start.welcome import Welcome

    welcome = stage.keep(Welcome())
    last = welcome.findChild(QWidget, "choice:restore")
    part = stage.frame(last, within=welcome, margin=10)
    return stage.grab(welcome, part.adjusted(0, 0, 0, 30))


def _wizard(stage: Stage) -> QImage:
    from bontot_desktop.ui.start.wizard import Answers, Wizard

    shell = stage.shell
    wizard = Wizard(Path("van-phong.bontot"), shell.asking, who="", clock=datetime.now)
    wizard.forms[0].show_draft(Answers("Đảng ủy xã Ví Dụ", "Đảng bộ tỉnh Mẫu", "Ví Dụ"))
    stage.keep(wizard, (680, 420))
    return stage.grab(wizard, QRect(0, 0, wizard.width(), 330))


# Pages ---------------------------------------------------------------------------------------------------------------


def _page(key: str, item: object = None, *, high: int = 600, wide: int = NARROW) -> Callable[[Stage], QImage]:
    """Take a page without the frame around it."""
    return lambda stage: stage.grab(stage.page(key, item, (wide, high)))


def _part(key: str, *, high: int = 560, wide: int = NARROW) -> Callable[[Stage], QImage]:
    """Take one part of the page Hệ thống, without the list of parts."""

    def take(stage: Stage) -> QImage:
        return stage.grab(stage.page("system", key, (wide + 200, high)).current())

    return take


def _frame(stage: Stage) -> QImage:
    window = stage.window("cells", size=(1080, 560))
    page = window.page().current()
    rail, search, table, status = (
        stage.frame(part, within=window, margin=0) for part in (window.rail, window.search, page.table, window.status)
    )
    commands = stage.frame(page.commands.itemAt(0).widget(), within=window, margin=0)
    spots = (
        QPoint(rail.right() - 24, rail.top() + 240),
        QPoint(search.left() - 18, search.center().y()),
        QPoint(commands.left() - 18, commands.center().y()),
        QPoint(table.center().x(), table.bottom() - 60),
        QPoint(status.center().x(), status.center().y()),
    )
    return drawings.numbered(stage.grab(window), spots)


def _cell(stage: Stage) -> QImage:
    rows = stage.page("cells").first.table.rows.shown()
    cell = next(row for row in rows if row.name == "Chi bộ thôn Mẫu 1")
    return stage.grab(stage.page("cells", cell.id, (NARROW, 620)))


def _member(stage: Stage) -> QImage:
    row = stage.page("members").first.table.rows.shown()[1]
    return stage.grab(stage.page("members", row.id, (NARROW, 640)))


def _import(step: str, *, high: int) -> Callable[[Stage], QImage]:
    """Take a step of the import of a workbook with rows to ask about and to refuse."""

    def take(stage: Stage) -> QImage:
        from bontot_desktop.ui.pages.import_book import open_import

        page = stage.page("cells", None, (NARROW + 160, high))
        open_import(stage.shell, page, "Chi bộ")
        page.top().read(drawings.odd_workbook(stage.home))
        stage.settle()
        page.top().steps.open_step(step)
        stage.settle()
        return stage.grab(page)

    return take


def _sample(step: Step, *, high: int = 620, wide: int = NARROW + 100, seen: str = "") -> Callable[[Stage], QImage]:
    """Take a step of the newest sample meeting; ``seen`` names the kind of widget to bring into sight."""

    def take(stage: Stage) -> QImage:
        event = _held(stage)
        page = stage.page("samples", event.id, (wide, high))
        page.top().step_page(step)
        stage.settle()
        if seen:
            stage.bring_into_sight(page, seen)
        return stage.grab(page)

    return take


def _campaign(
    step: str, *, high: int = 560, wide: int = NARROW + 100, press: str = "", row: str = ""
) -> Callable[[Stage], QImage]:
    """Take a step of the campaign after pressing a button and marking a row that says so."""

    def take(stage: Stage) -> QImage:
        page = stage.page("recognition", None, (wide, high))
        page.current().steps.open_step(step)
        stage.settle()
        part = page.current().parts[step]
        if press:
            next(button for button in part.findChildren(QPushButton) if button.text() == press).click()
        if row:
            part.table.select(next(one.id for one in part.table.rows.shown() if row in one.cell))
        return stage.grab(page)

    return take


def _papers(stage: Stage) -> QImage:
    row = next(row for row in papers.rows(stage.office) if row.name.startswith("Quyết định"))
    return stage.grab(stage.page("papers", row.id, (NARROW + 100, 620)))


def _issue(stage: Stage) -> QImage:
    from bontot_desktop.ui.forms.issue import open_issue

    window = stage.window("recognition", size=(1060, 700))
    campaign = max(campaigns.list_campaigns(stage.office), key=lambda row: row.year)
    dialog = open_issue(stage.shell, "D16A", campaign.id)
    return stage.grab(stage.keep(dialog, (window.width() - 60, 600)))


def _compose(stage: Stage) -> QImage:
    from bontot_desktop.ui.forms.compose import open_compose

    stage.window("papers")
    dialog = open_compose(stage.shell, "D13")
    return stage.grab(stage.keep(dialog, (1000, 400)))


def _many(stage: Stage) -> QImage:
    from bontot_desktop.ui.forms.batch import open_batch

    stage.window("papers")
    rows = [row for row in papers.rows(stage.office) if row.state is PaperState.ISSUED]
    dialog = open_batch(stage.shell, "3 văn bản đã chọn", [PaperItem(row.id) for row in rows[:3]])
    dialog.folder.set_value(drawings.HOME + "\\van-phong - van ban\\nhieu-van-ban")
    dialog.folder.setCursorPosition(0)
    return stage.grab(stage.keep(dialog))


def _print(stage: Stage) -> QImage:
    from bontot_desktop.rules.printing import Sides
    from bontot_desktop.ui.print_dialog import PrintDialog

    stage.window("papers")
    sizes = [(595.3, 841.9)] * 4
    dialog = PrintDialog(
        sizes, None, title="Quyết định 57-QĐ/ĐU", sides=Sides.LONG, starts=(0,), now=0, printers=drawings.OnePrinter()
    )
    return stage.grab(stage.keep(dialog))


def _lint(stage: Stage) -> QImage:
    from bontot_desktop.services import linting
    from bontot_desktop.ui.forms.lint_findings import LintPage

    path = drawings.odd_paper(stage.home)
    page = LintPage(stage.shell, path, linting.check(path))
    return stage.grab(stage.keep(page, (NARROW, 430)))


def _outgoing(stage: Stage) -> QImage:
    page = stage.page("papers", None, (NARROW + 60, 560))
    page.open_book()
    return stage.grab(page)


def _offset(stage: Stage) -> QImage:
    from bontot_desktop.ui.forms.offset_sheet import open_offset

    stage.window("system", "awards")
    dialog = open_offset(stage.shell, Decimal("0.0"), Decimal("0.0"), lambda *_: None)
    return stage.grab(stage.keep(dialog))


def _history(stage: Stage) -> QImage:
    return stage.grab(stage.page("system", "history", (NARROW + 200, 460)).current())


def _copies(stage: Stage) -> QImage:
    from bontot_desktop.services import care

    for hours in (72, 24, 1):
        stage.clock.back(timedelta(hours=hours))
        care.make_copy(stage.office, stage.home / "ban-sao")
    stage.clock.back(timedelta())
    part = stage.page("system", "copies", (NARROW + 200, 330)).current()
    # The folder of whoever takes the pictures is nobody's business.
    part.set_summary(str(part._summary.text()).replace(str(stage.home), drawings.HOME))
    return stage.grab(part)


SHOTS: tuple[Shot, ...] = (
    Shot("window", _window, readme=True),
    Shot("page", _printed, readme=True),
    Shot("windows-hoi", lambda stage: drawings.smart_screen()),
    Shot("cua-so-dau", _welcome),
    Shot("lap-van-phong", _wizard),
    Shot("khoi-phuc", _restore),
    Shot("man-hinh", _frame),
    Shot("chi-bo", _cell),
    Shot("dang-vien", _member),
    Shot("sinh-hoat", _page("meetings", ("year", 2026, 11), high=430, wide=NARROW + 100)),
    Shot("nhap-danh-ba-cot", _import("columns", high=430)),
    Shot("nhap-danh-ba", _import("review", high=520)),
    Shot("diem-danh", _sample(Step.ROLL_CALL, seen="RollCallView")),
    Shot("diem-phieu", _sample(Step.SHEETS)),
    Shot("diem-gop-y", _sample(Step.FEEDBACK)),
    Shot("diem-nhan-rong", _sample(Step.REPLICATION, wide=NARROW + 220)),
    Shot("viec-sau-diem", _page("samples", "follow-up", high=520, wide=1040)),
    Shot("so-bien-ban", _page("books", high=560)),
    Shot("thong-ke", _page("statistics", "S2", high=560, wide=1040)),
    Shot("thi-dua-dang-ky", _campaign("registration", high=480)),
    Shot("thi-dua-cham", _campaign("scoring", high=670, wide=NARROW + 220)),
    Shot("thi-dua-ket-qua", _campaign("result", row="Phòng Kinh tế", high=500)),
    Shot("thi-dua-khen", _campaign("awards", press="Chọn tất cả", high=520)),
    Shot("van-ban", _papers),
    Shot("ban-hanh", _issue),
    Shot("soan", _compose),
    Shot("nhieu", _many),
    Shot("in", _print),
    Shot("kiem-tra", _lint),
    Shot("so-van-ban-di", _outgoing),
    Shot("phoi", _offset),
    Shot("he-thong", _part("office")),
    Shot("nhiem-ky", _part("terms")),
    Shot("the-thuc", _part("format", high=520)),
    Shot("mau-cau", _part("wording", high=520)),
    Shot("can-cu", _part("legal")),
    Shot("nhat-ky", _history),
    Shot("ban-sao", _copies),
)
