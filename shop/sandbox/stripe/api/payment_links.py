"""/v1/payment_links"""

from shop.sandbox.stripe.http.calls import Call, addresses
from shop.sandbox.stripe.http.listing import PAGE, list_page, page_of
from shop.sandbox.stripe.links.parameters import LINK_CHANGE, NEW_LINK
from shop.sandbox.stripe.links.payment_links import KIND, create_link, update_link
from shop.sandbox.stripe.objects.params import BooleanParam, ObjectParam
from shop.sandbox.types import Json


@addresses.endpoint("POST /v1/payment_links", NEW_LINK)
def create_payment_link(call: Call) -> Json:
    """A new link."""
    return create_link(call.account, call.given, base_url=call.world.base_url)


@addresses.endpoint("GET /v1/payment_links/:id")
def retrieve_payment_link(call: Call) -> Json:
    """One link."""
    return call.account.find(KIND, call.id)


@addresses.endpoint("POST /v1/payment_links/:id", LINK_CHANGE)
def update_payment_link(call: Call) -> Json:
    """Change or deactivate a link."""
    return update_link(call.account, call.account.find(KIND, call.id), call.given)


@addresses.endpoint("GET /v1/payment_links", ObjectParam({**PAGE, "active": BooleanParam()}))
def list_payment_links(call: Call) -> Json:
    """All links, or those that are (not) active."""
    active = call.params.get("active")
    return list_page(call, KIND, keep=lambda link: active in (None, link["active"]))


@addresses.endpoint("GET /v1/payment_links/:id/line_items", ObjectParam(PAGE))
def list_link_lines(call: Call) -> Json:
    """What a link sells, in the order it was given."""
    return page_of(call, call.account.lines[call.account.find(KIND, call.id)["id"]])
