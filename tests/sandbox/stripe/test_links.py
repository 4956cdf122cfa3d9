"""Payment links, through the official client."""

import re
from typing import Any

import pytest
import stripe

from tests.sandbox.support.stripe import StripeSandbox


async def test_a_link_shows_what_was_asked_for(sandbox: StripeSandbox) -> None:
    link = await sandbox.link(
        restrictions={"completed_sessions": {"limit": 1}},
        payment_intent_data={"metadata": {"order_id": "ord_1"}, "description": "Order 1"},
        after_completion={"type": "redirect", "redirect": {"url": "https://shop/t?s={CHECKOUT_SESSION_ID}"}},
        inactive_message="Gone",
        payment_method_types=["card"],
    )
    assert link.active
    assert link.currency == "eur"
    assert link.livemode is False
    assert link.metadata["order_id"] == "ord_1"
    assert link.restrictions.completed_sessions.to_dict() == {"count": 0, "limit": 1}
    assert link.payment_intent_data.description == "Order 1"
    assert link.after_completion.redirect.url == "https://shop/t?s={CHECKOUT_SESSION_ID}"
    assert link.inactive_message == "Gone"
    assert link.payment_method_types == ["card"]
    assert re.fullmatch(rf"{sandbox.url}/buy/test_\w+", link.url)


async def test_a_line_with_price_data_makes_a_product_and_a_price(sandbox: StripeSandbox) -> None:
    link = await sandbox.link(1250, expand=["line_items.data.price.product"])
    line = link.line_items.data[0]
    price = line.price
    assert (line.description, line.quantity, line.amount_total, line.currency) == ("Café", 1, 1250, "eur")
    assert (price.unit_amount, price.product.name) == (1250, "Café")


async def test_a_line_may_name_an_existing_price(sandbox: StripeSandbox) -> None:
    tea = {"currency": "eur", "unit_amount": 300, "product_data": {"name": "Tea"}}
    earlier = await sandbox.link(line_items=[{"price_data": tea, "quantity": 1}], expand=["line_items"])
    price = earlier.line_items.data[0].price
    link = await sandbox.stripe.v1.payment_links.create_async(
        {"line_items": [{"price": price.id, "quantity": 3}]}
    )
    lines = await sandbox.stripe.v1.payment_links.line_items.list_async(link.id)
    assert [(line.description, line.amount_total) for line in lines.data] == [("Tea", 900)]


async def test_a_link_shows_its_lines_only_when_they_are_expanded(sandbox: StripeSandbox) -> None:
    link = await sandbox.link()
    assert "line_items" not in link
    link = await sandbox.stripe.v1.payment_links.retrieve_async(link.id, {"expand": ["line_items"]})
    assert len(link.line_items.data) == 1


async def test_metadata_of_an_update_merges_deletes_and_clears(sandbox: StripeSandbox) -> None:
    link = await sandbox.link(metadata={"a": "1", "b": "2"})
    update = sandbox.stripe.v1.payment_links.update_async
    changed = await update(link.id, {"metadata": {"b": "", "c": "3"}})
    assert changed.metadata.to_dict() == {"a": "1", "c": "3"}
    cleared: Any = {"metadata": ""}
    assert (await update(link.id, cleared)).metadata.to_dict() == {}


async def test_metadata_for_the_payment_is_replaced_as_a_whole(sandbox: StripeSandbox) -> None:
    link = await sandbox.link(payment_intent_data={"metadata": {"a": "1"}, "description": "One"})
    changed = await sandbox.stripe.v1.payment_links.update_async(
        link.id, {"payment_intent_data": {"metadata": {"b": "2"}}}
    )
    assert changed.payment_intent_data.metadata.to_dict() == {"b": "2"}
    assert changed.payment_intent_data.description == "One"


async def test_a_link_can_be_switched_off_and_on(sandbox: StripeSandbox) -> None:
    link = await sandbox.link()
    update = sandbox.stripe.v1.payment_links.update_async
    assert (await update(link.id, {"active": False})).active is False
    listed = await sandbox.stripe.v1.payment_links.list_async({"active": False})
    assert [each.id for each in listed.data] == [link.id]
    assert (await update(link.id, {"active": True})).active is True


async def test_an_empty_value_clears_a_field(sandbox: StripeSandbox) -> None:
    link = await sandbox.link(restrictions={"completed_sessions": {"limit": 2}}, inactive_message="Gone")
    cleared: Any = {"restrictions": "", "inactive_message": "", "payment_method_types": ""}
    changed = await sandbox.stripe.v1.payment_links.update_async(link.id, cleared)
    assert (changed.restrictions, changed.inactive_message, changed.payment_method_types) == (
        None,
        None,
        None,
    )


async def test_only_the_quantity_of_a_line_can_change(sandbox: StripeSandbox) -> None:
    link = await sandbox.link(500, expand=["line_items"])
    line = link.line_items.data[0].id
    await sandbox.stripe.v1.payment_links.update_async(link.id, {"line_items": [{"id": line, "quantity": 4}]})
    lines = await sandbox.stripe.v1.payment_links.line_items.list_async(link.id)
    assert lines.data[0].amount_total == 2000
    wrong: Any = {"line_items": [{"id": line, "price": "price_x"}]}
    with pytest.raises(stripe.InvalidRequestError, match=r"unknown parameter: line_items\[0\]\[price\]"):
        await sandbox.stripe.v1.payment_links.update_async(link.id, wrong)


async def test_a_link_at_its_limit_is_no_longer_active(sandbox: StripeSandbox) -> None:
    link = await sandbox.link(restrictions={"completed_sessions": {"limit": 1}})
    await sandbox.control(f"links/{link.id}/pay")
    link = await sandbox.stripe.v1.payment_links.retrieve_async(link.id)
    assert link.active is False
    assert link.restrictions.completed_sessions.count == 1
    refused = await sandbox.control(f"links/{link.id}/pay", status=400)
    assert refused["error"]["code"] == "payment_link_inactive"


async def test_a_shipping_rate_of_a_link_is_added_to_the_total(sandbox: StripeSandbox) -> None:
    rate = await sandbox.stripe.v1.shipping_rates.create_async(
        {"display_name": "Post", "type": "fixed_amount", "fixed_amount": {"amount": 450, "currency": "eur"}}
    )
    link = await sandbox.link(1000, shipping_options=[{"shipping_rate": rate.id}])
    session = await sandbox.control(f"links/{link.id}/pay")
    assert (session["amount_subtotal"], session["amount_total"]) == (1000, 1450)
    assert session["shipping_cost"]["shipping_rate"] == rate.id
