"""The buyer's pages, as a browser sees them."""

import time
from typing import Any

import pytest

from tests.sandbox.support.stripe import StripeSandbox
from tests.support.pace import allowance

WHO = {"email": "ana@example.com", "name": "Ana"}
LIMIT_ONE = {"completed_sessions": {"limit": 1}}


async def only_session(sandbox: StripeSandbox, link: Any) -> Any:
    """The one session of a link."""
    listed = await sandbox.stripe.v1.checkout.sessions.list_async({"payment_link": link.id})
    [session] = listed.data
    return session


async def pay(sandbox: StripeSandbox, session_id: str, outcome: str, **more: str) -> Any:
    """Submit the form."""
    return await sandbox.http.post(f"/c/pay/{session_id}?locale=es", data=WHO | {"outcome": outcome} | more)


async def test_opening_a_link_shows_the_order_and_makes_a_session(sandbox: StripeSandbox) -> None:
    link = await sandbox.link(1250)
    page = await sandbox.http.get(link.url, params={"locale": "es"})
    assert page.status_code == 200
    assert page.headers["content-type"].startswith("text/html")
    assert '<html lang="es">' in page.text
    assert "Café" in page.text
    assert "12,50 €" in page.text
    assert (await only_session(sandbox, link)).status == "open"
    await sandbox.http.get(link.url)
    assert len((await sandbox.stripe.v1.checkout.sessions.list_async({"payment_link": link.id})).data) == 2


@pytest.mark.parametrize(
    ("params", "accept", "language"),
    [
        ({"locale": "pt-BR"}, "es", "pt"),
        ({}, "es-MX,es;q=0.9,en;q=0.8", "es"),
        ({}, "fr,pt;q=0.5", "pt"),
        ({"locale": "auto"}, "", "en"),
        ({"locale": "xx"}, "zh", "en"),
    ],
)
async def test_the_page_speaks_the_buyers_language(
    sandbox: StripeSandbox, params: dict[str, str], accept: str, language: str
) -> None:
    link = await sandbox.link()
    page = await sandbox.http.get(link.url, params=params, headers={"Accept-Language": accept})
    assert f'<html lang="{language}">' in page.text


async def test_what_the_address_carries_reaches_the_session(sandbox: StripeSandbox) -> None:
    link = await sandbox.link()
    params = {"client_reference_id": "ref-1", "prefilled_email": "ana@example.com"}
    page = await sandbox.http.get(link.url, params=params)
    assert 'value="ana@example.com"' in page.text
    assert (await only_session(sandbox, link)).client_reference_id == "ref-1"


async def test_a_reference_that_is_not_valid_is_silently_dropped(sandbox: StripeSandbox) -> None:
    link = await sandbox.link()
    await sandbox.http.get(link.url, params={"client_reference_id": "no spaces!"})
    assert (await only_session(sandbox, link)).client_reference_id is None


async def test_paying_leads_to_a_thank_you(sandbox: StripeSandbox) -> None:
    link = await sandbox.link(restrictions=LIMIT_ONE)
    session = await sandbox.control(f"links/{link.id}/open")
    answer = await pay(sandbox, session["id"], "paid")
    assert answer.status_code == 303
    page = await sandbox.http.get(answer.headers["location"])
    assert "Pago recibido" in page.text
    assert (await only_session(sandbox, link)).customer_details.email == "ana@example.com"


async def test_paying_leads_to_the_address_that_the_link_names(sandbox: StripeSandbox) -> None:
    redirect = {"url": "https://shop/thanks?s={CHECKOUT_SESSION_ID}"}
    link = await sandbox.link(after_completion={"type": "redirect", "redirect": redirect})
    await sandbox.http.get(link.url, params={"utm_source": "chat"})
    session = await only_session(sandbox, link)
    answer = await pay(sandbox, session.id, "paid")
    assert answer.headers["location"] == f"https://shop/thanks?s={session.id}&utm_source=chat"


