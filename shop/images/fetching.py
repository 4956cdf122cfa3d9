"""Fetches pictures from URLs that merchants name, and never from our own network.

Every hop is resolved by us, every address it resolves to is checked, and the connection goes to the very address
that was checked: a name that resolves differently the second time changes nothing. The response is bounded in bytes and
in seconds, and its Content-Type is not trusted.
"""

import asyncio
import re
import socket
import ssl
from collections.abc import Sequence
from typing import NamedTuple
from uuid import UUID

import httpx

from shop.images.addresses import IpAddress, Network, may_lead_to, read_address
from shop.images.limits import LARGEST_FILE, LONGEST_URL
from shop.images.lookups import HostLookups, Resolve
from shop.kit.errors import ShopError
from shop.kit.processes.fair_turns import FairTurns

# For the whole fetch, redirects too.
SECONDS = 20.0
MOST_REDIRECTS = 3
# Of one merchant half of them: those of others must not wait for its slow picture servers.
FETCHED_AT_ONCE = 12
_ADDRESSES_TRIED = 3
_TIMEOUT = httpx.Timeout(10.0, connect=4.0)
_HEADERS = {
    "accept": "image/jpeg, image/png, image/webp, image/gif",
    "accept-encoding": "identity",
    "user-agent": "Trastienda (fetches product pictures for a shop)",
}
_MOVED = (301, 302, 303, 307, 308)
_PASSING = (408, 425, 429)
# A name as it stands in DNS (no label empty or longer than 63), or an address of IPv6.
_HOST = re.compile(
    r"(?=.{1,253}$)(?:[a-z0-9_-]{1,63}\.)*[a-z0-9_-]{1,63}\.?|(?=[^:]*:)[0-9a-f:.]{2,45}", re.ASCII
)
_UNKNOWN_HOST = (socket.EAI_NONAME, getattr(socket, "EAI_NODATA", socket.EAI_NONAME))


class FetchRefused(ShopError):
    """The URL cannot be fetched, now or later. The message is a sentence for the merchant."""

    status_code = 422


class NotFetched(Exception):
    """The fetch failed and may work later. The message is a sentence for the merchant."""


class _Hop(NamedTuple):
    """One request of a fetch: its URL, and the checked address that it connects to."""

    url: httpx.URL
    address: IpAddress


class Fetcher:
    """One per process and event loop. `allowed` are private networks that may be asked all the same."""

    def __init__(
        self,
        *,
        allowed: Sequence[Network] = (),
        resolve: Resolve | None = None,
        seconds: float = SECONDS,
        tls: ssl.SSLContext | None = None,
    ) -> None:
        self._allowed = allowed
        self.seconds = seconds  # that a fetch may take
        self._lookups = HostLookups(FETCHED_AT_ONCE, resolve)
        self._turns = FairTurns(FETCHED_AT_ONCE)
        self._tls = tls or ssl.create_default_context()

    def is_busy_for(self, merchant_id: UUID) -> bool:
        """Would another fetch of that merchant have to wait?"""
        return not self._turns.is_free_for(merchant_id) or self._lookups.is_busy_for(merchant_id)

    async def fetch(self, url: str, *, merchant_id: UUID) -> bytes:
        """The body at the URL. Raises FetchRefused if no later try can work, else NotFetched."""
        async with self._turns.turn(merchant_id):
            try:
                async with asyncio.timeout(self.seconds):
                    return await self._follow(check_url(url), merchant_id)
            except TimeoutError as error:
                raise NotFetched(f"The picture did not arrive within {self.seconds:g} seconds.") from error

    def close(self) -> None:
        """End the resolver's threads without waiting for look-ups."""
        self._lookups.close()

    async def _follow(self, url: httpx.URL, merchant_id: UUID) -> bytes:
        for _ in range(MOST_REDIRECTS + 1):
            found = await self._ask(url, merchant_id)
            if isinstance(found, bytes):
                return found
            url = found
        raise FetchRefused(f"The address leads on more than {MOST_REDIRECTS} times.")

    async def _ask(self, url: httpx.URL, merchant_id: UUID) -> bytes | httpx.URL:
        """The body, or the next hop of a redirect; the host's addresses are tried one after another."""
        for address in (await self._addresses(url, merchant_id))[:_ADDRESSES_TRIED]:
            try:
                return await self._get(_Hop(url, address))
            except (httpx.ConnectError, httpx.ConnectTimeout) as error:
                if _is_about_tls(error):
                    raise FetchRefused(f"The certificate of {url.host} cannot be trusted.") from error
            except httpx.TransportError as error:
                raise NotFetched(
                    f"{url.host} ended the connection before the picture had arrived."
                ) from error
        raise NotFetched(f"{url.host} cannot be reached.")

    async def _addresses(self, url: httpx.URL, merchant_id: UUID) -> list[IpAddress]:
        """The host's addresses, IPv4 first. Raises FetchRefused if any is not public."""
        try:
            found = await self._lookups.addresses(
                url.raw_host.decode("ascii"), _port(url), merchant_id=merchant_id
            )
        except UnicodeError as error:  # what looks like a name, and no resolver takes for one
            raise FetchRefused(f"There is no host named {url.host}.") from error
        except socket.gaierror as error:
            if error.errno in _UNKNOWN_HOST:
                raise FetchRefused(f"There is no host named {url.host}.") from error
            raise NotFetched(f"The host {url.host} cannot be found at the moment.") from error
        addresses = sorted({read_address(each) for each in found}, key=lambda each: (each.version, int(each)))
        if not all(may_lead_to(each, self._allowed) for each in addresses):
            raise FetchRefused(f"{url.host} leads into a private network; give an address on the internet.")
        return addresses

    async def _get(self, hop: _Hop) -> bytes | httpx.URL:
        """One request, on a connection of its own: no cookies, and none that was opened to another name."""
        url, host = hop.url, hop.url.raw_host.decode("ascii")
        async with (
            httpx.AsyncClient(verify=self._tls, timeout=_TIMEOUT, trust_env=False) as client,
            client.stream(
                "GET",
                url.copy_with(host=str(hop.address)),
                headers=_HEADERS | {"host": url.netloc.decode("ascii")},
                extensions={"sni_hostname": host},
            ) as answer,
        ):
            if answer.status_code in _MOVED:
                return _led_on(url, answer)
            _check_answer(url.host, answer)
            return await _body(answer)


