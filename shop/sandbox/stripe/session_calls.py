"""/v1/checkout/sessions, and /v1/payment_pages: how the official command line pays one."""

from shop.sandbox.stripe import cards, paying, sessions
from shop.sandbox.stripe.calls import Call, addresses
from shop.sandbox.stripe.errors import Malformed, Refused, missing
from shop.sandbox.stripe.listing import CREATED, PAGE, list_page, page_of, within
from shop.sandbox.stripe.params import Anything, Integer, OneOf, Shape, Text
from shop.sandbox.stripe.session_params import NEW_SESSION, SESSION_CHANGE
from shop.sandbox.stripe.values import Json

KIND, NOUN = sessions.KIND, "checkout.session"
ENDIVE = "2026-10-28"


@addresses.endpoint("POST /v1/checkout/sessions", NEW_SESSION)
def create(call: Call) -> Json:
    """A session of its own, mode payment."""
    given = call.given
    if "payment_method_types" in given and call.version >= ENDIVE:
        code = "payment_method_types_no_longer_supported"
        message = "payment_method_types is no longer supported; use allowed_payment_method_types instead."
        raise Malformed(message, code=code, param="payment_method_types")
    if "line_items" not in given:
        raise missing("line_items")
    if given.get("mode", "payment") != "payment":
        raise Refused("This stand-in sells one-off payments only: mode must be payment.", param="mode")
    session = sessions.create_session(call.account, given, base_url=call.world.base_url)
    call.world.keep_time(session)
    return session


@addresses.endpoint("GET /v1/checkout/sessions/:id")
def retrieve(call: Call) -> Json:
    """One session."""
    return call.account.find(KIND, call.id, noun=NOUN, param="session")


@addresses.endpoint("POST /v1/checkout/sessions/:id", SESSION_CHANGE)
def update(call: Call) -> Json:
    """Change its metadata."""
    return sessions.update_session(call.account, retrieve(call), call.given)


@addresses.endpoint("POST /v1/checkout/sessions/:id/expire")
def expire(call: Call) -> Json:
    """End an open session."""
    return sessions.expire(call.account, retrieve(call))


@addresses.endpoint("GET /v1/checkout/sessions/:id/line_items", Shape(PAGE))
def list_lines(call: Call) -> Json:
    """What it sells, in the order it was given."""
    return page_of(call, call.account.lines[retrieve(call)["id"]])


@addresses.endpoint(
    "GET /v1/checkout/sessions",
    Shape(
        {
            **PAGE,
            **CREATED,
            "customer": Text(),
            "customer_details": Shape({"email": Text(800)}, ("email",)),
            "payment_intent": Text(),
            "payment_link": Text(),
            "status": OneOf(("complete", "expired", "open")),
        }
    ),
)
def list_sessions(call: Call) -> Json:
    """All sessions, or those of a link, a payment, a state, a buyer."""
    wanted = call.params
    plain = [name for name in ("customer", "payment_intent", "payment_link", "status") if name in wanted]
    email = wanted.get("customer_details", {}).get("email")

    def keep(session: Json) -> bool:
        return (
            all(session[name] == wanted[name] for name in plain)
            and email in (None, (session["customer_details"] or {}).get("email"))
            and within(wanted.get("created"), session["created"])
        )

    return list_page(call, KIND, parent=wanted.get("payment_link") or wanted.get("payment_intent"), keep=keep)


@addresses.endpoint("GET /v1/payment_pages/:id", Shape({"key": Text(), "eid": Text()}))
def show_page(call: Call) -> Json:
    """What the buyer's page shows of a session."""
    session = retrieve(call)
    return {**session, "object": "checkout.session", "session_id": session["id"]}


@addresses.endpoint(
    "POST /v1/payment_pages/:id/confirm",
    Shape(
        {
            "payment_method": Text(),
            "expected_amount": Integer(),
            "eid": Text(),
            "key": Text(),
            "shipping": Anything(),
            "expected_payment_method_type": Text(),
            "last_displayed_line_item_group_details": Anything(),
        },
        ("payment_method",),
    ),
)
def confirm_page(call: Call) -> Json:
    """The buyer pays with this payment method."""
    session = retrieve(call)
    expected = call.params.get("expected_amount", session["amount_total"])
    if expected != session["amount_total"]:
        code = "checkout_amount_mismatch"
        raise Refused("The amount of this Checkout Session has changed.", code=code, param="expected_amount")
    call.world.check_payable(call.account, session)
    pay_with, method = cards.behaviour(call.account, call.params["payment_method"])
    who = pay_with["billing_details"]
    buyer = {**who, "email": who["email"] or session["customer_email"]}
    done = paying.pay(call.account, session, pay_with, method, buyer)
    call.world.watch_delayed(done, method.outcome)
    return done
