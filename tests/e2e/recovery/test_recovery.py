"""What was left behind is won back by one reminder, if everything allows it."""

from sqlmodel import col, select

from shop.gates.models import GateDecision
from shop.recovery.models import Recovery, RecoveryState
from shop.sandbox.control_client import said, text_of
from tests.e2e.recovery.local_time import at_local
from tests.support.running.installation import Shop

ALL_WEEK = {day: ["09:00-20:00"] for day in ("mon", "tue", "wed", "thu", "fri", "sat", "sun")}


async def test_an_unpaid_order_is_reminded_in_the_morning_and_recovered(shop: Shop) -> None:
    await at_local(19)
    eva = await shop.shopper("Eva")
    await eva.say("ALTA")
    await eva.hears()
    await eva.send_cart_of([("TAZA-AZUL", 1, "12.50")])
    await eva.hears()
    await shop.services.advance(hours=4)

    recovery = await shop.one(select(Recovery))
    assert recovery.state is RecoveryState.WAITING
    decisions = await shop.all(select(GateDecision).order_by(col(GateDecision.at)))
    assert not decisions[-1].allowed
    assert "quiet" in decisions[-1].why or "closed" in decisions[-1].why

    await at_local(10)
    await shop.services.wait_until_idle()
    if (
        await shop.one(select(Recovery))
    ).state is RecoveryState.WAITING:  # a Sunday: the shop opens on Monday
        await at_local(10)
        await shop.services.wait_until_idle()
    reminder = await eva.hears(lambda message: message["type"] == "template")
    assert said(reminder)["name"] == "cart_reminder"
    url = said(reminder)["components"][-2]["parameters"][0]["text"]
    await shop.pay(f"/pay/{url}")
    await eva.hears(lambda message: "Pago recibido" in text_of(message))
    await shop.wait_until_idle()
    assert (await shop.one(select(Recovery))).state is RecoveryState.RECOVERED
