"""Why a message goes out, and which therefore goes first."""

from enum import StrEnum

from shop.kit.jobs import Priority


class Lane(StrEnum):
    """Why a message goes out; earlier lanes are sent first."""

    REPLY = "reply"
    ORDER = "order"
    REMINDER = "reminder"
    CAMPAIGN = "campaign"

    @property
    def priority(self) -> int:
        return int(_PRIORITIES[self])


PROMOTIONS = (Lane.REMINDER, Lane.CAMPAIGN)  # gates judge them; an answer, an order or a stop withdraws them
_BY_LANE = (Priority.SLOWER_ANSWER, Priority.ORDER_NEWS, Priority.REMINDER, Priority.NORMAL)
_PRIORITIES = dict(zip(Lane, _BY_LANE, strict=True))
