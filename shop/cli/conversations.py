"""`shop conversations list | show | answer | hand-back | close`: until a console stands, people answer from here."""

from typing import Annotated, Any
from uuid import UUID

import msgspec
import typer

from shop.cli.resources.databases import open_database, transaction_of_owner
from shop.cli.terminal.invocation import command, command_group
from shop.cli.terminal.options import AsJson, Limit, OfMerchant, read_id
from shop.cli.terminal.output import print_done, print_rows
from shop.config import Settings
from shop.events.models import OPERATOR
from shop.inbox.conversations import answering
from shop.inbox.conversations.across_merchants import held_conversations, owner_of_conversation
from shop.inbox.conversations.listing import page_of_messages
from shop.inbox.models import PERSON_ANSWERS, Direction, Message
from shop.kit.clock import now
from shop.whatsapp.outgoing import TextMessage

COLUMNS = ("id", "name", "held_by", "waiting_since", "held_reason", "merchant_id")
SAID = ("said_at", "who", "kind", "text", "status")

ConversationId = Annotated[UUID, typer.Argument(parser=read_id, metavar="ID", help="the conversation")]

group = command_group("who waits for a person")


@command(group, "list", "who was handed over or waits, since when and why")
async def list_held(
    settings: Settings, *, merchant: OfMerchant = None, limit: Limit = 50, as_json: AsJson = False
) -> int:
    """The longest waiting first."""
    async with open_database(settings, pool_size=1) as database, database.transaction() as session:
        found = await held_conversations(session, merchant_id=merchant, limit=limit)
    rows = [msgspec.structs.asdict(each) for each in found]
    print_rows(rows, COLUMNS, as_json=as_json, empty="Nobody waits for a person.")
    return 0


@command(group, "show", "the last things said in one")
async def show_conversation(
    settings: Settings, *, conversation_id: ConversationId, limit: Limit = 20, as_json: AsJson = False
) -> int:
    """Oldest first."""
    async with transaction_of_owner(settings, owner_of_conversation, conversation_id) as session:
        page = await page_of_messages(session, conversation_id, limit=limit)
    rows = [_view(message) for message in reversed(page.rows)]
    print_rows(rows, SAID, as_json=as_json, empty="Nothing was said in it.")
    return 0


@command(group, "answer", "write to the shopper")
async def answer_shopper(
    settings: Settings,
    *,
    conversation_id: ConversationId,
    text: Annotated[str, typer.Argument(help="what is written")],
    as_json: AsJson = False,
) -> int:
    """The conversation is a person's from then on."""
    async with transaction_of_owner(settings, owner_of_conversation, conversation_id) as session:
        content = TextMessage(body=text)
        said = await answering.answer(session, conversation_id, content, actor=OPERATOR, at=now())
    print_done("It is on its way.", as_json=as_json, message_id=str(said.id))
    return 0


@command(group, "hand-back", "let the bot answer again")
async def hand_back_conversation(
    settings: Settings, *, conversation_id: ConversationId, as_json: AsJson = False
) -> int:
    """What nobody answered goes on waiting."""
    async with transaction_of_owner(settings, owner_of_conversation, conversation_id) as session:
        await answering.give_back(session, conversation_id, actor=OPERATOR, at=now())
    print_done("The bot answers again.", as_json=as_json, conversation_id=str(conversation_id))
    return 0


@command(group, "close", "say that it is done")
async def close_conversation(
    settings: Settings, *, conversation_id: ConversationId, as_json: AsJson = False
) -> int:
    """Nothing waits in it any more, and the bot answers whoever comes next."""
    async with transaction_of_owner(settings, owner_of_conversation, conversation_id) as session:
        await answering.close(session, conversation_id, actor=OPERATOR, at=now())
    print_done("The case is closed.", as_json=as_json, conversation_id=str(conversation_id))
    return 0


def _view(message: Message) -> dict[str, Any]:
    ours = "person" if message.reason == PERSON_ANSWERS else "bot"
    return {
        "said_at": message.said_at,
        "who": "shopper" if message.direction is Direction.IN else ours,
        "kind": message.kind,
        "text": message.text,
        "status": message.status.value,
    }
