"""Tests of what every vendor has."""
