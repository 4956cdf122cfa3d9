"""The sets that the pretend Meta holds."""

import json

from tests.catalog_sync.sync_under_test import SyncUnderTest


def at_meta(sync: SyncUnderTest) -> dict[str, list[str]]:
    """SKUs by the set's name."""
    sets = sync.world.catalogs[sync.catalog_id].sets.values()
    return {row["name"]: json.loads(row["filter"])["retailer_id"]["is_any"] for row in sets}
