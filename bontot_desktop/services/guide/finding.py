"""Finds topics of the guide by words, with or without marks."""

from __future__ import annotations

from dataclasses import dataclass

from bontot_desktop import text
from bontot_desktop.rules.guide import Guide, Topic, text_of


@dataclass(frozen=True, slots=True)
class Found:
    """A topic in which every word of the query stands; ``in_title`` those whose title says it stand first."""

    topic: Topic
    in_title: bool


def find(guide: Guide, query: str) -> tuple[Found, ...]:
    """Return the topics that hold every word of the query: titles first, then those where the words stand together.

    Each part keeps the order of the guide. An empty query finds every topic in its order.
    """
    found = [
        Found(topic, text.matches(query, topic.title))
        for topic in guide.topics()
        if text.matches(query, text_of(topic))
    ]
    return tuple(sorted(found, key=lambda one: (not one.in_title, not text.occurrences(query, text_of(one.topic)))))
