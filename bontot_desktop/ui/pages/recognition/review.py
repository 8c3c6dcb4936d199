"""The review: when the body sat, and its votes on ratings, titles and certificates, counted on all its members."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QSizePolicy, QWidget

from bontot_desktop.errors import Refused
from bontot_desktop.rules.recognition import CampaignState, VoteMethod
from bontot_desktop.rules.review import Sitting, unanimous
from bontot_desktop.services import recognition, review, review_meeting
from bontot_desktop.services.campaigns import DECIDED, CampaignRow
from bontot_desktop.services.entries import EntryRow
from bontot_desktop.services.recognition import Verdict
from bontot_desktop.services.review import Agenda, AwardVoteDraft, RatingVoteDraft, ReviewDraft, VoteDraft
from bontot_desktop.services.sittings import FIRST
from bontot_desktop.ui import look
from bontot_desktop.ui.forms.kept import Kept, Where
from bontot_desktop.ui.forms.kept_grid import Typing, take_typed, typed_of
from bontot_desktop.ui.look import Tone
from bontot_desktop.ui.pages.recognition import words
from bontot_desktop.ui.pages.recognition.review_grid import (
    AGAINST,
    AWARDS,
    BACK,
    BALLOTS,
    FOR,
    FOUND,
    INVALID,
    LESS,
    OTHER,
    OUT,
    PARTS,
    RATED_AGAINST,
    RATED_FOR,
    RATING,
    RATINGS,
    SCORE,
    SHOWN,
    TITLES,
    ReviewModel,
)
from bontot_desktop.ui.pages.recognition.step import Step
from bontot_desktop.ui.shell import Shell
from bontot_desktop.ui.tables.grid import GridRow
from bontot_desktop.ui.tables.score_grid import LABEL, ScoreGrid
from bontot_desktop.ui.tables.view import TableOrEmpty
from bontot_desktop.ui.widgets.bars import NoticeBar
from bontot_desktop.ui.widgets.fields import ChoiceField
from bontot_desktop.ui.widgets.menu_button import MenuButton
from bontot_desktop.ui.widgets.typed import DateField, NumberField

_AWARD = "award:"
#: Below so many characters of width some columns are left out.
_ROOM = 108
_ANY_HEIGHT = 16777215
#: Height of a row on a low screen, of the usual one.
_LOW_ROW = 0.85
_HINTS = {
    RATINGS: "Biểu quyết xếp loại trước, danh hiệu sau. Quá nửa tổng số ủy viên tán thành mới có giá trị.",
    TITLES: "Nghị quyết có giá trị khi hơn một nửa tổng số ủy viên tán thành, tính cả người vắng mặt.",
    AWARDS: "Giấy khen lập ở bước Khen thưởng; ở đây ghi số phiếu tán thành.",
}
_EMPTY = {
    RATINGS: "Chưa có chi bộ nào được xếp loại. Ghi mức xếp loại ở bước Xếp loại chất lượng trước.",
    TITLES: "Chưa có chi bộ nào đăng ký nên chưa có gì để xét.",
    AWARDS: "Chưa có giấy khen nào được đề nghị. Lập danh sách ở bước Khen thưởng.",
}


class ReviewStep(Step):
    """Date and seats above, one line of votes a cell below."""

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(shell, "Họp xét", parent)
        self._rows: list[EntryRow] = []
        self._rated: list[EntryRow] = []
        self._all: list[EntryRow] = []
        self._before: ReviewDraft | None = None
        self._agenda: Agenda | None = None
        self._part = TITLES
        self._is_narrow = False
        self._sitting = FIRST
        self._wanted: int | None = None
        self.papers = MenuButton("Giấy tờ", self, kind="")
        self.papers.add("Phiếu trình xét từng chi bộ…", self.open_all_sheets, tip="Mỗi chi bộ một trang (D10A)")
        self.papers.add("Phiếu biểu quyết xếp loại…", lambda: self.open_ballots("D18A", "Phiếu biểu quyết xếp loại"))
        self.papers.add("Phiếu biểu quyết danh hiệu…", lambda: self.open_ballots("D10B", "Phiếu biểu quyết danh hiệu"))
        self.papers.add_line()
        self.papers.add("Biên bản họp xét…", self.open_minutes, tip="Xem, ban hành biên bản (D10)")
        self.sitting_button = MenuButton("Cuộc họp", self, kind="")
        self.sitting_button.add(
            "Ghi cuộc họp…", self.open_sitting, tip="Giờ, địa điểm, người vắng, chủ trì, ý kiến, kết luận"
        )
        self.sitting_button.add_line()
        self._more = self.sitting_button.add(
            "Họp bổ sung…", self.open_further, tip="Cuộc họp khác cho chi bộ được xét lại sau cuộc họp trước"
        )
        self._less = self.sitting_button.add("Bỏ cuộc họp bổ sung", self.remove_further)
        self.buttons.insertWidget(0, self.sitting_button)
        self.buttons.insertWidget(0, self.papers)
        self.all_button = self.add_button("Tất cả tán thành", self.fill)
        self.all_button.setToolTip("Điền số có mặt vào những ô tán thành còn trống của bảng đang xem")
        line = QHBoxLayout()
        line.setSpacing(look.GAP)
        self.sitting = self.add_field(line, "Cuộc họp", ChoiceField(characters=20), "review_sitting")
        self.sitting.edited.connect(self._other_sitting)
        self.day = self.add_field(line, "Họp ngày", DateField(), "review_on")
        self.total = self.add_field(line, "Số ủy viên", NumberField(lowest=1), "review_total")
        self.total.setToolTip("Tổng số ủy viên, tính cả người vắng")
        self.present = self.add_field(line, "Có mặt", NumberField(lowest=0), "review_present")
        line.addStretch(1)
        line.addLayout(self._chips_line())
        self.body.addLayout(line)
        self.notice = NoticeBar("", Tone.WAIT, self)
        self.body.addWidget(self.notice)
        self.model = ReviewModel(self.total.value, self)
        self.grid = ScoreGrid(self.model, "hop-xet-4-tot", self)
        self.grid.doubleClicked.connect(self._opened)
        self.keeping = Kept(
            shell,
            self._kept,
            typed=self._typing,
            take=self._take,
            is_edited=self.is_edited,
            say=self.say,
            parent=self,
        )
        self.body.insertWidget(0, self.keeping.bar)
        self.model.edited.connect(lambda *_: self._typed())
        self.day.edited.connect(self._typed)
        for field in (self.total, self.present):
            field.edited.connect(self._recount)
        self.table_or_empty = TableOrEmpty(self.grid, "users-three")
        self.body.addWidget(self.table_or_empty, 1)
        self.save_button = self.add_save("Lưu kết quả họp")

    def _chips_line(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(look.TINY)
        self.chips = QButtonGroup(self)
        for place, (key, word) in enumerate(PARTS):
            button = QPushButton(word, self)
            button.setObjectName(f"part:{key}")
            button.setCheckable(True)
            button.setChecked(key == self._part)
            look.mark(button, "chip")
            self.chips.addButton(button, place)
            line.addWidget(button, 0, Qt.AlignmentFlag.AlignBottom)
        self.chips.idClicked.connect(lambda place: self.show_part(PARTS[place][0]))
        return line

    # Showing -------------------------------------------------------------------------------------------------------

    def show_rows(self, campaign: CampaignRow, rows: list[EntryRow]) -> None:
        """Show the sitting and the votes; what is being typed stays."""
        if self.campaign is not None and self.campaign.id != campaign.id and not self.is_edited():
            self._sitting = FIRST
        super().show_rows(campaign, rows)
        if self.is_edited():
            return
        self._all = rows
        office = self.shell.office
        self._offer_sittings(campaign)
        kept = review.load(office, campaign.id, self._sitting)
        agenda = review.agenda(office, campaign.id, self._sitting)
        self._agenda = agenda
        self._rows = [row for row in rows if row.took_part and row.id in agenda.listed]
        self._rated = [row for row in rows if row.cell_id in agenda.rated]
        self.day.set_value(kept.review_on)
        self.total.set_value(kept.review_total)
        self.present.set_value(kept.review_present)
        verdicts = recognition.verdicts(office, campaign.id)
        self._open_cells(campaign, agenda)
        cells = {row.id: row for row in (*self._rows, *self._rated)}
        listed = [row for row in rows if row.id in cells]
        self.model.show(
            [
                *(GridRow(row.id, row.cell, hint="Bấm đúp để xem phiếu trình xét của chi bộ") for row in listed),
                *(GridRow(f"{_AWARD}{one.id}", f"{one.name}: {one.kind.lower()}") for one in agenda.awards),
            ],
            self._values(verdicts, kept),
        )
        self.model.flag(self._flags(verdicts, agenda))
        first = self._sitting == FIRST
        closed = campaign.state is CampaignState.CLOSED
        may = campaign.state not in DECIDED if first else not closed
        for widget in (self.day, self.total, self.present):
            widget.setEnabled(may)
        for button in (self.all_button, self.save_button):
            button.setEnabled(may)
        self._more.setEnabled(not closed)
        self._less.setEnabled(not closed and not first)
        for place, (key, _) in enumerate(PARTS):
            self.chips.button(place).setVisible(first or key == TITLES)
        told = _notes(agenda, {row.cell_id: row.cell for row in self._rows}) if may else ""
        self.notice.say("\n".join(filter(None, (told, _waiting(agenda.waiting) if first else ""))))
        self._fold_notice()
        self.show_part(self._part if first else TITLES)
        self._before = self.draft()
        self.keeping.offer()

    def _offer_sittings(self, campaign: CampaignRow) -> None:
        """Offer the sittings where there are several; one that is gone gives way to the first."""
        known = review_meeting.names(self.shell.office, campaign.id)
        numbers = {one.number for one in known}
        if self._wanted in numbers:
            self._sitting, self._wanted = self._wanted or FIRST, None
        if self._sitting not in numbers:
            self._sitting = FIRST
        self.sitting.set_choices([(one.number, one.label) for one in known])
        self.sitting.set_value(self._sitting)
        self._fields["review_sitting"][1].setVisible(len(known) > 1)

    def _other_sitting(self) -> None:
        """Show another sitting; what is typed into this one is saved first."""
        wanted = self.sitting.value()
        if wanted == self._sitting:
            return
        if self.is_edited() and not self.save():
            self.sitting.set_value(self._sitting)
            return
        self.show_sitting(wanted)

    def show_sitting(self, number: int) -> None:
        """Show the votes of a sitting."""
        self._sitting, self._before = number, None
        if self.campaign is not None:
            self.show_rows(self.campaign, self._all)

    def _open_cells(self, campaign: CampaignRow, agenda: Agenda) -> None:
        titles = (FOR, AGAINST, OTHER, *(BALLOTS if agenda.method is VoteMethod.SECRET else ()))
        cells: list[tuple[Any, Any]] = []
        for row in self._rows:
            if row.id in agenda.open:
                cells += [(row.id, column) for column in titles]
        if campaign.state not in DECIDED:
            for row in self._rated:
                if row.cell_id not in agenda.locks:
                    cells += [(row.id, RATED_FOR), (row.id, RATED_AGAINST)]
            cells += [(f"{_AWARD}{one.id}", FOR) for one in agenda.awards]
        self.model.open_cells(cells)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out what is only looked at where the room is short: the names of the cells are read whole."""
        super().resizeEvent(event)
        self._fold_notice()
        narrow = event.size().width() < look.text_width(_ROOM, self)
        if narrow is not self._is_narrow:
            self._is_narrow = narrow
            if self.campaign is not None:
                self.show_part(self._part)

    def _fold_notice(self) -> None:
        """On a low screen the notice keeps its first line; the whole of it is shown when it is pointed at."""
        is_low, label = self.is_low(), self.notice.label
        label.setWordWrap(not is_low)
        label.setToolTip(label.text() if is_low else "")
        ways = QSizePolicy.Policy
        label.setSizePolicy(ways.Ignored if is_low else ways.Preferred, ways.Preferred)
        tall = look.row_height(self)
        self.grid.verticalHeader().setDefaultSectionSize(round(tall * _LOW_ROW) if is_low else tall)
        label.setMaximumHeight(look.metrics(label).height() + look.TINY if is_low else _ANY_HEIGHT)

    def show_part(self, part: str) -> None:
        """Show the votes on ratings, on titles or on certificates; what is typed in the others stays."""
        self._part = part
        secret = self._agenda is not None and self._agenda.method is VoteMethod.SECRET
        for place, column in enumerate(self.model.columns):
            wanted = column.id in SHOWN[part] and (secret or column.id not in BALLOTS)
            wanted = wanted and not (self._is_narrow and secret and column.id in LESS)
            self.grid.setColumnHidden(place, not wanted)
        mine = {RATINGS: {row.id for row in self._rated}, TITLES: {row.id for row in self._rows}}
        found = False
        for place in range(self.model.rowCount()):
            row = self.model.row_at(place)
            assert row is not None
            is_award = isinstance(row.id, str)
            wanted = is_award if part == AWARDS else not is_award and row.id in mine[part]
            self.grid.setRowHidden(place, not wanted)
            found = found or wanted
        for place, (key, _) in enumerate(PARTS):
            self.chips.button(place).setChecked(key == part)
        self.say_hint(_HINTS[part])
        if found:
            self.table_or_empty.show_table()
        else:
            self.table_or_empty.show_empty(_EMPTY[part])

    def _values(self, verdicts: Mapping[int, Verdict], kept: ReviewDraft) -> dict[tuple[Any, Any], Any]:
        values: dict[tuple[Any, Any], Any] = {}
        for row in (*self._rows, *self._rated):
            found = verdicts[row.id].findings
            values |= {
                (row.id, SCORE): words.total(row),
                (row.id, RATING): row.rating.value if row.rating else "",
                (row.id, FOUND): "vướng" if found else "đủ",
            }
        for vote in kept.votes:
            values |= {
                (vote.entry_id, FOR): vote.votes_for,
                (vote.entry_id, AGAINST): vote.votes_against,
                (vote.entry_id, OTHER): vote.votes_abstained,
                (vote.entry_id, OUT): vote.ballots_out,
                (vote.entry_id, BACK): vote.ballots_in,
                (vote.entry_id, INVALID): vote.ballots_invalid,
            }
        entry_of = {row.cell_id: row.id for row in self._rated}
        for rated in kept.ratings:
            if rated.cell_id in entry_of:
                values[entry_of[rated.cell_id], RATED_FOR] = rated.votes_for
                values[entry_of[rated.cell_id], RATED_AGAINST] = rated.votes_against
        for award in kept.awards:
            values[f"{_AWARD}{award.award_id}", FOR] = award.votes_for
        return values

    def _flags(self, verdicts: Mapping[int, Verdict], agenda: Agenda) -> dict[tuple[Any, Any], str]:
        flags: dict[tuple[Any, Any], str] = {
            (row.id, FOUND): "\n".join(finding.sentence for finding in verdicts[row.id].findings)
            for row in self._rows
            if verdicts[row.id].findings
        }
        for row in self._rows:
            if row.cell_id in agenda.own_cells:
                flags[row.id, FOR] = f"{_own(agenda.own_cells[row.cell_id], row.cell)}."
        return flags

    # Kept typing ---------------------------------------------------------------------------------------------------

    def _kept(self) -> Where:
        campaign = self.campaign
        if campaign is None:
            return None
        if self._sitting == FIRST:
            return f"review/{campaign.id}", f"Họp xét năm {campaign.year}"
        return f"review/{campaign.id}/{self._sitting}", f"Họp xét lần {self._sitting} năm {campaign.year}"

    def _lines(self) -> dict[str, Any]:
        return {"review_on": self.day, "review_total": self.total, "review_present": self.present}

    def _typing(self) -> Typing:
        return typed_of(self.model, self._lines())

    def _take(self, typing: Typing) -> None:
        take_typed(self.model, self._lines(), typing)
        self._recount()

    def _typed(self) -> None:
        self.say("")
        self.keeping.typed_again()

    def _recount(self) -> None:
        self.model.say_sums({})
        self._typed()

    # Acts ----------------------------------------------------------------------------------------------------------

    def fill(self) -> None:
        """Write that all voters are for it wherever no vote of the shown part stands yet."""
        assert self._agenda is not None
        sitting = Sitting(self.total.value(), self.present.value(), self._agenda.method)
        if sitting.voters is None or (self.present.value() is None and sitting.method is not VoteMethod.WRITTEN):
            self.present.setFocus()
            self.say("Hãy ghi số ủy viên có mặt trước.", "fault")
            return
        secret = self._agenda.method is VoteMethod.SECRET and any(self._has_ballots(row.id) for row in self._rows)
        vote = unanimous(sitting, with_ballots=secret)
        counts = (FOR, AGAINST, OTHER, OUT, BACK, INVALID)
        wanted: dict[str, int | None] = dict(zip(counts, vote.counts, strict=True))
        if self._part == RATINGS:
            wanted = {RATED_FOR: vote.votes_for, RATED_AGAINST: 0}
        elif self._part == AWARDS:
            wanted = {FOR: vote.votes_for}
        places = {column.id: place for place, column in enumerate(self.model.columns)}
        first = next(iter(wanted))
        for place in range(self.model.rowCount()):
            row = self.model.row_at(place)
            if row is None or self.grid.isRowHidden(place) or self.model.value(row.id, first) is not None:
                continue
            for column, count in wanted.items():
                if count is not None and self.model.may_edit(place, places[column]):
                    self.model.put(row.id, column, count)

    def _has_ballots(self, entry_id: int) -> bool:
        return any(self.model.value(entry_id, column) is not None for column in BALLOTS)

    def open_sitting(self) -> Any:
        """Show the sitting with everything its minutes tell; what is typed here is saved first."""
        from bontot_desktop.ui.forms.sitting import open_sitting

        if self.campaign is None or self.is_closed() or (self.is_edited() and not self.save()):
            return None
        draft = review_meeting.load(self.shell.office, self.campaign.id, self._sitting)
        return open_sitting(self.shell, draft, self.campaign.year)

    def open_further(self) -> Any:
        """Begin a further sitting, over cells taken up again; it is shown once it is saved."""
        from bontot_desktop.ui.forms.sitting import open_sitting

        if self.campaign is None or self.is_closed() or (self.is_edited() and not self.save()):
            return None
        campaign = self.campaign
        try:
            draft = review_meeting.new_further(self.shell.office, campaign.id)
        except Refused as reason:
            return self.shell.asking.tell_error(reason)
        # Shown as soon as it is there.
        self._wanted = draft.number
        return open_sitting(self.shell, draft, campaign.year)

    def remove_further(self) -> None:
        """Take a further sitting away at which nobody was voted on."""
        if self.campaign is None or self._sitting == FIRST:
            return
        campaign, number = self.campaign, self._sitting
        self.drop()
        act = self.shell.act(
            lambda: review_meeting.remove_further(self.shell.office, campaign.id, number), "Đã bỏ cuộc họp bổ sung."
        )
        if act is not None:
            self.show_sitting(FIRST)

    def open_minutes(self) -> Any:
        """Show the minutes as they can be issued."""
        from bontot_desktop.ui.forms.issue import open_issue

        if self.campaign is None or (self.is_edited() and not self.save()):
            return None
        return open_issue(self.shell, "D10", self.campaign.id)

    def open_all_sheets(self) -> Any:
        """Show the sheets of the cells, the first of them or the one the cursor is on."""
        row = self.model.row_at(self.grid.currentIndex().row())
        known = {one.id for one in self._rows}
        if not known:
            return self.shell.asking.tell(_EMPTY[TITLES])
        chosen = row.id if row is not None and row.id in known else self._rows[0].id
        return self.open_sheet(chosen)

    def open_ballots(self, kind_id: str, name: str) -> Any:
        """Ask how many ballots are wanted: one for each member present, or for all of them while nobody was counted."""
        from bontot_desktop.ui.forms.ballots import open_ballots

        if self.campaign is None:
            return None
        return open_ballots(self.shell, self.campaign.id, kind_id, name, self.present.value() or self.total.value())

    def _opened(self, index: QModelIndex) -> None:
        row = self.model.row_at(index.row())
        if row is not None and self.model.columns[index.column()].id == LABEL and isinstance(row.id, int):
            self.open_sheet(row.id)

    def open_sheet(self, entry_id: int) -> Any:
        """Show everything on a cell on one page."""
        from bontot_desktop.ui.forms.review_sheets import open_sheets

        if self.campaign is None:
            return None
        return open_sheets(self.shell, self.campaign, [(row.id, row.cell) for row in self._rows], entry_id)

    # Saving --------------------------------------------------------------------------------------------------------

    def draft(self) -> ReviewDraft:
        """Return the review as it stands here."""
        value = self.model.value
        votes = tuple(
            VoteDraft(
                row.id,
                value(row.id, FOR),
                value(row.id, AGAINST),
                value(row.id, OTHER),
                value(row.id, OUT),
                value(row.id, BACK),
                value(row.id, INVALID),
            )
            for row in self._rows
        )
        rated = tuple(
            RatingVoteDraft(row.cell_id, value(row.id, RATED_FOR), value(row.id, RATED_AGAINST)) for row in self._rated
        )
        certificates = self._agenda.awards if self._agenda else ()
        awards = tuple(AwardVoteDraft(one.id, value(f"{_AWARD}{one.id}", FOR)) for one in certificates)
        campaign_id = self.campaign.id if self.campaign else 0
        held = (self.day.value(), self.total.value(), self.present.value())
        return ReviewDraft(campaign_id, *held, votes, rated, awards, sitting=self._sitting)

    def is_edited(self) -> bool:
        """Say whether something is not saved."""
        if self._before is None or self.campaign is None:
            return False
        return replace(self.draft(), campaign_id=self._before.campaign_id) != self._before or bool(self.model.faults())

    def drop(self) -> None:
        """Show the review as it is stored."""
        self.keeping.drop()
        self._before = None
        if self.campaign is not None:
            self.show_rows(self.campaign, self._all)

    def save(self) -> bool:
        """Save the sitting and all votes in one act."""
        faults = self.faults()
        if faults:
            self.show_problems(faults)
            return False
        wrong = self.model.faults()
        if wrong:
            self._go(wrong[0][0], wrong[0][1])
            self.say(wrong[0][2], "fault")
            return False
        draft = self.draft()
        self.show_problems([])
        return self.shell.act(lambda: self._store(draft), "Đã lưu kết quả họp xét.", form=self) is not None

    def _store(self, draft: ReviewDraft):
        changes = review.save(self.shell.office, draft)
        self._before = draft
        self.keeping.drop()
        return changes

    def go_to(self, field: str) -> None:
        """Put the cursor on the cell a problem is about ("votes:12", "ratings:3", "awards:5")."""
        kind, _, found = field.partition(":")
        if not found.isdecimal():
            return
        if kind == RATINGS:
            entry_id = next((row.id for row in self._rated if row.cell_id == int(found)), 0)
            self._go(entry_id, RATED_FOR)
        else:
            self._go(f"{_AWARD}{found}" if kind == AWARDS else int(found), FOR)

    def _go(self, row_id: Any, column_id: Any) -> None:
        """Show the part a cell belongs to and put the cursor on it."""
        is_rating = column_id in (RATED_FOR, RATED_AGAINST)
        self.show_part(AWARDS if isinstance(row_id, str) else RATINGS if is_rating else TITLES)
        self.grid.setCurrentIndex(self.grid.index_of(row_id, column_id))
        self.grid.setFocus()


def _own(name: str, cell: str) -> str:
    return f"Đồng chí {name} là bí thư {cell}, có thể đề nghị không biểu quyết chi bộ mình"


def _waiting(names: Sequence[str]) -> str:
    """Say which cells wait for a further sitting."""
    if not names:
        return ""
    more = "…" if len(names) > 3 else ""
    return f"{', '.join(names[:3])}{more} được xét lại sau cuộc họp này; bấm Cuộc họp, Họp bổ sung… để ghi phiếu."


def _notes(agenda: Agenda, cells: Mapping[int, str]) -> str:
    """Say what to know before the vote: ratings still to come, members who vote on their own cells."""
    found = []
    if agenda.unrated:
        more = "…" if len(agenda.unrated) > 3 else ""
        named = ", ".join(agenda.unrated[:3]) + more
        found.append(f"Chưa xếp loại {named}; hãy ghi xếp loại trước khi biểu quyết danh hiệu.")
    own = [_own(name, cells[cell_id]) for cell_id, name in agenda.own_cells.items() if cell_id in cells]
    if own:
        found.append("; ".join(own) + ".")
    return "\n".join(found)
