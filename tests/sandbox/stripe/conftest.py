"""An account of the pretend Stripe for every test here, instead of the Meta half."""

from tests.sandbox.support.stripe import sandbox_fixture, servers_fixture

__all__ = ["sandbox_fixture", "servers_fixture"]
