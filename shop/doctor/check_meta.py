"""The doctor asks Meta about one number: token, number, catalog, cart, webhooks, templates.

What is asked of Meta is documented in its Cloud API reference; `subscriptions` of an app wants the app's own token,
`<app id>|<app secret>` (Graph API, "Application subscriptions").
"""

import httpx
import msgspec

from shop.config import Settings
from shop.doctor.findings import Findings
from shop.merchants.models import WhatsAppApp, WhatsAppNumber
from shop.templates.definitions import DEFINITIONS
from shop.templates.names import template_language
from shop.whatsapp.api.client import WhatsApp
from shop.whatsapp.errors import VendorFailure, WhatsAppError
from shop.whatsapp.webhook_fields import ALERTS, NEEDED

CHALLENGE = "42042042"
UPDATE = "correct the merchant's file and run: shop merchant update"


class NumberContext(msgspec.Struct, frozen=True, kw_only=True):
    """What is known here of a number and its app; secrets are never shown."""

    number: WhatsAppNumber
    app: WhatsAppApp
    locale: str


async def check_number(
    context: NumberContext, whatsapp: WhatsApp, http: httpx.AsyncClient, settings: Settings
) -> Findings:
    """Everything Meta can tell. A question Meta refuses is a finding, and the others are asked all the same."""
    number = context.number
    found = Findings(about=number.display_phone_number, merchant_id=number.merchant_id)
    if number.paused_reason is not None:
        advice = f"Repair that, then run: shop numbers resume {number.phone_number_id}"
        found.fail("meta.paused", f"The number sends nothing: {number.paused_reason}", advice)
    if not await _number(found, context, whatsapp):
        return found
    for check, ask in (
        ("meta.catalog", _catalog),
        ("meta.commerce", _commerce),
        ("meta.subscribed", _subscribed),
        ("meta.templates", _templates),
    ):
        try:
            await ask(found, context, whatsapp)
        except VendorFailure as failure:
            found.fail(check, f"Meta does not say: {failure}", _advice(failure))
    await _fields(found, context, whatsapp, settings)
    await _door(found, context, http, settings)
    return found


async def _number(found: Findings, context: NumberContext, whatsapp: WhatsApp) -> bool:
    """Token and number together: without them nothing else can be asked."""
    try:
        shown = await whatsapp.phone_number(context.number.credentials)
    except VendorFailure as failure:
        found.fail("meta.token", f"Meta does not show the number: {failure}", _advice(failure))
        return False
    found.ok("meta.token", "The token opens the number.")
    ours, theirs = context.number.display_phone_number, str(shown.get("display_phone_number") or "")
    if _digits(ours) != _digits(theirs):
        found.warn(
            "meta.number", f"Meta knows it as {theirs}, we as {ours}.", f"If it is the right one, {UPDATE}"
        )
    if shown.get("quality_rating") == "RED":
        advice = "Send less promotion for a week; Meta lowers the limit of a red number."
        found.warn("meta.quality", "Meta rates the number's quality RED.", advice)
    return True


async def _catalog(found: Findings, context: NumberContext, whatsapp: WhatsApp) -> None:
    number = context.number
    if number.catalog_id is None:
        advice = f"Make an e-commerce catalog in Commerce Manager, {UPDATE}"
        found.warn("meta.catalog", "The number has no catalog: there is nothing to put into a cart.", advice)
        return
    connected = [
        str(catalog.get("id"))
        for catalog in await whatsapp.product_catalogs(number.waba_id, token=number.access_token)
    ]
    if number.catalog_id in connected:
        found.ok("meta.catalog", f"Catalog {number.catalog_id} is connected to the account.")
        return
    says = f"Catalog {number.catalog_id} is not connected to account {number.waba_id} ({connected or 'none is'})."
    found.fail("meta.catalog", says, f"Connect it in WhatsApp Manager (one per account), or {UPDATE}")


async def _commerce(found: Findings, context: NumberContext, whatsapp: WhatsApp) -> None:
    commerce = await whatsapp.commerce_settings(context.number.credentials)
    number = context.number
    advice = f"Run: shop catalog commerce {number.merchant_id} --number {number.phone_number_id}"
    if not commerce.is_cart_enabled:
        says = "The number's cart is switched off: no cart can be sent."
        found.fail("meta.commerce", says, f"{advice} --cart on")
    if not commerce.is_catalog_visible:
        says = "The number's catalog icon is hidden (Meta's default)."
        found.warn("meta.commerce", says, f"{advice} --catalog on")
    if commerce.is_cart_enabled and commerce.is_catalog_visible:
        found.ok("meta.commerce", "Cart and catalog are switched on.")


