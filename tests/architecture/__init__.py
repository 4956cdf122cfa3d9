"""Tests that ask the code for its design: imports, sizes, words, states, plain SQL."""
