"""The OpenAPI document: what the endpoints do not say themselves."""
