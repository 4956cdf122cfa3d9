"""The one thing that talks to Meta's WhatsApp API."""

from shop.whatsapp.account import Account, CommerceSettings, QrCode
from shop.whatsapp.graph import Credentials
from shop.whatsapp.media import MediaFile, MediaFiles
from shop.whatsapp.review import TemplateCreated, TemplateReview
from shop.whatsapp.sending import Recipient, Sending, Sent

__all__ = [
    "CommerceSettings",
    "Credentials",
    "MediaFile",
    "QrCode",
    "Recipient",
    "Sent",
    "TemplateCreated",
    "WhatsApp",
]


class WhatsApp(Sending, MediaFiles, TemplateReview, Account):
    """Everything the Cloud API does for a shop. One per process and event loop; close it with `aclose`.

    Every call takes the token it is made with: one client serves all merchants.
    """
