"""The arithmetic of the review's votes: hands or ballots, on all members of the body (recognition.md §3.4, §9.5)."""

from __future__ import annotations

from dataclasses import dataclass

from bontot_desktop.rules.recognition import VoteMethod


@dataclass(frozen=True, slots=True)
class Sitting:
    """Who may vote: all members of the body, those present, and how they vote; None where it is not known yet."""

    total: int | None
    present: int | None
    method: VoteMethod

    @property
    def voters(self) -> int | None:
        """The most that can vote: those present, all members when opinions are asked in writing."""
        if self.method is VoteMethod.WRITTEN or self.present is None:
            return self.total
        return self.present

    @property
    def voters_word(self) -> str:
        """How the voters are called in a sentence."""
        is_all = self.method is VoteMethod.WRITTEN or self.present is None
        return "số ủy viên" if is_all else "số ủy viên có mặt"


@dataclass(frozen=True, slots=True)
class Ballot:
    """One vote: members for, against and with another opinion; ballots handed out, given back and invalid."""

    votes_for: int | None = None
    votes_against: int | None = None
    votes_abstained: int | None = None
    ballots_out: int | None = None
    ballots_in: int | None = None
    ballots_invalid: int | None = None

    @property
    def cast(self) -> int:
        """Votes that say something."""
        return (self.votes_for or 0) + (self.votes_against or 0) + (self.votes_abstained or 0)

    @property
    def has_ballots(self) -> bool:
        """Whether ballots were counted."""
        return any(count is not None for count in (self.ballots_out, self.ballots_in, self.ballots_invalid))

    @property
    def counts(self) -> tuple[int | None, ...]:
        """Every number of the vote."""
        return (
            self.votes_for,
            self.votes_against,
            self.votes_abstained,
            self.ballots_out,
            self.ballots_in,
            self.ballots_invalid,
        )


def vote_problem(ballot: Ballot, sitting: Sitting) -> str:
    """Say the first thing wrong with a vote, "" for none.

    By hands the votes are at most the voters; by ballots they are exactly those given back less the invalid ones, and
    no more come back than were handed out.
    """
    if any(count is not None and count < 0 for count in ballot.counts):
        return "số phiếu không được âm."
    limit = sitting.voters
    if limit is not None and ballot.cast > limit:
        return f"tổng số phiếu {ballot.cast} nhiều hơn {sitting.voters_word} {limit}."
    if ballot.votes_for is None and any(count is not None for count in ballot.counts):
        return "hãy ghi cả số tán thành."
    if ballot.votes_against is not None and not ballot.cast and not ballot.has_ballots:
        return "chưa có phiếu nào; chưa biểu quyết thì để trống."
    return _ballot_problem(ballot, sitting) if ballot.has_ballots else ""


def _ballot_problem(ballot: Ballot, sitting: Sitting) -> str:
    out, back, invalid = ballot.ballots_out, ballot.ballots_in, ballot.ballots_invalid or 0
    limit = sitting.voters
    if out is not None and limit is not None and out > limit:
        return f"phát ra {out} phiếu, nhiều hơn {sitting.voters_word} {limit}."
    if back is None:
        return "hãy ghi cả số phiếu thu về."
    if out is not None and back > out:
        return f"thu về {back} phiếu, nhiều hơn số phát ra {out}."
    if invalid > back:
        return f"{invalid} phiếu không hợp lệ, nhiều hơn số thu về {back}."
    if ballot.cast != back - invalid:
        valid = back - invalid
        return f"có {valid} phiếu hợp lệ ({back} thu về, {invalid} không hợp lệ) nhưng đếm được {ballot.cast} phiếu."
    return ""


def unanimous(sitting: Sitting, *, with_ballots: bool) -> Ballot:
    """Return the vote in which every voter is for it. Raises ValueError while nobody knows how many vote."""
    if sitting.voters is None:
        raise ValueError("no voters known")
    voters = sitting.voters
    return Ballot(voters, 0, 0, voters, voters, 0) if with_ballots else Ballot(voters, 0, 0)
