"""Mishaps of both vendors on demand: set by `POST /_control/faults`, ended by DELETE. No `times`: until then."""

from msgspec import UNSET, Struct, UnsetType, field


class SendFault(Struct, omit_defaults=True, forbid_unknown_fields=True):
    """What happens to the next Graph calls of one edge (by default the sends)."""

    http_status: int | None = None
    code: int | None = None
    details: str | None = None
    lose_answer: bool = False
    hang: bool = False
    garbage: bool = False
    delay_seconds: float = 0.0
    times: int | None = None
    edge: str = "messages"
    phone_number_id: str | None = None


class StatusFault(Struct, omit_defaults=True, forbid_unknown_fields=True):
    """How the statuses of messages misbehave."""

    shuffle: bool = False
    duplicate: bool = False
    skip: list[str] = field(default_factory=list)


class DeliveryFault(Struct, omit_defaults=True, forbid_unknown_fields=True):
    """How deliveries misbehave, Stripe's too.

    `duplicate`: every delivery arrives that many more times. `drop`: the next attempts are lost on the way
    and retried, as in an outage. `lose`: the next deliveries never arrive.
    """

    delay_seconds: float = 0.0
    duplicate: int = 0
    drop: int = 0
    lose: int = 0
    shuffle: bool = False


class ApiFault(Struct, forbid_unknown_fields=True):
    """What happens to the next `times` calls of Stripe's API (None: to all) whose path begins with `path`.

    `http_status` refuses before anything is executed, with the header `Stripe-Should-Retry` if `should_retry`
    is set. `lose_answer` executes and cuts the connection,
    `garbage` executes and answers no JSON. `delay_seconds` executes and answers late: until then the
    idempotency key is in use.
    """

    http_status: int | None = None
    should_retry: bool | None = None
    lose_answer: bool = False
    garbage: bool = False
    delay_seconds: float = 0.0
    times: int | None = None
    path: str = "/v1/"
    method: str | None = None


class EventFault(Struct, forbid_unknown_fields=True):
    """What happens to the next `times` events of Stripe (None: to all).

    `wrong_secret` signs with a foreign secret, `duplicate` sends that many extra copies, `twins` makes a
    second Event object of the same fact, `shuffle` mixes what happened at once, `drop` never sends.
    """

    wrong_secret: bool = False
    duplicate: int = 0
    twins: bool = False
    shuffle: bool = False
    drop: bool = False
    delay_seconds: float = 0.0
    times: int | None = None


class StripeFaults(Struct, forbid_unknown_fields=True):
    """The mishaps of Stripe's API and of its events."""

    api: ApiFault | list[ApiFault] | None = None
    webhooks: EventFault | None = None

    def take_api(self, method: str, path: str) -> ApiFault | None:
        """The fault that hits this call, counted down."""
        faults = self.api if isinstance(self.api, list) else [self.api] if self.api else []
        for fault in faults:
            if path.startswith(fault.path) and fault.method in (None, method) and _count_down(fault):
                return fault
        return None

    def take_webhook(self) -> EventFault | None:
        """The fault that hits this event, counted down."""
        return self.webhooks if self.webhooks and _count_down(self.webhooks) else None


def _count_down(fault: ApiFault | EventFault) -> bool:
    if fault.times is None:
        return True
    fault.times -= 1
    return fault.times >= 0


class FaultsChange(Struct, forbid_unknown_fields=True):
    """The body of the control call: what is named is replaced."""

    send: SendFault | list[SendFault] | UnsetType = UNSET
    statuses: StatusFault | UnsetType = UNSET
    webhooks: DeliveryFault | UnsetType = UNSET
    magic: dict[str, int] | UnsetType = UNSET
    stripe: StripeFaults | UnsetType = UNSET


class Faults(Struct):
    """The mishaps in force. `magic` maps a phone or business-scoped id to the code its messages fail with."""

    send: list[SendFault] = field(default_factory=list)
    statuses: StatusFault = field(default_factory=StatusFault)
    webhooks: DeliveryFault = field(default_factory=DeliveryFault)
    magic: dict[str, int] = field(default_factory=dict)
    stripe: StripeFaults = field(default_factory=StripeFaults)

    def change(self, to: FaultsChange) -> None:
        """Replace the named kinds."""
        if not isinstance(to.send, UnsetType):
            self.send = to.send if isinstance(to.send, list) else [to.send]
        for name in ("statuses", "webhooks", "magic", "stripe"):
            if getattr(to, name) is not UNSET:
                setattr(self, name, getattr(to, name))

    def clear(self) -> None:
        """No mishaps."""
        self.send, self.magic = [], {}
        self.statuses, self.webhooks, self.stripe = StatusFault(), DeliveryFault(), StripeFaults()

    def take_send(self, node: str, edge: str) -> SendFault | None:
        """The fault that hits this Graph call, counted down; None when it may go through."""
        for fault in self.send:
            if fault.edge != edge or fault.phone_number_id not in (None, node):
                continue
            if fault.times is not None:
                fault.times -= 1
                if fault.times <= 0:
                    self.send.remove(fault)
            return fault
        return None

    def take_drop(self) -> bool:
        """True when this webhook attempt is lost on the way."""
        if self.webhooks.drop <= 0:
            return False
        self.webhooks.drop -= 1
        return True

    def take_loss(self) -> bool:
        """True when this webhook never arrives."""
        if self.webhooks.lose <= 0:
            return False
        self.webhooks.lose -= 1
        return True