async def test_a_message_may_replace_the_thanks(sandbox: StripeSandbox) -> None:
    after = {"type": "hosted_confirmation", "hosted_confirmation": {"custom_message": "See you <soon>"}}
    link = await sandbox.link(after_completion=after)
    session = await sandbox.control(f"links/{link.id}/pay")
    page = await sandbox.http.get(f"/c/pay/{session['id']}")
    assert "See you &lt;soon&gt;" in page.text


async def test_the_way_back_waits_for_the_webhook(sandbox: StripeSandbox) -> None:
    link = await sandbox.link()
    session = await sandbox.control(f"links/{link.id}/open")
    sandbox.webhooks.slow = 0.3
    started = time.monotonic()
    await pay(sandbox, session["id"], "paid")
    assert 0.3 <= time.monotonic() - started < allowance(2)


async def test_the_way_back_does_not_wait_for_ever(sandbox: StripeSandbox) -> None:
    await sandbox.control("knobs", {"redirect_waits_seconds": 0.1})
    link = await sandbox.link()
    session = await sandbox.control(f"links/{link.id}/open")
    sandbox.webhooks.slow = (
        5  # and no longer: the stand-in is shared, and who waits until it is quiet waits for this
    )
    started = time.monotonic()
    await pay(sandbox, session["id"], "paid")
    assert time.monotonic() - started < allowance(0.8)


async def test_a_declined_card_shows_why_and_keeps_what_was_typed(sandbox: StripeSandbox) -> None:
    link = await sandbox.link()
    session = await sandbox.control(f"links/{link.id}/open")
    page = await pay(sandbox, session["id"], "insufficient_funds")
    assert page.status_code == 402
    assert 'role="alert">La tarjeta no tiene fondos' in page.text
    assert 'value="ana@example.com"' in page.text
    assert (await pay(sandbox, session["id"], "paid")).status_code == 303


async def test_the_bank_asks_and_may_be_refused(sandbox: StripeSandbox) -> None:
    link = await sandbox.link()
    session = await sandbox.control(f"links/{link.id}/open")
    question = await pay(sandbox, session["id"], "3ds")
    assert "¿Confirmas el pago" in (await sandbox.http.get(question.headers["location"])).text
    refused = await sandbox.http.post(f"/c/pay/{session['id']}/bank?locale=es", data={"confirmed": "false"})
    assert (refused.status_code, "no pudo confirmar" in refused.text) == (402, True)
    await pay(sandbox, session["id"], "3ds")
    await sandbox.http.post(f"/c/pay/{session['id']}/bank", data={"confirmed": "true"})
    paid = await only_session(sandbox, link)
    assert (paid.payment_status, paid.customer_details.email) == ("paid", "ana@example.com")


async def test_a_delayed_payment_can_be_decided_on_the_page(sandbox: StripeSandbox) -> None:
    link = await sandbox.link()
    session = await sandbox.control(f"links/{link.id}/open")
    pending = await pay(sandbox, session["id"], "delayed_ok")
    assert "Pago en camino" in (await sandbox.http.get(pending.headers["location"])).text
    await sandbox.http.post(f"/c/pay/{session['id']}/async", data={"succeed": "true"})
    assert (await only_session(sandbox, link)).payment_status == "paid"


async def test_a_card_only_link_offers_no_debit(sandbox: StripeSandbox) -> None:
    link = await sandbox.link(payment_method_types=["card"])
    page = await sandbox.http.get(link.url)
    assert "SEPA" not in page.text


async def test_a_paid_link_says_so(sandbox: StripeSandbox) -> None:
    link = await sandbox.link(restrictions=LIMIT_ONE)
    await sandbox.control(f"links/{link.id}/pay")
    page = await sandbox.http.get(link.url, params={"locale": "en"})
    assert "This link has been paid" in page.text


async def test_an_inactive_link_shows_its_message(sandbox: StripeSandbox) -> None:
    link = await sandbox.link(inactive_message="The order was cancelled")
    await sandbox.stripe.v1.payment_links.update_async(link.id, {"active": False})
    page = await sandbox.http.get(link.url, params={"locale": "en"})
    assert "This link is no longer active" in page.text
    assert "The order was cancelled" in page.text


