from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest

from shop.whatsapp.errors import VendorAction
from shop.whatsapp.incoming import (
    CartMessage,
    CartMessageLine,
    EmojiReaction,
    IncomingKind,
    IncomingMessage,
    Malformed,
    MediaReference,
    SenderProfile,
    SharedLocation,
    SystemChange,
    read_message,
)
from tests.whatsapp.incoming.webhook_bodies import BSUID, PHONE, contact, message, stored


def incoming(**parts: Any) -> IncomingMessage:
    return read_message(stored(message=message(**parts), contact=contact(), metadata={}))


def test_a_text_says_who_when_and_what() -> None:
    found = incoming()
    assert (found.wamid, found.kind, found.text) == ("wamid.A", IncomingKind.TEXT, "hola")
    assert found.sent_at == datetime(2025, 6, 16, 17, 52, 5, tzinfo=UTC)
    assert found.profile == SenderProfile(bsuid=BSUID, phone=PHONE, name="Sheena", username="sheena")


def test_a_person_without_phone_contact_or_name_is_still_somebody() -> None:
    bare = message()
    del bare["from"]
    assert read_message(stored(message=bare, contact=None)).profile == SenderProfile(bsuid=BSUID)


@pytest.mark.parametrize("kind", ["image", "video", "audio", "document", "sticker"])
def test_a_file_is_known_by_its_media_id(kind: str) -> None:
    file = {"id": "99", "mime_type": "image/webp", "sha256": "q1w2", "caption": "mira"}
    found = incoming(type=kind, **{kind: file})
    assert (found.kind, found.text) == (kind, "mira")
    assert found.media == MediaReference(id="99", mime_type="image/webp", sha256="q1w2")


def test_a_document_without_a_caption_reads_as_its_name() -> None:
    found = incoming(
        type="document", document={"id": "9", "mime_type": "application/pdf", "filename": "a.pdf"}
    )
    assert found.text == "a.pdf"
    assert found.media == MediaReference(id="9", mime_type="application/pdf", filename="a.pdf")


def test_a_voice_note_is_told_from_music() -> None:
    found = incoming(type="audio", audio={"id": "9", "mime_type": "audio/ogg; codecs=opus", "voice": True})
    assert found.media is not None
    assert found.media.voice


def test_a_place_reads_as_its_name_and_address() -> None:
    place = {"latitude": 12.25, "longitude": -43, "name": "Casa", "address": "Calle 1"}
    found = incoming(type="location", location=place)
    assert found.text == "Casa, Calle 1"
    assert found.location == SharedLocation(latitude=12.25, longitude=-43.0, name="Casa", address="Calle 1")


def test_a_place_that_is_not_on_earth_is_none() -> None:
    found = incoming(type="location", location={"latitude": 91, "longitude": 1e300})
    assert (found.kind, found.location) == (IncomingKind.LOCATION, None)


def test_contact_cards_give_their_phones() -> None:
    card = {
        "name": {"formatted_name": "Ana"},
        "phones": [{"phone": "+34 600 111 222", "wa_id": "34600111222"}, {"phone": "+1 650"}],
        "origin": "contact_request",
    }
    found = incoming(type="contacts", contacts=[card])
    assert (found.text, found.contact_phones, found.origin) == (
        "Ana",
        ["34600111222", "1650"],
        "contact_request",
    )


@pytest.mark.parametrize(("given", "emoji"), [({"emoji": "👍"}, "👍"), ({}, ""), ({"emoji": ""}, "")])
def test_a_reaction_names_its_message_and_may_be_taken_back(given: dict[str, str], emoji: str) -> None:
    found = incoming(type="reaction", reaction={"message_id": "wamid.Z"} | given)
    assert (found.text, found.reaction) == (emoji, EmojiReaction(emoji, "wamid.Z"))


def test_a_templates_quick_reply_carries_its_payload() -> None:
    found = incoming(type="button", button={"payload": "resume:7", "text": "Resume"})
    assert (found.kind, found.text, found.choice) == (IncomingKind.BUTTON, "Resume", "resume:7")


@pytest.mark.parametrize("variant", ["button_reply", "list_reply"])
def test_a_tap_on_a_button_or_row_carries_its_id(variant: str) -> None:
    answer = {"type": variant, variant: {"id": "size:M", "title": "Medium"}}
    found = incoming(type="interactive", interactive=answer, context={"id": "wamid.Q", "from": "1"})
    assert (found.kind, found.text, found.choice) == (IncomingKind.REPLY, "Medium", "size:M")
    assert found.reply_to == "wamid.Q"


def test_a_filled_in_form_is_kept_as_text() -> None:
    reply = {"name": "flow", "body": "Sent", "response_json": '{"street":"Mayor 1"}'}
    found = incoming(type="interactive", interactive={"type": "nfm_reply", "nfm_reply": reply})
    assert (found.kind, found.text, found.form) == (IncomingKind.FLOW, "Sent", '{"street":"Mayor 1"}')


