"""What the commands share: how they are declared, their common options, and what they print."""
