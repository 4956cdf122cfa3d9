"""What of the sandbox's world the pretend Stripe shares with the pretend Meta (`shop.sandbox.state.World` has it all)."""

from typing import Any, Protocol

from shop.sandbox.agenda import Agenda
from shop.sandbox.faults import Faults
from shop.sandbox.knobs import Knobs
from shop.sandbox.webhooks.delivery import Deliveries


class SharedWorld(Protocol):
    """Sends, keeps time, knows its address, its knobs and its faults."""

    base_url: str
    agenda: Agenda
    deliveries: Deliveries
    faults: Faults
    knobs: Knobs

    def publish(self, kind: str, **about: Any) -> None: ...
