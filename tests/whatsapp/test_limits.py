from typing import Any

import msgspec
import pytest

from shop.whatsapp.outgoing import (
    BadContent,
    Button,
    Buttons,
    Carousel,
    CatalogMessage,
    Choices,
    ContactCard,
    ContactCards,
    ContactRequest,
    Content,
    CouponButton,
    Document,
    Image,
    Link,
    LinkCard,
    Location,
    LocationRequest,
    Product,
    ProductCard,
    ProductList,
    ProductSection,
    QuickReply,
    Reaction,
    Row,
    Section,
    Template,
    TemplateCard,
    Text,
    TooLong,
    UrlButton,
    Video,
)

URL = "https://shop.example/"
PICTURE = Image(link=URL)


def letters(number: int) -> str:
    return "x" * number


def buttons(number: int) -> list[Button]:
    return [Button(str(n), str(n)) for n in range(number)]


def rows(number: int, start: int = 0) -> list[Row]:
    return [Row(str(n), str(n)) for n in range(start, start + number)]


def link_card(**changed: Any) -> LinkCard:
    return msgspec.structs.replace(LinkCard(header=PICTURE, label="See", url=URL), **changed)


AT_THE_LIMIT: list[tuple[Content, Content]] = [
    (Text(letters(4096)), Text(letters(4097))),
    (Image(link=URL, caption=letters(1024)), Image(link=URL, caption=letters(1025))),
    (Document(link=URL, filename=letters(240)), Document(link=URL, filename=letters(241))),
    (Buttons(letters(1024), buttons(1)), Buttons(letters(1025), buttons(1))),
    (Buttons("b", buttons(3)), Buttons("b", buttons(4))),
    (Buttons("b", [Button(letters(256), "t")]), Buttons("b", [Button(letters(257), "t")])),
    (Buttons("b", [Button("i", letters(20))]), Buttons("b", [Button("i", letters(21))])),
    (Buttons("b", buttons(1), header=letters(60)), Buttons("b", buttons(1), header=letters(61))),
    (Buttons("b", buttons(1), footer=letters(60)), Buttons("b", buttons(1), footer=letters(61))),
    (Choices(letters(4096), "o", [Section(rows(1))]), Choices(letters(4097), "o", [Section(rows(1))])),
    (Choices("b", letters(20), [Section(rows(1))]), Choices("b", letters(21), [Section(rows(1))])),
    (Choices("b", "o", [Section(rows(10))]), Choices("b", "o", [Section(rows(11))])),
    (
        Choices("b", "o", [Section(rows(5), "a"), Section(rows(5, 5), "b")]),
        Choices("b", "o", [Section(rows(5), "a"), Section(rows(6, 5), "b")]),
    ),
    (
        Choices("b", "o", [Section(rows(1, n), str(n)) for n in range(10)]),
        Choices("b", "o", [Section(rows(1, n), str(n)) for n in range(11)]),
    ),
    (Choices("b", "o", [Section(rows(1), letters(24))]), Choices("b", "o", [Section(rows(1), letters(25))])),
    (
        Choices("b", "o", [Section([Row(letters(200), "t")])]),
        Choices("b", "o", [Section([Row(letters(201), "t")])]),
    ),
    (
        Choices("b", "o", [Section([Row("i", letters(24))])]),
        Choices("b", "o", [Section([Row("i", letters(25))])]),
    ),
    (
        Choices("b", "o", [Section([Row("i", "t", letters(72))])]),
        Choices("b", "o", [Section([Row("i", "t", letters(73))])]),
    ),
    (Link(letters(1024), "l", URL), Link(letters(1025), "l", URL)),
    (Link("b", letters(20), URL), Link("b", letters(21), URL)),
    (LocationRequest(letters(1024)), LocationRequest(letters(1025))),
    (ContactRequest(letters(1024)), ContactRequest(letters(1025))),
    (CatalogMessage(letters(1024)), CatalogMessage(letters(1025))),
    (Product("1", letters(100)), Product("1", letters(101))),
    (
        ProductList("1", letters(60), "b", [ProductSection(["a"])]),
        ProductList("1", letters(61), "b", [ProductSection(["a"])]),
    ),
    (
        ProductList("1", "h", "b", [ProductSection(["a"] * 15, "a"), ProductSection(["b"] * 15, "b")]),
        ProductList("1", "h", "b", [ProductSection(["a"] * 15, "a"), ProductSection(["b"] * 16, "b")]),
    ),
    (Carousel("b", [ProductCard("1", "a")] * 10), Carousel("b", [ProductCard("1", "a")] * 11)),
    (
        Carousel("b", [link_card(body=letters(160))] * 2),
        Carousel("b", [link_card(body=letters(161))] * 2),
    ),
    (
        Carousel("b", [link_card(label=letters(20))] * 2),
        Carousel("b", [link_card(label=letters(21))] * 2),
    ),
    (ContactCards([ContactCard("a", ["+1"])] * 257), ContactCards([ContactCard("a", ["+1"])] * 258)),
    (Template("t", "es", [letters(1024)]), Template("t", "es", [letters(1025)])),
    (
        Template("t", "es", buttons=[QuickReply(n, "p") for n in range(10)]),
        Template("t", "es", buttons=[QuickReply(n, "p") for n in range(11)]),
    ),
    (
        Template("t", "es", buttons=[CouponButton(0, letters(20))]),
        Template("t", "es", buttons=[CouponButton(0, letters(21))]),
    ),
    (
        Template("t", "es", cards=[TemplateCard(PICTURE)] * 10),
        Template("t", "es", cards=[TemplateCard(PICTURE)] * 11),
    ),
]

