"""How far orders have come."""
