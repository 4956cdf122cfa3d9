"""The pretend Cloud API and catalog API: refusals in Meta's envelope, statuses and webhooks in Meta's shapes.

A send is accepted (200) or refused at once; what can only be known later arrives as a `failed` status.
Written from Meta's pages and its OpenAPI document alone; docs/sandbox-sources.md says where each page is.
"""
