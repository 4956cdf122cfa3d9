"""The story's chapter about a person: handed over, buying meanwhile, answered through the API, handed back."""

import httpx

from shop.demo.environment import DemoEnvironment
from shop.demo.story.steps import expect, merchants_api, next_message, send_text, until
from shop.demo.story.transcript import print_heading, print_line
from shop.sandbox.control_client import Json, Phone, text_of

SOAP = "FARO-ANCHOA"


async def hand_over_and_back(demo: DemoEnvironment) -> None:
    """Nobody is left waiting unseen, and who waits can buy."""
    print_heading("A person is needed, and comes")
    mar = await demo.control_client.shopper(demo.phone_number_id, "Mar", phone="34611000005")
    await send_text(mar, "Mar", "Quiero hablar con una persona")
    await next_message(mar)
    async with merchants_api(demo) as api:
        await until(
            lambda: _waits(api), "GET /api/v1/conversations?status=waiting names her, since when and why"
        )
        await _buys_meanwhile(mar)
        await _is_answered(api, mar)
        await _is_handed_back(api, mar)


async def _buys_meanwhile(mar: Phone) -> None:
    print_line("Mar", "🛒 1 × Anchoas")
    await mar.send_cart([(SOAP, 1)])
    offer = await next_message(mar)
    expect("7,90 €" in text_of(offer), "while she waits, her cart becomes an order all the same")


async def _is_answered(api: httpx.AsyncClient, mar: Phone) -> None:
    conversation = (await _waiting(api))[0]
    answer = {"text": "Hola, Mar, soy Marta. ¿En qué te ayudo?"}
    said = await api.post(f"/conversations/{conversation['id']}/messages", json=answer)
    expect(said.status_code == 201, "POST /api/v1/conversations/…/messages answers her")
    expect("soy Marta" in text_of(await next_message(mar)), "she reads it in the chat")
    received_before = len(await mar.received())
    await send_text(mar, "Mar", "hola, ¿envolvéis para regalo?")
    await until(lambda: _waits(api), "what she asks now waits for Marta: the bot talks over nobody")
    expect(len(await mar.received()) == received_before, "she has heard no bot")


async def _is_handed_back(api: httpx.AsyncClient, mar: Phone) -> None:
    conversation = (await _waiting(api))[0]
    await api.post(f"/conversations/{conversation['id']}/messages", json={"text": "Claro, gratis."})
    await next_message(mar)
    closed = await api.put(f"/conversations/{conversation['id']}/closure")
    expect(closed.json()["held_by"] == "bot", "PUT …/closure says that it is done")
    await send_text(mar, "Mar", "horario")
    expect("9:00" in text_of(await next_message(mar)), "and the bot answers her again")


async def _waits(api: httpx.AsyncClient) -> bool:
    return bool(await _waiting(api))


async def _waiting(api: httpx.AsyncClient) -> list[Json]:
    """Mar is the only one who waits."""
    found: list[Json] = (await api.get("/conversations", params={"status": "waiting"})).json()["data"]
    return [each for each in found if each["customer"]["name"] == "Mar"]
