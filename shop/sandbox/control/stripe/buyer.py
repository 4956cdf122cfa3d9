"""The buyer: opens links, pays sessions, and has a bank that is slow."""

from typing import Any

from litestar import post
from litestar.params import FromPath, JSONBody
from msgspec import Struct, structs

from shop.sandbox.control.requests import ControlRequest, world_of
from shop.sandbox.stripe.checkout import paying
from shop.sandbox.stripe.objects.account import AccountRecord
from shop.sandbox.stripe.objects.errors import Refused
from shop.sandbox.stripe.pages.requests import WHO
from shop.sandbox.stripe.payments import methods
from shop.sandbox.stripe.world import StripeWorld
from shop.sandbox.types import Json

EMAIL, NAME = "ana@example.com", "Ana Shopper"


class PaymentAsked(Struct, forbid_unknown_fields=True):
    """How a buyer pays. `confirm_3ds=False` leaves a 3-D Secure payment waiting for its confirmation."""

    outcome: str = "paid"
    email: str = EMAIL
    name: str = NAME
    phone: str | None = None
    business_name: str | None = None
    individual_name: str | None = None
    address: dict[str, str] | None = None
    card: str | None = None
    confirm_3ds: bool = True
    client_reference_id: str | None = None
    presentment: dict[str, Any] | None = None

    @property
    def buyer(self) -> Json:
        """Who pays."""
        known: Json = structs.asdict(self)
        return {name: known[name] for name in (*WHO, "address")}


class DelayedPaymentOutcome(Struct, forbid_unknown_fields=True):
    """Whether a delayed payment arrives."""

    succeed: bool


@post("/links/{key:str}/open", status_code=200)
async def open_link(request: ControlRequest, key: FromPath[str]) -> Json:
    """A buyer opens a link (id, or the last part of its address)."""
    world = world_of(request).stripe
    return world.open_session(*world.link_at(key))


@post("/links/{key:str}/pay", status_code=200)
async def pay_link(request: ControlRequest, key: FromPath[str], data: JSONBody[PaymentAsked]) -> Json:
    """A buyer opens a link and pays."""
    world = world_of(request).stripe
    account, link = world.link_at(key)
    asked = {"client_reference_id": data.client_reference_id}
    return _pay(world, account, world.open_session(account, link, asked), data)


@post("/sessions/{key:str}/pay", status_code=200)
async def pay_session(request: ControlRequest, key: FromPath[str], data: JSONBody[PaymentAsked]) -> Json:
    """A buyer pays a session that is open."""
    world = world_of(request).stripe
    account, session = world.find_object("checkout.session", key)
    return _pay(world, account, session, data)


@post("/sessions/{key:str}/async", status_code=200)
async def decide_session(
    request: ControlRequest, key: FromPath[str], data: JSONBody[DelayedPaymentOutcome]
) -> Json:
    """A delayed payment arrives or fails now."""
    account, session = world_of(request).stripe.find_object("checkout.session", key)
    return paying.decide_delayed(account, session, succeeds=data.succeed)


def _pay(world: StripeWorld, account: AccountRecord, session: Json, data: JSONBody[PaymentAsked]) -> Json:
    """Pay as the buyer would; a declined card is the outcome that was asked for, and no error."""
    world.check_payable(account, session)
    method = methods.for_number(data.card, param="card") if data.card else methods.for_outcome(data.outcome)
    pay_with = methods.create_method(account, method, data.buyer)
    try:
        done = paying.pay(account, session, pay_with, method, data.buyer, presentment=data.presentment)
        if method.outcome == "3ds" and data.confirm_3ds:
            done = paying.authenticate(account, done, confirmed=True)
    except Refused as refused:
        if refused.status != 402:
            raise
        done = account.find("checkout.session", session["id"])
    world.schedule_delayed_outcome(done, method.outcome)
    return done


routes = [open_link, pay_link, pay_session, decide_session]
