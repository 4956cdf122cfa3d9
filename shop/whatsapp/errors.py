"""What goes wrong between us and Meta, and what to do about it, in one place to import from."""

from shop.whatsapp.api.codes import CODES, Affects, CodeMeaning, VendorAction, meaning_of
from shop.whatsapp.api.failures import AnswerLost, NotReached, VendorError, VendorFailure, WhatsAppError
from shop.whatsapp.api.responses import reaching, read_answer

__all__ = [
    "CODES",
    "Affects",
    "AnswerLost",
    "CodeMeaning",
    "NotReached",
    "VendorAction",
    "VendorError",
    "VendorFailure",
    "WhatsAppError",
    "meaning_of",
    "reaching",
    "read_answer",
]
