"""What a link collects beside the card: names and fields of its own, shown with every member that Stripe shows."""

from typing import Any

from tests.sandbox.support.stripe import StripeSandbox

BOTH: dict[str, Any] = {"business": {"enabled": True}, "individual": {"enabled": True, "optional": True}}
NOTE = {"key": "note", "label": {"custom": "Nota", "type": "custom"}, "type": "text"}


async def test_a_link_that_collects_no_names_has_no_such_member(sandbox: StripeSandbox) -> None:
    link = await sandbox.link()
    assert "name_collection" not in link.to_dict()
    session = await sandbox.control(f"links/{link.id}/open")
    assert "name_collection" not in session


async def test_names_are_asked_for_on_the_page_and_kept_by_the_session(sandbox: StripeSandbox) -> None:
    link = await sandbox.link(name_collection=BOTH)
    assert link.name_collection.to_dict() == {
        "business": {"enabled": True, "optional": False},
        "individual": {"enabled": True, "optional": True},
    }
    page = await sandbox.http.get(f"{link.url}?locale=es")
    assert "Nombre de la empresa" in page.text
    assert "Nombre de la persona (opcional)" in page.text
    session = await sandbox.control(f"links/{link.id}/open")
    form = {"email": "a@example.com", "name": "Ana", "business_name": "Faro S.L.", "outcome": "paid"}
    assert (await sandbox.http.post(f"/c/pay/{session['id']}", data=form)).status_code == 303
    paid = await sandbox.stripe.v1.checkout.sessions.retrieve_async(session["id"])
    assert paid.collected_information.business_name == "Faro S.L."
    assert paid.customer_details.business_name == "Faro S.L."
    assert paid.collected_information.individual_name is None


async def test_names_are_collected_no_more_once_that_is_cleared(sandbox: StripeSandbox) -> None:
    link = await sandbox.link(name_collection=BOTH)
    cleared = await sandbox.stripe.v1.payment_links.update_async(link.id, {"name_collection": ""})
    assert "name_collection" not in cleared.to_dict()
    [event, *_] = (await sandbox.stripe.v1.events.list_async({"type": "payment_link.updated"})).data
    assert event.data.previous_attributes["name_collection"]["business"]["enabled"] is True


async def test_a_field_says_that_it_is_not_optional_and_what_bounds_it_has(sandbox: StripeSandbox) -> None:
    link = await sandbox.link(custom_fields=[NOTE])
    [field] = link.to_dict()["custom_fields"]
    bounds = {"default_value": None, "maximum_length": None, "minimum_length": None}
    assert (field["optional"], field["text"]) == (False, bounds)
    session = await sandbox.control(f"links/{link.id}/open")
    assert session["custom_fields"][0]["text"] == {**bounds, "value": None}
    form = {"email": "a@example.com", "name": "Ana", "custom_note": "Sin lazo", "outcome": "paid"}
    await sandbox.http.post(f"/c/pay/{session['id']}", data=form)
    paid = await sandbox.stripe.v1.checkout.sessions.retrieve_async(session["id"])
    assert paid.to_dict()["custom_fields"][0]["text"] == {**bounds, "value": "Sin lazo"}


async def test_an_intents_amount_has_details_before_anything_is_known_of_it(sandbox: StripeSandbox) -> None:
    session = await sandbox.paid()
    intent = await sandbox.stripe.v1.payment_intents.retrieve_async(session["payment_intent"])
    assert intent.amount_details.to_dict() == {"tip": {}}
