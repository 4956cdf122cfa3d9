"""Identifiers in the vendors' shapes."""

import base64
import secrets

ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"


def digits(length: int = 16) -> str:
    """A random number that does not begin with zero, as Graph ids are."""
    return str(10 ** (length - 1) + secrets.randbelow(9 * 10 ** (length - 1)))


def wamid(party: str) -> str:
    """A message id. Like Meta's it is base64 and may hold `/`, `+` and `=`."""
    name = party.encode()[:60]
    body = (
        b"\x1c\x18" + bytes([len(name)]) + name + b"\x15\x02\x00\x11\x18\x12" + secrets.token_hex(9).encode()
    )
    return "wamid." + base64.b64encode(body + b"\x00").decode()


def user_id(country: str = "US") -> str:
    """A business-scoped user id: `<ISO2>.<digits>` (Meta: Business-scoped user IDs)."""
    return f"{country}.{digits(20)}"


def trace_id() -> str:
    """Graph's `fbtrace_id`."""
    return "A" + secrets.token_urlsafe(16)


def qr_code() -> str:
    """Fourteen characters of A-Z and 2-7 (OpenAPI QrCodeDetails)."""
    return "".join(secrets.choice(ALPHABET) for _ in range(14))
