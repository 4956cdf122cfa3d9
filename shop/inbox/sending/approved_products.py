"""Products in a message: only those that Meta approved for WhatsApp are sent.

Of a list Meta drops the others silently, and refuses one that is empty then (131009); so we drop them first, at the
last moment before sending, and say so.
"""

import msgspec
from sqlmodel.ext.asyncio.session import AsyncSession

from shop.catalog.meta_approval import approved_among
from shop.whatsapp.outgoing import CatalogMessage, Content, ProductListMessage, ProductMessage, ProductSection


async def approved_only(session: AsyncSession, content: Content) -> Content | None:
    """The content without what Meta would drop; None if nothing is left to show."""
    if not (named := _skus(content)):
        return content
    approved = await approved_among(session, named)
    if isinstance(content, CatalogMessage):
        return content if content.thumbnail in approved else msgspec.structs.replace(content, thumbnail="")
    if isinstance(content, ProductListMessage):
        sections = [kept for section in content.sections if (kept := _kept(section, approved)).retailer_ids]
        return msgspec.structs.replace(content, sections=sections) if sections else None
    return content if approved else None


def _skus(content: Content) -> list[str]:
    match content:
        case CatalogMessage(thumbnail=sku) if sku:
            return [sku]
        case ProductMessage(retailer_id=sku):
            return [sku]
        case ProductListMessage(sections=sections):
            return [sku for section in sections for sku in section.retailer_ids]
        case _:
            return []


def _kept(section: ProductSection, approved: set[str]) -> ProductSection:
    return ProductSection([sku for sku in section.retailer_ids if sku in approved], section.title)
