"""Tests of harm that is told."""
