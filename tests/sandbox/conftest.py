"""Fixtures of the Meta half for every test here; the Stripe tests import theirs by name."""

from tests.sandbox.meta_ground import ground_fixture, opened_fixture, served_ground_fixture

__all__ = ["ground_fixture", "opened_fixture", "served_ground_fixture"]
