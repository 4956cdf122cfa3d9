"""Tests of the calls to Meta."""
