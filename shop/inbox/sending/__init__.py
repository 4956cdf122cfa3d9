"""From a queued message to Meta and back: claimed, checked once more, sent, followed by statuses."""
