"""Tests of the images slice."""
