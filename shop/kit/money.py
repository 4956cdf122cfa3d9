"""Money: whole minor units of an ISO 4217 currency, turned into something else only at a border.

An amount is an `int` of minor units beside its code: 999 EUR is 9.99 euro, 500 JPY is 500 yen, 1250 KWD is
1.250 dinar. Codes are upper case. Amounts fit PostgreSQL's bigint.
"""

import re
from copy import copy
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import lru_cache

from babel import Locale, UnknownLocaleError
from babel.numbers import NumberPattern

from shop.kit.errors import ShopError
from shop.kit.translations import fallbacks

MAX_MINOR = 2**63 - 1
UNDETERMINED = "und"  # ISO 639-2's code; CLDR says how it writes

# ISO 4217 list one, the currencies in circulation, by their number of decimals. CLDR's digits are no
# substitute: it writes ALL, IQD or LBP without decimals because people do, while banks and card networks
# count their hundredths or thousandths.
_CODES_BY_EXPONENT = {
    0: "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF",
    2: """
    AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF
    CNY COP CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG
    HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU
    MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR
    SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD UYU UZS VED
    VES WST XCD XCG YER ZAR ZMW ZWG
    """,
    3: "BHD IQD JOD KWD LYD OMR TND",
    4: "CLF UYW",
}
_EXPONENTS = {code: digits for digits, codes in _CODES_BY_EXPONENT.items() for code in codes.split()}

# Stripe, "Supported currencies": ISK and UGX are written in hundredths although they have none, and must be
# whole; the ariary is written without decimals although ISO gives it two; thousandths must end in 0.
_STRIPE_HUNDREDTHS = frozenset({"ISK", "UGX"})
_STRIPE_WHOLE = frozenset({"MGA"})
_STRIPE_THOUSANDTHS = frozenset({"BHD", "JOD", "KWD", "OMR", "TND"})

_EXACT = Context(prec=60)
# CLDR puts a space between a letter of the currency and a digit ("CHF 9.99"); Babel does not.
_TOUCHING = re.compile(r"(?<=[^\W\d_])(?=\d)|(?<=\d)(?=[^\W\d_])")


class UnknownCurrency(ShopError):
    """The code is not an active ISO 4217 currency in upper case."""

    status_code = 422


class InvalidAmount(ShopError):
    """The amount cannot be written in that currency."""

    status_code = 422


def exponent(currency: str) -> int:
    """How many decimals the currency has: EUR 2, JPY 0, KWD 3. Raises UnknownCurrency."""
    digits = _EXPONENTS.get(currency)
    if digits is None:
        raise UnknownCurrency(f"{currency!r} is not an ISO 4217 currency code.")
    return digits


def to_minor(amount: Decimal, currency: str) -> int:
    """Major units to minor units, exactly: 9.99 EUR is 999. Zeros beyond the currency's decimals are no harm.

    Raises InvalidAmount for more decimals than the currency has, NaN, infinity, or what a bigint cannot hold.
    """
    digits = exponent(currency)
    if not amount.is_finite() or amount.adjusted() > 30:
        raise InvalidAmount(f"{amount} is not an amount of money.")
    numerator, denominator = amount.as_integer_ratio()
    scale: int = 10**digits
    minor, rest = divmod(numerator * scale, denominator)
    if rest:
        raise InvalidAmount(f"{amount} has more decimals than {currency} has ({digits}).")
    if abs(minor) > MAX_MINOR:
        raise InvalidAmount(f"{amount} {currency} is too large.")
    return minor


def to_major(minor: int, currency: str) -> Decimal:
    """Minor units to major units with the currency's decimals: 990 EUR is Decimal("9.90")."""
    return Decimal(minor).scaleb(-exponent(currency), context=_EXACT)


def meta_price(minor: int, currency: str) -> str:
    """The `price` of an item in Meta's catalog batch and feed: "9.99 EUR"."""
    return f"{to_major(minor, currency):f} {currency}"


def format_money(minor: int, currency: str, locale: str) -> str:
    """An amount for people, as their locale writes it: es "9,99 €", en "€9.99", pt-BR "R$ 9,99".

    All decimals of the currency are shown. Non-breaking spaces become plain ones, so the text can be
    compared, searched and pasted; who lays out a page keeps the amount on one line itself. A locale that CLDR
    does not know falls back to its parents, then to CLDR's undetermined language: a price must not fail over a tag.
    """
    known = closest_locale(locale)
    pattern = _with_decimals(known.currency_formats["standard"], exponent(currency))
    text: str = pattern.apply(to_major(minor, currency), known, currency=currency, currency_digits=False)
    return plain_spaces(_TOUCHING.sub(" ", text))


def format_number(number: Decimal, digits: int, locale: str) -> str:
    """A number as the locale writes it, rounded half up to exactly `digits` decimals: es "1.234,50"."""
    known = closest_locale(locale)
    rounded = number.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP, context=_EXACT)
    text: str = _with_decimals(known.decimal_formats[None], digits).apply(rounded, known)
    return plain_spaces(text)


@lru_cache(maxsize=512)
def closest_locale(tag: str) -> Locale:
    """CLDR's locale for "pt-BR" or "pt_BR", else for its nearest parent, else for no language in particular."""
    for candidate in fallbacks(tag):
        try:
            return Locale.parse(candidate)
        except (UnknownLocaleError, ValueError):
            continue
    return Locale.parse(UNDETERMINED)


def stripe_amount(minor: int, currency: str) -> int:
    """The integer Stripe expects for this amount. Inverse: `from_stripe_amount`.

    Raises InvalidAmount for what Stripe cannot charge: fils that do not end in 0, a fraction of an ariary,
    and currencies with three or four decimals that it does not offer.
    """
    digits = exponent(currency)
    if currency in _STRIPE_HUNDREDTHS:
        return minor * 100
    if currency in _STRIPE_WHOLE:
        return _whole(minor, 100, currency)
    if currency in _STRIPE_THOUSANDTHS:
        return _whole(minor, 10, currency) * 10
    if digits > 2:
        raise InvalidAmount(f"Stripe does not charge {currency}.")
    return minor


def from_stripe_amount(amount: int, currency: str) -> int:
    """Our minor units for an integer that Stripe reported. Raises InvalidAmount if it is no whole unit."""
    exponent(currency)
    if currency in _STRIPE_HUNDREDTHS:
        return _whole(amount, 100, currency)
    return amount * 100 if currency in _STRIPE_WHOLE else amount


def _whole(amount: int, unit: int, currency: str) -> int:
    count, rest = divmod(amount, unit)
    if rest:
        raise InvalidAmount(f"Stripe takes {currency} only in steps of {unit}; {amount} is not one.")
    return count


@lru_cache(maxsize=512)
def _with_decimals(pattern: NumberPattern, digits: int) -> NumberPattern:
    changed = copy(pattern)  # Babel shares its patterns
    changed.frac_prec = (digits, digits)
    return changed


def plain_spaces(text: str) -> str:
    """CLDR's non-breaking spaces as plain ones, which can be compared, searched and pasted."""
    return text.replace("\N{NO-BREAK SPACE}", " ").replace("\N{NARROW NO-BREAK SPACE}", " ")
