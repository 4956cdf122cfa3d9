"""A merchant's Stripe account: its key, its objects, and whoever must hear of its events."""

from collections.abc import Callable
from dataclasses import dataclass, field

from shop.sandbox.stripe.objects.errors import no_such
from shop.sandbox.stripe.objects.table import Table
from shop.sandbox.types import Json

API_VERSION = "2026-10-28.endive"
Listener = Callable[["AccountRecord", Json], None]


@dataclass
class AccountRecord:
    """Objects by kind ("payment_link", "checkout.session", …) and what is no object of its own."""

    id: str
    secret_key: str
    country: str
    currency: str
    listener: Listener
    name: str = "Demo shop"
    tables: dict[str, Table] = field(default_factory=dict)
    # Line items by the id of their link or session.
    lines: dict[str, list[Json]] = field(default_factory=dict)
    secrets: dict[str, list[str]] = field(default_factory=dict)  # signing secrets by webhook endpoint
    later_events: dict[str, str] = field(default_factory=dict)  # what a test card does later, by charge
    answers: dict[str, Json] = field(default_factory=dict)  # first answers by idempotency key
    cause: Json = field(default_factory=lambda: dict(BUYER))  # the API request that is being executed

    @property
    def livemode(self) -> bool:
        """Whether the key says so; every object repeats it."""
        return "_live_" in self.secret_key

    def table(self, kind: str) -> Table:
        """All objects of a kind."""
        if (table := self.tables.get(kind)) is None:
            table = self.tables[kind] = Table()
        return table

    def find(
        self, kind: str, key: str, *, noun: str | None = None, param: str = "id", status: int = 404
    ) -> Json:
        """The object with this id. Raises Refused (resource_missing)."""
        row = self.table(kind).get(key)
        if row is None:
            raise no_such(noun or kind, key, param=param, status=status)
        return row

    def emit(self, kind: str, row: Json, previous: Json | None = None) -> None:
        """Tell that something happened to an object; `previous` holds the members' former values."""
        self.listener(self, {"type": kind, "object": row, "previous": previous})


BUYER: Json = {"id": None, "idempotency_key": None}  # the `request` of what no API call caused


def dump_account(account: AccountRecord) -> Json:
    """The account as JSON values."""
    plain = (
        "id",
        "secret_key",
        "country",
        "currency",
        "lines",
        "secrets",
        "later_events",
        "answers",
    )
    tables = {kind: table.dump() for kind, table in account.tables.items()}
    return {name: getattr(account, name) for name in plain} | {"tables": tables}


def load_account(dump: Json, listener: Listener) -> AccountRecord:
    """The account that `dump_account` described."""
    tables = {kind: Table.load(table) for kind, table in dump["tables"].items()}
    return AccountRecord(**{**dump, "tables": tables}, listener=listener)