async def _subscribed(found: Findings, context: NumberContext, whatsapp: WhatsApp) -> None:
    number = context.number
    apps = await whatsapp.subscribed_apps(number.waba_id, token=number.access_token)
    ours = [
        app
        for app in apps
        if (app.get("whatsapp_business_api_data") or {}).get("id") in (number.app_id, None)
    ]
    if not ours:
        advice = f"POST /{number.waba_id}/subscribed_apps with the number's token."
        found.fail("meta.subscribed", f"App {number.app_id} does not hear account {number.waba_id}.", advice)
    elif elsewhere := [url for app in ours if (url := app.get("override_callback_uri"))]:
        advice = "Take the override back unless it leads here: POST subscribed_apps without one."
        found.warn("meta.subscribed", f"The account's messages go to {elsewhere[0]} instead.", advice)
    else:
        found.ok("meta.subscribed", "The app hears the account.")


async def _templates(found: Findings, context: NumberContext, whatsapp: WhatsApp) -> None:
    number, language = context.number, template_language(context.locale)
    states = {
        str(shown.get("name")): str(shown.get("status"))
        async for shown in whatsapp.list_templates(number.waba_id, token=number.access_token)
        if shown.get("language") == language
    }
    lacking = [
        f"{definition.name} ({states.get(definition.name, 'not there')})"
        for definition in DEFINITIONS
        if states.get(definition.name) != "APPROVED"
    ]
    if lacking:
        says = (
            f"Not approved in {language}: {', '.join(lacking)}. Outside the 24-hour window nothing is said."
        )
        found.warn(
            "meta.templates", says, "Wait for Meta's review; a refused one says why in WhatsApp Manager."
        )
    else:
        found.ok("meta.templates", f"Every template is approved in {language}.")


async def _fields(found: Findings, context: NumberContext, whatsapp: WhatsApp, settings: Settings) -> None:
    app_id, wanted = context.number.app_id, f"{settings.public_url}/hooks/whatsapp/{context.number.app_id}"
    advice = f"In the app's settings, WhatsApp, Configuration: callback {wanted}, and tick the fields."
    try:
        subscriptions = await whatsapp.app_subscriptions(app_id, app_secret=context.app.secrets[0])
    except VendorFailure as failure:
        says = f"Meta does not show app {app_id}'s webhooks: {failure}"
        found.fail("meta.webhook", says, f"If app_secret is wrong, {UPDATE}")
        return
    hook = next((each for each in subscriptions if each.object == "whatsapp_business_account"), None)
    if hook is None or not hook.active:
        found.fail("meta.webhook", f"App {app_id} sends no webhooks.", advice)
        return
    if hook.callback_url not in (wanted, f"{settings.public_url}/hooks/whatsapp"):
        found.fail("meta.webhook", f"App {app_id} sends webhooks to {hook.callback_url}.", advice)
    if missing := sorted(NEEDED - set(hook.fields)):
        tell = found.fail if "messages" in missing else found.warn
        tell("meta.fields", f"App {app_id} does not send the fields {', '.join(missing)}.", advice)
    else:
        found.ok("meta.fields", "The app sends every field we use.")
    if silent := sorted(ALERTS - set(hook.fields)):
        says = f"App {app_id} does not tell of alerts, restrictions and quality: {', '.join(silent)}."
        found.warn("meta.alerts", says, advice)


async def _door(found: Findings, context: NumberContext, http: httpx.AsyncClient, settings: Settings) -> None:
    """The handshake, as Meta would do it."""
    url = f"{settings.public_url}/hooks/whatsapp/{context.number.app_id}"
    query = {
        "hub.mode": "subscribe",
        "hub.challenge": CHALLENGE,
        "hub.verify_token": context.app.verify_token,
    }
    try:
        answer = await http.get(url, params=query)
    except httpx.HTTPError as error:
        found.fail("meta.door", f"{url} does not answer ({type(error).__name__}).", "Mend public_url first.")
        return
    if answer.status_code == 200 and answer.text == CHALLENGE:
        found.ok("meta.door", "Our webhook door passes Meta's handshake.")
    else:
        says = f"{url} answers {answer.status_code} to Meta's handshake."
        found.fail("meta.door", says, "Let SHOP_PUBLIC_URL lead to this installation.")


def _advice(failure: VendorFailure) -> str:
    if not isinstance(failure, WhatsAppError):
        return "Let this machine reach Meta: DNS, firewall, SHOP_WHATSAPP_API_URL."
    if failure.code == 190:
        return f"Make a new system user token; {UPDATE}"
    if failure.code in (10, 100, 200) or (failure.code or 0) in range(200, 300):
        return f"Give the system user this asset and the permissions, or {UPDATE}"
    return "Meta's code says what to do: docs/operating.md names the page."


def _digits(phone: str) -> str:
    return "".join(each for each in phone if each.isdigit())
