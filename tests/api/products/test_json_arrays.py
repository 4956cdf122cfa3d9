"""A long array is taken apart as JSON reads it, and given up at the first element too many."""

import json
import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shop.api.http.json_arrays import split_array
from shop.api.http.json_bodies import InvalidField
from tests.support.pace import allowance

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


@given(st.lists(VALUES, min_size=1, max_size=8), st.sampled_from([None, 1, "\t"]))
def test_its_elements_are_those_that_json_reads(values: list[Any], indent: int | str | None) -> None:
    array = json.dumps(values, indent=indent).encode()
    elements = split_array(array, path="items", most=8)
    assert [json.loads(bytes(each)) for each in elements] == values


@pytest.mark.parametrize("array", [b"[]", b" [ ] ", b"{}", b'"[1]"', b"null", b"7"])
def test_another_value_and_none_are_refused(array: bytes) -> None:
    with pytest.raises(InvalidField):
        split_array(array, path="items", most=8)


def test_what_is_taken_is_taken_apart_at_once() -> None:
    """It holds everybody up: a body as large as they come, of elements with hundreds of others in each."""
    element = b'{"variants":[' + b",".join([b'{"sku":"a"}'] * 500) + b"]}"
    array = b"[" + b",".join([element] * 9_999) + b"]"
    began = time.thread_time()
    assert len(split_array(array, path="items", most=10_000)) == 9_999
    assert time.thread_time() - began < allowance(0.5)


@pytest.mark.parametrize("element", [b"0", b"[0]", b'""', b"{}", b'"a,b"'])
def test_millions_cost_no_more_than_those_that_are_taken(element: bytes) -> None:
    array = b"[" + b",".join([element] * 5_000_000) + b"]"
    began = time.thread_time()
    with pytest.raises(InvalidField, match="10000"):
        split_array(array, path="items", most=10_000)
    assert time.thread_time() - began < allowance(0.5)
