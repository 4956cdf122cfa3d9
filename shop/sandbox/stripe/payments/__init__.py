"""What moves money: payment intents, charges, methods, customers, refunds, disputes."""
