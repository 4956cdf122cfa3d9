"""Tests of exports and of the feed's addresses."""
