"""Tests of people whose phone number or id changes."""
