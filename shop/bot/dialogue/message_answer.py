"""The answer to one message."""

import msgspec

from shop.bot.actions import Action


class MessageAnswer(msgspec.Struct, frozen=True):
    """What is said and done. None: not understood. `is_polite`: said only where nothing else is.

    `is_urgent`: nothing else is said but a yes or no to promotions. `is_asked`: a question that nobody understood, so
    that a stop beside it is not all that is said.
    """

    actions: list[Action] | None
    is_polite: bool = False
    is_greeted: bool = False
    is_urgent: bool = False
    is_asked: bool = False


SILENCE = MessageAnswer([], is_polite=True)
