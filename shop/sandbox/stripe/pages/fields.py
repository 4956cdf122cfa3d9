"""Labelled inputs of the buyer's form, filled with what was entered before."""

from dataclasses import dataclass
from html import escape

from shop.sandbox.stripe.pages.texts import PageTexts


@dataclass(frozen=True)
class Fields:
    """Makes inputs. `filled` maps names to values."""

    words: PageTexts
    filled: dict[str, str]

    def text(
        self,
        name: str,
        label: str,
        *,
        kind: str = "text",
        complete: str = "off",
        more: str = "",
        required: bool = True,
    ) -> str:
        """One line to type in. `complete` is what the browser may offer, `more` further attributes."""
        key, must = escape(name), " required" if required else ""
        return (
            f'<div class="field"><label for="{key}">{escape(label)}</label>'
            f'<input type="{kind}" id="{key}" name="{key}" value="{escape(self.filled.get(name, ""))}" '
            f'autocomplete="{complete}"{must}{more}></div>'
        )

    def select(self, name: str, label: str, options: list[tuple[str, str]]) -> str:
        """One of some: (value, what it is called)."""
        key, chosen = escape(name), self.filled.get(name)
        rows = "".join(
            f'<option value="{escape(value)}"{" selected" if value == chosen else ""}>{escape(text)}</option>'
            for value, text in options
        )
        return (
            f'<div class="field"><label for="{key}">{escape(label)}</label>'
            f'<select id="{key}" name="{key}">{rows}</select></div>'
        )
