"""Lines of a cart as the chat tells them: what can be had, and what is wrong with the rest. Pure."""

from collections.abc import Sequence

from shop.bot.facts import BotFacts
from shop.carts.check import MOST_PER_LINE, CheckedLine, LineStatus
from shop.kit.texts.lines import one_line
from shop.kit.translations import t, tn
from shop.whatsapp.outgoing import clip

LONGEST_LIST = 440  # two of them and the words around them fit above buttons
LONGEST_NAME = 80


def problems_listed(lines: Sequence[CheckedLine], facts: BotFacts) -> str:
    """What is wrong with each line."""
    return as_list([problem_with(line, facts) for line in lines])


def lines_listed(lines: Sequence[CheckedLine], facts: BotFacts) -> str:
    """How many of each can be had."""
    return as_list([line_had(line, facts) for line in lines])


def problem_with(line: CheckedLine, facts: BotFacts) -> str:
    name = _name(line, facts)
    match line.fit:
        case LineStatus.SHORT:
            return _short(line, name, facts)
        case LineStatus.SOLD_OUT:
            return t(facts.locale, "• {name}: sold out", name=name)
        case LineStatus.GONE:
            return t(facts.locale, "• {name}: we no longer sell it", name=name)
        case LineStatus.BAD_QUANTITY:
            return t(
                facts.locale,
                "• {name}: the quantity must be between 1 and {most}",
                name=name,
                most=MOST_PER_LINE,
            )
        case LineStatus.FOREIGN_CURRENCY:
            return t(facts.locale, "• {name}: we sell in {currency} only", name=name, currency=facts.currency)
        case LineStatus.FINE:
            raise LookupError("There is no problem with this line.")


def _short(line: CheckedLine, name: str, facts: BotFacts) -> str:
    return tn(
        facts.locale,
        "• {name}: you asked for {wanted}, {count} left",
        "• {name}: you asked for {wanted}, {count} left",
        line.quantity,
        name=name,
        wanted=line.wanted,
    )


def line_had(line: CheckedLine, facts: BotFacts) -> str:
    return f"• {line.quantity} × {_name(line, facts)}"


def _name(line: CheckedLine, facts: BotFacts) -> str:
    """What a phone calls a product we do not know may be anything, also nothing."""
    named = one_line(line.name or line.retailer_id) or t(facts.locale, "an item without a name")
    return clip(named, LONGEST_NAME)


def as_list(lines: list[str]) -> str:
    """As many as fit and can be read in a chat."""
    shown: list[str] = []
    for line in lines:
        if sum(len(earlier) + 1 for earlier in shown) + len(line) > LONGEST_LIST:
            return "\n".join([*shown, f"… (+{len(lines) - len(shown)})"])
        shown.append(line)
    return "\n".join(shown)
