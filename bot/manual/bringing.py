"""A picture or file that a clerk brings along: taken as one sent in WeChat, but its content is at hand."""

from __future__ import annotations

from bot.app import Bot
from bot.domain.enclosure import PICTURE_ENDINGS, tell_kept
from bot.domain.member import Member
from bot.manual.rooms import account_of
from bot.ports import Incoming, Media, MessageKind
from data import enclosure as enclosures
from data import outbox, posting


async def bring(bot: Bot, clerk: Member, media: Media, key: str) -> str:
    """Let the bot keep a picture or file for the clerk's next notice; gives what it says to it."""
    with bot.db.atomic():
        account = account_of(bot.db, clerk, bot.clock.now())
    now, before = bot.clock.now(), posting.newest(bot.db)
    is_picture = media.name.lower().endswith(tuple(PICTURE_ENDINGS))
    kind = MessageKind.IMAGE if is_picture else MessageKind.FILE
    await bot.fetcher.done()
    bot.fetcher.at_hand[key] = media
    try:
        bot.handle(Incoming(key, account, clerk.name, "", now, kind=kind, file_name=media.name))
        bot.fetcher.look()
        await bot.fetcher.done()
    finally:
        bot.fetcher.at_hand.pop(key, None)
    with bot.db.atomic():
        for post in posting.answers_about(bot.db, before, key, account):  # read here and now
            outbox.settle_sent(bot.db, post.row_id, bot.clock.now())
    kept = enclosures.latest_of(bot.db, account, now)
    if kept is None or kept.message_id != key:
        return "这个附件没有收下，请再试一次。"
    return kept.problem or tell_kept(kept.kind, kept.name)
