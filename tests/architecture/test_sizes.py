"""Functions, files and folders stay small."""

import ast
from collections import Counter

from tests.architecture.sources import SOURCES, TESTS, name_of, tree_of

LONGEST_FILE, LONGEST_FUNCTION = 250, 25
MOST_FILES = 15  # of code in a folder
LONG_FILES: dict[str, str] = {}  # path -> why it may be longer
_WIRE = "one literal: an object of a vendor, field by field as it stands in the vendor's description"
_FIELDS = "one row, call or literal with many fields, each on its line"
_PARAMETERS = "many parameters, each on its line, before a few lines"
_CASES = "one case after another, of a closed union or of what a vendor's test numbers bring about"
LONG_FUNCTIONS: dict[str, str] = {  # "path:function" -> why it may be longer
    "catalog_sync/items/mapping.py:item_for": _WIRE,
    "shop/api/openapi/config.py:openapi_config": _FIELDS,
    "shop/api/products/endpoints.py:list_products": _PARAMETERS,
    "shop/bot/context.py:load_context": _FIELDS,
    "shop/bot/effects.py:_perform_one": _CASES,
    "shop/carts/open_cart.py:save_cart": _FIELDS,
    "shop/catalog/listing/search.py:search": _PARAMETERS,
    "shop/kit/db/database.py:__init__": _FIELDS,
    "shop/kit/jobs/attempt.py:attempt": "every way in which a job ends, in the order in which they are asked",
    "shop/recovery/nudging.py:_facts": _FIELDS,
    "shop/sandbox/exchanges.py:record": _PARAMETERS,
    "shop/sandbox/meta/messages/send.py:store_message": _FIELDS,
    "shop/sandbox/stripe/checkout/paying.py:pay": _CASES,
    "shop/sandbox/stripe/checkout/sessions.py:_fresh": _WIRE,
    "shop/sandbox/stripe/links/payment_links.py:_fresh": _WIRE,
    "shop/sandbox/stripe/links/prices.py:build_price": _WIRE,
    "shop/sandbox/stripe/pages/views.py:checkout_page": _FIELDS,
    "shop/sandbox/stripe/payments/charges.py:create_charge": _WIRE,
    "shop/sandbox/stripe/payments/disputes.py:_fresh": _WIRE,
    "shop/sandbox/stripe/payments/intents.py:create_intent": _WIRE,
    "shop/sandbox/stripe/payments/methods.py:_details": _WIRE,
    "shop/sandbox/stripe/payments/refunds.py:_fresh": _WIRE,
    "shop/spreadsheets/imports/start.py:start_import": _FIELDS,
}


def long_functions() -> dict[str, int]:
    found = {}
    for path in SOURCES:
        for node in ast.walk(tree_of(path)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                lines = (node.end_lineno or node.lineno) - node.lineno + 1
                if lines > LONGEST_FUNCTION:
                    found[f"{name_of(path)}:{node.name}"] = lines
    return found


def test_functions_are_short() -> None:
    assert {name: n for name, n in long_functions().items() if name not in LONG_FUNCTIONS} == {}


def test_files_are_short() -> None:
    lengths = {name_of(path): len(path.read_text().splitlines()) for path in SOURCES}
    assert {name: n for name, n in lengths.items() if n > LONGEST_FILE and name not in LONG_FILES} == {}


def test_an_exception_that_is_not_needed_any_more_is_taken_off_the_list() -> None:
    lengths = {name_of(path): len(path.read_text().splitlines()) for path in SOURCES}
    assert [name for name in LONG_FILES if lengths.get(name, 0) <= LONGEST_FILE] == []
    assert set(LONG_FUNCTIONS) <= set(long_functions())


def test_files_of_tests_are_short() -> None:
    lengths = {name_of(path): len(path.read_text().splitlines()) for path in TESTS.rglob("*.py")}
    assert {name: n for name, n in lengths.items() if n > LONGEST_FILE} == {}


def test_folders_are_small() -> None:
    counts = Counter(name_of(path.parent) for path in (*SOURCES, *TESTS.rglob("*.py")))
    assert {folder: n for folder, n in counts.items() if n > MOST_FILES} == {}
