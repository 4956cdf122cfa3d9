"""Rows become products: created, changed, left alone, or refused with the row and the column."""

import pytest

from shop.spreadsheets.models import ImportState
from tests.support.files.importer import Importer, table

HEAD = ("product", "sku", "title", "price", "stock", "options")
MUGS = table(
    HEAD,
    ("mug", "MUG-B", "Taza del faro", "12.50", 4, "color: azul"),
    ("mug", "MUG-R", "", "12.50", 0, "color: rojo"),
    ("", "SOAP", "Jabón", "3.20", 9, ""),
)


async def test_rows_with_the_same_product_become_its_variants(importer: Importer) -> None:
    imported = await importer.import_file(MUGS)
    assert (imported.state, imported.rows, imported.done) == (ImportState.DONE, 3, 3)
    assert (imported.created, imported.errors, imported.warnings) == (2, 0, 0)
    goods = await importer.variants()
    assert goods["MUG-B"].product_id == goods["MUG-R"].product_id != goods["SOAP"].product_id
    assert goods["MUG-R"].title == "Taza del faro"
    assert goods["MUG-B"].options == {"color": "azul"}
    assert (goods["MUG-B"].price_minor, goods["MUG-B"].on_hand) == (1250, 4)


async def test_the_same_file_again_changes_nothing_and_raises_no_version(importer: Importer) -> None:
    await importer.import_file(MUGS)
    before = await importer.variants()
    imported = await importer.import_file(MUGS)
    assert (imported.created, imported.changed, imported.unchanged, imported.refused) == (0, 0, 2, 0)
    assert await importer.variants() == before


async def test_a_dry_run_tells_the_same_and_stores_nothing(importer: Importer) -> None:
    bad = MUGS + table(("", "NEW", "", "", "", ""))
    dry = await importer.import_file(bad, dry_run=True)
    assert (dry.state, dry.created, dry.refused, dry.errors) == (ImportState.DONE, 2, 1, 1)
    assert await importer.variants() == {}
    assert await importer.jobs("catalog_sync.push") == 0
    real = await importer.import_file(bad)
    assert await importer.problems(dry) == await importer.problems(real) != []
    assert (real.created, real.refused) == (2, 1)
    assert await importer.jobs("catalog_sync.push") == 1


async def test_every_problem_is_told_with_its_row_and_column(importer: Importer) -> None:
    imported = await importer.import_file(
        table(
            ("Código", "sku", "Título", "precio", "stock", "low_stock_threshold"),
            (1, "A", "Ana", "abc", "-3", "many"),
            (),
            (2, "B", "x" * 201, "1,00", "1", ""),
        ).replace("1,00", '"1,00"')
    )
    assert await importer.problems(imported) == [
        (2, "precio", "“abc” is no number: write 12.50."),
        (2, "low_stock_threshold", "“many” is no whole number."),
        (2, "stock", "The stock of A must lie between 0 and 1000000000."),
        (4, "Título", "The title has 201 characters; 200 are allowed."),
    ]
    assert (imported.refused, imported.errors) == (2, 4)
    assert imported.notes == ["These columns are not read: Código."]
    assert await importer.variants() == {}


async def test_a_product_is_stored_whole_or_not_at_all(importer: Importer) -> None:
    imported = await importer.import_file(
        table(HEAD, ("mug", "A", "Mug", "1", 1, "c: a"), ("mug", "B", "Mug", "cheap", 1, "c: b"))
    )
    assert (imported.created, imported.refused) == (0, 1)
    assert await importer.variants() == {}


async def test_a_sku_counts_where_it_stands_first(importer: Importer) -> None:
    imported = await importer.import_file(
        table(
            HEAD, ("", "A", "One", "1", 1, ""), ("", "B", "Two", "1", 1, ""), ("", "A", "Three", "1", 1, "")
        )
    )
    assert await importer.problems(imported) == [
        (4, "sku", "SKU A stands twice in this file; row 2 has it first.")
    ]
    goods = await importer.variants()
    assert {sku: row.title for sku, row in goods.items()} == {"A": "One", "B": "Two"}


async def test_rows_of_one_product_need_not_stand_together(importer: Importer) -> None:
    others = [("", f"S{n}", f"Soap {n}", "1", 1, "") for n in range(1200)]
    first, last = ("mug", "A", "Mug", "1", 1, "c: a"), ("mug", "B", "", "2", 1, "c: b")
    imported = await importer.import_file(table(HEAD, first, *others, last))
    assert (imported.created, imported.done) == (1201, 1202)
    goods = await importer.variants()
    assert goods["A"].product_id == goods["B"].product_id


