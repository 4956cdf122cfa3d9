"""The pictures of a return: uploads of the merchant's, or what was sent in this chat."""

from collections.abc import Sequence
from uuid import UUID

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from shop.images.models import Image
from shop.inbox.conversations.models import Conversation
from shop.inbox.models import Message
from shop.kit.errors import ShopError


class NoSuchPicture(ShopError):
    """There is no such image, or no such message in this conversation."""

    status_code = 422


async def check_pictures(
    session: AsyncSession, conversation: Conversation, image_ids: Sequence[UUID], message_ids: Sequence[UUID]
) -> None:
    """Raises NoSuchPicture."""
    images = select(Image.id).where(
        Image.merchant_id == conversation.merchant_id, col(Image.id).in_(image_ids)
    )
    messages = select(Message.id).where(
        Message.merchant_id == conversation.merchant_id,
        Message.conversation_id == conversation.id,
        col(Message.id).in_(message_ids),
    )
    if image_ids and (unknown := set(image_ids) - set((await session.exec(images)).all())):
        raise NoSuchPicture(f"There is no image {min(unknown)}.")
    if message_ids and (unknown := set(message_ids) - set((await session.exec(messages)).all())):
        raise NoSuchPicture(f"There is no message {min(unknown)} in this order's conversation.")
