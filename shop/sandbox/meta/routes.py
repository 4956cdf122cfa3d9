"""Every address of the pretend Graph API."""

from typing import Any

from litestar import Router

from shop.sandbox.meta import nodes
from shop.sandbox.meta.accounts import business_accounts, numbers, qr_codes, subscriptions
from shop.sandbox.meta.catalog import batches, items, product_sets, reading
from shop.sandbox.meta.graph.access import find_token
from shop.sandbox.meta.media import files
from shop.sandbox.meta.messages import pacing, send, statuses
from shop.sandbox.meta.people import block_list
from shop.sandbox.meta.templates import management, review
from shop.sandbox.state import World

_handlers: list[Any] = [
    send.send_message,
    files.upload_media,
    files.download,
    files.start_upload,
    nodes.read_node,
    nodes.write_node,
    nodes.delete_node,
    management.create_template,
    management.list_templates,
    management.delete_templates,
    batches.items_batch,
    batches.check_batch,
    reading.list_products,
    product_sets.list_sets,
    product_sets.create_set,
    business_accounts.list_numbers,
    business_accounts.list_apps,
    subscriptions.list_subscriptions,
    business_accounts.subscribe,
    business_accounts.unsubscribe,
    business_accounts.list_catalogs,
    business_accounts.connect,
    business_accounts.disconnect,
    numbers.commerce_settings,
    numbers.set_commerce,
    numbers.profile,
    numbers.set_profile,
    numbers.set_automation,
    qr_codes.create_qr,
    qr_codes.update_qr,
    qr_codes.list_qr,
    qr_codes.show_qr,
    qr_codes.delete_qr,
    block_list.block_users,
    block_list.unblock_users,
    block_list.list_blocked,
]
meta_router = Router("/", route_handlers=_handlers, before_request=find_token)


def add_handlers(world: World) -> None:
    """Tell the world's agenda who does what later."""
    for handlers in (
        statuses.status_handlers,
        pacing.pacing_handlers,
        review.review_handlers,
        items.catalog_handlers,
    ):
        world.agenda.handlers |= handlers(world)
