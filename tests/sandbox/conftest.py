"""Fixtures of the Meta half for every test here; the Stripe tests import theirs by name."""

from tests.sandbox.support.meta import opened_fixture, sandbox_fixture, served_sandbox_fixture

__all__ = ["opened_fixture", "sandbox_fixture", "served_sandbox_fixture"]
