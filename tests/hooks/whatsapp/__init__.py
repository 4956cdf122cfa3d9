"""Tests of WhatsApp's webhooks."""
