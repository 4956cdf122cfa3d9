"""From a webhook's payload to messages: stored with its conversation, read in order, replayed if set aside."""