def check_url(text: str) -> httpx.URL:
    """The URL, if it may be fetched by its text alone (nothing is resolved). Raises FetchRefused."""
    try:
        url = httpx.URL(text)
        host = url.raw_host.decode("ascii")
    except (httpx.InvalidURL, UnicodeError) as error:
        raise FetchRefused("That is no URL; write https://host/picture.jpg.") from error
    if host and not (_HOST.fullmatch(host) and 0 < _port(url) < 65536):
        raise FetchRefused("That is no URL; write https://host/picture.jpg.")
    if url.scheme not in ("http", "https") or not host:
        raise FetchRefused("Only http and https addresses are fetched.")
    if url.userinfo:
        raise FetchRefused("An address with a user or password in it is not fetched.")
    if _port(url) < 1024 and _port(url) not in (80, 443):  # what listens there is no picture server
        raise FetchRefused(f"Nothing is fetched from port {_port(url)}.")
    if len(str(url)) > LONGEST_URL:
        raise FetchRefused(f"An address may have at most {LONGEST_URL} characters.")
    return url.copy_with(fragment=None)


def _port(url: httpx.URL) -> int:
    return url.port if url.port is not None else 443 if url.scheme == "https" else 80


def _led_on(url: httpx.URL, answer: httpx.Response) -> httpx.URL:
    """Where a redirect leads to; checked like the first address."""
    try:
        return check_url(str(url.join(answer.headers.get("location", ""))))
    except httpx.InvalidURL as error:
        raise FetchRefused(f"{url.host} leads on to something that is no URL.") from error


def _check_answer(host: str, answer: httpx.Response) -> None:
    status = answer.status_code
    if status >= 500 or status in _PASSING:
        raise NotFetched(f"{host} answered {status}.")
    if status != 200:
        raise FetchRefused(f"{host} answered {status} instead of a picture.")
    if answer.headers.get("content-encoding", "identity").lower() != "identity":
        raise FetchRefused(f"{host} sends the picture compressed, which was not asked for.")
    announced = answer.headers.get("content-length", "")
    if announced.isdecimal() and int(announced) > LARGEST_FILE:
        raise _too_large()


async def _body(answer: httpx.Response) -> bytes:
    body = bytearray()
    async for chunk in answer.aiter_raw():
        body += chunk
        if len(body) > LARGEST_FILE:
            raise _too_large()
    return bytes(body)


def _too_large() -> FetchRefused:
    return FetchRefused(f"The picture is larger than {LARGEST_FILE // 10**6} MB.")


def _is_about_tls(error: BaseException) -> bool:
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ssl.SSLCertVerificationError):
            return True
        cause = cause.__cause__ or cause.__context__
    return False
