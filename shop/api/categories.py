"""`/categories`: the merchant's own tree, and what Google calls its parts."""

from typing import Annotated
from uuid import UUID

import msgspec
from litestar import Response, Router, delete, get, patch, post
from litestar.datastructures import ResponseHeader
from litestar.params import FromPath, JSONBody
from msgspec import UNSET, Meta, UnsetType

from shop.api.authentication import requires
from shop.api.http.pages import Cursor, Limit, PageView, decode_cursor
from shop.api.openapi.problems import problem_responses
from shop.catalog.categories.editing import add_category, edit_category, find_category, remove_category
from shop.catalog.categories.paths import LONGEST_PATH
from shop.catalog.categories.tree import CategoryNode, CategoryTree, category_tree
from shop.catalog.models import Category
from shop.doors import Session
from shop.kit.pages import Page

READ = [requires("products:read")]
WRITE = [requires("products:write")]
LOCATION = ResponseHeader("Location", documentation_only=True, description="Where the category can be read.")

Path = Annotated[
    str,
    Meta(
        min_length=1,
        max_length=LONGEST_PATH,
        pattern=r"[^\s>]",
        description="From the root down; the names between are made where they are missing.",
        examples=["Hogar > Cocina > Tazas"],
    ),
]
Google = Annotated[
    str,
    Meta(
        max_length=250,
        description="Google's product category, by number or by path; it counts for everything below, too.",
        examples=["2169"],
    ),
]


class NewCategory(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A category that no product names yet."""

    path: Path
    google_product_category: Google | None = None


class CategoryPatch(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Changes. A new path takes along all that lies below; null lets Google's category be inherited again."""

    path: Path | UnsetType = UNSET
    google_product_category: Google | UnsetType | None = UNSET


class CategoryView(msgspec.Struct, frozen=True):
    """A category. Meta is told `effective_google_product_category`: its own, or the nearest ancestor's."""

    id: UUID
    path: str
    google_product_category: str | None
    effective_google_product_category: str | None

    @classmethod
    def of(cls, category: Category | CategoryNode, tree: CategoryTree) -> "CategoryView":
        own, told = category.google_product_category, tree.google_of(category.id)
        return cls(category.id, category.path, own or None, told or None)


class CategoryPage(PageView[CategoryView], frozen=True):
    """Some categories by path; `next_cursor` is null on the last page."""


class _CategoryPosition(msgspec.Struct, frozen=True, array_like=True, order=True):
    """A position in the list. A cursor is short: very long paths are sorted by how they begin."""

    path: str
    id: UUID

    @classmethod
    def of(cls, category: CategoryNode) -> "_CategoryPosition":
        return cls(category.path[:100], category.id)


@get("/", guards=READ, summary="List categories", responses=problem_responses())
async def list_categories(session: Session, limit: Limit = 50, cursor: Cursor = None) -> CategoryPage:
    """In the order of their paths."""
    behind = decode_cursor(cursor, _CategoryPosition)
    tree = await category_tree(session)
    positions = sorted(_CategoryPosition.of(category) for category in tree.by_id.values())
    following = [position for position in positions if behind is None or position > behind]
    page = Page([tree.by_id[position.id] for position in following[:limit]], len(following) > limit)
    return CategoryPage.of(
        page, lambda category: CategoryView.of(category, tree), position=_CategoryPosition.of
    )


@get("/{category_id:uuid}", guards=READ, summary="Read a category", responses=problem_responses(404))
async def read_category(session: Session, category_id: FromPath[UUID]) -> CategoryView:
    """One category."""
    category = await find_category(session, category_id)
    return CategoryView.of(category, await category_tree(session))


@post(
    "/",
    guards=WRITE,
    summary="Create a category",
    responses=problem_responses(409, 415),
    response_headers=[LOCATION],
)
async def create_category(session: Session, data: JSONBody[NewCategory]) -> Response[CategoryView]:
    """Products make theirs by themselves; this is for those that shall be there before."""
    made = await add_category(session, data.path, google_product_category=data.google_product_category or "")
    shown = CategoryView.of(made, await category_tree(session))
    return Response(shown, status_code=201, headers={"Location": f"/api/v1/categories/{made.id}"})


@patch(
    "/{category_id:uuid}",
    guards=WRITE,
    summary="Change a category",
    responses=problem_responses(404, 409, 415),
)
async def change_category(
    session: Session, category_id: FromPath[UUID], data: JSONBody[CategoryPatch]
) -> CategoryView:
    """Rename it or say what Google calls it. Its products reach the WhatsApp catalog anew by themselves."""
    google = "" if data.google_product_category is None else data.google_product_category
    changed = await edit_category(session, category_id, path=data.path, google_product_category=google)
    return CategoryView.of(changed, await category_tree(session))


@delete(
    "/{category_id:uuid}", guards=WRITE, summary="Delete a category", responses=problem_responses(404, 409)
)
async def delete_category(session: Session, category_id: FromPath[UUID]) -> None:
    """409 while products are in it, or other categories below it."""
    await remove_category(session, category_id)


router = Router(
    "/categories",
    route_handlers=[list_categories, read_category, create_category, change_category, delete_category],
    tags=["categories"],
)
