"""The arithmetic of the review's votes (recognition.md §9.5, §14 vector 7)."""

from __future__ import annotations

import pytest

from bontot_desktop.rules.recognition import VoteMethod, body_approves
from bontot_desktop.rules.review import Ballot, Sitting, unanimous, vote_problem

HANDS = Sitting(9, 6, VoteMethod.HANDS)
SECRET = Sitting(9, 6, VoteMethod.SECRET)
WRITTEN = Sitting(9, None, VoteMethod.WRITTEN)


def test_vector_7_the_majority_is_counted_on_all_nine_members_though_six_are_present():
    assert body_approves(5, 9)
    assert not body_approves(4, 9)
    assert vote_problem(Ballot(5, 1), HANDS) == ""
    assert vote_problem(Ballot(4, 2), HANDS) == ""


@pytest.mark.parametrize(
    ("ballot", "sitting", "said"),
    [
        (Ballot(5, 1, 1), HANDS, "tổng số phiếu 7 nhiều hơn số ủy viên có mặt 6."),
        (Ballot(5, -1), HANDS, "số phiếu không được âm."),
        (Ballot(None, 2), HANDS, "hãy ghi cả số tán thành."),
        (Ballot(None, None, None, 6, 6, 0), SECRET, "hãy ghi cả số tán thành."),
        (Ballot(5, 1, None, 7, 6, 0), SECRET, "phát ra 7 phiếu, nhiều hơn số ủy viên có mặt 6."),
        (Ballot(5, 0, None, 5, 6, 0), SECRET, "thu về 6 phiếu, nhiều hơn số phát ra 5."),
        (Ballot(5, 0, None, 6, None, 0), SECRET, "hãy ghi cả số phiếu thu về."),
        (Ballot(0, 0, None, 6, 3, 4), SECRET, "4 phiếu không hợp lệ, nhiều hơn số thu về 3."),
        (
            Ballot(5, 0, None, 6, 6, 0),
            SECRET,
            "có 6 phiếu hợp lệ (6 thu về, 0 không hợp lệ) nhưng đếm được 5 phiếu.",
        ),
        (Ballot(10), WRITTEN, "tổng số phiếu 10 nhiều hơn số ủy viên 9."),
    ],
)
def test_9_5_a_vote_that_does_not_add_up_is_said(ballot, sitting, said):
    assert vote_problem(ballot, sitting) == said


@pytest.mark.parametrize(
    "ballot", [Ballot(), Ballot(4), Ballot(4, 1, 1), Ballot(4, 1, None, 6, 6, 1), Ballot(4, 1, 0, 6, 5, 0)]
)
def test_9_5_a_vote_that_adds_up_is_taken(ballot):
    assert vote_problem(ballot, SECRET) == ""


def test_all_for_it_means_everybody_present_or_everybody_asked_in_writing():
    assert unanimous(HANDS, with_ballots=False) == Ballot(6, 0, 0)
    assert unanimous(SECRET, with_ballots=True) == Ballot(6, 0, 0, 6, 6, 0)
    assert unanimous(WRITTEN, with_ballots=False) == Ballot(9, 0, 0)
    with pytest.raises(ValueError, match="no voters"):
        unanimous(Sitting(None, None, VoteMethod.HANDS), with_ballots=False)
