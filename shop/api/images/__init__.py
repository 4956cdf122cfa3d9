"""`/images`: endpoints, uploads, and what they show."""
