"""Mishaps on demand: set by `POST /_control/faults`, cleared by DELETE. No `times`: until then."""

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


class WebhookFault(Struct, omit_defaults=True, forbid_unknown_fields=True):
    """How deliveries misbehave, Stripe's too.

    `duplicate`: every delivery arrives that many more times. `drop`: the next attempts are lost on the way
    and retried, as in an outage. `lose`: the next deliveries never arrive.
    """

    delay_seconds: float = 0.0
    duplicate: int = 0
    drop: int = 0
    lose: int = 0
    shuffle: bool = False


class FaultsChange(Struct, forbid_unknown_fields=True):
    """The body of the control call: what is named is replaced."""

    send: SendFault | list[SendFault] | UnsetType = UNSET
    statuses: StatusFault | UnsetType = UNSET
    webhooks: WebhookFault | UnsetType = UNSET
    magic: dict[str, int] | UnsetType = UNSET


class Faults(Struct):
    """The mishaps in force. `magic` maps a phone or business-scoped id to the code its messages fail with."""

    send: list[SendFault] = field(default_factory=list)
    statuses: StatusFault = field(default_factory=StatusFault)
    webhooks: WebhookFault = field(default_factory=WebhookFault)
    magic: dict[str, int] = field(default_factory=dict)

    def change(self, to: FaultsChange) -> None:
        """Replace the named kinds."""
        if not isinstance(to.send, UnsetType):
            self.send = to.send if isinstance(to.send, list) else [to.send]
        if not isinstance(to.statuses, UnsetType):
            self.statuses = to.statuses
        if not isinstance(to.webhooks, UnsetType):
            self.webhooks = to.webhooks
        if not isinstance(to.magic, UnsetType):
            self.magic = to.magic

    def clear(self) -> None:
        """No mishaps."""
        self.send, self.magic = [], {}
        self.statuses, self.webhooks = StatusFault(), WebhookFault()

    def take_send(self, node: str, edge: str) -> SendFault | None:
        """The fault that hits this call, counted down; None when it may go through."""
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
