"""Our templates: alike in every language, and nothing Meta would reject."""

import re
from typing import Any

import pytest

from shop.kit.translations import languages
from shop.templates.definitions import DEFINITIONS, wire, wires, with_sample
from shop.templates.notation import Definition
from shop.templates.validation import template_faults

PUBLIC = "https://shop.example"
EVERY = [(definition, language) for definition in DEFINITIONS for language in languages()]


def variables(text: str) -> list[str]:
    return re.findall(r"\{\{(\d+)\}\}", text)


@pytest.mark.parametrize(("definition", "language"), EVERY, ids=lambda x: getattr(x, "name", x))
def test_a_definition_has_no_fault(definition: Definition, language: str) -> None:
    assert template_faults(wire(definition, language, public_url=PUBLIC)) == []


@pytest.mark.parametrize("definition", DEFINITIONS, ids=lambda d: d.name)
def test_every_language_is_there_with_the_same_variables_and_buttons(definition: Definition) -> None:
    written = wires(definition, public_url=PUBLIC)
    assert [each["language"] for each in written] == ["en", "es", "pt_BR", "pt_PT"]
    shapes = set()
    for each in written:
        body, *rest = each["components"]
        buttons = rest[0]["buttons"] if rest else []
        shapes.add(
            (
                tuple(variables(body["text"])),
                len(body["example"]["body_text"][0]),
                tuple(button["type"] for button in buttons),
            )
        )
    assert len(shapes) == 1


def test_a_promotion_can_be_stopped_by_a_button_in_every_language() -> None:
    for definition in DEFINITIONS:
        for each in wires(definition, public_url=PUBLIC):
            buttons = [button for part in each["components"] for button in part.get("buttons", [])]
            can_be_stopped = any(button["type"] == "QUICK_REPLY" for button in buttons)
            assert can_be_stopped is (definition.category == "MARKETING")


def test_a_button_leads_to_our_own_link() -> None:
    (reminder,) = (d for d in DEFINITIONS if d.category == "MARKETING")
    buttons = wire(reminder, "es", public_url=f"{PUBLIC}/")["components"][-1]["buttons"]
    assert buttons[0]["url"] == f"{PUBLIC}/pay/{{{{1}}}}"
    assert buttons[0]["example"] == [f"{PUBLIC}/pay/Zm9vYmFy"]


def test_a_document_template_shows_meta_a_sample() -> None:
    invoice = next(d for d in DEFINITIONS if d.document_header)
    header = with_sample(wire(invoice, "en", public_url=PUBLIC), "handle")["components"][0]
    assert header == {"type": "HEADER", "format": "DOCUMENT", "example": {"header_handle": ["handle"]}}


def written(body: str, examples: int = 1, **more: Any) -> dict[str, Any]:
    example = {"body_text": [["x"] * examples]}
    parts: list[dict[str, Any]] = [{"type": "BODY", "text": body, "example": example}]
    if "footer" in more:
        parts.append({"type": "FOOTER", "text": more["footer"]})
    if "button" in more:
        button = {"type": "URL", "text": "Go", "url": "https://shop.example/pay/{{1}}", **more["button"]}
        parts.append({"type": "BUTTONS", "buttons": [button]})
    return {"name": more.get("name", "a_template"), "components": parts}


GOOD = "Hello, your order {{1}} is ready now."


@pytest.mark.parametrize(
    ("definition", "fault"),
    [
        (written(GOOD, name="Has Spaces"), "name"),
        (written(GOOD, name="añejo"), "name"),
        (written("{{1}} is your order, ready now."), "first nor last"),
        (written("Your order that is ready is {{1}}."), "first nor last"),
        (written("Your order is ready {{1}} {{2}} so come.", 2), "side by side"),
        (written("Your order {{2}} is ready now, come."), "numbered"),
        (written("Your order {{1}} is ready, again {{1}} now.", 2), "numbered"),
        (written("Order {{name}} is ready for you now."), "numbered"),
        (written("Go {{1}} to {{2}} at {{3}} now.", 3), "too many variables"),
        (written(GOOD, 0), "example"),
        (written(GOOD, 2), "example"),
        (written("x" * 1025, 0), "1024"),
        (written(GOOD, footer="x" * 61), "footer"),
        (written(GOOD, footer="Bye {{1}}"), "footer"),
        (written(GOOD, button={"text": ""}), "button"),
        (written(GOOD, button={"text": "x" * 26}), "button"),
        (written(GOOD, button={"url": "ftp://shop.example/{{1}}"}), "address"),
        (written(GOOD, button={"url": "https://shop.example/{{1}}/x"}), "at its end"),
        (written(GOOD, button={"url": f"https://shop.example/{'x' * 2000}"}), "2000"),
    ],
)
def test_a_fault_is_found(definition: dict[str, Any], fault: str) -> None:
    assert any(fault in sentence for sentence in template_faults(definition)), template_faults(definition)


def test_nothing_is_found_where_nothing_is_wrong() -> None:
    assert template_faults(written(GOOD, footer="Bye", button={})) == []
