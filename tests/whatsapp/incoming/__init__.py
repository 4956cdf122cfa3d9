"""Tests of what Meta sends us."""
