from typing import Any

import msgspec
import pytest

from shop.whatsapp.outgoing import (
    BadContent,
    Button,
    ButtonsMessage,
    CarouselMessage,
    CatalogMessage,
    ContactCard,
    ContactRequest,
    ContactsMessage,
    Content,
    CouponButton,
    DocumentMessage,
    ImageMessage,
    LinkCard,
    LinkMessage,
    ListMessage,
    ListRow,
    ListSection,
    LocationMessage,
    LocationRequest,
    ProductCard,
    ProductListMessage,
    ProductMessage,
    ProductSection,
    QuickReply,
    ReactionMessage,
    TemplateCard,
    TemplateMessage,
    TextMessage,
    TooLong,
    UrlButton,
    VideoMessage,
)

URL = "https://shop.example/"
PICTURE = ImageMessage(link=URL)


def letters(number: int) -> str:
    return "x" * number


def buttons(number: int) -> list[Button]:
    return [Button(str(n), str(n)) for n in range(number)]


def rows(number: int, start: int = 0) -> list[ListRow]:
    return [ListRow(str(n), str(n)) for n in range(start, start + number)]


def link_card(**changed: Any) -> LinkCard:
    return msgspec.structs.replace(LinkCard(header=PICTURE, label="See", url=URL), **changed)


AT_THE_LIMIT: list[tuple[Content, Content]] = [
    (TextMessage(letters(4096)), TextMessage(letters(4097))),
    (ImageMessage(link=URL, caption=letters(1024)), ImageMessage(link=URL, caption=letters(1025))),
    (DocumentMessage(link=URL, filename=letters(240)), DocumentMessage(link=URL, filename=letters(241))),
    (ButtonsMessage(letters(1024), buttons(1)), ButtonsMessage(letters(1025), buttons(1))),
    (ButtonsMessage("b", buttons(3)), ButtonsMessage("b", buttons(4))),
    (ButtonsMessage("b", [Button(letters(256), "t")]), ButtonsMessage("b", [Button(letters(257), "t")])),
    (ButtonsMessage("b", [Button("i", letters(20))]), ButtonsMessage("b", [Button("i", letters(21))])),
    (
        ButtonsMessage("b", buttons(1), header=letters(60)),
        ButtonsMessage("b", buttons(1), header=letters(61)),
    ),
    (
        ButtonsMessage("b", buttons(1), footer=letters(60)),
        ButtonsMessage("b", buttons(1), footer=letters(61)),
    ),
    (
        ListMessage(letters(4096), "o", [ListSection(rows(1))]),
        ListMessage(letters(4097), "o", [ListSection(rows(1))]),
    ),
    (
        ListMessage("b", letters(20), [ListSection(rows(1))]),
        ListMessage("b", letters(21), [ListSection(rows(1))]),
    ),
    (ListMessage("b", "o", [ListSection(rows(10))]), ListMessage("b", "o", [ListSection(rows(11))])),
    (
        ListMessage("b", "o", [ListSection(rows(5), "a"), ListSection(rows(5, 5), "b")]),
        ListMessage("b", "o", [ListSection(rows(5), "a"), ListSection(rows(6, 5), "b")]),
    ),
    (
        ListMessage("b", "o", [ListSection(rows(1, n), str(n)) for n in range(10)]),
        ListMessage("b", "o", [ListSection(rows(1, n), str(n)) for n in range(11)]),
    ),
    (
        ListMessage("b", "o", [ListSection(rows(1), letters(24))]),
        ListMessage("b", "o", [ListSection(rows(1), letters(25))]),
    ),
    (
        ListMessage("b", "o", [ListSection([ListRow(letters(200), "t")])]),
        ListMessage("b", "o", [ListSection([ListRow(letters(201), "t")])]),
    ),
    (
        ListMessage("b", "o", [ListSection([ListRow("i", letters(24))])]),
        ListMessage("b", "o", [ListSection([ListRow("i", letters(25))])]),
    ),
    (
        ListMessage("b", "o", [ListSection([ListRow("i", "t", letters(72))])]),
        ListMessage("b", "o", [ListSection([ListRow("i", "t", letters(73))])]),
    ),
    (LinkMessage(letters(1024), "l", URL), LinkMessage(letters(1025), "l", URL)),
    (LinkMessage("b", letters(20), URL), LinkMessage("b", letters(21), URL)),
    (LocationRequest(letters(1024)), LocationRequest(letters(1025))),
    (ContactRequest(letters(1024)), ContactRequest(letters(1025))),
    (CatalogMessage(letters(1024)), CatalogMessage(letters(1025))),
    (ProductMessage("1", letters(100)), ProductMessage("1", letters(101))),
    (
        ProductListMessage("1", letters(60), "b", [ProductSection(["a"])]),
        ProductListMessage("1", letters(61), "b", [ProductSection(["a"])]),
    ),
    (
        ProductListMessage("1", "h", "b", [ProductSection(["a"] * 15, "a"), ProductSection(["b"] * 15, "b")]),
        ProductListMessage("1", "h", "b", [ProductSection(["a"] * 15, "a"), ProductSection(["b"] * 16, "b")]),
    ),
    (CarouselMessage("b", [ProductCard("1", "a")] * 10), CarouselMessage("b", [ProductCard("1", "a")] * 11)),
    (
        CarouselMessage("b", [link_card(body=letters(160))] * 2),
        CarouselMessage("b", [link_card(body=letters(161))] * 2),
    ),
    (
        CarouselMessage("b", [link_card(label=letters(20))] * 2),
        CarouselMessage("b", [link_card(label=letters(21))] * 2),
    ),
    (ContactsMessage([ContactCard("a", ["+1"])] * 257), ContactsMessage([ContactCard("a", ["+1"])] * 258)),
    (TemplateMessage("t", "es", [letters(1024)]), TemplateMessage("t", "es", [letters(1025)])),
    (
        TemplateMessage("t", "es", buttons=[QuickReply(n, "p") for n in range(10)]),
        TemplateMessage("t", "es", buttons=[QuickReply(n, "p") for n in range(11)]),
    ),
    (
        TemplateMessage("t", "es", buttons=[CouponButton(0, letters(20))]),
        TemplateMessage("t", "es", buttons=[CouponButton(0, letters(21))]),
    ),
    (
        TemplateMessage("t", "es", cards=[TemplateCard(PICTURE)] * 10),
        TemplateMessage("t", "es", cards=[TemplateCard(PICTURE)] * 11),
    ),
]

