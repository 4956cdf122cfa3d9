"""Areas of countries by postal code where no data of the address library says so, and areas that are made of areas. Pure.

Codes are those of ISO 3166-2 without the country: "M" is the province of Madrid, "MD" the community around it.
Spain: INE's provinces by the first two digits; Portugal: CTT (9000-9499 Madeira with Porto Santo, 9500-9999 Azores);
France: the first two digits name the department, in Corsica and overseas three; Northern Ireland: BT.
"""

_SPAIN = {
    "AN": "AL CA CO GR H J MA SE",
    "AR": "HU TE Z",
    "AS": "O",
    "CB": "S",
    "CE": "CE",
    "CL": "AV BU LE P SA SG SO VA ZA",
    "CM": "AB CR CU GU TO",
    "CN": "GC TF",
    "CT": "B GI L T",
    "EX": "BA CC",
    "GA": "C LU OR PO",
    "IB": "PM",
    "MC": "MU",
    "MD": "M",
    "ML": "ML",
    "NC": "NA",
    "PV": "BI SS VI",
    "RI": "LO",
    "VC": "A CS V",
}
_GROUPS = {
    "ES": {province: group for group, provinces in _SPAIN.items() for province in provinces.split()},
    "FR": {"2A": "COR", "2B": "COR"},
}
# More names than the library has, in small letters without accents.
_CALLED = {
    "ES": {
        "AN": "andalucia",
        "AR": "aragon",
        "AS": "principado de asturias",
        "CL": "castilla y leon",
        "CM": "castilla la mancha",
        "CN": "canarias, islas canarias",
        "CT": "cataluna, catalunya",
        "EX": "extremadura",
        "GA": "galicia",
        "GC": "gran canaria, las palmas de gran canaria, lanzarote, fuerteventura",
        "MC": "region de murcia",
        "MD": "comunidad de madrid",
        "NC": "comunidad foral de navarra",
        "PM": "baleares, islas baleares, illes balears, mallorca, menorca, ibiza, eivissa, formentera",
        "PV": "pais vasco, euskadi",
        "TF": "tenerife, la palma, la gomera, el hierro",
        "VC": "comunidad valenciana, comunitat valenciana",
    },
    "FR": {"COR": "corse, corsica, corcega"},
    "PT": {"20": "acores, azores", "30": "madeira, porto santo"},
    "GB": {"NIR": "northern ireland, irlanda del norte"},
}
_NAMES = {
    country: {name: code for code, names in called.items() for name in names.split(", ")}
    for country, called in _CALLED.items()
}
# The areas that we tell by the postal code in countries whose areas the library does not list.
_DERIVED = {"PT": frozenset({"20", "30"}), "GB": frozenset({"NIR"})}


def group_of(country: str, region: str) -> str:
    """The larger area that an area is part of ("CN" for "TF" in Spain), "" where there is none."""
    return _GROUPS.get(country, {}).get(region, "")


def groups(country: str) -> frozenset[str]:
    """The codes of the larger areas."""
    return frozenset(_GROUPS.get(country, {}).values())


def derived_codes(country: str) -> frozenset[str]:
    """The codes that `derived_region` can tell, where it can tell only some."""
    return _DERIVED.get(country, frozenset())


def code_of_name(country: str, folded: str) -> str:
    """The code of an area by a name in small letters without accents, "" for one that we do not know."""
    return _NAMES.get(country, {}).get(folded, "")


def derived_region(country: str, compact: str) -> str:
    """The area that a postal code without spaces and dashes lies in, "" where that cannot be told."""
    match country:
        case "PT" if compact >= "9" and compact[:2].isdigit():
            return "30" if compact[:2] < "95" else "20"
        case "FR" if compact[:2].isdigit():
            return _department(compact)
        case "GB" if compact.startswith("BT"):
            return "NIR"
        case _:
            return ""


def _department(compact: str) -> str:
    if compact[:2] == "20":
        return "2A" if compact[:3] in ("200", "201") else "2B"
    return compact[:3] if compact[:2] in ("97", "98") else compact[:2]