def test_an_interactive_message_that_came_as_errors_is_unsupported() -> None:
    found = incoming(type="interactive", errors=[{"code": 131000, "title": "Something went wrong"}])
    assert found.kind is IncomingKind.UNSUPPORTED
    assert found.errors[0].action is VendorAction.RETRY


def test_a_cart_keeps_prices_exactly_as_claimed() -> None:
    lines = (
        b'{"product_retailer_id":"mug","quantity":2,"item_price":30,"currency":"USD"},'
        b'{"product_retailer_id":"tee","quantity":1,"item_price":7.10,"currency":"USD"}'
    )
    body = (
        b'{"message":{"id":"w","type":"order","order":{"catalog_id":"1","text":"hey","product_items":[%b]}}}'
    )
    found = read_message(body % lines)
    assert (found.kind, found.text) == (IncomingKind.ORDER, "hey")
    assert found.cart == CartMessage(
        "1",
        "hey",
        [CartMessageLine("mug", 2, Decimal(30), "USD"), CartMessageLine("tee", 1, Decimal("7.10"), "USD")],
    )
    assert str(found.cart.lines[1].price) == "7.10"


@pytest.mark.parametrize("note", ["", None])
def test_a_cart_without_a_note_has_an_empty_one(note: str | None) -> None:
    found = incoming(type="order", order={"catalog_id": "1", "text": note, "product_items": []})
    assert found.cart == CartMessage("1", "", [])


@pytest.mark.parametrize("quantity", [1.5, "2", None, True, 10**12, {}])
def test_a_quantity_that_is_no_integer_is_none(quantity: object) -> None:
    item = {"product_retailer_id": "mug", "quantity": quantity, "item_price": 1, "currency": "EUR"}
    found = incoming(type="order", order={"product_items": [item]})
    assert found.cart is not None
    assert found.cart.lines == [CartMessageLine("mug", None, Decimal(1), "EUR")]


@pytest.mark.parametrize(
    "price", ["null", "{}", "true", '"dear"', "1e9999999", "1e99999999999999999999", "-1e13"]
)
def test_a_price_that_is_no_amount_is_none(price: str) -> None:
    body = '{"message":{"id":"w","type":"order","order":{"product_items":[{"item_price":%s}]}}}' % price  # noqa: UP031
    found = read_message(body.encode())
    assert found.cart is not None
    assert found.cart.lines == [CartMessageLine("", None, None, None)]


def test_a_question_about_a_product_names_it() -> None:
    context = {"id": "wamid.P", "referred_product": {"catalog_id": "1", "product_retailer_id": "mug"}}
    assert incoming(context=context).product == "mug"


@pytest.mark.parametrize("flag", ["forwarded", "frequently_forwarded"])
def test_a_forwarded_message_says_so(flag: str) -> None:
    assert incoming(context={flag: True}).forwarded


def test_an_advertisement_they_came_from_is_kept_as_texts() -> None:
    referral = {"source_id": "1", "source_type": "ad", "welcome_message": {"text": "Hi"}, "odd": [1]}
    assert incoming(referral=referral).referral == {
        "source_id": "1",
        "source_type": "ad",
        "welcome_message": "Hi",
    }


def test_a_new_number_is_told_with_the_old_one() -> None:
    system = {"body": "changed", "wa_id": "34600111222", "user_id": "ES.2", "type": "user_changed_number"}
    found = read_message(stored(message=message(type="system", system=system)))
    assert found.system == SystemChange(
        type="user_changed_number", phone="34600111222", bsuid="ES.2", previous_phone=PHONE
    )


def test_a_new_business_scoped_id_is_told_with_the_old_one() -> None:
    system = {"user_id": "US.2", "previous_user_id": "US.1", "type": "user_changed_user_id"}
    found = incoming(type="system", system=system)
    assert found.system == SystemChange(type="user_changed_user_id", bsuid="US.2", previous_bsuid="US.1")


def test_an_unsupported_message_says_why() -> None:
    found = incoming(type="unsupported", errors=[{"code": 131051, "title": "Message type unknown"}])
    assert (found.kind, found.text, found.errors[0].code) == (IncomingKind.UNSUPPORTED, "", 131051)


@pytest.mark.parametrize("kind", ["brand_new", None, 5])
def test_a_type_we_do_not_know_is_other(kind: object) -> None:
    assert incoming(type=kind).kind is IncomingKind.OTHER


@pytest.mark.parametrize(
    "body", [b"", b"null", b"{}", b'{"message":5}', b'{"message":{"id":""}}', b"[" * 9999]
)
def test_without_a_message_there_is_nothing_to_read(body: bytes) -> None:
    with pytest.raises(Malformed):
        read_message(body)
