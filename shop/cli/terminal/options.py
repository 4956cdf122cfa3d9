"""Options and arguments that several commands share."""

from typing import Annotated
from uuid import UUID

import typer


def read_id(text: str) -> UUID:
    """An id as people copy it. Raises typer's BadParameter."""
    try:
        return UUID(text)
    except ValueError:
        raise typer.BadParameter(f"{text!r} is no id; ids look like {UUID(int=0)}") from None


AsJson = Annotated[bool, typer.Option("--json", help="for machines")]
OfMerchant = Annotated[
    UUID | None,
    typer.Option("--merchant", parser=read_id, metavar="ID", help="only of the merchant with this id"),
]
Limit = Annotated[int, typer.Option("--limit", help="at most so many")]
MerchantId = Annotated[UUID, typer.Argument(parser=read_id, metavar="ID", help="the merchant")]
EventId = Annotated[UUID, typer.Argument(parser=read_id, metavar="ID")]
EventIds = Annotated[list[UUID], typer.Argument(parser=read_id, metavar="ID")]
