"""Bodies within the size that the door takes, made to cost as much as possible: read in no time, and nothing is lost."""

import time
import tracemalloc

import pytest

from shop.hooks.whatsapp import LARGEST_BODY
from shop.whatsapp.incoming.update import UpdateKind
from shop.whatsapp.incoming.webhook import MOST_UPDATES, read_webhook
from tests.support.pace import allowance


def full(begin: bytes, piece: bytes, end: bytes) -> bytes:
    """As many pieces as the door takes."""
    times = (LARGEST_BODY - len(begin) - len(end)) // (len(piece) + 1)
    return begin + b",".join([piece] * times) + end


def messages(inside: bytes, *, beside: bytes = b"") -> tuple[bytes, bytes]:
    value = (
        b'{"object":"whatsapp_business_account","entry":[{"id":"1","changes":[{"field":"messages","value":{'
    )
    return value + beside + inside, b"}}]}]}"


LISTS = {
    "entries": full(b'{"entry":[', b"{}", b"]}"),
    "numbers": full(b'{"entry":[', b"1", b"]}"),
    "empty entries": full(b'{"entry":[', b'{"changes":[]}', b"]}"),
    "changes": full(b'{"entry":[{"changes":[', b"{}", b"]}]}"),
    "messages": full(messages(b'"messages":[')[0], b"{}", b"]" + messages(b"")[1]),
    "statuses": full(messages(b'"statuses":[')[0], b'{"id":"w","status":"sent"}', b"]" + messages(b"")[1]),
    "nested lists": full(b'{"entry":[', b"[[[[]]]]", b"]}"),
}


@pytest.mark.parametrize("name", LISTS)
def test_a_body_of_a_million_elements_is_set_aside_as_one(name: str) -> None:
    body = LISTS[name]
    began = time.perf_counter()
    (update,) = read_webhook(body)
    assert time.perf_counter() - began < allowance(1.0)
    assert (update.kind, update.body) == (UpdateKind.DEFECT, body)
    assert update.defect == f"The body holds more than {MOST_UPDATES} updates."


def test_a_million_contacts_cost_little() -> None:
    begin, end = messages(b'"messages":[{"id":"w","from":"34600"}],"contacts":[')
    body = full(begin, b'{"wa_id":"34600"}', b"]" + end)
    began = time.perf_counter()
    (update,) = read_webhook(body)
    assert time.perf_counter() - began < allowance(0.4)
    assert (update.kind, update.phone) == (UpdateKind.MESSAGE, "34600")


@pytest.mark.parametrize("beside", ["metadata", "contacts"])
def test_what_goes_with_each_message_multiplies_nothing(beside: str) -> None:
    """Two megabytes beside five thousand messages were ten gigabytes."""
    filler = b'"' + b"x" * 2_000_000 + b'"'
    contact = b'"contacts":[{"wa_id":"34600","profile":{"name":' + filler + b"}}],"
    metadata = b'"metadata":{"phone_number_id":"77","display_phone_number":' + filler + b"},"
    begin, end = messages(b'"messages":[', beside=contact if beside == "contacts" else metadata)
    body = begin + b",".join(b'{"id":"w%d","from":"34600"}' % n for n in range(MOST_UPDATES - 1)) + b"]" + end
    tracemalloc.start()
    found = read_webhook(body)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert len(found) == MOST_UPDATES - 1
    assert {update.phone for update in found} == {"34600"}
    if beside == "metadata":
        assert {update.phone_number_id for update in found} == {"77"}
    assert most < 50_000_000


def test_as_many_as_meta_sends_are_read_each() -> None:
    begin, end = messages(b'"messages":[')
    body = begin + b",".join(b'{"id":"w%d","from":"34600"}' % n for n in range(1_000)) + b"]" + end
    assert len({update.key for update in read_webhook(body)}) == 1_000
