"""Messages of a shopper as the pretend Meta is told them, and what a public client reads of each."""

from pywa.types.others import MessageType

from tests.sandbox.support.pywa import Json
from tests.support.vendors.sandbox import CATALOG

# what the phone sends: what the client must find in the message
WIRES: dict[str, tuple[Json, Json]] = {
    "location": (
        {"type": "location", "location": {"latitude": 40.4, "longitude": -3.7, "name": "Casa"}},
        {"location.latitude": 40.4, "location.name": "Casa"},
    ),
    "contacts": (
        {"type": "contacts", "contacts": [{"name": {"formatted_name": "Luis"}, "phones": [{"wa_id": "346"}]}]},
        {"contacts.first.name.formatted_name": "Luis", "contacts.first_wa_id": "346"},
    ),
    "contact on request": (
        {
            "type": "contacts",
            "contacts": [{"name": {"formatted_name": "Ana"}, "origin": "contact_request"}],
        },
        {"contacts.origin": "contact_request"},
    ),
    "reaction": (
        {"type": "reaction", "reaction": {"message_id": "wamid.X", "emoji": "👍"}},
        {"reaction.emoji": "👍", "reaction.message_id": "wamid.X"},
    ),
    "reaction taken back": (
        {"type": "reaction", "reaction": {"message_id": "wamid.X"}},
        {"reaction.emoji": None},
    ),
    "forwarded": (
        {"type": "text", "text": {"body": "mira"}, "context": {"frequently_forwarded": True}},
        {"forwarded": True, "forwarded_many_times": True},
    ),
    "about a product": (
        {
            "type": "text",
            "text": {"body": "¿Queda?"},
            "context": {
                "id": "wamid.P",
                "referred_product": {"catalog_id": CATALOG, "product_retailer_id": "T1"},
            },
        },
        {"reply_to_message.referred_product.sku": "T1", "reply_to_message.referred_product.catalog_id": CATALOG},
    ),
    "from an advertisement": (
        {
            "type": "text",
            "text": {"body": "hola"},
            "referral": {"source_url": "https://fb.me/x", "source_type": "ad", "source_id": "1", "ctwa_clid": "c"},
        },
        {"referral.source_type": "ad", "referral.ctwa_clid": "c"},
    ),
    "unsupported": (
        {
            "type": "unsupported",
            "errors": [{"code": 131051, "title": "Message type unknown", "message": "Message type unknown"}],
            "unsupported": {"type": "poll_creation"},
        },
        {"error.code": 131051, "unsupported.type": "poll_creation"},
    ),
    "edited": (
        {
            "type": "edit",
            "edit": {
                "original_message_id": "wamid.O",
                "message": {"type": "text", "text": {"body": "Dos tazas"}},
            },
        },
        {"original_message_id": "wamid.O", "message.text": "Dos tazas"},
    ),
    "withdrawn": ({"type": "revoke", "revoke": {"original_message_id": "wamid.O"}}, {"original_message_id": "wamid.O"}),
    "welcome": ({"type": "request_welcome"}, {"type": MessageType.REQUEST_WELCOME}),
}  # fmt: skip
