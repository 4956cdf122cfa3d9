"""`/imports`: endpoints, uploads, and what they show."""
