"""The client of Meta's Cloud API, put together from its parts."""

from shop.whatsapp.api.account import AccountCalls, CommerceSettings, QrCode
from shop.whatsapp.api.graph import Credentials
from shop.whatsapp.api.media import MediaCalls, MediaFile
from shop.whatsapp.api.messages import MessageCalls, Recipient, SentMessage
from shop.whatsapp.api.templates import TemplateCalls, TemplateCreated

__all__ = [
    "CommerceSettings",
    "Credentials",
    "MediaFile",
    "QrCode",
    "Recipient",
    "SentMessage",
    "TemplateCreated",
    "WhatsApp",
]


class WhatsApp(MessageCalls, MediaCalls, TemplateCalls, AccountCalls):
    """Everything the Cloud API does for a shop. One per process and event loop; close it with `aclose`.

    Every call takes the token it is made with: one client serves all merchants.
    """
