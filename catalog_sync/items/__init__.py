"""Catalog items on their way to Meta: mapped, planned, pushed, polled, reviewed."""
