"""`/orders/{id}/credit-notes`: what corrects the invoice of an order whose money went back."""

from uuid import UUID

import msgspec
from litestar import Response, Router, get
from litestar.params import FromPath

from shop.api.authentication import requires
from shop.api.openapi.problems import problem_responses
from shop.api.orders.views import CreditNoteView
from shop.doors import Session
from shop.invoices.credit_notes.issuing import credit_notes_of
from shop.invoices.sending import PDF, pdf_of
from shop.kit.errors import NotFound
from shop.orders.reading import find_order

READ = [requires("orders:read")]


class CreditNoteList(msgspec.Struct, frozen=True):
    """All credit notes of an order, the oldest first."""

    data: list[CreditNoteView]


@get("/", guards=READ, summary="List an order's credit notes", responses=problem_responses(404))
async def list_credit_notes(session: Session, order_id: FromPath[UUID]) -> CreditNoteList:
    """One for each refund that arrived, as far as what it gave back was invoiced."""
    order = await find_order(session, order_id)
    notes = await credit_notes_of(session, order.id)
    return CreditNoteList([CreditNoteView.of(note, order.currency) for note in notes])


@get(
    "/{credit_note_id:uuid}",
    guards=READ,
    media_type=PDF,
    summary="Read a credit note",
    responses=problem_responses(404),
)
async def read_credit_note(
    session: Session, order_id: FromPath[UUID], credit_note_id: FromPath[UUID]
) -> Response[bytes]:
    """The document as a PDF: the same bytes whenever it is asked for."""
    for note in await credit_notes_of(session, (await find_order(session, order_id)).id):
        if note.id == credit_note_id:
            name = f'attachment; filename="{note.label}.pdf"'
            headers = {"Content-Disposition": name}
            return Response(await pdf_of(session, note), media_type=PDF, headers=headers)
    raise NotFound("This order has no such credit note.")


router = Router(
    "/orders/{order_id:uuid}/credit-notes",
    route_handlers=[list_credit_notes, read_credit_note],
    tags=["orders"],
)
