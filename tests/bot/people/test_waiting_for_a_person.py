"""Whoever waits for a person and writes again hears once in a while that somebody is still to come."""

from tests.bot.people.talks import answers, handed_over, open_attention, present, said, says
from tests.support.inbox import InboxUnderTest


async def test_who_waits_and_writes_again_is_told_once_in_a_while_that_somebody_comes(
    inbox: InboxUnderTest,
) -> None:
    await handed_over(inbox)
    before = len(await said(inbox))
    for minutes, told in [(10, 0), (19, 0), (1, 1), (10, 1), (20, 2)]:
        inbox.move_by(minutes=minutes)
        await says(inbox, "hola?")
        assert (await said(inbox))[before:] == ["bot.still_waiting"] * told
    assert (await present(inbox)).waiting_since is not None
    assert len(await open_attention(inbox)) == 1


async def test_nothing_of_it_is_said_while_a_person_holds_it(inbox: InboxUnderTest) -> None:
    await handed_over(inbox)
    await answers(inbox)
    inbox.move_by(hours=2)
    before = await said(inbox)
    await says(inbox, "hola?")
    assert await said(inbox) == before


async def test_an_urgent_reason_outweighs_the_one_given_before(inbox: InboxUnderTest) -> None:
    await handed_over(inbox)
    await says(inbox, "me ha dado una reacción alérgica")
    await says(inbox, "¿hay alguien?")
    (call,) = await open_attention(inbox)
    assert "harm" in call.detail
    assert (await said(inbox))[-1] == "bot.harm"
