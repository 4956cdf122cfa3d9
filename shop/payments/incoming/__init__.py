"""What Stripe tells: its events as they are stored, shown to an operator, and followed where they are about a payment."""
