"""Rows become products: created, changed, left alone, or refused with the row and the column."""

import pytest

from shop.spreadsheets.models import ImportState
from tests.spreadsheets.ground import Desk, table

HEAD = ("product", "sku", "title", "price", "stock", "options")
MUGS = table(
    HEAD,
    ("mug", "MUG-B", "Taza del faro", "12.50", 4, "color: azul"),
    ("mug", "MUG-R", "", "12.50", 0, "color: rojo"),
    ("", "SOAP", "Jabón", "3.20", 9, ""),
)


async def test_rows_with_the_same_product_become_its_variants(desk: Desk) -> None:
    known = await desk.bring(MUGS)
    assert (known.state, known.rows, known.done) == (ImportState.DONE, 3, 3)
    assert (known.created, known.errors, known.warnings) == (2, 0, 0)
    goods = await desk.goods()
    assert goods["MUG-B"].product_id == goods["MUG-R"].product_id != goods["SOAP"].product_id
    assert goods["MUG-R"].title == "Taza del faro"
    assert goods["MUG-B"].options == {"color": "azul"}
    assert (goods["MUG-B"].price_minor, goods["MUG-B"].on_hand) == (1250, 4)


async def test_the_same_file_again_changes_nothing_and_raises_no_version(desk: Desk) -> None:
    await desk.bring(MUGS)
    before = await desk.goods()
    known = await desk.bring(MUGS)
    assert (known.created, known.changed, known.unchanged, known.refused) == (0, 0, 2, 0)
    assert await desk.goods() == before


async def test_a_dry_run_tells_the_same_and_stores_nothing(desk: Desk) -> None:
    bad = MUGS + table(("", "NEW", "", "", "", ""))
    dry = await desk.bring(bad, dry_run=True)
    assert (dry.state, dry.created, dry.refused, dry.errors) == (ImportState.DONE, 2, 1, 1)
    assert await desk.goods() == {}
    assert await desk.jobs("catalog_sync.push") == 0
    real = await desk.bring(bad)
    assert await desk.problems(dry) == await desk.problems(real) != []
    assert (real.created, real.refused) == (2, 1)
    assert await desk.jobs("catalog_sync.push") == 1


async def test_every_problem_is_told_with_its_row_and_column(desk: Desk) -> None:
    known = await desk.bring(
        table(
            ("Código", "sku", "Título", "precio", "stock", "low_stock_threshold"),
            (1, "A", "Ana", "abc", "-3", "many"),
            (),
            (2, "B", "x" * 201, "1,00", "1", ""),
        ).replace("1,00", '"1,00"')
    )
    assert await desk.problems(known) == [
        (2, "precio", "“abc” is no number: write 12.50."),
        (2, "low_stock_threshold", "“many” is no whole number."),
        (2, "stock", "The stock of A must lie between 0 and 1000000000."),
        (4, "Título", "The title has 201 characters; 200 are allowed."),
    ]
    assert (known.refused, known.errors) == (2, 4)
    assert known.notes == ["These columns are not read: Código."]
    assert await desk.goods() == {}


async def test_a_product_is_stored_whole_or_not_at_all(desk: Desk) -> None:
    known = await desk.bring(
        table(HEAD, ("mug", "A", "Mug", "1", 1, "c: a"), ("mug", "B", "Mug", "cheap", 1, "c: b"))
    )
    assert (known.created, known.refused) == (0, 1)
    assert await desk.goods() == {}


async def test_a_sku_counts_where_it_stands_first(desk: Desk) -> None:
    known = await desk.bring(
        table(
            HEAD, ("", "A", "One", "1", 1, ""), ("", "B", "Two", "1", 1, ""), ("", "A", "Three", "1", 1, "")
        )
    )
    assert await desk.problems(known) == [(4, "sku", "SKU A stands twice in this file; row 2 has it first.")]
    goods = await desk.goods()
    assert {sku: row.title for sku, row in goods.items()} == {"A": "One", "B": "Two"}


