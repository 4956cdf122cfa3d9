"""Files to and from WhatsApp. (Meta: "media". An upload lives 30 days, an inbound id 7 days.)"""

import re
from contextlib import suppress
from ipaddress import ip_address
from typing import Any

import httpx
import msgspec

from shop.kit.metrics import vendor_call
from shop.whatsapp.api.failures import AnswerLost, WhatsAppError
from shop.whatsapp.api.graph import Credentials, Graph, bearer, node
from shop.whatsapp.api.responses import reaching, read_answer
from shop.whatsapp.outgoing.limits import BadContent, TooLong, filled
from shop.whatsapp.untrusted_json import Object, identifier, text

KB, MB = 1024, 1024 * 1024
LARGEST = 100 * MB
OFFICE = "application/vnd.openxmlformats-officedocument"
SIZES: dict[str, int] = {
    **dict.fromkeys(("image/jpeg", "image/png"), 5 * MB),
    "image/webp": 500 * KB,  # stickers: 100 KB unless they move
    **dict.fromkeys(("audio/aac", "audio/amr", "audio/mpeg", "audio/mp4", "audio/ogg"), 16 * MB),
    **dict.fromkeys(("video/mp4", "video/3gpp"), 16 * MB),
    **dict.fromkeys(("text/plain", "application/pdf", "application/msword"), LARGEST),
    **dict.fromkeys(("application/vnd.ms-excel", "application/vnd.ms-powerpoint"), LARGEST),
    f"{OFFICE}.wordprocessingml.document": LARGEST,
    f"{OFFICE}.spreadsheetml.sheet": LARGEST,
    f"{OFFICE}.presentationml.presentation": LARGEST,
}
UPLOAD = re.compile(r"upload:[A-Za-z0-9_:.=-]+(\?sig=[A-Za-z0-9_=-]+)?", re.ASCII)


class MediaFile(msgspec.Struct, frozen=True):
    """`sha256` is as Meta wrote it, if it did (base64 or hex)."""

    data: bytes
    mime_type: str
    sha256: str | None = None


class MediaCalls(Graph):
    async def upload_media(self, number: Credentials, data: bytes, *, mime_type: str, filename: str) -> str:
        """The media id. Raises BadContent for a type and TooLong for a size that WhatsApp does not take."""
        check_upload(mime_type, len(data))
        filled(filename, 240, "The file's name")
        answer = await self.call(
            "POST",
            f"{node(number.phone_number_id)}/media",
            token=number.access_token,
            data={"messaging_product": "whatsapp", "type": mime_type},
            files={"file": (filename, data, mime_type)},
        )
        return _named(answer, "id")

    async def fetch_media(self, number: Credentials, media_id: str, *, limit: int = LARGEST) -> MediaFile:
        """The file behind an id, of at most `limit` bytes. Addresses live five minutes: on 404 ask anew.

        Raises TooLong, and what `call` raises.
        """
        try:
            return await self._fetch(number, media_id, limit)
        except WhatsAppError as refused:
            if refused.http_status != 404 or refused.code is not None:
                raise
        return await self._fetch(number, media_id, limit)

    async def delete_media(self, number: Credentials, media_id: str) -> None:
        await self.change("DELETE", node(media_id), token=number.access_token)

    async def upload_sample(
        self, app_id: str, data: bytes, *, mime_type: str, filename: str, token: str
    ) -> str:
        """The handle of a file for a template's header or the profile's picture (Meta's resumable upload)."""
        params: dict[str, str | int] = {
            "file_name": filename,
            "file_length": len(data),
            "file_type": mime_type,
        }
        session = _named(await self.call("POST", f"{node(app_id)}/uploads", token=token, params=params), "id")
        if not UPLOAD.fullmatch(session):
            raise WhatsAppError("Meta named an upload that cannot be addressed.")
        headers = bearer(token, "OAuth") | {"file_offset": "0"}
        with vendor_call("meta", "POST upload"):
            with reaching():
                response = await self.http.post(f"/{session}", headers=headers, content=data)
            return _named(read_answer(response), "h")

    async def _fetch(self, number: Credentials, media_id: str, limit: int) -> MediaFile:
        token = number.access_token
        params = {"phone_number_id": number.phone_number_id}
        found = await self.call("GET", node(media_id), token=token, params=params)
        _check_size(found.get("file_size"), limit)
        url = self._with_token(text(found, "url"))
        data, served_as = await self._download(url, token, limit)
        return MediaFile(data, text(found, "mime_type") or served_as, text(found, "sha256") or None)

    async def _download(self, url: httpx.URL, token: str, limit: int) -> tuple[bytes, str]:
        with vendor_call("meta", "GET file"), reaching():
            async with self.http.stream("GET", url, headers=bearer(token)) as response:
                if not response.is_success:
                    raise _not_served(response.status_code)
                data = bytearray()
                async for chunk in response.aiter_bytes():
                    data += chunk
                    _check_size(len(data), limit)
        return bytes(data), response.headers.get("content-type", "application/octet-stream")

    def _with_token(self, address: str) -> httpx.URL:
        """The address, if it may have our token: over TLS, or where nobody listens, or the API's own host."""
        with suppress(httpx.InvalidURL):
            url = httpx.URL(address)
            own = self.base.scheme == "http" and url.host == self.base.host
            if url.scheme == "https" or (url.scheme == "http" and (own or _is_loopback(url.host))):
                return url
        raise WhatsAppError("Meta named an address for a file that must not get our token.")


def check_upload(mime_type: str, size: int) -> None:
    """Raises BadContent or TooLong for what WhatsApp does not take (error 131053)."""
    most = SIZES.get(mime_type.partition(";")[0].strip().lower())
    if most is None:
        raise BadContent(f"WhatsApp takes no files of type {mime_type[:60]!r}.")
    if size == 0:
        raise BadContent("The file is empty.")
    _check_size(size, most)


def _check_size(size: Any, limit: int) -> None:
    """`size` may come as text (Meta writes both) or not at all."""
    if str(size).isdecimal() and len(str(size)) < 20 and int(size) > limit:
        raise TooLong(f"The file has more than the {limit // KB} KB that are allowed.")


def _not_served(status: int) -> WhatsAppError | AnswerLost:
    if status >= 500:
        return AnswerLost(f"Meta's file server answered {status}.")
    return WhatsAppError(f"Meta's file server answered {status}.", http_status=status)


def _named(answer: Object, name: str) -> str:
    value = identifier(answer.get(name)) or text(answer, name)  # a handle may be longer than an id
    if not value:
        raise AnswerLost(f"Meta's answer lacks its {name!r}.")
    return value


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
