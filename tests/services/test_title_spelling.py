"""The title written the other way ("Chi bộ bốn tốt"): every paper of the year follows, none keeps the usual words."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from bontot_desktop.documents import plain
from bontot_desktop.documents.profile import TITLE_SPELLINGS
from bontot_desktop.errors import BonTotError
from bontot_desktop.rules.periods import whole_year
from bontot_desktop.rules.recognition import Authority, AwardKind
from bontot_desktop.services import (
    awards,
    campaigns,
    formats,
    issuing,
    rating_annulments,
    rating_decisions,
    revocations,
)
from bontot_desktop.services.rating_annulments import AnnulDraft
from bontot_desktop.services.revocations import RevocationDraft
from bontot_desktop.services.sources import SOURCES, Subject
from tests import recognition_office as made

USUAL, OTHER = TITLE_SPELLINGS
#: Another title, whose name the office does not choose, and names of papers from above.
ELSEWHERE = ("Đảng bộ cơ sở 4 tốt", "Đảng bộ 4 tốt")
OF_THE_YEAR = (Subject.CAMPAIGN, Subject.ENTRY, Subject.AWARD)
SPRING, DAY = date(2026, 3, 2), made.REVIEW + timedelta(days=1)
IN_SPRING = ("D1", "D2", "D3", "D4")


@pytest.fixture
def office(tmp_path):
    office = made.make_office(tmp_path)
    formats.save(office, replace(formats.load(office), title_spelling=OTHER))
    yield office
    office.close()


def told(office, kind, subject_id):
    """Return the words of a draft, None where the paper cannot be made of that subject."""
    try:
        with office.read() as session:
            day = SPRING if kind in IN_SPRING else DAY
            return plain.render(issuing.drafted(session, office, kind, subject_id, day).document)
    except BonTotError:
        return None


def subjects_of(office, campaign_id, ids):
    given = [row.id for row in awards.list_awards(office, campaign_id)]
    return {Subject.CAMPAIGN: [campaign_id], Subject.ENTRY: ids, Subject.AWARD: given}


def test_every_paper_of_the_year_follows_the_other_spelling_and_none_keeps_the_usual_words(office):
    campaign_id, ids = made.judged(office)
    made.rate_best(office, 1)
    cells = [row.id for row in awards.candidates(office, campaign_id, AwardKind.TITLE)][:2]
    drafts = awards.propose(office, campaign_id, cells, AwardKind.TITLE)
    awards.save_all(office, campaign_id, AwardKind.TITLE, drafts)
    found = papers_of(office, campaign_id, ids)
    issuing.issue(office, "D13", campaign_id, day=made.REVIEW)
    revocations.prepare(office, ids[0], RevocationDraft("Khai không đúng số liệu."))
    rating_decisions.decide(office, made.YEAR, made.REVIEW, members=False)
    rated = rating_annulments.current_id(office, 2, made.YEAR, of_member=False)
    rating_annulments.annul(office, rated, AnnulDraft("Khai không đúng."), of_member=False)
    found |= papers_of(office, campaign_id, ids)
    year = whole_year(made.YEAR).code
    found |= {(kind, year): told(office, kind, year) for kind in ("D18", "M03")}
    assert {"D1", "D4", "D6", "D6A", "D9", "D10", "D10A", "D10B", "D12", "D13", "D14", "D15", "D16", "D16A", "D17"} <= {
        kind for kind, _ in found
    }
    assert {"D18", "D19", "D20", "M03"} <= {kind for (kind, _), words in found.items() if words}
    assert usual_in(found) == {}


def test_what_goes_up_follows_the_other_spelling_too(office):
    campaign_id, ids = made.judged(office)
    draft = campaigns.load(office, campaign_id)
    up = replace(draft, authority=Authority.UP, superior_name="Ban Thường vụ Tỉnh ủy Ví Dụ")
    campaigns.save(office, up)
    found = papers_of(office, campaign_id, ids)
    assert {"D11", "D12"} <= {kind for kind, _ in found}
    assert usual_in(found) == {}


def papers_of(office, campaign_id, ids):
    known = subjects_of(office, campaign_id, ids)
    return {
        (kind, subject_id): words
        for kind, source in SOURCES.items()
        if source.subject in OF_THE_YEAR
        for subject_id in known[source.subject]
        if (words := told(office, kind, subject_id)) is not None
    }


def usual_in(found):
    """Return the lines that still say the usual words, by kind of paper."""
    kept = {}
    for (kind, _), words in found.items():
        for line in (words or "").splitlines():
            bare = line
            for name in ELSEWHERE:
                bare = bare.replace(name, "")
            if "4 tốt" in bare.casefold():
                kept.setdefault(kind, set()).add(line.strip()[:160])
    return kept
