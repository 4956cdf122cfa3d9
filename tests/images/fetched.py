"""What tests of fetching share: a body, and how a fetch that fails is told."""

import pytest

from shop.images.fetching import Fetcher, FetchRefused, NotFetched
from shop.kit.db.columns import new_id

SHOP = new_id()
PICTURE = b"\xff\xd8 not looked at here"


async def refused(fetcher: Fetcher, url: str) -> str:
    with pytest.raises(FetchRefused) as refusal:
        await fetcher.fetch(url, merchant_id=SHOP)
    return str(refusal.value)


async def missed(fetcher: Fetcher, url: str) -> str:
    with pytest.raises(NotFetched) as trouble:
        await fetcher.fetch(url, merchant_id=SHOP)
    return str(trouble.value)
