"""Everything Meta tells us, in one place to import from."""

from shop.whatsapp.changes import (
    Preference,
    PreferenceValue,
    TemplateVerdict,
    read_preferences,
    read_template_change,
)
from shop.whatsapp.failures import VendorError
from shop.whatsapp.message import (
    Cart,
    CartLine,
    Incoming,
    IncomingKind,
    Media,
    Place,
    Profile,
    Reaction,
    SystemChange,
)
from shop.whatsapp.read_message import read_message
from shop.whatsapp.signature import signed_by
from shop.whatsapp.statuses import DeliveryStatus, Pricing, StatusUpdate, read_status
from shop.whatsapp.webhook import Update, UpdateKind, read_webhook
from shop.whatsapp.wire import Malformed

__all__ = [
    "Cart",
    "CartLine",
    "DeliveryStatus",
    "Incoming",
    "IncomingKind",
    "Malformed",
    "Media",
    "Place",
    "Preference",
    "PreferenceValue",
    "Pricing",
    "Profile",
    "Reaction",
    "StatusUpdate",
    "SystemChange",
    "TemplateVerdict",
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
