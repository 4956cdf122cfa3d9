"""Chooses the locale in which a merchant, or one of its shoppers, is addressed."""

import re

from babel.languages import get_official_languages

from shop.kit.translations import catalog_for, languages, normalized
from shop.merchants.models import Merchant

# Where a language is written in several ways, the phone says which: region by country calling code (ITU E.164).
# A language with one catalog needs no entry.
_REGIONS = {
    "pt": {
        "351": "PT",
        "55": "BR",
        "244": "AO",
        "258": "MZ",
        "238": "CV",
        "245": "GW",
        "239": "ST",
        "670": "TL",
    }
}


def merchant_locale(merchant: Merchant) -> str:
    """The merchant's own language with its region: a shop in Mexico that writes "es" is es_MX."""
    language, region = _parts(merchant.locale)
    return f"{language}_{region or merchant.country}"


def reader_locale(merchant: Merchant, spoken: str | None, *, phone: str | None = None) -> str:
    """The language of the reader in the region of the merchant: "es" at a Mexican shop is es_MX.

    `spoken` is a language or any locale; without one that has a catalog it is the merchant's. Of a language with
    several catalogs the reader's own region counts: as spoken, else by the phone, else the merchant's. A language
    that is foreign where the merchant is keeps no region: English at a Spanish shop is en, not en_ES.
    """
    if not spoken or catalog_for(spoken) is None:
        return merchant_locale(merchant)
    language, region = _parts(spoken)
    if sum(name.partition("_")[0] == language for name in languages()) == 1:
        region = ""
    region = region or _region_of_phone(phone, language) or _region_of_merchant(merchant, language)
    return f"{language}_{region}" if region else language


def _region_of_merchant(merchant: Merchant, language: str) -> str:
    own, region = _parts(merchant_locale(merchant))
    if language == own:
        return region
    official = get_official_languages(merchant.country, regional=True, de_facto=True)
    return merchant.country if language in official else ""


def _parts(locale: str) -> tuple[str, str]:
    """Language and region, "" where there is none; a script is left out."""
    language, *rest = normalized(locale).split("_")
    return language, next((part for part in rest if re.fullmatch("[A-Z]{2}|[0-9]{3}", part)), "")


def _region_of_phone(phone: str | None, language: str) -> str:
    digits = (phone or "").lstrip("+")
    regions = _REGIONS.get(language, {})
    return next((region for code, region in regions.items() if digits.startswith(code)), "")
