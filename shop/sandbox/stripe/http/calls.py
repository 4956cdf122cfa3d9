"""An API call on its way to the noun it is about, and the table of all addresses."""

from collections.abc import Callable
from dataclasses import dataclass, field

from shop.sandbox.stripe.objects.account import AccountRecord
from shop.sandbox.stripe.objects.params import ArrayParam, ObjectParam, TextParam
from shop.sandbox.stripe.world import StripeWorld
from shop.sandbox.types import Json

EXPAND = ArrayParam(TextParam(), 100)


@dataclass
class Call:
    """Who asks for what: parameters are read and checked already. `id` is the one in the path, or ""."""

    world: StripeWorld
    account: AccountRecord
    params: Json
    id: str
    path: str

    @property
    def given(self) -> Json:
        """The parameters without `expand`."""
        return {k: v for k, v in self.params.items() if k != "expand"}


CallHandler = Callable[[Call], Json]


@dataclass(frozen=True)
class ApiAddress:
    """What answers one method at one address."""

    act: CallHandler
    params: ObjectParam


@dataclass
class Addresses:
    """`POST /v1/payment_links/:id` and so on; `endpoint` is a decorator."""

    table: dict[tuple[str, ...], ApiAddress] = field(default_factory=dict)

    def endpoint(
        self, address: str, params: ObjectParam | None = None
    ) -> Callable[[CallHandler], CallHandler]:
        """Let the decorated function answer at this address. `expand` is accepted everywhere."""
        shape = params or ObjectParam()
        known = ObjectParam({**shape.members, "expand": EXPAND}, shape.required)

        def add(act: CallHandler) -> CallHandler:
            method, path = address.split()
            self.table[(method, *path.strip("/").split("/"))] = ApiAddress(act, known)
            return act

        return add

    def find(self, method: str, path: str) -> tuple[ApiAddress, str] | None:
        """The endpoint and the id in the path."""
        steps = (method, *path.strip("/").split("/"))
        if endpoint := self.table.get(steps):
            return endpoint, ""
        for n in (3, 4):  # the id is the second or third step after /v1
            if len(steps) > n and (endpoint := self.table.get((*steps[:n], ":id", *steps[n + 1 :]))):
                return endpoint, steps[n]
        return None


addresses = Addresses()
