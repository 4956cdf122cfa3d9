"""`/conversations`: who waits, what was said, answering, and giving back."""
