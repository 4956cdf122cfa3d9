"""Hands events to the shared sender, one webhook per listening endpoint, mishaps included."""

import asyncio
import secrets
from collections.abc import Callable, Coroutine, Mapping
from dataclasses import dataclass
from typing import Any

from shop.sandbox.faults import EventFault
from shop.sandbox.stripe.events.events import body_of, count_delivered
from shop.sandbox.stripe.events.signing import webhook_headers
from shop.sandbox.stripe.objects.account import AccountRecord
from shop.sandbox.types import Json
from shop.sandbox.webhooks.delivery import Deliveries, Delivery, stripe_terms

WRONG_SECRET = "whsec_foreign"  # noqa: S105  (what a forger would sign with)


@dataclass(frozen=True)
class EventDelivery:
    """One event for one endpoint."""

    account: AccountRecord
    event: Json
    endpoint: Json
    fault: EventFault

    @property
    def about(self) -> str:
        """The id of the object that it happened to."""
        return str(self.event["data"]["object"]["id"])

    def is_wanted(self) -> bool:
        """Whether the endpoint still exists and is enabled: else nothing is tried again."""
        endpoint = self.account.table("webhook_endpoint").get(self.endpoint["id"])
        return endpoint is not None and endpoint["status"] == "enabled"


class EventSender:
    """Collects what happens within one step of the event loop, then posts it."""

    def __init__(self, deliveries: Deliveries) -> None:
        self.deliveries = deliveries
        self._waiting: list[EventDelivery] = []
        self._tasks: set[asyncio.Task[None]] = set()
        self._sent: dict[str, list[Delivery]] = {}  # by the id of the object it is about, while under way

    def put(
        self, account: AccountRecord, event: Json, endpoints: list[Json], fault: EventFault | None
    ) -> None:
        """Post the event to these endpoints as soon as the present step is over."""
        parcels = [EventDelivery(account, event, endpoint, fault or EventFault()) for endpoint in endpoints]
        if parcels and not self._waiting:
            asyncio.get_running_loop().call_soon(self._flush)
        self._waiting += [p for p in parcels if not p.fault.drop]

    def about(self, object_id: str) -> list[Delivery]:
        """What is under way about an object."""
        return list(self._sent.get(object_id, ()))

    def _flush(self) -> None:
        parcels, self._waiting = self._waiting, []
        if any(parcel.fault.shuffle for parcel in parcels):
            secrets.SystemRandom().shuffle(parcels)
        for parcel in parcels:
            if parcel.fault.delay_seconds:
                self._spawn(self._later(parcel))
            else:
                self._post(parcel)

    async def _later(self, parcel: EventDelivery) -> None:
        await asyncio.sleep(parcel.fault.delay_seconds)
        self._post(parcel)

    def _post(self, parcel: EventDelivery) -> None:
        body = body_of(parcel.event, parcel.endpoint)
        for _ in range(1 + parcel.fault.duplicate):
            label = f"stripe {parcel.event['type']}"
            terms = stripe_terms(parcel.is_wanted)
            sent = self.deliveries.post(parcel.endpoint["url"], body, _signer(parcel), label, terms)
            self._sent.setdefault(parcel.about, []).append(sent)
        self._spawn(self._watch(parcel, sent))

    async def _watch(self, parcel: EventDelivery, sent: Delivery) -> None:
        await sent.done.wait()
        self._sent.pop(parcel.about, None)
        if sent.arrived:
            count_delivered(parcel.account, parcel.event["id"])

    def _spawn(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)


def _signer(parcel: EventDelivery) -> Callable[[bytes], Mapping[str, str]]:
    """Signs each attempt anew, with the secrets that the endpoint then has."""

    def headers(body: bytes) -> Mapping[str, str]:
        active = parcel.account.secrets.get(parcel.endpoint["id"], [])
        return webhook_headers(body, [WRONG_SECRET] if parcel.fault.wrong_secret else active)

    return headers
