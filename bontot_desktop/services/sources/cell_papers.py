"""Papers that call a cell to its meeting: the programme (F1), the invitations (F2), and what papers about it share."""

from __future__ import annotations

from sqlalchemy.orm import Session

from bontot_desktop import dates, text
from bontot_desktop.db.models.papers import Paper
from bontot_desktop.db.queries import roster
from bontot_desktop.documents import invitation, programme
from bontot_desktop.documents.cell_parts import CellMeeting
from bontot_desktop.documents.invitation import InvitationFacts
from bontot_desktop.documents.letterhead import Head, SignerFacts
from bontot_desktop.documents.minutes_wording import comrade, post_and_unit, post_words
from bontot_desktop.documents.profile import InvitationTo
from bontot_desktop.documents.programme import ProgrammeFacts, ProgrammeItem
from bontot_desktop.documents.sample_parts import PersonFacts
from bontot_desktop.errors import Refused, WrongDay
from bontot_desktop.rules.cells import CellPost
from bontot_desktop.rules.meetings import MeetingState
from bontot_desktop.rules.papers import Issuer
from bontot_desktop.services import heads, meeting_store
from bontot_desktop.services.meeting_drafts import MeetingDraft, RosterLineDraft
from bontot_desktop.services.sources.base import Issue, Source, Subject

ISSUER = Issuer.CELL


# Shared


def meeting_of(session: Session, meeting_id: int) -> MeetingDraft:
    """Return a stored meeting. Raises NotFound for an unknown one, Refused for one that is not held."""
    draft = meeting_store.load(session, meeting_id)
    if draft.state is MeetingState.CANCELLED:
        raise Refused("Buổi sinh hoạt này được ghi là không họp nên không lập văn bản được.")
    return draft


def head_of(session: Session, draft: MeetingDraft, issue: Issue) -> Head:
    """Return the head of a paper of the cell."""
    return heads.cell_head(
        session, draft.cell_id, day=issue.day, today=issue.today, number=issue.number, symbol=issue.symbol
    )


def signer_of(session: Session, draft: MeetingDraft, issue: Issue) -> SignerFacts:
    """Return who signs for the cell. Raises Refused while it has no secretary, WrongDay when it has none any more."""
    try:
        return heads.signer(session, ISSUER, issue.as_of, cell_id=draft.cell_id)
    except Refused as nobody:
        if draft.held_on is None or issue.as_of == draft.held_on:
            raise
        raise WrongDay(str(nobody), draft.held_on) from nobody


def brief(draft: MeetingDraft) -> CellMeeting:
    """Return the meeting as its papers name it."""
    return CellMeeting(
        cell=draft.cell_name,
        kind=draft.type,
        year=draft.year,
        month=draft.month,
        held_on=draft.held_on,
        starts_at=draft.starts_at,
        place=draft.place,
        format=draft.format,
        theme=draft.theme,
        presenter=draft.theme_presenter,
        late_from=draft.settings.late_from,
    )


def in_charge(session: Session, draft: MeetingDraft, issue: Issue) -> list[roster.Responsible]:
    """Return the committee members in charge of the cell on the paper's day."""
    return roster.in_charge_on(session, draft.cell_id, issue.as_of)


def named(people: list[roster.Responsible]) -> str:
    """Name them in a sentence: "đồng chí Lê Văn Minh Họa"."""
    return text.join_vi(f"đồng chí {person.full_name}" for person in people)


def refuse_after(draft: MeetingDraft, issue: Issue, paper: str) -> None:
    """Refuse a day after the meeting; a draft without one then names whoever held office at the meeting."""
    if draft.held_on is not None and issue.as_of > draft.held_on:
        late, held = dates.screen(issue.as_of), dates.screen(draft.held_on)
        raise WrongDay(f"Ngày {paper} {late} ở sau ngày sinh hoạt {held}; hãy chọn ngày đến {held}.", draft.held_on)


# The programme


