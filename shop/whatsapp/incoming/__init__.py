"""Everything that Meta's webhooks tell, in one place to import from."""

from shop.whatsapp.api.failures import VendorError
from shop.whatsapp.incoming.changes import (
    MarketingPreference,
    PreferenceValue,
    TemplateStatusUpdate,
    read_preferences,
    read_template_change,
)
from shop.whatsapp.incoming.message import (
    CartMessage,
    CartMessageLine,
    EmojiReaction,
    IncomingKind,
    IncomingMessage,
    MediaReference,
    SenderProfile,
    SharedLocation,
    SystemChange,
)
from shop.whatsapp.incoming.read_message import read_message
from shop.whatsapp.incoming.statuses import DeliveryStatus, Pricing, StatusUpdate, read_status
from shop.whatsapp.incoming.update import Update, UpdateKind
from shop.whatsapp.incoming.webhook import read_webhook
from shop.whatsapp.signature import signed_by
from shop.whatsapp.untrusted_json import Malformed

__all__ = [
    "CartMessage",
    "CartMessageLine",
    "DeliveryStatus",
    "EmojiReaction",
    "IncomingKind",
    "IncomingMessage",
    "Malformed",
    "MarketingPreference",
    "MediaReference",
    "PreferenceValue",
    "Pricing",
    "SenderProfile",
    "SharedLocation",
    "StatusUpdate",
    "SystemChange",
    "TemplateStatusUpdate",
    "Update",
    "UpdateKind",
    "VendorError",
    "read_message",
    "read_preferences",
    "read_status",
    "read_template_change",
    "read_webhook",
    "signed_by",
]
