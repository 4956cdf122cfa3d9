"""What a country calls its sales tax and its tax number. Sources: each tax authority's own name of them."""

from shop.kit.translations import t

# Abbreviations that every language leaves as they are.
_TAX_IDS = {
    "AR": "CUIT",
    "BO": "NIT",
    "BR": "CNPJ",
    "CL": "RUT",
    "CO": "NIT",
    "DE": "USt-IdNr.",
    "DO": "RNC",
    "EC": "RUC",
    "ES": "NIF",
    "GT": "NIT",
    "IT": "P. IVA",
    "MX": "RFC",
    "PE": "RUC",
    "PT": "NIF",
    "PY": "RUC",
    "UY": "RUT",
}
_OWN_NAMES = {
    "AU": "GST",
    "BR": "ICMS",
    "DO": "ITBIS",
    "HN": "ISV",
    "IN": "GST",
    "NZ": "GST",
    "PA": "ITBMS",
    "PE": "IGV",
    "PR": "IVU",
    "SG": "GST",
}
# Where it is a value added tax, which every language has its own name for.
_VALUE_ADDED = """
    AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK CH GB NO
    AR BO CL CO CR EC GT MX NI PY SV UY VE
"""
_HAVE_VALUE_ADDED = frozenset(_VALUE_ADDED.split())


def tax_name(country: str, locale: str) -> str:
    """ "IVA" in Spanish for Spain and Mexico, "IGV" for Peru; "" where we know no name."""
    return t(locale, "VAT") if country in _HAVE_VALUE_ADDED else _OWN_NAMES.get(country, "")


def tax_id_label(country: str, locale: str) -> str:
    """ "NIF", "RFC", "CUIT" …: what stands before a seller's tax number."""
    if country in _TAX_IDS:
        return _TAX_IDS[country]
    return t(locale, "VAT ID") if country in _HAVE_VALUE_ADDED else t(locale, "Tax ID")
