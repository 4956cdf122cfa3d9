"""Tests of images over the API."""
