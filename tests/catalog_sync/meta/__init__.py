"""Tests of the calls to Meta's catalog."""
