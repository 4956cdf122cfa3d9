"""Tests of conversations that a person takes over."""
