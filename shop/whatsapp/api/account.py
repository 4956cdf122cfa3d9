"""Settings of a business number and its account: webhooks, profile, cart, catalog, QR codes."""

from collections.abc import Sequence
from typing import Any

import msgspec

from shop.whatsapp.api.graph import Credentials, Graph, node
from shop.whatsapp.api.messages import Recipient
from shop.whatsapp.outgoing.limits import BadContent, counted, filled
from shop.whatsapp.untrusted_json import Object, parts, text

NUMBER_FIELDS = (
    "id,display_phone_number,verified_name,quality_rating,code_verification_status,name_status,throughput,"
    "whatsapp_business_manager_messaging_limit"
)
PROFILE_FIELDS = "about,address,description,email,profile_picture_url,websites,vertical"


class CommerceSettings(msgspec.Struct, frozen=True):
    """Meta's defaults: cart on, catalog hidden."""

    is_cart_enabled: bool
    is_catalog_visible: bool


class QrCode(msgspec.Struct, frozen=True):
    """`link` is https://wa.me/message/<code>; `image_url` is there if an image was asked for."""

    code: str
    message: str
    link: str
    image_url: str | None


class AppSubscription(msgspec.Struct, frozen=True):
    """Which webhooks an app gets: `object` is "whatsapp_business_account" for us."""

    object: str
    callback_url: str
    active: bool
    fields: tuple[str, ...]


class AccountCalls(Graph):
    async def phone_number(self, number: Credentials, fields: str = NUMBER_FIELDS) -> Object:
        return await self._get(number, "", fields=fields)

    async def register(self, number: Credentials, pin: str) -> None:
        """Make the number usable; `pin` is its two-step code of six digits."""
        await self._post(number, "/register", messaging_product="whatsapp", pin=pin)

    async def subscribed_apps(self, waba_id: str, *, token: str) -> list[Object]:
        return parts(await self.call("GET", f"{node(waba_id)}/subscribed_apps", token=token), "data")

    async def app_subscriptions(self, app_id: str, *, app_secret: str) -> list[AppSubscription]:
        """The app's webhooks, asked with its own token."""
        token = f"{app_id}|{app_secret}"
        return [
            AppSubscription(
                object=text(each, "object"),
                callback_url=text(each, "callback_url"),
                active=each.get("active") is True,
                fields=tuple(text(field, "name") for field in parts(each, "fields")),
            )
            for each in parts(await self.call("GET", f"{node(app_id)}/subscriptions", token=token), "data")
        ]

    async def business_profile(self, number: Credentials) -> Object:
        answer = await self._get(number, "/whatsapp_business_profile", fields=PROFILE_FIELDS)
        return next(iter(parts(answer, "data")), {})

    async def set_business_profile(self, number: Credentials, **changes: Any) -> None:
        """about, address, description, email, websites, vertical, profile_picture_handle."""
        await self._post(number, "/whatsapp_business_profile", messaging_product="whatsapp", **changes)

    async def commerce_settings(self, number: Credentials) -> CommerceSettings:
        answer = await self._get(number, "/whatsapp_commerce_settings")
        settings = next(iter(parts(answer, "data")), {})
        return CommerceSettings(
            is_cart_enabled=settings.get("is_cart_enabled") is not False,
            is_catalog_visible=settings.get("is_catalog_visible") is True,
        )

    async def set_commerce_settings(self, number: Credentials, settings: CommerceSettings) -> None:
        await self.change(
            "POST",
            f"{node(number.phone_number_id)}/whatsapp_commerce_settings",
            token=number.access_token,
            params={
                "is_cart_enabled": str(settings.is_cart_enabled).lower(),
                "is_catalog_visible": str(settings.is_catalog_visible).lower(),
            },
        )

    async def product_catalogs(self, waba_id: str, *, token: str) -> list[Object]:
        """The catalogs connected to the account: at most one."""
        return parts(await self.call("GET", f"{node(waba_id)}/product_catalogs", token=token), "data")

    async def create_qr(self, number: Credentials, message: str, *, image: str | None = "SVG") -> QrCode:
        """A link and code that open the chat with `message` typed in; `image`: SVG, PNG or None."""
        filled(message, 140, "The prefilled message")
        if image not in ("SVG", "PNG", None):
            raise BadContent("A QR code's image is SVG or PNG.")
        picture = {"generate_qr_image": image} if image else {}
        answer = await self._post(number, "/message_qrdls", prefilled_message=message, **picture)
        return QrCode(
            code=text(answer, "code"),
            message=text(answer, "prefilled_message"),
            link=text(answer, "deep_link_url"),
            image_url=text(answer, "qr_image_url") or None,
        )

    async def delete_qr(self, number: Credentials, code: str) -> None:
        path = f"{node(number.phone_number_id)}/message_qrdls/{node(code)}"
        await self.change("DELETE", path, token=number.access_token)

    async def set_conversation_starters(self, number: Credentials, prompts: Sequence[str]) -> None:
        """Up to four taps shown in an empty chat; each arrives as an ordinary text."""
        counted(len(prompts), 0, 4, "Conversation starters")
        for prompt in prompts:
            filled(prompt, 80, "A conversation starter")
        await self._post(number, "/conversational_automation", prompts=list(prompts))

    async def block(self, number: Credentials, person: Recipient) -> None:
        """Only somebody who wrote within 24 hours can be blocked."""
        await self._block("POST", number, person)

    async def unblock(self, number: Credentials, person: Recipient) -> None:
        await self._block("DELETE", number, person)

    async def _block(self, method: str, number: Credentials, person: Recipient) -> None:
        wire = person.wire()
        user = {"user": wire["to"]} if "to" in wire else {"user_id": wire["recipient"]}
        body = {"messaging_product": "whatsapp", "block_users": [user]}
        path = f"{node(number.phone_number_id)}/block_users"
        await self.call(method, path, token=number.access_token, body=body)

    async def _get(self, number: Credentials, path: str, **params: str) -> Object:
        place = f"{node(number.phone_number_id)}{path}"
        return await self.call("GET", place, token=number.access_token, params=params)

    async def _post(self, number: Credentials, path: str, **body: Any) -> Object:
        place = f"{node(number.phone_number_id)}{path}"
        return await self.call("POST", place, token=number.access_token, body=body)
