"""Pictures behind addresses that merchants name."""
