"""`shop merchant …`"""

import argparse

import msgspec

from shop.cli.databases import open_database
from shop.kit.clock import now
from shop.kit.errors import NotFound
from shop.merchants.creation import create_merchant, read_merchant_file


async def create(options: argparse.Namespace) -> int:
    """Store a merchant from a file; print its id and its first API key, shown only here."""
    try:
        raw = options.file.read_bytes()
    except OSError as error:
        raise NotFound(f"{options.file}: {error.strerror}.") from error
    file = read_merchant_file(raw)
    async with open_database() as database, database.transaction() as session:
        merchant, api_key = await create_merchant(session, file, at=now())
        answer = {"merchant_id": str(merchant.id), "api_key": api_key}
    print(msgspec.json.encode(answer).decode())
    return 0