async def test_rows_of_one_product_need_not_stand_together(desk: Desk) -> None:
    others = [("", f"S{n}", f"Soap {n}", "1", 1, "") for n in range(1200)]
    first, last = ("mug", "A", "Mug", "1", 1, "c: a"), ("mug", "B", "", "2", 1, "c: b")
    known = await desk.bring(table(HEAD, first, *others, last))
    assert (known.created, known.done) == (1201, 1202)
    goods = await desk.goods()
    assert goods["A"].product_id == goods["B"].product_id


async def test_an_empty_cell_takes_away_what_may_be_missing_and_leaves_the_rest(desk: Desk) -> None:
    await desk.bring("sku,title,price,stock,brand,sale_price,tags,title_en\nA,Taza,10,5,Faro,8,verano,Mug\n")
    known = await desk.bring("sku,title,price,stock,brand,sale_price,tags,title_en\nA,,,,,,,\n")
    assert known.changed == 1
    (mug,) = (await desk.goods()).values()
    assert (mug.title, mug.price_minor, mug.on_hand, mug.translations) == (
        "Taza",
        1000,
        5,
        {"en": {"title": "Mug"}},
    )
    assert (mug.brand, mug.sale_price_minor, mug.tags) == ("", None, [])


async def test_a_column_that_is_not_there_changes_nothing(desk: Desk) -> None:
    await desk.bring("sku,title,price,stock,brand,tags\nA,Taza,10,5,Faro,verano\n")
    assert (await desk.bring("sku,price\nA,11\n")).changed == 1
    (mug,) = (await desk.goods()).values()
    assert (mug.price_minor, mug.brand, mug.tags, mug.on_hand) == (1100, "Faro", ["verano"], 5)


async def test_a_new_row_beside_an_exported_product_joins_it(desk: Desk) -> None:
    await desk.bring(MUGS)
    product_id = (await desk.goods())["MUG-B"].product_id
    known = await desk.bring(table(HEAD, (product_id, "MUG-G", "", "13", 2, "color: verde")))
    assert (known.changed, known.created) == (1, 0)
    assert (await desk.goods())["MUG-G"].product_id == product_id


async def test_rows_that_disagree_about_their_product_are_told_so_and_the_first_counts(desk: Desk) -> None:
    known = await desk.bring(
        table(HEAD, ("mug", "A", "Mug", "1", 1, "c: a"), ("mug", "B", "Cup", "1", 1, "c: b"))
    )
    assert (known.created, known.errors, known.warnings) == (1, 0, 1)
    said = "Row 2 says something else of the same product, and the first row counts."
    assert await desk.problems(known) == [(3, "title", said)]
    assert (await desk.goods())["B"].title == "Mug"


async def test_more_variants_than_a_product_may_have_are_refused_in_one_sentence(desk: Desk) -> None:
    rows = [("mug", f"A{n}", "Mug", "1", 1, f"n: {n}") for n in range(450)]
    known = await desk.bring(table(HEAD, *rows))
    assert (known.refused, known.created, known.errors) == (1, 0, 1)
    ((row, column, said),) = await desk.problems(known)
    assert (row, column) == (2, "product")
    assert said.startswith("A product has at most 200 variants")


async def test_another_currency_is_refused_as_it_is_in_the_api(desk: Desk) -> None:
    known = await desk.bring("sku,title,price,currency\nA,a,1,USD\nB,b,1 USD,\nC,c,EUR 1,eur\n")
    said = "This merchant sells in EUR, not in USD."
    assert await desk.problems(known) == [(2, "currency", said), (3, "price", said)]
    assert set(await desk.goods()) == {"C"}


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
async def test_a_file_of_no_use_is_refused_with_a_sentence(desk: Desk, file: str, said: str) -> None:
    known = await desk.bring(file)
    assert known.state is ImportState.REFUSED
    assert known.fault.startswith(said)


async def test_at_the_end_nothing_of_the_file_is_kept(desk: Desk) -> None:
    await desk.bring(MUGS)
    assert await desk.count("product_import_piece") == await desk.count("product_import_row") == 0
    await desk.bring("nothing,of,use\n1,2,3\n")
    assert await desk.count("product_import_piece") == await desk.count("product_import_row") == 0
