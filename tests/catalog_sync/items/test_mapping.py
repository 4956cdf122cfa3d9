"""What Meta should have, field by field."""

import pytest

from catalog_sync.items.mapping import (
    GONE,
    clipped,
    item_for,
    item_hash,
    same_review,
)
from catalog_sync.items.options import option_fields
from tests.catalog_sync.items.source_items import MERCHANT, item, variant


def test_a_plain_product_has_every_field_that_meta_requires() -> None:
    assert item() == {
        "id": "TAZA/1",
        "title": "Taza",
        "description": "Taza",
        "availability": "in stock",
        "condition": "new",
        "price": "12.50 EUR",
        "sale_price": "",
        "sale_price_effective_date": "",
        "link": "https://wa.me/34600000001?text=TAZA/1",
        "image": [{"url": "https://faro.example/media/taza.jpg", "tag": ["main"]}],
        "brand": "La Tienda",
        "item_group_id": "",
        "product_type": "",
        "google_product_category": "",
        "internal_label": [],
        "shipping_weight": "",
        "color": "",
        "size": "",
        "material": "",
        "pattern": "",
        "additional_variant_attribute": "",
    }


@pytest.mark.parametrize(
    ("minor", "currency", "price"),
    [(999, "EUR", "9.99 EUR"), (500, "JPY", "500 JPY"), (1250, "KWD", "1.250 KWD"), (0, "USD", "0.00 USD")],
)
def test_a_price_is_written_with_the_decimals_of_its_currency(minor: int, currency: str, price: str) -> None:
    assert item(price_minor=minor, currency=currency)["price"] == price


@pytest.mark.parametrize(("available", "word"), [(1, "in stock"), (0, "out of stock"), (-1, "out of stock")])
def test_availability_follows_what_is_left(available: int, word: str) -> None:
    assert item(available=available)["availability"] == word


def test_something_archived_is_no_item() -> None:
    assert item_for(variant(archived=True), MERCHANT) is None
    assert item_hash(None) == GONE


def test_words_are_in_the_merchants_language() -> None:
    words = {"es": {"title": "Taza azul", "description": "Para el té"}, "en": {"title": "Blue mug"}}
    found = item(title="Mug", translations=words)
    assert (found["title"], found["description"]) == ("Taza azul", "Para el té")


def test_a_description_of_spaces_is_replaced_by_the_title() -> None:
    assert item(description=" \n ")["description"] == "Taza"


def test_long_words_are_cut_to_what_meta_takes() -> None:
    found = item(title="palabra " * 40, description="x" * 6000, brand="b" * 150, category="c" * 800)
    assert len(found["title"]) <= 100
    assert found["title"].endswith("palabra…")
    assert len(found["description"]) == 5000
    assert len(found["brand"]) == 100
    assert len(found["product_type"]) == 750


def test_a_product_page_of_the_shop_wins_over_the_chat() -> None:
    assert item(link="https://faro.example/taza")["link"] == "https://faro.example/taza"
    assert item(link="javascript:alert(1)")["link"].startswith("https://wa.me/")


def test_pictures_of_the_variant_come_first_each_once_and_at_most_21() -> None:
    found = item(images=["https://cdn.example/a.jpg", "/b.jpg"], product_images=["/b.jpg", "", "/c.jpg"])
    assert [image["url"] for image in found["image"]] == [
        "https://cdn.example/a.jpg",
        "https://faro.example/b.jpg",
        "https://faro.example/c.jpg",
    ]
    assert [image["tag"] for image in found["image"]] == [["main"], [], []]
    assert len(item(images=[f"/{n}.jpg" for n in range(40)])["image"]) == 21


def test_variants_of_a_product_share_a_group() -> None:
    assert item(has_siblings=True)["item_group_id"] == item(options={"Talla": "M"})["item_group_id"] != ""


@pytest.mark.parametrize("name", ["Color", "colour", "COR", "Colores"])
def test_a_color_is_recognised_in_three_languages(name: str) -> None:
    assert option_fields({name: " azul "})["color"] == "azul"


@pytest.mark.parametrize("name", ["Talla", "Tamaño", "size", "Tamanho", "TALLE"])
def test_a_size_is_recognised_in_three_languages(name: str) -> None:
    assert option_fields({name: "M"})["size"] == "M"


def test_what_meta_has_no_field_for_is_an_additional_attribute() -> None:
    found = option_fields({"Sabor": "Limón, menta", "Aroma": "a:b"})
    assert found["additional_variant_attribute"] == "Aroma:a b,Sabor:Limón menta"


def test_two_options_of_one_meaning_are_both_kept() -> None:
    found = option_fields({"color": "azul", "cor": "verde"})
    assert (found["color"], found["additional_variant_attribute"]) == ("azul", "cor:verde")


def test_equal_items_have_equal_fingerprints_whatever_the_order() -> None:
    one, other = item(), dict(reversed(item().items()))
    assert item_hash(one) == item_hash(other)


def test_a_price_changes_the_review_and_stock_does_not() -> None:
    before = item_hash(item())
    assert not same_review(before, item_hash(item(price_minor=1)))
    sold_out = item_hash(item(available=0))
    assert sold_out != before
    assert same_review(before, sold_out)
    assert not same_review(before, None)


@pytest.mark.parametrize(
    ("text", "limit", "cut"),
    [
        ("  uno   dos ", 20, "uno dos"),
        ("uno dos tres", 8, "uno dos…"),
        ("unodostres", 5, "unod…"),
        ("12345", 5, "12345"),
    ],
)
def test_texts_are_cut_between_words(text: str, limit: int, cut: str) -> None:
    assert clipped(text, limit) == cut
