"""Tests of what machines call."""
