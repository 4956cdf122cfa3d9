"""`shop secrets rotate`: after `SHOP_SECRET_KEY` became "new,old", seal everything with the new one."""

import argparse

from shop.cli.databases import open_database
from shop.cli.output import print_done
from shop.merchants.key_rotation import merchant_ids, reseal


async def rotate(options: argparse.Namespace) -> int:
    """One transaction for each merchant: after a failure, run it again."""
    async with open_database(pool_size=1) as database:
        async with database.transaction() as session:
            merchants = await merchant_ids(session)
            changed = await reseal(session)
        for merchant_id in merchants:
            async with database.transaction(merchant_id) as session:
                changed += await reseal(session)
    sentence = (
        f"{changed} secrets were sealed anew; all of them can be read with the first key of SHOP_SECRET_KEY. "
        "Once every process runs with both keys, the old one can go."
    )
    print_done(sentence, as_json=options.json, resealed=changed, merchants=len(merchants))
    return 0
