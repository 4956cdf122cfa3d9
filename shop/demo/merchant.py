"""The demo's merchant: what a person would write into `merchant.toml`, with keys that open nothing."""

from shop.merchants.creation import (
    AddressPart,
    MerchantFile,
    StripePart,
    WhatsAppPart,
)

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat")


def demo_merchant() -> MerchantFile:
    """La Tienda del Faro, open on six days."""
    return MerchantFile(
        name="La Tienda del Faro",
        legal_name="La Tienda del Faro S.L.",
        tax_id="ESB12345674",
        address=AddressPart(line1="Calle Mayor 1", postal_code="28013", city="Madrid", country="ES"),
        currency="EUR",
        locale="es",
        time_zone="Europe/Madrid",
        whatsapp=WhatsAppPart(
            app_id="1",
            app_secret="pretend-app-secret",  # noqa: S106 - opens nothing
            verify_token="pretend-verify-token",  # noqa: S106
            access_token="pretend-access-token",  # noqa: S106
            waba_id="1022",
            phone_number_id="1065",
            display_phone_number="+34600000000",
            catalog_id="1946",
        ),
        stripe=StripePart(secret_key="sk_test_pretend", webhook_secrets=["whsec_pretend"]),  # noqa: S106
        hours={day: ["09:00-14:00", "16:30-20:00"] for day in WEEKDAYS},
    )