async def test_an_empty_cell_takes_away_what_may_be_missing_and_leaves_the_rest(importer: Importer) -> None:
    await importer.import_file(
        "sku,title,price,stock,brand,sale_price,tags,title_en\nA,Taza,10,5,Faro,8,verano,Mug\n"
    )
    imported = await importer.import_file("sku,title,price,stock,brand,sale_price,tags,title_en\nA,,,,,,,\n")
    assert imported.changed == 1
    (mug,) = (await importer.variants()).values()
    assert (mug.title, mug.price_minor, mug.on_hand, mug.translations) == (
        "Taza",
        1000,
        5,
        {"en": {"title": "Mug"}},
    )
    assert (mug.brand, mug.sale_price_minor, mug.tags) == ("", None, [])


async def test_a_column_that_is_not_there_changes_nothing(importer: Importer) -> None:
    await importer.import_file("sku,title,price,stock,brand,tags\nA,Taza,10,5,Faro,verano\n")
    assert (await importer.import_file("sku,price\nA,11\n")).changed == 1
    (mug,) = (await importer.variants()).values()
    assert (mug.price_minor, mug.brand, mug.tags, mug.on_hand) == (1100, "Faro", ["verano"], 5)


async def test_a_new_row_beside_an_exported_product_joins_it(importer: Importer) -> None:
    await importer.import_file(MUGS)
    product_id = (await importer.variants())["MUG-B"].product_id
    imported = await importer.import_file(table(HEAD, (product_id, "MUG-G", "", "13", 2, "color: verde")))
    assert (imported.changed, imported.created) == (1, 0)
    assert (await importer.variants())["MUG-G"].product_id == product_id


async def test_rows_that_disagree_about_their_product_are_told_so_and_the_first_counts(
    importer: Importer,
) -> None:
    imported = await importer.import_file(
        table(HEAD, ("mug", "A", "Mug", "1", 1, "c: a"), ("mug", "B", "Cup", "1", 1, "c: b"))
    )
    assert (imported.created, imported.errors, imported.warnings) == (1, 0, 1)
    said = "Row 2 says something else of the same product, and the first row counts."
    assert await importer.problems(imported) == [(3, "title", said)]
    assert (await importer.variants())["B"].title == "Mug"


async def test_more_variants_than_a_product_may_have_are_refused_in_one_sentence(importer: Importer) -> None:
    rows = [("mug", f"A{n}", "Mug", "1", 1, f"n: {n}") for n in range(450)]
    imported = await importer.import_file(table(HEAD, *rows))
    assert (imported.refused, imported.created, imported.errors) == (1, 0, 1)
    ((row, column, said),) = await importer.problems(imported)
    assert (row, column) == (2, "product")
    assert said.startswith("A product has at most 200 variants")


async def test_another_currency_is_refused_as_it_is_in_the_api(importer: Importer) -> None:
    imported = await importer.import_file("sku,title,price,currency\nA,a,1,USD\nB,b,1 USD,\nC,c,EUR 1,eur\n")
    said = "This merchant sells in EUR, not in USD."
    assert await importer.problems(imported) == [(2, "currency", said), (3, "price", said)]
    assert set(await importer.variants()) == {"C"}


@pytest.mark.parametrize(
    ("file", "said"),
    [
        (
            "title,price\nA,1\n",
            "The first row must name the columns, one of them `sku`. It holds: title, price.",
        ),
        ("sku,title,sku\nA,b,C\n", "Two columns are called sku: which one counts?"),
        ("sku,title\n", "The file names its columns and holds no rows below them."),
        ("\n\n", "The file holds no rows. The first one must name the columns, one of them `sku`."),
        ('sku,title\nA,"open\nB,b\n', "Row 2 cannot be taken apart"),
    ],
)
async def test_a_file_of_no_use_is_refused_with_a_sentence(importer: Importer, file: str, said: str) -> None:
    imported = await importer.import_file(file)
    assert imported.state is ImportState.REFUSED
    assert imported.fault.startswith(said)


async def test_at_the_end_nothing_of_the_file_is_kept(importer: Importer) -> None:
    await importer.import_file(MUGS)
    assert await importer.count("product_import_piece") == await importer.count("product_import_row") == 0
    await importer.import_file("nothing,of,use\n1,2,3\n")
    assert await importer.count("product_import_piece") == await importer.count("product_import_row") == 0
