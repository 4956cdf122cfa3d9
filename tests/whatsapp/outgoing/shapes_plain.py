"""Content, its shape in Meta's documentation, and what staff see: messages without buttons."""

from typing import Any

from shop.whatsapp.outgoing import (
    AudioMessage,
    ContactCard,
    ContactsMessage,
    Content,
    DocumentMessage,
    ImageMessage,
    LocationMessage,
    ReactionMessage,
    StickerMessage,
    TextMessage,
    VideoMessage,
)

PICTURE = "https://shop.example/a.jpg"


PLAIN: list[tuple[Content, dict[str, Any], str]] = [
    (TextMessage("hola"), {"type": "text", "text": {"body": "hola", "preview_url": False}}, "hola"),
    (TextMessage("x", True), {"type": "text", "text": {"body": "x", "preview_url": True}}, "x"),
    (ImageMessage(media_id="9"), {"type": "image", "image": {"id": "9"}}, "📷"),
    (
        ImageMessage(link=PICTURE, caption="new"),
        {"type": "image", "image": {"link": PICTURE, "caption": "new"}},
        "📷 new",
    ),
    (
        VideoMessage(media_id="9", caption="c"),
        {"type": "video", "video": {"id": "9", "caption": "c"}},
        "🎬 c",
    ),
    (
        DocumentMessage(media_id="9", filename="A-1.pdf", caption="c"),
        {"type": "document", "document": {"id": "9", "filename": "A-1.pdf", "caption": "c"}},
        "📄 A-1.pdf\nc",
    ),
    (AudioMessage(media_id="9", voice=True), {"type": "audio", "audio": {"id": "9", "voice": True}}, "🎤"),
    (AudioMessage(media_id="9"), {"type": "audio", "audio": {"id": "9"}}, "🎤"),
    (StickerMessage(media_id="9"), {"type": "sticker", "sticker": {"id": "9"}}, "🏷"),
    (
        LocationMessage(1.5, -2, "Casa", "Mayor 1"),
        {
            "type": "location",
            "location": {"latitude": 1.5, "longitude": -2, "name": "Casa", "address": "Mayor 1"},
        },
        "📍 Casa\nMayor 1",
    ),
    (
        ReactionMessage("wamid.A", "👍"),
        {"type": "reaction", "reaction": {"message_id": "wamid.A", "emoji": "👍"}},
        "👍",
    ),
    (
        ReactionMessage("wamid.A", ""),
        {"type": "reaction", "reaction": {"message_id": "wamid.A", "emoji": ""}},
        "",
    ),
    (
        ContactsMessage([ContactCard("Ana", ["+34600111222"], "Acme")]),
        {
            "type": "contacts",
            "contacts": [
                {
                    "name": {"formatted_name": "Ana", "first_name": "Ana"},
                    "phones": [{"phone": "+34600111222", "type": "WORK"}],
                    "org": {"company": "Acme"},
                }
            ],
        },
        "👤 Ana +34600111222",
    ),
]
