"""Slips of the hand in the few words that decide most: an order is cancelled also by who writes "kancelr mi pedio".

A stop counts as well from who writes "unsubcribe". Pure.

Only what can be nothing else is put right: "canela" is a spice, and "oder" German.
"""

import re

_STEM = re.compile(r"\b[ck]a?[mn][csz]el")
_MEANT = {
    "cancelar": """
        cancelr, cancelra, canceler, cancelarr, cancellar, cancelalr, cancealr, cacelar, calcelar, canclear, canclar,
        cancelat, cancelae, concelar, cancerlar, canselr, canecelar, cncelar
        """,
    "cancela": "cacela, calcela, cancelaa, concela, cancelaz",
    "cancel": "cacel, canecl, cancal, cancek, cancwl, cencel, cnacel, cacncel, cancl, cancelt, cancelll",
    "unsubscribe": """
        unsubcribe, unsuscribe, unsubscibe, unsubscrib, unsuscrib, unsubscrive, unsubsribe, unsubscride, unsubscirbe,
        unsubcsribe, unsubsrcibe, unsubscribr, unsubsciribe, unsbuscribe, usubscribe, unsusbcribe, unsubscrbe
        """,
    "stop": "stpo, sotp, tsop, stopo, stoop",
    "pedido": "pedio, pdido, pedidio, peddido, pedidp, pedifo, pedioo, pediod",
    "order": "odrer, ordr, oredr, ordrer, ordder, orderr",
    "encomenda": "encomeda, emcomenda, ecomenda, encomnda, encomendda",
}
_RIGHT = {slip: right for right, slips in _MEANT.items() for slip in slips.replace(",", " ").split()}


def put_right(text: str) -> str:
    """The normalised text with these words as they were meant."""
    return " ".join(_RIGHT.get(word, word) for word in _STEM.sub("cancel", text).split(" "))
