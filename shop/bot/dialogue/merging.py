"""Several answers become one: consent first, nothing twice, texts joined. Pure."""

from collections.abc import Sequence

from shop.bot.actions import Action, HandOver, OptIn, OptOut, Question, Reply
from shop.whatsapp.outgoing import CatalogMessage, TextMessage
from shop.whatsapp.outgoing.interactive import LONGEST_BODY
from shop.whatsapp.outgoing.plain import LONGEST_TEXT


def merge_answers(answers: Sequence[Sequence[Action]]) -> list[Action]:
    """What is done and said, in order. After a person is called only what is about promotions still counts."""
    consents = [answer for answer in answers if is_consent(answer)]
    others = [_without_consent(answer) for answer in answers if not is_consent(answer) or _calls(answer)]
    if any(isinstance(action, OptOut) for answer in consents[-1:] for action in answer):
        others = [[action for action in answer if not asks_to_stop(action)] for answer in others]
    chosen: list[Action] = []
    for answer in (*consents[-1:], *others):
        chosen += [action for action in answer if action not in chosen]
        if _calls(answer) and answer not in consents:
            break
    doubts = [] if consents else [action for answer in others for action in answer if asks_to_stop(action)]
    return _joined([*chosen, *(each for each in doubts if each not in chosen)])


def _calls(answer: Sequence[Action]) -> bool:
    return any(isinstance(action, HandOver) for action in answer)


def _without_consent(answer: Sequence[Action]) -> list[Action]:
    """Of harm or data beside an earlier word about promotions only what is not outweighed by the last."""
    told = [] if not is_consent(answer) else [each for each in answer if _tells_of_consent(each)]
    return [each for each in answer if each not in told]


def _tells_of_consent(action: Action) -> bool:
    return isinstance(action, OptIn | OptOut) or (
        isinstance(action, Reply) and action.reason.startswith("consent.")
    )


def asks_to_stop(action: Action) -> bool:
    """The question whether promotions shall stop."""
    return isinstance(action, Reply) and action.asks is Question.STOP


def is_consent(answer: Sequence[Action]) -> bool:
    """The last of several counts, as in the ledger."""
    return any(isinstance(action, OptIn | OptOut) for action in answer)


def is_about_promotions(answer: Sequence[Action]) -> bool:
    """It counts whatever else is said."""
    return is_consent(answer) or any(asks_to_stop(action) for action in answer)


def _joined(actions: Sequence[Action]) -> list[Action]:
    """Texts that would follow each other are one message: the reason of the first, the catalog of either."""
    joined: list[Action] = []
    for action in actions:
        before = next((n for n in reversed(range(len(joined))) if isinstance(joined[n], Reply)), None)
        text = _both(joined[before], action) if before is not None else None
        if before is not None and text is not None:
            joined[before] = text
        else:
            joined.append(action)
    return joined


def _both(first: Action, second: Action) -> Reply | None:
    if not isinstance(first, Reply) or not isinstance(second, Reply):
        return None
    contents = (first.content, second.content)
    if not isinstance(first.content, _OF_WORDS) or not isinstance(second.content, _OF_WORDS):
        return None
    about = {each.order_id for each in (first, second) if each.order_id is not None}
    order_id = about.pop() if len(about) == 1 else None
    body = f"{first.content.body}\n\n{second.content.body}"
    if any(isinstance(content, CatalogMessage) for content in contents):
        return (
            Reply(CatalogMessage(body=body), first.reason, order_id=order_id)
            if len(body) <= LONGEST_BODY
            else None
        )
    return (
        Reply(TextMessage(body=body), first.reason, order_id=order_id) if len(body) <= LONGEST_TEXT else None
    )


_OF_WORDS = (TextMessage, CatalogMessage)
