"""A merchant brings what he has: Meta's catalog template, filled in."""

from datetime import UTC, datetime

from shop.catalog.enums import AvailabilityMode, Condition
from tests.support.files.importer import Importer

REMARK = "# Required | A unique content ID for the item,# Required | A specific title,,,,,,,,,,,,,,\n"
HEAD = (
    "id,title,description,availability,condition,price,link,image_link,brand,additional_image_link,item_group_id,"
    "google_product_category,sale_price,sale_price_effective_date,quantity_to_sell_on_facebook,color,size,gtin,"
    "product_type,shipping_weight\n"
)
SHIRTS = (
    "S-1,Blue shirt,Cotton,in stock,new,9.99 EUR,https://faro.example/s,https://faro.example/1.jpg,Faro,"
    '"https://faro.example/2.jpg,https://faro.example/3.jpg",shirt,212,7.99 EUR,'
    "2026-11-20T00:00+01:00/2026-11-30T23:59+01:00,75,blue,M,843,Ropa > Camisas,0.2 kg\n"
    "S-2,Blue shirt,Cotton,out of stock,used_good,9.99 EUR,https://faro.example/s,https://faro.example/4.jpg,Faro,,"
    "shirt,212,,,,blue,L,,Ropa > Camisas,\n"
    "M-1,Mug,Clay,preorder,refurbished,5 EUR,https://faro.example/m,https://faro.example/5.jpg,Faro,,,,,,3,,,,,\n"
)


async def test_metas_columns_become_ours(importer: Importer) -> None:
    imported = await importer.import_file(REMARK + HEAD + SHIRTS)
    said = "Row 3 says something else of the same product, and the first row counts."
    assert await importer.problems(imported) == [(4, "condition", said)]
    assert imported.notes == ["These columns are not read: google_product_category, gtin."]
    assert (imported.created, imported.rows) == (2, 3)
    goods = await importer.variants()
    blue, large, mug = goods["S-1"], goods["S-2"], goods["M-1"]
    assert blue.product_id == large.product_id != mug.product_id
    assert (blue.title, blue.description, blue.brand, blue.link) == (
        "Blue shirt",
        "Cotton",
        "Faro",
        "https://faro.example/s",
    )
    assert (blue.price_minor, blue.sale_price_minor, blue.on_hand) == (999, 799, 75)
    assert blue.sale_starts_at == datetime(2026, 11, 19, 23, tzinfo=UTC)
    assert blue.sale_ends_at == datetime(2026, 11, 30, 22, 59, tzinfo=UTC)
    assert (blue.options, large.options) == ({"color": "blue", "size": "M"}, {"color": "blue", "size": "L"})
    assert blue.images == [f"https://faro.example/{n}.jpg" for n in (1, 2, 3)]
    assert (large.images, blue.pictures) == (["https://faro.example/4.jpg"], [])
    assert (mug.images, mug.pictures) == ([], ["https://faro.example/5.jpg"])
    assert (blue.category, blue.weight_grams, large.on_hand) == ("Ropa > Camisas", 200, 0)
    assert (mug.availability_mode, mug.on_hand, mug.condition) == (
        AvailabilityMode.PREORDER,
        3,
        Condition.REFURBISHED,
    )


async def test_the_same_template_again_changes_nothing(importer: Importer) -> None:
    await importer.import_file(HEAD + SHIRTS)
    before = await importer.variants()
    imported = await importer.import_file(REMARK + HEAD + SHIRTS)
    assert (imported.unchanged, imported.changed) == (2, 0)
    assert await importer.variants() == before


async def test_stock_that_is_only_said_to_be_there_is_mentioned(importer: Importer) -> None:
    imported = await importer.import_file(
        "id,title,price,availability\nA,a,1 EUR,in stock\nB,b,1 EUR,maybe\n"
    )
    assert imported.notes[0].startswith("The file says what is in stock and not how many")
    assert (await importer.variants())["A"].on_hand == 0
    ((row, column, said),) = await importer.problems(imported)
    assert (row, column) == (3, "availability")
    assert said.startswith("“maybe” is none of: in_stock, ")


async def test_a_sale_with_one_date_is_refused(importer: Importer) -> None:
    imported = await importer.import_file(
        "id,title,price,sale_price,sale_price_effective_date\nA,a,9,8,2026-11-20\nB,b,9,8,2026-11-20/\nC,c,9,8,x/y\n"
    )
    assert [(row, column) for row, column, _ in await importer.problems(imported)] == [
        (2, "sale_price_effective_date"),
        (4, "sale_price_effective_date"),
    ]
    assert (await importer.variants())["B"].sale_ends_at is None
