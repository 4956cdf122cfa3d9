"""Every address of the pretend Graph API."""

from typing import Any

from shop.sandbox.meta import (
    accounts,
    blocking,
    catalog_reading,
    catalogs,
    items,
    media,
    messages,
    nodes,
    numbers,
    pacing,
    product_sets,
    qr,
    statuses,
    subscriptions,
    template_review,
    templates,
)
from shop.sandbox.state import World

meta_routes: list[Any] = [
    messages.send_message,
    media.upload_media,
    media.download,
    media.start_upload,
    nodes.read_node,
    nodes.write_node,
    nodes.delete_node,
    templates.create_template,
    templates.list_templates,
    templates.delete_templates,
    catalogs.items_batch,
    catalogs.check_batch,
    catalog_reading.list_products,
    product_sets.list_sets,
    product_sets.create_set,
    accounts.list_numbers,
    accounts.list_apps,
    subscriptions.list_subscriptions,
    accounts.subscribe,
    accounts.unsubscribe,
    accounts.list_catalogs,
    accounts.connect,
    accounts.disconnect,
    numbers.commerce_settings,
    numbers.set_commerce,
    numbers.profile,
    numbers.set_profile,
    numbers.set_automation,
    qr.create_qr,
    qr.list_qr,
    qr.show_qr,
    qr.delete_qr,
    blocking.block_users,
    blocking.unblock_users,
    blocking.list_blocked,
]


def register(world: World) -> None:
    """Tell the world's agenda who does what later."""
    for part in (statuses, pacing, template_review, items):
        part.register(world)