BAD: list[Content] = [
    Text(""),
    Text(" \n"),
    Text("a\0b"),
    Text("a\ud800b"),
    Image(),
    Image(media_id="1", link=URL),
    Image(media_id=""),
    Image(link="ftp://x/y"),
    Image(link="https://a b"),
    Image(link="https://[::1"),
    Image(link="https:///path"),
    Document(link=URL, filename=" "),
    Location(91, 0),
    Location(0, -180.5),
    Location(float("nan"), 0),
    Reaction("", "👍"),
    ContactCards([]),
    ContactCards([ContactCard("", ["+1"])]),
    ContactCards([ContactCard("a", [])]),
    Buttons("", buttons(1)),
    Buttons("b", []),
    Buttons("b", [Button("", "t")]),
    Buttons("b", [Button("i", "")]),
    Buttons("b", [Button("i", "a"), Button("i", "b")]),
    Buttons("b", [Button("i", "a"), Button("j", "a")]),
    Buttons("b", buttons(1), header=Image()),
    Choices("b", "", [Section(rows(1))]),
    Choices("b", "o", []),
    Choices("b", "o", [Section([])]),
    Choices("b", "o", [Section(rows(1), "a"), Section(rows(1, 1))]),
    Choices("b", "o", [Section(rows(1), "a"), Section([], "b")]),
    Choices("b", "o", [Section([*rows(1), *rows(1)])]),
    Link("b", "l", "javascript:alert(1)"),
    Link("b", "", URL),
    LocationRequest(""),
    Product("", "a"),
    Product("1", ""),
    ProductList("1", "", "b", [ProductSection(["a"])]),
    ProductList("1", "h", "b", []),
    ProductList("1", "h", "b", [ProductSection([])]),
    ProductList("1", "h", "b", [ProductSection(["a"], "a"), ProductSection(["b"])]),
    Carousel("b", [ProductCard("1", "a")]),
    Carousel("b", [ProductCard("1", "a"), ProductCard("2", "a")]),
    Carousel("b", [ProductCard("1", "a"), link_card()]),
    Carousel("b", [link_card(), link_card(header=Video(link=URL))]),
    Carousel("b", [link_card(body="1\n2\n3\n4")] * 2),
    Template("Bad Name", "es"),
    Template("t", "en-US"),
    Template("t", ""),
    Template("t", "es", [""]),
    Template("t", "es", {"name": "\n"}),
    Template("t", "es", header=""),
    Template("t", "es", buttons=[UrlButton(0, "")]),
    Template("t", "es", buttons=[UrlButton(-1, "a")]),
    Template("t", "es", buttons=[UrlButton(0, "a"), QuickReply(0, "b")]),
]


@pytest.mark.parametrize(("fitting", "too_long"), AT_THE_LIMIT)
def test_metas_limit_is_kept_to_the_last_character(fitting: Content, too_long: Content) -> None:
    fitting.check()
    with pytest.raises(TooLong):
        too_long.check()


@pytest.mark.parametrize("content", BAD)
def test_what_whatsapp_would_refuse_is_refused_with_a_sentence(content: Content) -> None:
    with pytest.raises(BadContent, match=r"^[A-Z'].*\.$"):
        content.check()
