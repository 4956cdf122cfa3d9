"""The merchant's file as the documents show it."""

README = """
name = "La Tienda del Faro"
legal_name = "La Tienda del Faro S.L."
tax_id = "ESB12345674"
address = { line1 = "Calle Mayor 1", postal_code = "28013", city = "Madrid", country = "ES" }
currency = "EUR"
locale = "es"
time_zone = "Europe/Madrid"
prices_include_tax = true

[whatsapp]
app_id = "1"
app_secret = "an app secret"
verify_token = "a verify token"
access_token = "an access token"
waba_id = "1022"
phone_number_id = "1065"
display_phone_number = "+34600000000"
catalog_id = "1946"

[stripe]
secret_key = "sk_test_1"
webhook_secrets = ["whsec_1"]

[hours]
mon = ["09:00-14:00", "16:30-20:00"]
sat = ["10:00-14:00"]
"""
