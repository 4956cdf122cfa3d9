"""Webhooks on their way, for both vendors: what is sent again, how Meta bundles and signs its own."""
