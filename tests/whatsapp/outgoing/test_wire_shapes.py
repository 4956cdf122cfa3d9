"""Wire shapes, compared with Meta's documentation word for word, and the way through a jsonb column."""

import json
from typing import Any

import pytest

from shop.whatsapp.outgoing import BadContent, Content, decode, encode
from tests.whatsapp.outgoing.shapes_interactive import TO_BE_TAPPED
from tests.whatsapp.outgoing.shapes_plain import PLAIN
from tests.whatsapp.outgoing.shapes_templates import TEMPLATES

EVERYTHING = PLAIN + TO_BE_TAPPED + TEMPLATES


@pytest.mark.parametrize(("content", "wire", "_preview"), EVERYTHING)
def test_the_wire_shape_is_metas(content: Content, wire: dict[str, Any], _preview: str) -> None:
    content.check()
    assert content.wire() == wire


@pytest.mark.parametrize(("content", "_wire", "preview"), EVERYTHING)
def test_staff_see_what_was_said(content: Content, _wire: dict[str, Any], preview: str) -> None:
    assert content.preview() == preview


@pytest.mark.parametrize("content", [content for content, _, _ in EVERYTHING])
def test_content_comes_back_from_a_json_column_as_it_was(content: Content) -> None:
    assert decode(json.loads(json.dumps(encode(content)))) == content


@pytest.mark.parametrize("stored", [{}, {"type": "novelty"}, {"type": "text"}, {"type": "text", "body": 5}])
def test_what_nobody_can_say_is_not_decoded(stored: dict[str, Any]) -> None:
    with pytest.raises(BadContent):
        decode(stored)
