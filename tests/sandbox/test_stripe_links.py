"""Payment links, through the official client."""

from stripe_ground import Ground, ground_fixture  # noqa: F401  (the fixture)


async def test_a_link_shows_what_was_asked_for(ground: Ground) -> None:
    link = await ground.link(
        restrictions={"completed_sessions": {"limit": 1}},
        payment_intent_data={"metadata": {"order_id": "ord_1"}, "description": "Order 1"},
        after_completion={"type": "redirect", "redirect": {"url": "https://shop/t?s={CHECKOUT_SESSION_ID}"}},
        inactive_message="Gone",
    )
    assert link.active
    assert link.currency == "eur"
    assert link.livemode is False
    assert link.metadata["order_id"] == "ord_1"
    assert link.restrictions.completed_sessions.to_dict() == {"count": 0, "limit": 1}
    assert link.payment_intent_data.description == "Order 1"
    assert link.after_completion.redirect.url == "https://shop/t?s={CHECKOUT_SESSION_ID}"
    assert link.url.startswith(f"{ground.url}/buy/test_")


async def test_a_paid_link_tells_the_whole_chain_in_order(ground: Ground) -> None:
    await ground.control(
        "accounts",
        {
            "secret_key": "sk_test_51Trastienda",
            "webhook_url": ground.mailbox.url,
            "webhook_secrets": ["whsec_test"],
            "enabled_events": ["*"],
        },
    )
    link = await ground.link(restrictions={"completed_sessions": {"limit": 1}})
    session = await ground.control(f"links/{link.id}/pay", {"outcome": "paid"})
    assert (session["status"], session["payment_status"], session["url"]) == ("complete", "paid", None)
    assert session["metadata"] == {"order_id": "ord_1"}
    await ground.settled()
    events = await ground.stripe.v1.events.list_async({"limit": 100})
    assert [event.type for event in reversed(events.data)] == [
        "product.created",
        "price.created",
        "payment_link.created",
        "payment_intent.created",
        "charge.succeeded",
        "payment_intent.succeeded",
        "checkout.session.completed",
        "payment_link.updated",
        "charge.updated",
    ]
    assert sorted(ground.mailbox.types()) == sorted(event.type for event in events.data)


async def test_a_link_at_its_limit_is_no_longer_active(ground: Ground) -> None:
    link = await ground.link(restrictions={"completed_sessions": {"limit": 1}})
    await ground.control(f"links/{link.id}/pay")
    link = await ground.stripe.v1.payment_links.retrieve_async(link.id)
    assert link.active is False
    assert link.restrictions.completed_sessions.count == 1
    refused = await ground.control(f"links/{link.id}/pay", status=400)
    assert refused["error"]["code"] == "payment_link_inactive"
