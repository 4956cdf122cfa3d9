"""Whose value added tax counts at a destination, and whether it lies in the Union's VAT area. Pure.

Sources: Directive 2006/112/EC, article 5 (territory), 6 (parts of member states outside the VAT area: Mount Athos, the
Canaries, the French territories of articles 349 and 355(1) TFEU, Åland, Campione, the Italian waters of Lake Lugano;
Heligoland, Büsingen, Ceuta, Melilla, Livigno), 7 (Monaco as France, the Isle of Man as the United Kingdom); 8th annex of
the Withdrawal Agreement, protocol on Northern Ireland, article 8 (goods there as in the Union, prefix XI). The
Commission's list: taxation-customs.ec.europa.eu, "Territorial status of EU countries and certain territories". Rates of
their own inside: Madeira and the Azores (article 105), Corsica, Jungholz and Mittelberg (article 104).

By postal code: Spain 35 and 38 (Canaries), 51 (Ceuta), 52 (Melilla); France 20 (Corsica), 97 and 98 (overseas) but 980
(Monaco); Italy 23041 (Livigno), 22061 (Campione); Germany 27498 (Heligoland), 78266 (Büsingen); Austria 6691
(Jungholz), 6991 to 6993 (Mittelberg); Finland 22 (Åland); Greece 63086 and 63087 (Mount Athos); Denmark 39 (Greenland);
Portugal 90 to 94 (Madeira), 95 to 99 (the Azores); the United Kingdom BT, IM, JE, GY. The Greek islands whose rates
are lower change by law and by their number of people: they are not told here.
"""

import msgspec

from shop.delivery.addresses import Destination
from shop.delivery.postal_codes import compact_code

_MEMBERS = frozenset(
    "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK".split()  # noqa: SIM905 - one line
)


class VatTerritory(msgspec.Struct, frozen=True):
    """`country`: whose VAT counts (ISO 3166-1, or XI for goods in Northern Ireland). `is_eu`: inside the EU VAT area.

    `regional` names a part with rates or taxes of its own ("madeira", "canarias"), "" for the rest of a country.
    """

    country: str
    is_eu: bool
    regional: str = ""


_OUTSIDE = False
_INSIDE = True
# What a country's postal codes begin with: the part, and whether it lies inside. The longest beginning counts.
_PARTS: dict[str, dict[str, tuple[str, bool]]] = {
    "AT": dict.fromkeys(("6691", "6991", "6992", "6993"), ("jungholz-mittelberg", _INSIDE)),
    "DE": {"27498": ("heligoland", _OUTSIDE), "78266": ("buesingen", _OUTSIDE)},
    "DK": {"39": ("greenland", _OUTSIDE)},
    "ES": {
        "35": ("canarias", _OUTSIDE),
        "38": ("canarias", _OUTSIDE),
        "51": ("ceuta", _OUTSIDE),
        "52": ("melilla", _OUTSIDE),
    },
    "FI": {"22": ("aland", _OUTSIDE)},
    "FR": {
        "20": ("corsica", _INSIDE),
        "97": ("overseas", _OUTSIDE),
        "971": ("guadeloupe", _OUTSIDE),
        "972": ("martinique", _OUTSIDE),
        "973": ("guyane", _OUTSIDE),
        "974": ("reunion", _OUTSIDE),
        "976": ("mayotte", _OUTSIDE),
        "98": ("overseas", _OUTSIDE),
        "980": ("", _INSIDE),  # Monaco
    },
    "GR": {"63086": ("mount-athos", _OUTSIDE), "63087": ("mount-athos", _OUTSIDE)},
    "IT": {"23041": ("livigno", _OUTSIDE), "22061": ("campione", _OUTSIDE)},
    "PT": {
        **dict.fromkeys(("90", "91", "92", "93", "94"), ("madeira", _INSIDE)),
        **dict.fromkeys(("95", "96", "97", "98", "99"), ("azores", _INSIDE)),
    },
}
# The same where an area is said and no postal code.
_AREAS: dict[str, dict[str, tuple[str, bool]]] = {
    "ES": {
        **dict.fromkeys(("CN", "GC", "TF"), ("canarias", _OUTSIDE)),
        "CE": ("ceuta", _OUTSIDE),
        "ML": ("melilla", _OUTSIDE),
    },
    "FI": {"01": ("aland", _OUTSIDE)},
    "FR": dict.fromkeys(("2A", "2B", "COR"), ("corsica", _INSIDE)),
    "PT": {"20": ("azores", _INSIDE), "30": ("madeira", _INSIDE)},
}
# Parts that have a country code of their own, and countries that count as others.
_COUNTRIES = {
    "AX": VatTerritory("FI", _OUTSIDE, "aland"),
    "EL": VatTerritory("GR", _INSIDE),
    "GF": VatTerritory("FR", _OUTSIDE, "guyane"),
    "GP": VatTerritory("FR", _OUTSIDE, "guadeloupe"),
    "IM": VatTerritory("GB", _OUTSIDE),
    "MC": VatTerritory("FR", _INSIDE),
    "MF": VatTerritory("FR", _OUTSIDE, "overseas"),
    "MQ": VatTerritory("FR", _OUTSIDE, "martinique"),
    "RE": VatTerritory("FR", _OUTSIDE, "reunion"),
    "XI": VatTerritory("XI", _INSIDE),
    "YT": VatTerritory("FR", _OUTSIDE, "mayotte"),
}
_BRITISH = {
    "BT": VatTerritory("XI", _INSIDE),
    "GY": VatTerritory("GG", _OUTSIDE),
    "JE": VatTerritory("JE", _OUTSIDE),
}


def vat_territory(destination: Destination) -> VatTerritory:
    """Whose VAT counts there. Goods: services in Northern Ireland are the United Kingdom's."""
    country, code = destination.country.upper(), compact_code(destination.postal_code)
    if country in _COUNTRIES:
        return _COUNTRIES[country]
    if country == "GB":
        area = "BT" if destination.area == "NIR" else code[:2]
        return _BRITISH.get(area, VatTerritory("GB", _OUTSIDE))
    part, is_eu = _part(country, code) if code else ("", country in _MEMBERS)
    if not code:
        part, is_eu = _AREAS.get(country, {}).get(destination.area, (part, is_eu))
    return VatTerritory(country, is_eu, part)


def _part(country: str, code: str) -> tuple[str, bool]:
    parts = _PARTS.get(country, {})
    begins = max((each for each in parts if code.startswith(each)), key=len, default=None)
    return ("", country in _MEMBERS) if begins is None else parts[begins]
