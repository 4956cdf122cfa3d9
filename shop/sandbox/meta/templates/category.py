"""Which category is billed: what looks like marketing is MARKETING (Meta: Template categorization)."""

import re

from shop.sandbox.types import Json

# By the first letters of the template's language; a reminder of an abandoned cart is marketing, too.
PROMOTIONAL = {
    "en": r"sale|discount|coupon|promo\w*|offers?|deals?|free shipping|in your cart|left behind|miss you|"
    r"\d+ ?% off",
    "es": r"descuentos?|rebajas?|ofertas?|cup[oó]n|promoci[oó]n\w*|en tu carrito|olvidaste|"
    r"te echamos de menos",
    "pt": r"descontos?|cupom|ofertas?|promoç\w+|no seu carrinho|saudades",
    "ca": r"descomptes?|rebaixes|ofertes?|promoci\w+|al teu cistell",
    "fr": r"soldes|remises?|promo\w*|offres?|dans votre panier",
    "de": r"rabatt\w*|angebote?|gutschein\w*|im warenkorb",
    "it": r"sconti?|offert[ae]|promozion\w+|nel carrello",
}


def decided_category(asked: str, parts: list[Json], language: str) -> str:
    """The asked category, or MARKETING instead of UTILITY."""
    pattern = PROMOTIONAL.get(language[:2])
    if asked != "UTILITY" or pattern is None:
        return asked
    offer = any(part["type"] == "LIMITED_TIME_OFFER" for part in parts)
    found = re.search(rf"\b({pattern})\b", " ".join(texts_of(parts)), re.IGNORECASE)
    return "MARKETING" if offer or found else asked


def texts_of(parts: list[Json]) -> list[str]:
    """Everything a shopper will read."""
    found = [str(part.get("text", "")) for part in parts]
    for part in parts:
        found += [str(button.get("text", "")) for button in part.get("buttons", [])]
        for card in part.get("cards", []):
            found += texts_of(card.get("components", []))
    return found
