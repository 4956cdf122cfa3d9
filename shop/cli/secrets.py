"""`shop secrets rotate`: after `SHOP_SECRET_KEY` became "new,old", encrypt everything with the new one."""

from shop.cli.resources.databases import open_database
from shop.cli.terminal.invocation import command, command_group
from shop.cli.terminal.options import AsJson
from shop.cli.terminal.output import print_done
from shop.config import Settings
from shop.merchants.key_rotation import merchant_ids, reseal

group = command_group("merchants' sealed keys and tokens")


@command(group, "rotate", 'seal all anew after SHOP_SECRET_KEY became "new,old"')
async def rotate_secrets(settings: Settings, *, as_json: AsJson = False) -> int:
    """One transaction for each merchant: after a failure, run it again."""
    async with open_database(settings, pool_size=1) as database:
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
    print_done(sentence, as_json=as_json, resealed=changed, merchants=len(merchants))
    return 0
