"""What can be charged: currencies, their minor units, the least and the most (docs.stripe.com/currencies)."""

from shop.sandbox.stripe.objects.errors import Refused
from shop.sandbox.stripe.objects.values import words

ZERO_DECIMAL = frozenset(words("bif clp djf gnf jpy kmf krw mga pyg rwf vnd vuv xaf xof xpf"))
THREE_DECIMAL = frozenset(words("bhd jod kwd omr tnd"))
WHOLE_ONLY = frozenset(("isk", "ugx"))  # two decimals on the wire, which must be 00
TWO_DECIMAL = frozenset(
    words(
        "aed afn all amd ang aoa ars aud awg azn bam bbd bdt bgn bmd bnd bob brl bsd bwp byn bzd cad cdf "
        "chf cny cop crc cve czk dkk dop dzd egp etb eur fjd fkp gbp gel gip gmd gtq gyd hkd hnl htg huf "
        "idr ils inr jmd kes kgs khr kyd kzt lak lbp lkr lrd lsl mad mdl mkd mmk mnt mop mur mvr mwk mxn "
        "myr mzn nad ngn nio nok npr nzd pab pen pgk php pkr pln qar ron rsd rub sar sbd scr sek sgd shp "
        "sle sos srd std szl thb tjs top try ttd twd tzs uah usd uyu uzs wst xcd yer zar zmw"
    )
)
CURRENCIES = ZERO_DECIMAL | THREE_DECIMAL | WHOLE_ONLY | TWO_DECIMAL

LEAST = {  # minor units
    **dict.fromkeys(words("usd eur aud brl cad chf inr nzd sgd zar cop ars idr ils php rub"), 50),
    "gbp": 30,
    "aed": 200,
    "czk": 1500,
    "dkk": 250,
    "hkd": 400,
    "huf": 17500,
    "jpy": 50,
    "krw": 50,
    "mxn": 1000,
    "myr": 200,
    "nok": 300,
    "pln": 200,
    "ron": 200,
    "sek": 300,
    "thb": 1000,
}
MOST = 999_999_999_999


def check_currency(currency: str, param: str) -> str:
    """The currency in lower case. Raises Refused for an unknown one."""
    if currency.lower() not in CURRENCIES:
        known = ", ".join(sorted(CURRENCIES))
        raise Refused(
            f"Invalid currency: {currency}. Stripe currently supports these currencies: {known}", param=param
        )
    return currency.lower()


def check_amount(amount: int, currency: str, param: str) -> None:
    """Refuse an amount that cannot be written in this currency."""
    step = 10 if currency in THREE_DECIMAL else 100 if currency in WHOLE_ONLY else 1
    if amount % step:
        raise Refused(
            f"Invalid integer: {amount}; amounts in {currency} must be divisible by {step}.", param=param
        )
    if amount > MOST:
        raise Refused(
            f"Amount must be no more than {spell(MOST, currency)}", code="amount_too_large", param=param
        )


def check_total(total: int, currency: str, noun: str) -> None:
    """Refuse a total that is due and less than the minimum charge. Nothing due is fine."""
    least = LEAST.get(currency, 0)
    if 0 < total < least:
        message = f"The {noun}'s total amount due must add up to at least {spell(least, currency)}"
        raise Refused(message, code="amount_too_small")


def exponent(currency: str) -> int:
    """How many decimals the minor unit has."""
    return 0 if currency in ZERO_DECIMAL else 3 if currency in THREE_DECIMAL else 2


def spell(amount: int, currency: str) -> str:
    """As Stripe's messages write money: `$40.00`, `12.50 mxn`."""
    places = exponent(currency)
    number = f"{amount / 10**places:,.{places}f}"
    sign = {"usd": "$", "eur": "€", "gbp": "£", "jpy": "¥"}.get(currency)
    return f"{sign}{number}" if sign else f"{number} {currency}"
