"""Meta's published interface (an OpenAPI file named by SHOP_META_OPENAPI) as a judge of requests and answers.

The file contradicts itself in three places, and is read so that its own examples pass: members of `allOf`
forbid each other's properties (`additionalProperties: false`), the pattern of a template button's index,
`^[2-6, 11-14]$`, refuses the example "0" beside it, and a QR code's change is at the same time a correct creation
(`oneOf`).
"""

import json
import os
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator
from referencing import Registry
from referencing.jsonschema import DRAFT202012

from shop.sandbox.exchanges import Exchange

Json = dict[str, Any]
BASE = "urn:meta"
NUMBER = "/{Version}/{Phone-Number-ID}"


class Interface:
    """The file, its schemas ready to judge."""

    def __init__(self, document: Json) -> None:
        self.document = document
        loosen(document)
        resource = DRAFT202012.create_resource(document)
        self.registry: Registry[Any] = Registry().with_resource(BASE, resource)

    def problems(self, pointer: str, value: Any) -> list[str]:
        """What is wrong with a value by the schema at a pointer."""
        judge = Draft202012Validator({"$ref": f"{BASE}#{pointer}"}, registry=self.registry)
        return [f"{'/'.join(map(str, error.path))}: {error.message}" for error in judge.iter_errors(value)]

    def of_request(self, method: str, path: str, body: Json) -> list[str]:
        """What is wrong with a request's JSON body."""
        return self.problems(pointer("paths", path, method, "requestBody", *CONTENT), body)

    def of_answer(self, method: str, path: str, body: Json) -> list[str]:
        """What is wrong with the JSON of an answer with status 200."""
        where = ("paths", path, method, "responses", "200")
        answer = self.document["paths"][path][method]["responses"]["200"]
        if "$ref" in answer:
            where = tuple(answer["$ref"].removeprefix("#/").split("/"))
        return self.problems(pointer(*where, *CONTENT), body)

    def of_exchange(self, exchange: Exchange, path: str) -> tuple[list[str], list[str]]:
        """What is wrong with both halves of an exchange; bodies that are no JSON are not judged."""
        method, asked = exchange.method.lower(), as_object(exchange.request)
        has_body = "requestBody" in self.document["paths"][path][method]
        wrong = self.of_request(method, path, asked) if asked is not None and has_body else []
        answered = as_object(exchange.response)
        assert answered is not None
        if exchange.status != 200:
            return wrong, self.problems("/components/schemas/GraphAPIError", answered)
        return wrong, self.of_answer(method, path, answered)


CONTENT = ("content", "application/json", "schema")


def pointer(*steps: str) -> str:
    """A JSON pointer."""
    return "".join("/" + step.replace("~", "~0").replace("/", "~1") for step in steps)


def as_object(body: bytes) -> Json | None:
    """A JSON object, else None."""
    try:
        found = json.loads(body)
    except ValueError:
        return None
    return found if isinstance(found, dict) else None


def loosen(schema: Any) -> None:
    """Take the contradictions out."""
    if isinstance(schema, list):
        for part in schema:
            loosen(part)
    if not isinstance(schema, dict):
        return
    for part in schema.get("allOf", []):
        if isinstance(part, dict):
            part.pop("additionalProperties", None)
    if {"$ref": "#/components/schemas/UpdateQrCodeRequest"} in schema.get("oneOf", []):
        schema["anyOf"] = schema.pop("oneOf")
    if schema.get("pattern") == "^[2-6, 11-14]$":
        schema["pattern"] = "^([0-9]|1[0-4])$"
    for part in schema.values():
        loosen(part)


@cache
def published() -> Interface:
    """The file, read once; skips the test where there is none."""
    named = os.environ.get("SHOP_META_OPENAPI")
    if not named:
        pytest.skip("SHOP_META_OPENAPI is not set: Meta's OpenAPI file is not there to compare with.")
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return Interface(yaml.load(Path(named).read_text(), Loader=loader))  # noqa: S506  (a safe loader)
