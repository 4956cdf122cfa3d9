"""`/orders`: endpoints and what they show."""
