"""Checks of URLs that Meta and shoppers must be able to open: not of this machine or a private network."""

import re
import socket
from urllib.parse import urlsplit

from shop.images.addresses import may_lead_to, read_address

LONGEST_ADDRESS = 2048
_NOT_IN_AN_ADDRESS = re.compile(r"[\s\\\x00-\x1f\x7f\ud800-\udfff]")  # half a character no resolver takes


def picture_fault(address: str, *, public_url: str) -> str | None:
    """Why this cannot be a picture's URL; None if it can. A path of ours, "/media/…", can."""
    if address.startswith("/") and not address.startswith("//"):
        return _shape_fault(address)
    return web_fault(address, public_url=public_url)


def web_fault(address: str, *, public_url: str) -> str | None:
    """Why Meta and shoppers could not open this; None if they can, as far as the address itself tells.

    The host of `public_url`, the installation's own, is let through wherever it is.
    """
    if (said := _shape_fault(address)) is not None:
        return said
    try:
        parts = urlsplit(address)
        host, _ = parts.hostname, parts.port
    except ValueError:
        host = None
    if host is None or parts.scheme not in ("http", "https"):
        return f"{_short(address)} is no address: it must begin with https:// or http:// and name a host."
    if parts.username is not None:
        return f"{_short(address)} holds a user name, which everybody would see."
    if host != urlsplit(public_url).hostname and _is_private(host):
        return f"{_short(address)} leads into a private network, which Meta and shoppers cannot reach."
    return None


def _shape_fault(address: str) -> str | None:
    if len(address) > LONGEST_ADDRESS:
        return f"The address {_short(address)} has {len(address)} characters; {LONGEST_ADDRESS} are allowed."
    if not address or _NOT_IN_AN_ADDRESS.search(address):
        return f"{_short(address)!r} is no address: an address holds no spaces and no backslashes."
    return None


def _is_private(host: str) -> bool:
    """`localhost`, or an address literal that is not public, in any of the spellings that resolvers take."""
    name = host.rstrip(".").lower()
    if name == "localhost" or name.endswith((".localhost", ".local", ".internal")):
        return True
    try:
        return not may_lead_to(read_address(name))
    except ValueError:
        pass
    try:
        packed = socket.inet_aton(name)  # 127.1, 0x7f000001, 2130706433
    except OSError:
        return False
    return not may_lead_to(read_address(socket.inet_ntoa(packed)))


def _short(address: str) -> str:
    return address if len(address) <= 80 else f"{address[:79]}…"
