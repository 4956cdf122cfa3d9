"""Tests of what browsers and crawlers call."""
