"""Accounts, numbers, their settings, QR codes and webhook subscriptions."""
