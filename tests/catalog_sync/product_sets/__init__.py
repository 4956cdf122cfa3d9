"""Tests of collections on their way to Meta."""
