"""Wrong keys, counted by address in this process, so that nobody guesses at full speed."""

import ipaddress
import math
import time
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from litestar.connection import ASGIConnection

from shop.config import split_networks
from shop.kit.errors import RetryLater
from shop.kit.secrets import fingerprint

Network = ipaddress.IPv4Network | ipaddress.IPv6Network

AT_ONCE = 20
SECONDS_EACH = 1.0
REMEMBERED = 10_000  # keys, and addresses


class TooManyFailedKeys(RetryLater):
    """Too many wrong keys came from one address."""


class KeyAttempt:
    """A key that is being tried; whoever looks it up says what came of it."""

    def __init__(self) -> None:
        self.is_right = False
        self.is_wrong = False  # nobody's; a revoked one is neither


class FailedKeyLimiter:
    """What was tried. A key that was right here before is never held back.

    So whoever guesses is stopped before the database is asked, and a merchant at the same address goes on with the
    key it has been using. A try is charged before it is made, so those made at the same time count too.
    """

    def __init__(self) -> None:
        self._right: OrderedDict[str, float] = OrderedDict()  # by fingerprint
        self._owed: OrderedDict[str, float] = OrderedDict()  # by address: until when, on the monotonic clock
        self._trying: set[str] = set()

    @contextmanager
    def trial(self, address: str, secret: str) -> Iterator[KeyAttempt]:
        """Look the key up inside. Raises TooManyFailedKeys if the address has no try left."""
        key, trial = fingerprint(secret), KeyAttempt()
        if key in self._right or key in self._trying:
            yield trial
            return
        self._charge(address)
        self._trying.add(key)
        try:
            yield trial
        finally:
            self._trying.discard(key)
            if trial.is_right:
                _remember(self._right, key, time.monotonic())
            if not trial.is_wrong:
                self._owed[address] = self._owed.get(address, 0.0) - SECONDS_EACH

    def _charge(self, address: str) -> None:
        present = time.monotonic()
        until = max(self._owed.get(address, 0.0), present) + SECONDS_EACH
        if (wait := until - present - AT_ONCE * SECONDS_EACH) > 0:
            raise TooManyFailedKeys(
                "Too many unknown API keys came from your address.", retry_in=math.ceil(wait)
            )
        _remember(self._owed, address, until)


def address_of(connection: ASGIConnection[Any, Any, Any, Any], trusted: Sequence[Network]) -> str:
    """Where a call comes from; of IPv6 the /64, because whoever has one address has all of them.

    Behind a proxy of a trusted network it is what that proxy saw: of `X-Forwarded-For` the last address that is no
    trusted proxy's own. Whoever reaches us past the proxies may claim what they like, and are taken for who they are.
    """
    host = connection.client.host if connection.client else ""
    told = ",".join(connection.headers.getall("x-forwarded-for", []))  # a proxy may add a line of its own
    claimed = [each.strip() for each in told.split(",")]
    ip = _ip(host)
    while ip is not None and any(ip in network for network in trusted) and claimed:
        ip = _ip(claimed.pop()) or ip
    if ip is None:  # a Unix socket
        return host
    return str(ipaddress.ip_network((ip, 64), strict=False)) if ip.version == 6 else str(ip)


def networks_of(told: str) -> tuple[Network, ...]:
    """The networks of the setting."""
    return tuple(map(ipaddress.ip_network, split_networks(told)))


def _ip(text: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        return ipaddress.ip_address(text)
    except ValueError:
        return None


def _remember(memory: OrderedDict[str, float], key: str, value: float) -> None:
    memory[key] = value
    memory.move_to_end(key)
    while len(memory) > REMEMBERED:
        memory.popitem(last=False)
