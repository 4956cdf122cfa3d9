"""Who may call `/_control` from a browser: only pages that this server itself delivered."""

import ipaddress
from typing import Any
from urllib.parse import urlsplit

from litestar import Request
from litestar.exceptions import PermissionDeniedException

LOCAL_ENDINGS = (".localhost", ".local", ".internal", ".test")


async def refuse_foreign(request: Request[Any, Any, Any]) -> None:
    """Refuse a control call that another site makes a browser send. Raises PermissionDeniedException.

    An `Origin` must be this server's own. The `Host` must be an address or a local name: a public name that
    points at the loopback (DNS rebinding) would make a foreign page look like our own.
    """
    if not request.scope["path"].startswith("/_control"):
        return
    host = request.headers.get("host", "")
    if not is_local(host):
        raise PermissionDeniedException(
            detail=f"The control API does not answer under the name {host}. Use its address or a local name."
        )
    origin = request.headers.get("origin")
    if origin is not None and urlsplit(origin).netloc.lower() != host.lower():
        raise PermissionDeniedException(detail=f"The control API takes no calls from pages of {origin}.")


def is_local(host: str) -> bool:
    """Whether a Host header is an IP address or a name that no public DNS server answers for."""
    name = (urlsplit(f"//{host}").hostname or "").rstrip(".")
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return bool(name) and ("." not in name or name.endswith(LOCAL_ENDINGS))
    return True
