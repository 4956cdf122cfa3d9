"""What no webhook brought is fetched."""
