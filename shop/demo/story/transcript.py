"""The story as a person reads it: who says what, and what was verified."""

import textwrap
from typing import Any

from shop.kit.stdout import say
from shop.sandbox.control_client import Json, choices_of, said, text_of

WIDTH = 72


def print_heading(text: str) -> None:
    """A new part of the story."""
    say(f"\n── {text} " + "─" * max(0, WIDTH - len(text)))


def print_line(who: str, text: str) -> None:
    """Somebody says something."""
    for number, row in enumerate(_wrapped(text)):
        say(f"  {who if number == 0 else '':>8} │ {row}")


def print_verified(text: str) -> None:
    """A step was checked and is right."""
    say(f"           ✓ {text}")


def print_message(message: Json) -> None:
    """What the shop sent, with its buttons."""
    print_line("Faro", text_of(message) if message["type"] != "document" else "")
    for label in buttons_of(message):
        say(f"           │ [ {label} ]")


def buttons_of(message: Json) -> list[str]:
    """The labels a shopper could tap."""
    if message["type"] == "document":
        return [f"PDF  {said(message)['filename']}"]
    if message["type"] == "template":
        return [str(button["text"]) for button in _shown_buttons(message)]
    action: dict[str, Any] = said(message).get("action", {}) if message["type"] == "interactive" else {}
    if action.get("name") == "cta_url":
        return [str(action["parameters"]["display_text"])]
    if action.get("name") == "catalog_message":
        return ["Catálogo"]
    return [str(choice["title"]) for choice in choices_of(message)[1]]


def _shown_buttons(message: Json) -> list[Json]:
    shown: Json = message.get("shown") or {}
    found: list[Json] = shown.get("buttons", [])
    return found


def _wrapped(text: str) -> list[str]:
    return [row for part in text.splitlines() for row in (textwrap.wrap(part, WIDTH) or [""])] or [""]
