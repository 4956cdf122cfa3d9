"""Keeps Meta's catalog equal to ours.

Owns what was sent, what Meta made of it, and the drift between the two: a variant is `unsent`, then `pending`
(sent, its batch not finished), `in_review`, then `approved`, `rejected` (with reasons) or `outdated`; an archived
one is `deleted`. Meta's item is a pure function of ours (`mapping`); its fingerprint against the last one sent
decides whether anything is sent at all (`plan`). No slice calls this package: an edit raises `variant.version` and
leaves the job `catalog_sync.push`.
"""
