"""The catalogs are complete, and the code says nothing that they do not know."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages import Catalog, Message

from shop.kit.translations import languages
from tests.support.gettext_catalogs import read, texts
from tests.support.repository import ROOT
from tests.translations.catalogs import (
    TEMPLATE,
    extracted,
    faults_in,
    faults_of,
    placeholders,
    said,
    written,
)

FUNCTIONS = {"t": (1, 2), "tn": (1, 3), "tp": (2, 3)}  # which arguments are messages


@pytest.fixture(scope="module")
def template() -> Catalog:
    return extracted()


def test_the_template_is_what_the_code_says(template: Catalog) -> None:
    assert len(template) > 100
    assert TEMPLATE.read_bytes() == written(template), "run `make texts`"


def test_what_a_page_says_in_its_template_is_gathered_too(template: Catalog) -> None:
    message = template.get("Write to the shop")
    assert message is not None
    assert [path for path, _ in message.locations] == ["shop/web/templates/page.html.jinja"]


@pytest.mark.parametrize("name", languages())
def test_a_catalog_is_complete(template: Catalog, name: str) -> None:
    assert list(faults_of(read(name), template)) == []


@pytest.mark.parametrize("name", languages())
def test_every_plural_has_the_forms_of_its_language(name: str) -> None:
    plurals = [message for message in read(name) if message.pluralizable]
    assert len(plurals) >= 4
    assert {len(texts(message.string)) for message in plurals} == {read(name).num_plurals}


def calls() -> Iterator[tuple[Path, ast.Call, str]]:
    """Every call of a function that translates, and its name."""
    for path in [*ROOT.glob("shop/**/*.py"), *ROOT.glob("catalog_sync/**/*.py")]:
        if "sandbox" in path.parts:
            continue
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in FUNCTIONS:
                yield path, node, node.func.id


def test_what_is_said_is_in_the_template_also_inside_an_f_string(template: Catalog) -> None:
    known = {text for message in template for text in texts(message.id)}
    found = [text for _, call, name in calls() for text in literals(call, name)]
    assert len(found) > 80
    assert [text for text in found if text not in known] == []


def test_every_call_gives_the_values_that_its_message_asks_for() -> None:
    wrong = []
    for path, call, name in calls():
        asked = {field for text in literals(call, name) for field in placeholders(text)} - {"count"}
        given = {keyword.arg for keyword in call.keywords}
        if literals(call, name) and None not in given and asked != given:
            wrong.append(f"{path.relative_to(ROOT)}:{call.lineno}: {asked} asked, {given} given")
    assert wrong == []


def literals(call: ast.Call, name: str) -> list[str]:
    """The messages that stand in a call as they are."""
    start, end = FUNCTIONS[name]
    return [argument.value for argument in call.args[start:end] if isinstance(argument, ast.Constant)]  # type: ignore[misc]


PLURAL = ("{count} line", "{count} lines")


@pytest.mark.parametrize(
    ("message", "fault"),
    [
        (Message("Order {number}", "Pedido {number}"), None),
        (Message("Order {number}", "Pedido {número}"), "other placeholders"),
        (Message("Order {number}", "Pedido"), "other placeholders"),
        (Message("Order {number}", "Pedido {number.real}"), "other placeholders"),
        (Message("Order {number}", "Pedido {number:>999999}"), "other placeholders"),
        (Message("Order", "Pedido", flags=["fuzzy"]), "fuzzy"),
        (Message("Order", ""), "not translated"),
        (Message("Order", "  "), "not translated"),
        (Message(PLURAL, ("{count} línea", "{count} líneas")), None),
        (Message(PLURAL, ("{count} línea", "")), "not translated"),
        (Message(PLURAL, ("{count} línea",)), "needs 2 plural forms"),
        (Message(PLURAL, ("una línea", "{count} líneas")), "other placeholders"),
    ],
)
def test_a_fault_of_a_translation_is_found(message: Message, fault: str | None) -> None:
    found = list(faults_in(message, 2))
    assert (fault is None) is (found == [])
    assert all(fault in sentence for sentence in found if fault)


def test_what_is_missing_or_said_nowhere_is_found() -> None:
    template, catalog = Catalog(), Catalog(locale="es")
    template.add("New")
    catalog.add("Old", "Viejo")
    found = " ".join(faults_of(catalog, template))
    assert "'New' is missing" in found
    assert "'Old' is said nowhere" in found


def test_an_untranslated_catalog_says_english(template: Catalog) -> None:
    assert not any(said(message) for message in template if message.id)
