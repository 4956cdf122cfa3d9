"""What every vendor has: webhooks that are kept until they are read, and calls that nobody answers."""
