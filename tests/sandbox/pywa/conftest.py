"""A public client beside the sandbox, for every test here."""

from tests.sandbox.support.pywa import chat_fixture, line_fixture

__all__ = ["chat_fixture", "line_fixture"]
