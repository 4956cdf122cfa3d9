"""Adds a variant to an existing product."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlmodel.ext.asyncio.session import AsyncSession

from shop.catalog.editing import announce_edit, lock_product
from shop.catalog.image_use import lock_images_or_refuse
from shop.catalog.models import Product, Variant
from shop.catalog.products import VariantDraft, draft_faults, new_variant, refuse_taken_skus, store_variants
from shop.catalog.rules import MOST_VARIANTS, BadProduct, raise_first
from shop.kit.db.session import public_url_of


async def add_variant(
    session: AsyncSession,
    product_id: UUID,
    draft: VariantDraft,
    *,
    currency: str,
    at: datetime,
    actor: str,
    read_at: datetime | None = None,
) -> Product:
    """Store it as the product's last variant and leave the push.

    Raises NotFound, EditedMeanwhile, BadProduct, ImageRemoved, SkuTaken.
    """
    raise_first(draft_faults([draft], path="", public_url=public_url_of(session)))
    await lock_images_or_refuse(session, draft)
    product, existing = await lock_product(session, product_id, read_at)
    await refuse_taken_skus(session, [draft.sku])
    _check_options(draft, existing)
    position = max((each.position for each in existing), default=-1) + 1
    variant = new_variant(product, draft, position=position, currency=currency)
    await store_variants(session, [variant], [draft], at=at, actor=actor)
    await announce_edit(session, product, existing, at=at)
    return product


def _check_options(draft: VariantDraft, existing: Sequence[Variant]) -> None:
    """The product's variants on sale must have the same options with other values. Raises BadProduct."""
    if len(existing) >= MOST_VARIANTS:
        raise BadProduct(f"A product has at most {MOST_VARIANTS} variants.")
    on_sale = [each for each in existing if not each.archived]
    for each in on_sale:
        if each.options == draft.options:
            said = f"{each.sku} has the same options: a shopper could not tell them apart."
            raise BadProduct(said, "options")
    if on_sale and all(each.options.keys() != draft.options.keys() for each in on_sale):
        names = ", ".join(sorted(on_sale[0].options)) or "none yet: give the first variant an option, too"
        raise BadProduct(f"The variants of this product are told apart by: {names}.", "options")
