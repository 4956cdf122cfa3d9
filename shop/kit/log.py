"""Structured logs: one event a line, past tense, fields. No names, phones or texts of people."""

import logging
import sys
from typing import Any

import structlog


def configure(level: str, *, for_people: bool = False) -> None:
    """JSON lines on standard error; `for_people` gives aligned text instead (the demo)."""
    number = logging.getLevelNamesMapping().get(level.upper(), logging.INFO)
    renderer: Any = structlog.dev.ConsoleRenderer() if for_people else structlog.processors.JSONRenderer()
    shared: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
    ]
    structlog.configure(
        processors=[*shared, renderer],
        wrapper_class=structlog.make_filtering_bound_logger(number),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=True,
    )
    logging.basicConfig(level=max(number, logging.WARNING), stream=sys.stderr, force=True)


def logger() -> Any:
    """A logger bound to nothing yet."""
    return structlog.get_logger()
