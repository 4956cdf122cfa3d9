"""Pictures that merchants upload: checked, re-encoded so that Meta accepts them, kept behind a small interface.

An image is `ready` (it has a file and an address), `pending` (its URL is still to be fetched) or `failed` (`fault`
says why). Files are named by what is in them; `api` takes pictures in, `web` shows them, the worker fetches.
"""
