"""Our templates about parcels and returns. Each is true of a part of an order as well as of the whole."""

from shop.kit.translations import marked, t
from shop.templates.names import (
    ORDER_COLLECTED,
    ORDER_DELIVERED,
    ORDER_READY,
    ORDER_SENT,
    ORDER_SHIPPED,
    PARCEL_CANCELLED,
    RETURN_UPDATE,
)
from shop.templates.notation import Definition, Example, example_order, example_shop


def _carrier(locale: str) -> str:
    return "Correos Express"


def _link(locale: str) -> str:
    return "https://s.correosexpress.com/c?n=1234567890123456"


def _day(locale: str) -> str:
    return t(locale, "23 November")


def _place(locale: str) -> str:
    return "Calle Mayor 1, 28013 Madrid"


def _news(locale: str) -> str:
    return t(
        locale,
        "What you returned from order *{number}* has arrived: {goods}. Thank you. We tell you here what follows.",
        number=example_order(locale),
        goods="2 × " + t(locale, "Lighthouse mug"),
    ).replace("*", "")


_ORDER: dict[str, Example] = {"number": example_order, "shop": example_shop}

PARCELS: tuple[Definition, ...] = (
    Definition(
        name=ORDER_SHIPPED,
        category="UTILITY",
        # Translators: what is in braces must come in the same order as in English.
        body=marked(
            "A parcel of your order {number} at {shop} is on its way with {carrier}. "
            "You can follow it at {link} until it reaches you."
        ),
        variables={**_ORDER, "carrier": _carrier, "link": _link},
    ),
    Definition(
        name=ORDER_SENT,
        category="UTILITY",
        # Translators: what is in braces must come in the same order as in English.
        body=marked(
            "A parcel of your order {number} at {shop} is on its way to you. "
            "Write to us here if you have a question."
        ),
        variables=_ORDER,
    ),
    Definition(
        name=ORDER_DELIVERED,
        category="UTILITY",
        # Translators: what is in braces must come in the same order as in English.
        body=marked(
            "A parcel of your order {number} at {shop} was delivered on {day}. "
            "Write to us here if anything is not right."
        ),
        variables={**_ORDER, "day": _day},
    ),
    Definition(
        name=ORDER_READY,
        category="UTILITY",
        # Translators: what is in braces must come in the same order as in English.
        body=marked(
            "Goods of your order {number} at {shop} are ready to be collected. "
            "You find them here: {place}. Please have the number of the order at hand."
        ),
        variables={**_ORDER, "place": _place},
    ),
    Definition(
        name=ORDER_COLLECTED,
        category="UTILITY",
        # Translators: what is in braces must come in the same order as in English.
        body=marked(
            "Goods of your order {number} at {shop} were collected on {day}. "
            "Write to us here if that was not you, or anything is not right."
        ),
        variables={**_ORDER, "day": _day},
    ),
    Definition(
        name=PARCEL_CANCELLED,
        category="UTILITY",
        # Translators: what is in braces must come in the same order as in English.
        body=marked(
            "We are sorry: a parcel of your order {number} at {shop} will not reach you as we had said. "
            "Please write to us here, and we put it right."
        ),
        variables=_ORDER,
    ),
    Definition(
        name=RETURN_UPDATE,
        category="UTILITY",
        # Translators: what is in braces must come in the same order as in English.
        body=marked(
            "There is news of the return for your order {number} at {shop}: {news} "
            "Write to us here if you have a question."
        ),
        variables={**_ORDER, "news": _news},
    ),
)
