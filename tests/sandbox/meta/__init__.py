"""Tests of the sandbox's Meta."""
