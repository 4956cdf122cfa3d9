"""/v1/checkout/sessions: those that links open are listed, read and expired."""

from shop.sandbox.stripe.checkout import sessions
from shop.sandbox.stripe.http.calls import Call, addresses
from shop.sandbox.stripe.http.listing import CREATED, PAGE, list_page, page_of, within
from shop.sandbox.stripe.objects.params import ChoiceParam, ObjectParam, TextParam
from shop.sandbox.types import Json

KIND, NOUN = sessions.KIND, "checkout.session"


@addresses.endpoint("GET /v1/checkout/sessions/:id")
def retrieve_session(call: Call) -> Json:
    """One session."""
    return call.account.find(KIND, call.id, noun=NOUN, param="session")


@addresses.endpoint("POST /v1/checkout/sessions/:id/expire")
def expire_session(call: Call) -> Json:
    """End an open session."""
    return sessions.expire(call.account, retrieve_session(call))


@addresses.endpoint("GET /v1/checkout/sessions/:id/line_items", ObjectParam(PAGE))
def list_session_lines(call: Call) -> Json:
    """What it sells, in the order it was given."""
    return page_of(call, call.account.lines[retrieve_session(call)["id"]])


@addresses.endpoint(
    "GET /v1/checkout/sessions",
    ObjectParam(
        {
            **PAGE,
            **CREATED,
            "customer": TextParam(),
            "customer_details": ObjectParam({"email": TextParam(800)}, ("email",)),
            "payment_intent": TextParam(),
            "payment_link": TextParam(),
            "status": ChoiceParam(("complete", "expired", "open")),
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
