"""Tests of the messages that we send."""
