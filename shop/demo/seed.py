"""The goods of the demo shop: read from `seed_products.toml`, put on sale, and their pictures beside them."""

from datetime import datetime
from importlib.resources import files
from pathlib import Path

import msgspec
from sqlmodel.ext.asyncio.session import AsyncSession

from shop.catalog.enums import TaxClass
from shop.catalog.products import ProductDraft, VariantDraft, create_product, taken_skus

MEDIA = "/media"  # the web process serves the data folder's pictures there
_HERE = files("shop.demo")
_FILE = "seed_products.toml"
_ACTOR = "seed"


class ProductWording(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A product in another language."""

    title: str
    description: str


class DemoVariant(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A variant as the file writes it, its price in minor units. `pictures/<sku>.png` shows it."""

    sku: str
    price_minor: int
    stock: int
    options: dict[str, str] = {}

    def draft(self) -> VariantDraft:
        """As the catalog takes it."""
        return VariantDraft(
            sku=self.sku,
            price_minor=self.price_minor,
            options=self.options,
            stock=self.stock,
            images=[f"{MEDIA}/{self.sku}.png"],
        )


class DemoProduct(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A product as the file writes it."""

    title: str
    description: str
    category: str
    translations: dict[str, ProductWording]
    variants: tuple[DemoVariant, ...]
    tax_class: TaxClass = TaxClass.STANDARD

    def draft(self, brand: str) -> ProductDraft:
        """As the catalog takes it; the first variant's picture is the product's."""
        variants = [variant.draft() for variant in self.variants]
        return ProductDraft(
            title=self.title,
            description=self.description,
            brand=brand,
            category=self.category,
            tax_class=self.tax_class,
            translations=msgspec.to_builtins(self.translations),
            images=variants[0].images,
            variants=variants,
        )


class Goods(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Everything the demo shop sells."""

    brand: str
    products: tuple[DemoProduct, ...]

    @classmethod
    def load(cls) -> "Goods":
        """The goods this program brings along."""
        return msgspec.toml.decode((_HERE / _FILE).read_bytes(), type=cls)

    def drafts(self) -> list[ProductDraft]:
        """The products as the catalog takes them, in the order of the file."""
        return [good.draft(self.brand) for good in self.products]

    def skus(self) -> list[str]:
        """Of every variant, in the order of the file."""
        return [variant.sku for good in self.products for variant in good.variants]


async def seed_catalog(session: AsyncSession, goods: Goods, *, currency: str, at: datetime) -> int:
    """Put on sale what is not there yet; returns how many products were created.

    A product of which any SKU exists is left as it is, so running it again changes nothing.
    """
    drafts = goods.drafts()
    taken = await taken_skus(session, [variant.sku for draft in drafts for variant in draft.variants])
    missing = [draft for draft in drafts if taken.isdisjoint(variant.sku for variant in draft.variants)]
    for draft in missing:
        await create_product(session, draft, currency=currency, at=at, actor=_ACTOR)
    return len(missing)


def copy_pictures(folder: Path, goods: Goods | None = None) -> int:
    """Copy the picture of every variant into `folder`, for `/media`; returns how many were missing.

    A picture that is there already is left alone: it may be the merchant's own.
    """
    folder.mkdir(parents=True, exist_ok=True)
    missing = [sku for sku in (goods or Goods.load()).skus() if not (folder / f"{sku}.png").exists()]
    for sku in missing:
        (folder / f"{sku}.png").write_bytes((_HERE / "pictures" / f"{sku}.png").read_bytes())
    return len(missing)
