"""What goes wrong between us and Meta, and what to do about it, in one place to import from."""

from shop.whatsapp.answers import reaching, read_answer
from shop.whatsapp.codes import CODES, Affects, VendorAction, Verdict, verdict
from shop.whatsapp.failures import AnswerLost, NotReached, VendorError, VendorFailure, WhatsAppError

__all__ = [
    "CODES",
    "Affects",
    "AnswerLost",
    "NotReached",
    "VendorAction",
    "VendorError",
    "VendorFailure",
    "Verdict",
    "WhatsAppError",
    "reaching",
    "read_answer",
    "verdict",
]
