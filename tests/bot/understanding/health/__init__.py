"""Tests of questions about health."""
