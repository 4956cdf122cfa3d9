"""Who and what the tests are about: the merchant, two shoppers, the goods, and the moment at which it begins."""

import itertools
from datetime import UTC, datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from shop.catalog.enums import TaxClass
from shop.kit.db.database import Database
from shop.merchants.creation import (
    AddressPart,
    MerchantFile,
    StripePart,
    WhatsAppPart,
    create_merchant,
)
from shop.merchants.models import Merchant
from shop.merchants.opening_hours import DAYS
from tests.support.postgres.connecting import connect_as

SUNDAY = datetime(2026, 11, 22, 11, 0, tzinfo=UTC)  # noon in Madrid
MADRID = ZoneInfo("Europe/Madrid")

FARO = "La Tienda del Faro"
ANA, EVA = "34611000001", "34611000002"  # two shoppers' phones
PERSONAL = "34611222333"  # a phone that must not be seen in logs

_numbers = itertools.count(1)


class Article(NamedTuple):
    """What is on sale: price in minor units of the euro, and the pieces there are."""

    sku: str
    title: str
    price_minor: int
    on_hand: int
    tax_class: TaxClass = TaxClass.STANDARD
    color: str | None = None


MUG = Article("MUG", "Taza del faro", 1210, 10)
FISH = Article("FISH", "Anchoas", 770, 10, TaxClass.REDUCED)
BLUE_MUG = Article("TAZA-AZUL", "Taza del faro", 1250, 40, color="azul")
ANCHOVIES = Article("ANCHOA", "Anchoas", 790, 60, TaxClass.REDUCED)
CANDLE = Article("VELA", "Vela de sal", 1800, 2)
INSTALLED = (BLUE_MUG, ANCHOVIES, CANDLE)  # what a whole installation has on sale
SKUS = tuple(article.sku for article in INSTALLED)


def merchant_file(n: int | None = None, **changes: object) -> MerchantFile:
    """A file like the README's, with ids of its own."""
    n = next(_numbers) if n is None else n
    base: dict[str, object] = {
        "name": FARO,
        "legal_name": "La Tienda del Faro S.L.",
        "tax_id": "ESB12345674",
        "address": AddressPart(line1="Calle Mayor 1", postal_code="28013", city="Madrid", country="ES"),
        "currency": "EUR",
        "locale": "es",
        "time_zone": "Europe/Madrid",
        "whatsapp": WhatsAppPart(
            app_id=f"40{n:06d}",
            app_secret=f"app secret {n}",
            verify_token=f"verify {n}",
            access_token=f"token{n}",
            waba_id=f"10{n:06d}",
            phone_number_id=f"20{n:06d}",
            display_phone_number=f"+34600{n:06d}",
            catalog_id=f"30{n:06d}",
        ),
        "stripe": StripePart(secret_key=f"sk_test_{n}", webhook_secrets=[f"whsec_{n}"]),
        "hours": {day: ["00:00-24:00"] for day in DAYS},  # what is said depends on no hour of the test's
    }
    return MerchantFile(**{**base, **changes})  # type: ignore[arg-type]


async def make_merchant(
    database: Database, file: MerchantFile | None = None, *, at: datetime = SUNDAY
) -> Merchant:
    """Store a merchant."""
    async with database.transaction() as session:
        created, _ = await create_merchant(session, file or merchant_file(), at=at)
    return created


async def forget_vendor_accounts(owner_url: str) -> None:
    """No app, number or Stripe account of an earlier test is known, and nothing that was said: for own databases."""
    owner = await connect_as(owner_url)
    await owner.execute("TRUNCATE whatsapp_app, stripe_account CASCADE")
    await owner.close()
