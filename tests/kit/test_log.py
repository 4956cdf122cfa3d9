"""The log: one JSON object a line, ours and the libraries', and errors without what they quote."""

import subprocess
import sys
from typing import Any

import msgspec
import pytest

from shop.kit.log import error_kind, trace_of
from tests.support.cast import PERSONAL

SCRIPT = """
import logging
from shop.kit.log import configure, logger
early = logger()
configure({level!r}, for_people={for_people})
early.info("order.placed", order_id="7")
early.debug("job.ran")
logging.getLogger("library").warning("it rains in %s", "Vigo")
logging.getLogger("library").info("chatter")
try:
    int("34611222333 is no number")
except ValueError as error:
    early.error("request.failed", exc_info=error)
    logging.getLogger("library").exception("it failed")
"""


def written(level: str = "INFO", *, for_people: bool = False) -> str:
    """What a process with that configuration writes on standard error."""
    script = SCRIPT.format(level=level, for_people=for_people)
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)  # noqa: S603
    assert ran.stdout == ""
    return ran.stderr


def entries(level: str = "INFO") -> list[dict[str, Any]]:
    return [msgspec.json.decode(line) for line in written(level).splitlines()]


def test_every_line_is_a_json_object_with_time_and_level() -> None:
    found = entries()
    assert [entry["event"] for entry in found] == [
        "order.placed",
        "it rains in Vigo",
        "request.failed",
        "it failed",
    ]
    assert [entry["level"] for entry in found] == ["info", "warning", "error", "error"]
    assert all(entry["timestamp"].endswith("Z") for entry in found)
    assert found[0]["order_id"] == "7"
    assert found[1]["logger"] == "library"


def test_an_error_is_told_by_place_and_kind_and_not_by_what_it_quotes() -> None:
    *_, ours, theirs = entries()
    for entry in (ours, theirs):
        assert "ValueError" in entry["exception"]
        assert "line" in entry["exception"]
    assert PERSONAL not in msgspec.json.encode([ours["exception"], theirs["exception"]]).decode()


@pytest.mark.parametrize(("level", "events"), [("ERROR", 2), ("DEBUG", 5)])
def test_the_level_decides_what_is_written(level: str, events: int) -> None:
    assert len(entries(level)) == events


def test_for_people_it_is_text_and_quotes_nobody_either() -> None:
    text = written(for_people=True)
    assert "order.placed" in text
    assert "it rains in Vigo" in text
    assert PERSONAL not in text


class VendorRefusal(Exception):
    """A vendor's refusal with a code."""

    code = 131042


def test_a_trace_goes_through_the_causes_without_their_messages() -> None:
    def first() -> None:
        raise KeyError(PERSONAL)

    def second() -> None:
        try:
            first()
        except KeyError as error:
            raise VendorRefusal(PERSONAL) from error

    with pytest.raises(VendorRefusal) as caught:
        second()
    trace = trace_of(caught.value)
    assert trace.index("KeyError") < trace.index("which led to") < trace.index("VendorRefusal (code=131042)")
    assert "in first" in trace
    assert "in second" in trace


def test_a_context_that_was_hidden_stays_hidden() -> None:
    def fail() -> None:
        try:
            raise KeyError
        except KeyError:
            raise VendorRefusal from None

    with pytest.raises(VendorRefusal) as caught:
        fail()
    assert "KeyError" not in trace_of(caught.value)


def test_a_kind_is_a_class_and_the_codes_that_tell_more() -> None:
    assert error_kind(ValueError(PERSONAL)) == "ValueError"
    assert error_kind(VendorRefusal(PERSONAL)) == "VendorRefusal (code=131042)"