async def test_an_expired_session_cannot_be_paid(sandbox: StripeSandbox) -> None:
    link = await sandbox.link()
    session = await sandbox.control(f"links/{link.id}/open")
    await sandbox.stripe.v1.checkout.sessions.expire_async(session["id"])
    page = await pay(sandbox, session["id"], "paid")
    assert "Este pago ha caducado" in page.text
    assert (await only_session(sandbox, link)).payment_status == "unpaid"


async def test_paying_twice_pays_once(sandbox: StripeSandbox) -> None:
    link = await sandbox.link()
    session = await sandbox.control(f"links/{link.id}/open")
    await pay(sandbox, session["id"], "paid")
    again = await pay(sandbox, session["id"], "paid")
    assert "Pago recibido" in again.text
    assert len((await sandbox.stripe.v1.charges.list_async()).data) == 1


async def test_leaving_charges_nothing_and_offers_a_way_back(sandbox: StripeSandbox) -> None:
    link = await sandbox.link()
    session = await sandbox.control(f"links/{link.id}/open")
    page = await sandbox.http.get(f"/c/pay/{session['id']}/left?locale=es")
    assert "No has pagado" in page.text
    assert f'href="/c/pay/{session["id"]}?locale=es"' in page.text


async def test_the_buyer_chooses_how_it_is_sent(sandbox: StripeSandbox) -> None:
    rates = []
    for name, amount in (("Post", 450), ("Pick up", 0)):
        fixed = {"amount": amount, "currency": "eur"}
        rate = await sandbox.stripe.v1.shipping_rates.create_async(
            {"display_name": name, "fixed_amount": fixed}
        )
        rates.append(rate.id)
    link = await sandbox.link(1000, shipping_options=[{"shipping_rate": each} for each in rates])
    session = await sandbox.control(f"links/{link.id}/open")
    await sandbox.http.post(f"/c/pay/{session['id']}/shipping", data={"shipping_rate": rates[1]})
    await pay(sandbox, session["id"], "paid")
    paid = await only_session(sandbox, link)
    assert (paid.amount_total, paid.shipping_cost.shipping_rate) == (1000, rates[1])


async def test_address_phone_and_answers_are_collected(sandbox: StripeSandbox) -> None:
    question = {"key": "gift", "label": {"type": "custom", "custom": "Gift note"}, "type": "text"}
    link = await sandbox.link(
        shipping_address_collection={"allowed_countries": ["ES"]},
        phone_number_collection={"enabled": True},
        custom_fields=[question],
    )
    session = await sandbox.control(f"links/{link.id}/open")
    form = {
        "line1": "Calle Mayor 1",
        "postal_code": "28001",
        "city": "Madrid",
        "country": "ES",
        "phone": "600",
    }
    await pay(sandbox, session["id"], "paid", custom_gift="For you", **form)
    paid = await only_session(sandbox, link)
    assert paid.collected_information.shipping_details.address.city == "Madrid"
    assert paid.customer_details.phone == "600"
    assert paid.custom_fields[0].text.value == "For you"


async def test_markup_in_names_stays_text(sandbox: StripeSandbox) -> None:
    price = {"currency": "eur", "unit_amount": 500, "product_data": {"name": "<script>alert(1)</script>"}}
    link = await sandbox.link(line_items=[{"price_data": price, "quantity": 1}])
    page = await sandbox.http.get(link.url, params={"prefilled_email": '"><i>'})
    assert "<script>" not in page.text
    assert '"><i>' not in page.text


async def test_an_unknown_link_has_a_page_too(sandbox: StripeSandbox) -> None:
    for path in ("/buy/test_nothing", "/c/pay/cs_test_nothing"):
        page = await sandbox.http.get(path, params={"locale": "es"})
        assert (page.status_code, "Esta página no existe" in page.text) == (404, True)
