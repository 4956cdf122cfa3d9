"""A topic of health: one thing that is asked, and what tells of it."""

from typing import NamedTuple

from shop.bot.understanding.normalising import listed


class HealthTopic(NamedTuple):
    """The words that ask for it, and those in a description that tell of it."""

    asked: frozenset[str]
    told: frozenset[str]


def topic(asked: str, told: str = "") -> HealthTopic:
    """Whatever asks for it tells of it, too."""
    return HealthTopic(listed(ask=asked), listed(ask=asked, told=told))
