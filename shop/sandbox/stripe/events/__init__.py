"""Events: made, kept, signed and sent to webhook endpoints."""
