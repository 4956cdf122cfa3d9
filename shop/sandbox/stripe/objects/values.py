"""Small values every noun needs: JSON documents, ids, the present second."""

import binascii
import os

from shop.kit.clock import now

ABSENT = object()  # a member that a row then does not have: Stripe leaves some out where others are null
_LETTERS = bytes.maketrans(b"+/", b"Ab")


def new_id(prefix: str) -> str:
    """An opaque, case-sensitive id such as `plink_1x8G…`."""
    return f"{prefix}_1{token(23)}"


def token(length: int) -> str:
    """Random letters and digits."""
    return binascii.b2a_base64(os.urandom(length)).translate(_LETTERS)[:length].decode()


def present() -> int:
    """Business time as Unix seconds."""
    return int(now().timestamp())


def words(text: str) -> tuple[str, ...]:
    """The words of a text; for long lists of names."""
    return tuple(text.split())
