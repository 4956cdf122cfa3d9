"""A picture server on the loopback that behaves as a test asks, and a resolver that says where names lead."""

import asyncio
import socket
import ssl
from collections.abc import AsyncGenerator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address, ip_network
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from shop.images.fetching import Fetcher

Answer = Callable[[asyncio.StreamWriter], Awaitable[None]]

LOOPBACK = (ip_network("127.0.0.0/8"), ip_network("::1/128"))


@dataclass
class ImageServer:
    """What it says by path, and which requests it saw."""

    port: int = 0
    answers: dict[str, Answer] = field(default_factory=dict)
    seen: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    connections: int = 0

    def url(self, path: str = "/photo.jpg", host: str = "127.0.0.1") -> str:
        return f"http://{host}:{self.port}{path}"

    def say(self, path: str, body: bytes, *, status: str = "200 OK", **headers: str) -> str:
        """Answer with a body; returns the path's address."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        lines = {"content-length": str(len(body)), "connection": "close", **named}
        head = f"HTTP/1.1 {status}\r\n" + "".join(f"{name}: {value}\r\n" for name, value in lines.items())

        async def answer(writer: asyncio.StreamWriter) -> None:
            writer.write(head.encode() + b"\r\n" + body)

        self.answers[path] = answer
        return self.url(path)

    def lead(self, path: str, to: str, status: str = "302 Found") -> str:
        return self.say(path, b"", status=status, location=to)

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        try:
            head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
            path = head[0].split(" ")[1]
            self.seen.append(
                (path, {k.lower(): v for k, _, v in (line.partition(": ") for line in head[1:])})
            )
            await self.answers[path](writer)
            await writer.drain()
        except (ConnectionError, asyncio.IncompleteReadError):
            pass  # the other side went away, as it should
        finally:
            writer.close()


@asynccontextmanager
async def serve_images(
    host: str = "127.0.0.1", *, tls: ssl.SSLContext | None = None
) -> AsyncGenerator[ImageServer]:
    """On a free port, until the block ends."""
    made = ImageServer()
    server = await asyncio.start_server(made.serve, host, 0, ssl=tls)
    made.port = server.sockets[0].getsockname()[1]
    async with server:
        yield made


@dataclass
class FakeResolver:
    """A resolver: name -> addresses, one list for each time it is asked (the last one stays)."""

    known: dict[str, list[Sequence[str]]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    async def __call__(self, host: str, port: int) -> Sequence[str]:
        self.asked.append(host)
        told = self.known.get(host)
        if told is None:
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
        return told.pop(0) if len(told) > 1 else told[0]


async def only_addresses(host: str, port: int) -> Sequence[str]:
    """Asks no name server: an address is itself, and nobody has a name."""
    try:
        return [str(ip_address(host))]
    except ValueError as error:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known") from error


def local_fetcher(**options: object) -> Fetcher:
    """Allowed to ask the loopback, by its address."""
    usual = {"allowed": LOOPBACK, "seconds": 5.0, "resolve": only_addresses}
    return Fetcher(**{**usual, **options})  # type: ignore[arg-type]


def certified(name: str, folder: Path) -> tuple[ssl.SSLContext, ssl.SSLContext]:
    """(the server's, the client's): a certificate of that name, and trust in who made it."""
    key = ec.generate_private_key(ec.SECP256R1())
    who = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    today = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(who)
        .issuer_name(who)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(today - timedelta(days=1))
        .not_valid_after(today + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .sign(key, hashes.SHA256())
    )
    both = folder / "certificate.pem"
    both.write_bytes(
        key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        + certificate.public_bytes(Encoding.PEM)
    )
    serving = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    serving.load_cert_chain(both)
    return serving, ssl.create_default_context(cadata=certificate.public_bytes(Encoding.PEM).decode())
