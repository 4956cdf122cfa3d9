"""The base of outgoing messages, and two functions for their wire form."""

from typing import Any

import msgspec

Wire = dict[str, Any]


class OutgoingMessage(msgspec.Struct, frozen=True, omit_defaults=True, tag_field="type"):
    """A message to be sent. Stored with a tag of ours, sent in Meta's shape."""

    def check(self) -> None:
        """Raises BadContent or TooLong, with a sentence, for what WhatsApp would refuse."""
        raise NotImplementedError

    def wire(self) -> Wire:
        """Meta's `type` and the object it names."""
        raise NotImplementedError

    def preview(self) -> str:
        """What staff see in a transcript."""
        raise NotImplementedError


def with_filled(**members: Any) -> Wire:
    """The members that are not empty: Meta refuses empty ones."""
    return {name: value for name, value in members.items() if value not in (None, "")}


def lines(*texts: str) -> str:
    """One line for each text that is not empty."""
    return "\n".join(text for text in texts if text)
