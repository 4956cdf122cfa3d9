"""`/delivery`: zones, methods, pick-up places, settings, and quotes to try them with."""
