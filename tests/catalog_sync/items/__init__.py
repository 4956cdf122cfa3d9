"""Tests of items on their way to Meta."""