def collect_programme(session: Session, meeting_id: int, issue: Issue) -> ProgrammeFacts:
    """Gather the programme of a meeting. Raises Refused for one that is not held, or dated after it."""
    draft = meeting_of(session, meeting_id)
    refuse_after(draft, issue, "chương trình")
    chair = draft.line(draft.chair_id)
    return ProgrammeFacts(
        head=head_of(session, draft, issue),
        signer=signer_of(session, draft, issue),
        committee=heads.committee(session, issue.as_of).name,
        meeting=brief(draft),
        items=tuple(ProgrammeItem(item.title, item.presenter, item.planned_min) for item in draft.agenda),
        chair=comrade(chair.name, post_words(chair.post), draft.chair_note) if chair else "",
        guests=tuple(comrade(guest.name, post_and_unit(guest.post, guest.organisation)) for guest in draft.guests),
        in_charge=named(in_charge(session, draft, issue)),
    )


def about_programme(facts: ProgrammeFacts) -> str:
    """Name the programme in the register."""
    return f"Chương trình {facts.meeting.session}, {facts.meeting.cell}"


# The invitations


def collect_invitation(session: Session, meeting_id: int, issue: Issue) -> InvitationFacts:
    """Gather the invitations: to guests and members, to guests alone, or one without a name, as the office chose."""
    draft = meeting_of(session, meeting_id)
    refuse_after(draft, issue, "giấy mời")
    signer = signer_of(session, draft, issue)
    return InvitationFacts(
        head=head_of(session, draft, issue),
        signer=signer,
        committee=heads.committee(session, issue.as_of).name,
        meeting=brief(draft),
        agenda=tuple(item.title for item in draft.agenda),
        invited=_invited(session, draft, signer, issue),
    )


def _invited(session: Session, draft: MeetingDraft, signer: SignerFacts, issue: Issue) -> tuple[PersonFacts, ...]:
    chosen = heads.format_settings(session).invitation_to
    if chosen == InvitationTo.BLANK:
        return ()
    guests = [PersonFacts(guest.name, guest.post, guest.organisation) for guest in draft.guests]
    names = {guest.name for guest in guests}
    guests += [
        PersonFacts(person.full_name, person.title, person.organisation)
        for person in in_charge(session, draft, issue)
        if person.full_name not in names
    ]
    if chosen == InvitationTo.GUESTS:
        return tuple(guests)
    members = [
        PersonFacts(line.name, _post(line.post, draft.cell_name))
        for line in draft.roster
        if line.is_expected and not _signs(line, signer)
    ]
    return (*guests, *members)


def _signs(line: RosterLineDraft, signer: SignerFacts) -> bool:
    """Nobody invites themselves."""
    return line.post in (CellPost.SECRETARY, CellPost.DEPUTY) and line.name == signer.name


def _post(post: CellPost | None, cell: str) -> str:
    """Write a member's post with the cell: "Phó Bí thư Chi bộ thôn Mẫu 1", "đảng viên Chi bộ thôn Mẫu 1"."""
    words = post_words(post)
    return post_and_unit(words, cell) if words.endswith(" chi bộ") else f"{words} {cell}"


def about_invitation(facts: InvitationFacts) -> str:
    """Name the invitations in the register."""
    count = len(facts.invited)
    whom = f" ({count:02d} người)" if count else ""
    return f"Giấy mời dự {facts.meeting.session}, {facts.meeting.cell}{whom}"


def invitation_issued(session: Session, meeting_id: int, paper: Paper) -> None:
    """Note on a planned meeting that people were told of it."""
    row = meeting_store.meeting(session, meeting_id)
    if row.state is MeetingState.PLANNED:
        row.state = MeetingState.NOTICED
    if row.notice_sent_at is None:
        row.notice_sent_at = paper.issued_at


def invitation_taken_back(session: Session, meeting_id: int, paper: Paper) -> None:
    """Let a meeting that was only told of be planned again."""
    row = meeting_store.meeting(session, meeting_id)
    if row.state is MeetingState.NOTICED:
        row.state = MeetingState.PLANNED
    if row.notice_sent_at == paper.issued_at:
        row.notice_sent_at = None


SOURCES = (
    Source(
        kind=programme.KIND.id,
        subject=Subject.MEETING,
        issuer=ISSUER,
        collect=collect_programme,
        about=about_programme,
    ),
    Source(
        kind=invitation.KIND.id,
        subject=Subject.MEETING,
        issuer=ISSUER,
        collect=collect_invitation,
        about=about_invitation,
        after_issue=invitation_issued,
        before_take_back=invitation_taken_back,
    ),
)
