"""What a file may say after a kill: what was confirmed, or what the act in flight was about to commit."""

from __future__ import annotations

from pathlib import Path

from torture.ledger import Expected, Ledger, Reader


def test_only_a_confirmed_act_has_to_be_there_and_the_one_in_flight_may_be(tmp_path: Path) -> None:
    ledger, expected = Ledger(tmp_path / "so"), Expected("a", ["mật khẩu"])
    reader = Reader(tmp_path / "so")
    ledger.say("begin", act="save")
    ledger.say("promise", state="b")
    for line in reader.new():
        expected.hear(line)
    assert expected.allowed == {"a", "b"}
    ledger.say("done", refused="", state="b", password="mật khẩu")
    for line in reader.new():
        expected.hear(line)
    assert expected.allowed == {"b"}
    assert expected.done == {"save": 1}
    ledger.close()
    reader.close()


def test_an_act_cut_short_counts_for_what_is_found() -> None:
    expected = Expected("a", ["cũ"])
    for line in (
        {"what": "begin", "act": "change_password"},
        {"what": "password", "new": "mới"},
        {"what": "good", "state": "a", "password": "mới", "copies": []},
    ):
        expected.hear(line)
    assert expected.passwords == ["mới"]
    assert expected.cut == {"change_password": 1}
