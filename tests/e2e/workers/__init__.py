"""Tests of worker processes that are many or are killed; each starts an installation of its own."""
