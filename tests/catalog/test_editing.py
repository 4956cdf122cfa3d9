"""Edits: what Meta must see is announced in the transaction that changes it, once per edit."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text
from sqlmodel import select
from sqlmodel.ext.asyncio.session import AsyncSession

from shop.catalog.editing import (
    NoSuchVariant,
    ProductChanges,
    VariantChanges,
    add_product,
    archive_product,
    edit_product,
    merge_translations,
    restore_product,
)
from shop.catalog.models import Product, Variant
from shop.catalog.products import ProductDraft, VariantDraft
from shop.catalog.stock_keeping import adjust_stock, set_stock, variant_by
from shop.kit.db.database import Database
from shop.kit.db.session import execute_core
from shop.merchants.models import Merchant
from tests.support.cast import SUNDAY, make_merchant, merchant_file

_ASKED = text(
    "SELECT count(*) FROM pgqueuer WHERE entrypoint = 'catalog_sync.push' "
    "AND position(:merchant in encode(payload, 'escape')) > 0"
)


@pytest.fixture
async def merchant(database: Database) -> Merchant:
    """One without WhatsApp: what is announced goes nowhere."""
    return await make_merchant(database, merchant_file(whatsapp=None, stripe=None))


async def asked(session: AsyncSession) -> int:
    """How many pushes this transaction has asked for; nobody else sees them yet."""
    return int(
        (await execute_core(session, _ASKED, {"merchant": str(session.info["merchant_id"])})).scalar_one()
    )


async def add_mug(session: AsyncSession) -> Product:
    draft = ProductDraft(title="Taza", variants=[VariantDraft(sku="TAZA", price_minor=1250, stock=5)])
    return await add_product(session, draft, currency="EUR", at=SUNDAY, actor="tests")


async def test_every_edit_asks_for_one_push(database: Database, merchant: Merchant) -> None:
    async with database.transaction(merchant.id) as session:
        product = await add_mug(session)
        assert await asked(session) == 1
        await edit_product(session, product.id, ProductChanges(title="Otra"), at=SUNDAY)
        assert await asked(session) == 2
        await archive_product(session, product.id, at=SUNDAY)
        assert await asked(session) == 3
        await archive_product(session, product.id, at=SUNDAY)
        assert await asked(session) == 3
        await restore_product(session, product.id, at=SUNDAY)
        assert await asked(session) == 4
        variant = await variant_by(session, product.id, "TAZA")
        await set_stock(session, variant, on_hand=0, reason="counted", actor="tests", at=SUNDAY)
        assert await asked(session) == 5
        await set_stock(session, variant, on_hand=0, reason="counted", actor="tests", at=SUNDAY)
        assert await asked(session) == 5


async def test_stock_asks_for_a_push_only_where_it_ends_or_begins_again(
    database: Database, merchant: Merchant
) -> None:
    async with database.transaction(merchant.id) as session:
        product = await add_mug(session)
        variant = await variant_by(session, product.id, "TAZA")
        pushes = []
        for delta in (1, -2, -4, 3, -1):  # 5 -> 6, 4, 0, 3, 2
            await adjust_stock(session, variant, delta=delta, reason="moved", actor="tests", at=SUNDAY)
            pushes.append(await asked(session) - 1)
        await session.refresh(variant)
    assert pushes == [0, 0, 1, 2, 2]
    assert variant.version == 3


async def test_an_edit_that_is_rolled_back_leaves_no_trace(database: Database, merchant: Merchant) -> None:
    async with database.transaction(merchant.id) as session:
        product = await add_mug(session)
    unknown = ProductChanges(title="Otra", variants=[VariantChanges(sku="OTHER")])

    async def edit() -> None:
        async with database.transaction(merchant.id) as session:
            await edit_product(session, product.id, unknown, at=SUNDAY)

    with pytest.raises(NoSuchVariant):
        await edit()
    async with database.transaction(merchant.id) as session:
        assert (await session.exec(select(Product.title))).one() == "Taza"
        assert (await session.exec(select(Variant.version))).one() == 1


async def test_updated_at_only_grows_whatever_the_clock_says(database: Database, merchant: Merchant) -> None:
    async with database.transaction(merchant.id) as session:
        product = await add_mug(session)
        seen = product.updated_at
        for _ in range(3):
            changes = ProductChanges(title="Otra")
            edited = await edit_product(session, product.id, changes, at=SUNDAY - timedelta(hours=1))
            assert edited.updated_at > seen
            seen = edited.updated_at


languages = st.sampled_from(["en", "es", "pt"])
words = st.dictionaries(st.sampled_from(["title", "description"]), st.text(min_size=1, max_size=3))
word_changes = st.dictionaries(
    st.sampled_from(["title", "description"]), st.none() | st.text(min_size=1, max_size=3)
)


@given(st.dictionaries(languages, words), st.dictionaries(languages, st.none() | word_changes))
def test_merging_translations_follows_the_merge_patch(
    known: dict[str, dict[str, str]], changes: dict[str, dict[str, str | None] | None]
) -> None:
    before = {language: dict(text) for language, text in known.items()}
    result = merge_translations(known, changes)
    assert known == before
    assert merge_translations(result, changes) == result
    for language in {*known, *changes}:
        change = changes.get(language, {})
        if change is None:
            assert language not in result
            continue
        for name in ("title", "description"):
            expected = change[name] if name in change else known.get(language, {}).get(name)
            assert result.get(language, {}).get(name) == expected
