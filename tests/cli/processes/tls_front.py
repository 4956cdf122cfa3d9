"""TLS in front of the tests' PostgreSQL, as managed databases have it: whoever does not ask for it is turned away."""

import asyncio
import contextlib
import ssl
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

SSL_REQUEST = bytes.fromhex("0000000804d2162f")  # PostgreSQL's protocol, "SSLRequest"


@dataclass
class Front:
    """Where it listens, and what it heard."""

    port: int
    certificate: Path
    encrypted: int = 0
    plain: list[bytes] = field(default_factory=list)


@asynccontextmanager
async def tls_front(dsn: str, folder: Path, *, offers_tls: bool = True) -> AsyncGenerator[Front]:
    """Listen on the loopback; pass on to the server of `dsn` what came encrypted."""
    context, certificate = _certified(folder)
    front = Front(0, certificate)

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.closing(writer), contextlib.suppress(ConnectionError, ssl.SSLError, EOFError):
            opening = await reader.readexactly(len(SSL_REQUEST))
            if opening != SSL_REQUEST:
                front.plain.append(opening)
                return
            writer.write(b"S" if offers_tls else b"N")
            if not offers_tls:
                front.plain.append(await reader.read())
                return
            await writer.start_tls(context)
            front.encrypted += 1
            await _join(reader, writer, dsn)

    async with await asyncio.start_server(serve, "127.0.0.1", 0) as listening:
        front.port = listening.sockets[0].getsockname()[1]
        yield front


async def _join(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, dsn: str) -> None:
    inside_reader, inside_writer = await _connected(dsn)
    with contextlib.closing(inside_writer):
        ways = [_pump(reader, inside_writer), _pump(inside_reader, writer)]
        await asyncio.wait(map(asyncio.ensure_future, ways), return_when=asyncio.FIRST_COMPLETED)


async def _pump(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with contextlib.suppress(ConnectionError, ssl.SSLError):
        while piece := await reader.read(65_536):
            writer.write(piece)
            await writer.drain()


async def _connected(dsn: str) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    parts = urlsplit(dsn)
    query = parse_qs(parts.query)
    if "host" in query:
        return await asyncio.open_unix_connection(f"{query['host'][0]}/.s.PGSQL.{query['port'][0]}")
    return await asyncio.open_connection(parts.hostname, parts.port)


def _certified(folder: Path) -> tuple[ssl.SSLContext, Path]:
    """A certificate for localhost that is its own authority."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    pem, private = folder / "localhost.pem", folder / "localhost.key"
    pem.write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    form = (serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    private.write_bytes(key.private_bytes(serialization.Encoding.PEM, *form))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pem, private)
    return context, pem
