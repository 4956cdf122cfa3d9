"""Changes of the set-up, one at a time for each merchant: its settings' row is the lock. Each is an event of the log."""
