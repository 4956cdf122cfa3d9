"""What becomes due: the stand-ins' own agenda, the ends of service windows, and what the shop adds."""

from collections.abc import Awaitable, Callable

from msgspec import Struct

from shop.kit.clock import now
from shop.sandbox.control.views import timestamp
from shop.sandbox.records import ScheduledEvent
from shop.sandbox.state import World
from shop.sandbox.types import Json

SHOWN = 60


class Upcoming(Struct):
    """Something due at `at` (unix seconds, business time). `kind` is a word the page knows, or plain text."""

    at: float
    kind: str
    about: str = ""

    def view(self) -> Json:
        """As JSON."""
        return {"at": timestamp(self.at), "kind": self.kind, "about": self.about}


ShopAgenda = Callable[[], Awaitable[list[Upcoming]]]


async def upcoming(world: World, shop_agenda: ShopAgenda | None) -> list[Json]:
    """The next things to happen, soonest first."""
    found = [*of_agenda(world), *windows(world)]
    if shop_agenda is not None:
        found += await shop_agenda()
    return [due.view() for due in sorted(found, key=lambda due: due.at)[:SHOWN]]


def of_agenda(world: World) -> list[Upcoming]:
    """What the stand-ins will do, without what has become pointless."""
    known = [(due, about(world, due)) for due in world.agenda.heap]
    return [Upcoming(due.at, due.kind, said) for due, said in known if said is not None]


def about(world: World, due: ScheduledEvent) -> str | None:
    """Whom or what an agenda entry concerns; None when nothing will come of it."""
    first = due.args[0] if due.args else ""
    if due.kind == "meta.review":
        template = world.templates.get(first)
        return template.name if template and template.status == "PENDING" else None
    if due.kind == "meta.item":
        return due.args[1]
    if due.kind == "stripe.expire":
        return first if is_open(world, first) else None
    if due.kind.startswith("meta.") and (message := world.messages.get(first)):
        shopper = world.shoppers.get(message.shopper_id)
        return shopper.name if shopper else message.recipient
    return first


def is_open(world: World, session_id: str) -> bool:
    """Whether a checkout session still waits for its buyer."""
    tables = [account.table("checkout.session") for account in world.stripe.accounts.values()]
    return any((table.get(session_id) or {}).get("status") == "open" for table in tables)


def windows(world: World) -> list[Upcoming]:
    """The ends of the 24-hour service windows."""
    present = now().timestamp()
    return [
        Upcoming(thread.window_until, "window", world.shoppers[thread.shopper_id].name)
        for thread in world.conversations.values()
        if thread.window_until > present and thread.shopper_id in world.shoppers
    ]
