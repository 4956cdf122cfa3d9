"""Tests of the register, and of what ends by it."""
