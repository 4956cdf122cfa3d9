"""Keeps Meta's catalog equal to ours.

Decides what is sent and what Meta's answers mean; the variant keeps it, drawn in `shop.catalog.models` and written by
`shop.catalog.meta_states`. Meta's item is a pure function of ours (`mapping`); its fingerprint against the last one sent
decides whether anything is sent at all (`plan`). No slice calls this package: an edit raises `variant.version` and
leaves the job `catalog_sync.push`.
"""
