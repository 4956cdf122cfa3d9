"""Tests of the places that errands have: their bounds, their shares and their turns."""