BAD: list[Content] = [
    TextMessage(""),
    TextMessage(" \n"),
    TextMessage("a\0b"),
    TextMessage("a\ud800b"),
    ImageMessage(),
    ImageMessage(media_id="1", link=URL),
    ImageMessage(media_id=""),
    ImageMessage(link="ftp://x/y"),
    ImageMessage(link="https://a b"),
    ImageMessage(link="https://[::1"),
    ImageMessage(link="https:///path"),
    DocumentMessage(link=URL, filename=" "),
    LocationMessage(91, 0),
    LocationMessage(0, -180.5),
    LocationMessage(float("nan"), 0),
    ReactionMessage("", "👍"),
    ContactsMessage([]),
    ContactsMessage([ContactCard("", ["+1"])]),
    ContactsMessage([ContactCard("a", [])]),
    ButtonsMessage("", buttons(1)),
    ButtonsMessage("b", []),
    ButtonsMessage("b", [Button("", "t")]),
    ButtonsMessage("b", [Button("i", "")]),
    ButtonsMessage("b", [Button("i", "a"), Button("i", "b")]),
    ButtonsMessage("b", [Button("i", "a"), Button("j", "a")]),
    ButtonsMessage("b", buttons(1), header=ImageMessage()),
    ListMessage("b", "", [ListSection(rows(1))]),
    ListMessage("b", "o", []),
    ListMessage("b", "o", [ListSection([])]),
    ListMessage("b", "o", [ListSection(rows(1), "a"), ListSection(rows(1, 1))]),
    ListMessage("b", "o", [ListSection(rows(1), "a"), ListSection([], "b")]),
    ListMessage("b", "o", [ListSection([*rows(1), *rows(1)])]),
    LinkMessage("b", "l", "javascript:alert(1)"),
    LinkMessage("b", "", URL),
    LocationRequest(""),
    ProductMessage("", "a"),
    ProductMessage("1", ""),
    ProductListMessage("1", "", "b", [ProductSection(["a"])]),
    ProductListMessage("1", "h", "b", []),
    ProductListMessage("1", "h", "b", [ProductSection([])]),
    ProductListMessage("1", "h", "b", [ProductSection(["a"], "a"), ProductSection(["b"])]),
    CarouselMessage("b", [ProductCard("1", "a")]),
    CarouselMessage("b", [ProductCard("1", "a"), ProductCard("2", "a")]),
    CarouselMessage("b", [ProductCard("1", "a"), link_card()]),
    CarouselMessage("b", [link_card(), link_card(header=VideoMessage(link=URL))]),
    CarouselMessage("b", [link_card(body="1\n2\n3\n4")] * 2),
    TemplateMessage("Bad Name", "es"),
    TemplateMessage("t", "en-US"),
    TemplateMessage("t", ""),
    TemplateMessage("t", "es", [""]),
    TemplateMessage("t", "es", {"name": "\n"}),
    TemplateMessage("t", "es", header=""),
    TemplateMessage("t", "es", buttons=[UrlButton(0, "")]),
    TemplateMessage("t", "es", buttons=[UrlButton(-1, "a")]),
    TemplateMessage("t", "es", buttons=[UrlButton(0, "a"), QuickReply(0, "b")]),
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
