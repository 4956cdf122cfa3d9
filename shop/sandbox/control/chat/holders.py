"""Who holds a conversation on the shop's side, as far as the sandbox is told: by the shop that runs beside it, or by hand.

Meta knows nothing of it: a handover is the shop's own matter. It is shown because this is a workshop.
"""

from collections.abc import Awaitable, Callable, Iterable

from msgspec import Struct

from shop.sandbox.records import ChatConversation, Shopper


class HeldConversation(Struct):
    """A conversation that a person holds, by either of the shopper's ids; `why` in the shop's own words."""

    bsuid: str | None
    phone: str | None
    why: str = ""

    def is_with(self, shopper: Shopper) -> bool:
        """Is it this shopper's?"""
        by_id = self.bsuid is not None and self.bsuid in {shopper.bsuid, *shopper.user_ids.values()}
        return by_id or (self.phone is not None and self.phone == shopper.phone)


ShopHolders = Callable[[], Awaitable[list[HeldConversation]]]


def why_held(held: Iterable[HeldConversation], thread: ChatConversation, shopper: Shopper) -> str | None:
    """Why a person holds it, "" for no stated reason; None while the bot answers."""
    told = next((each.why for each in held if each.is_with(shopper)), None)
    return told if told is not None else thread.held_by_person
