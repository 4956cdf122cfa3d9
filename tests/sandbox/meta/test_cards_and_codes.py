"""Quick replies under the cards of a carousel, and QR codes that are named by the path."""

from tests.sandbox.support.meta import MetaSandbox
from tests.support.vendors.sandbox import PNID, Json

IMAGE = {"type": "image", "image": {"link": "https://tienda.example/a.png"}}


def carousel(*ids_of_cards: list[str]) -> Json:
    """A carousel with quick replies of these ids."""
    cards = [
        {
            "card_index": n, "type": "cta_url", "header": IMAGE,
            "action": {"buttons": [{"type": "quick_reply", "quick_reply": {"id": i, "title": "Ver"}} for i in ids]},
        }
        for n, ids in enumerate(ids_of_cards)
    ]  # fmt: skip
    return {"type": "carousel", "body": {"text": "Talleres"}, "action": {"cards": cards}}


async def test_cards_may_have_quick_replies(opened: MetaSandbox) -> None:
    answer = await opened.interactive(carousel(["a", "b"], ["c", "d"]))
    assert answer.status_code == 200, answer.text


async def test_cards_differ_in_ids_and_not_in_buttons(opened: MetaSandbox) -> None:
    for wrong in (carousel(["a"], ["a"]), carousel(["a"], ["b", "c"]), carousel([], [])):
        await opened.refused({"type": "interactive", "interactive": wrong}, 131009)
    mixed = carousel(["a"], ["b"])
    link = {"name": "cta_url", "parameters": {"display_text": "Ver", "url": "https://t.example"}}
    mixed["action"]["cards"][1]["action"] = link
    await opened.refused({"type": "interactive", "interactive": mixed}, 131009)


async def test_a_code_named_by_the_path_gets_its_new_text(sandbox: MetaSandbox) -> None:
    made = await sandbox.graph("POST", f"{PNID}/message_qrdls", params={"prefilled_message": "Hola"})
    path = f"{PNID}/message_qrdls/{made.json()['code']}"
    changed = await sandbox.graph("POST", path, params={"prefilled_message": "Adiós"})
    assert changed.json() == {**made.json(), "prefilled_message": "Adiós"}
    unknown = await sandbox.graph("POST", f"{PNID}/message_qrdls/NONE", params={"prefilled_message": "x"})
    assert unknown.json()["error"]["code"] == 803
