"""What tests of products read of the database."""

from sqlmodel import select

from shop.catalog.models import Variant
from tests.api.conftest import Api


async def versions(api: Api) -> dict[str, int]:
    async with api.database.transaction(api.merchant.id) as session:
        return {variant.sku: variant.version for variant in (await session.exec(select(Variant))).all()}
