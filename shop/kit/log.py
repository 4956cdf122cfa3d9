"""Structured logs: one event a line, past tense, fields. No names, phones or texts of people.

Libraries' messages are written in the same form. Of an exception the class and the place are logged, never its
message: drivers and parsers quote values in it.
"""

import logging
import sys
import traceback
from collections.abc import Iterator
from typing import Any

import structlog
from structlog.typing import ExcInfo

CODES = ("code", "sqlstate", "constraint_name")  # what tells errors of one class apart without quoting data


def configure(level: str, *, for_people: bool = False) -> None:
    """JSON lines on standard error; `for_people` gives aligned text instead (the demo)."""
    number = logging.getLevelNamesMapping().get(level.upper(), logging.INFO)
    plain: Any = structlog.dev.plain_traceback
    renderer: Any = (
        structlog.dev.ConsoleRenderer(exception_formatter=plain)
        if for_people
        else structlog.processors.JSONRenderer()
    )
    shared: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.ExceptionRenderer(_trace_of_info),
    ]
    structlog.configure(
        processors=[*shared, renderer],
        wrapper_class=structlog.make_filtering_bound_logger(number),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=True,
    )
    _take_over(renderer, shared, max(number, logging.WARNING))


def logger() -> Any:
    """A logger bound to nothing yet."""
    return structlog.get_logger()


def trace_of(error: BaseException) -> str:
    """Where an error came from, through its causes, without their messages."""
    parts = [
        "".join(traceback.format_tb(each.__traceback__)) + error_kind(each)
        for each in reversed([*_chain(error)])
    ]
    return "\n\nwhich led to:\n\n".join(parts)


def error_kind(error: BaseException) -> str:
    """The class and the codes of an error, below SQLAlchemy the driver's: `DeadlockDetectedError (sqlstate=40P01)`."""
    error = getattr(getattr(error, "orig", None), "__cause__", None) or error
    told = ", ".join(f"{name}={value}" for name in CODES if (value := getattr(error, name, None)))
    return f"{type(error).__name__} ({told})" if told else type(error).__name__


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)


def _trace_of_info(exc_info: ExcInfo) -> str:
    return trace_of(exc_info[1])


def _take_over(renderer: Any, shared: list[Any], level: int) -> None:
    """What libraries log through `logging` is written in the same form."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=[structlog.stdlib.add_logger_name, *shared],
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, renderer],
        )
    )
    logging.basicConfig(level=level, handlers=[handler], force=True)
