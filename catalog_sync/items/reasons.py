"""Turns Meta's messages into reasons that a merchant understands: `{"kind", "text", "meta"}`.

Meta documents no list of messages, so they are recognised by their words; what is not recognised is quoted.
"""

import re
from collections.abc import Sequence
from typing import Any

from shop.kit.translations import marked, t

MOST_TRIES = 3
LONGEST_QUOTE = 500

# The first that fits decides; a passing failure before all others.
_KINDS = (
    ("passing", r"try again|temporar|timed? ?out|internal (server )?error|unexpected error|unknown error"),
    (
        "no_image",
        r"(missing|required|no )\W{0,9}\w{0,30}\W{0,9}\w{0,30}\W{0,9}image|"
        r"image\w{0,9}\W{1,9}(is |are )?(missing|required)",
    ),
    ("image_small", r"image.{0,60}(small|resolution|pixel|dimension|format|size)"),
    (
        "image_unreachable",
        r"image.{0,60}(fetch|crawl|reach|load|broken|access)|(fetch|crawl|reach|load|access).{0,60}image",
    ),
    ("policy", r"polic|prohibit|restricted|violat|not allowed"),
    ("missing", r"missing|required"),
    ("price", r"price|currency"),
    ("title", r"\btitle\b"),
    ("description", r"\bdescription\b"),
    ("link", r"\blink\b|\burl\b|landing page"),
)
_SENTENCES = {
    "no_image": marked(
        "There is no picture. Meta only shows products with at least one: "
        "add one of 500 × 500 pixels or more."
    ),
    "image_small": marked(
        "The picture is too small or of a wrong format. Use a JPG or PNG of 500 × 500 pixels or more."
    ),
    "image_unreachable": marked(
        "Meta could not fetch the picture. Check that its address opens from anywhere, without signing in."
    ),
    "price": marked(
        "Meta does not take the price or its currency. "
        "Check that the price is above zero and in the catalog's currency."
    ),
    "title": marked(
        "Meta does not take the title. It should say what the product is, not all in capitals and not too long."
    ),
    "description": marked(
        "Meta does not take the description. "
        "It should describe the product, without links and not all in capitals."
    ),
    "link": marked("Meta does not take the product's link. Check that it opens in a browser."),
    "missing": marked("Something that Meta requires is missing: {meta}"),
    "policy": marked(
        "Meta finds that the product breaks its commerce policy. "
        "You can ask for another review in Commerce Manager."
    ),
    "review": marked("The review for WhatsApp refused it: {meta}"),
    "passing": marked("Meta had a passing problem with this product. We send it again by ourselves."),
    "unexplained": marked("Meta did not take the product and did not say why."),
    "other": marked("Meta did not take the product: {meta}"),
}
_PATTERNS = tuple((kind, re.compile(pattern, re.IGNORECASE)) for kind, pattern in _KINDS)


def reasons_for(messages: Sequence[str], locale: str) -> list[Any]:
    """One reason for each different message; one that says so if Meta gave none."""
    given = list(dict.fromkeys(message.strip() for message in messages if message.strip()))
    return [_reason(reason_kind(message), message, locale) for message in given] or [
        _reason("unexplained", "", locale)
    ]


def review_reasons(messages: Sequence[str], locale: str) -> list[Any]:
    """Why the review for WhatsApp refused an item."""
    found = reasons_for(messages, locale)
    return [_reason("review", each["meta"], locale) if each["kind"] == "other" else each for each in found]


def reason_kind(message: str) -> str:
    """What a message is about, by its words; "other" for the unknown."""
    return next((kind for kind, pattern in _PATTERNS if pattern.search(message)), "other")


def is_passing(messages: Sequence[str]) -> bool:
    """May the same item pass later, as it is?"""
    return bool(messages) and all(reason_kind(message) == "passing" for message in messages)


def tries_of(reasons: Sequence[Any]) -> int:
    """How often it has failed for a passing reason already."""
    return max((each.get("tries", 0) for each in reasons if isinstance(each, dict)), default=0)


def passing_reasons(messages: Sequence[str], locale: str, *, tries: int) -> list[Any]:
    """Reasons that count the tries."""
    return [each | {"tries": tries} for each in reasons_for(messages, locale)]


def _reason(kind: str, meta: str, locale: str) -> dict[str, Any]:
    quote = meta[:LONGEST_QUOTE]
    return {"kind": kind, "text": t(locale, _SENTENCES[kind], meta=quote), "meta": quote}
