"""Claims nobody has decided: whoever is to decide is reminded; in the end the old account works again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from bot.account import tying
from bot.context import Context
from bot.domain.delivery import Kind
from bot.domain.member import Member, Role
from bot.domain.request import Asks, Request, State
from data import account as accounts
from data import member as members
from data import request as requests

_REMINDED_AFTER = timedelta(days=2)
_LAPSES_AFTER = timedelta(days=7)


def look_after_claims(ctx: Context) -> None:
    """Remind of claims two days old, once; let those a week old lapse."""
    for one in requests.waiting(ctx.db, tying.KIND):
        waited = ctx.now - one.opened_at
        if waited >= _LAPSES_AFTER:
            _let_lapse(ctx, one)
        elif waited >= _REMINDED_AFTER:
            words = (
                f"{one.title}，等了两天了。打过电话请回：同意 {one.number}号，或不同意 {one.number}号 原因"
            )
            _tell_keepers(ctx, one, "reminder", words)


def _let_lapse(ctx: Context, one: Request) -> None:
    """End a claim as if it had not been made: nobody is kept from the bot by a secretary's silence."""
    person = members.find(ctx.db, one.member_id)
    requests.settle(ctx.db, one.number, State.LAPSED, by=None, now=ctx.now)
    for account in accounts.thaw(ctx.db, one.number):
        if accounts.is_friend(ctx.db, account):
            again = f"{person.name}，这个微信照常用了。"
            ctx.say(f"claim:{one.number}:old-again:{account}", account, again, Kind.REMINDER)
    if accounts.is_friend(ctx.db, one.account_id):
        words = "您认领的事一直没核对成，先作罢了。请给支部书记打个电话，再认领一次。"
        ctx.say(f"claim:{one.number}:lapsed", one.account_id, words, Kind.REMINDER)
    _tell_keepers(ctx, one, "lapsed-told", f"{one.title}，等了七天没有答复，先作罢了；原来的微信照常用。")


def _tell_keepers(ctx: Context, one: Request, what: str, words: str) -> None:
    for keepers in (_secretaries(ctx, one), members.holders(ctx.db, Role.CLERK)):
        others = [keeper for keeper in keepers if keeper.id != one.member_id]
        told = [ctx.tell(keeper.id, f"claim:{one.number}:{what}", words, Kind.REMINDER) for keeper in others]
        if any(told):
            return


def _secretaries(ctx: Context, one: Request) -> Sequence[Member]:
    if one.asks is Asks.CLERK or one.unit_id is None:
        return []
    return members.holders(ctx.db, Role.SECRETARY, one.unit_id)
