"""勿扰, 退订, 订阅, 低调: what a member wishes for oneself, said privately."""

from __future__ import annotations

from dataclasses import replace

from bot.context import Turn
from bot.domain import preference
from bot.domain.concern import Why
from bot.domain.consent import State, What
from bot.domain.preference import Preference, Topic, Wish
from bot.own import telling
from bot.router import Right, Router
from data import preference as preferences

router = Router()

_LEFT_OUT = {
    Topic.GREETINGS: "好的，不再发祝福。想要时回“订阅 祝福”。",
    Topic.STUDY: "好的，不再发学习内容。想要时回“订阅 学习”。",
    Topic.EVERYTHING: "好的，以后书记打电话联系您，我不再问，祝福学习也不发，通知照常。恢复回“订阅 全部”。",
}
_WANTED = {
    Topic.GREETINGS: "好的，祝福照常发给您。",
    Topic.STUDY: "好的，学习内容照常发给您。",
    Topic.EVERYTHING: "好的，都恢复了，以后照常问您平安。",
}


@router.command(
    "勿扰",
    may=Right.MEMBER,
    takes=preference.read_quiet,
    usage="勿扰 8:00-16:00 | 取消",
    does="您自己的休息时间，按您当地的钟点：这段时间我不主动找您，通知和急事照常。只写“勿扰”看现在的设置。",
    example="勿扰 8:00-16:00",
)
def set_quiet_hours(turn: Turn, wish: Wish) -> None:
    """Keep own quiet hours, end them, or show how things stand."""
    if _is_talk(turn, asks=wish == Wish()):
        return
    wished, usual = preferences.find(turn.db, turn.actor.member.id), turn.settings.delivery.quiet_people
    if wish == Wish():
        turn.reply(preference.show_wishes(wished, usual))
        return
    preferences.keep(turn.db, turn.actor.member.id, replace(wished, quiet=wish.hours))
    hours = preference.show_hours(wish.hours or usual)
    end = "想改再写一次，不要了回“勿扰 取消”。" if wish.hours else ""
    turn.reply(f"好的，每天 {hours}（您当地的时间）不主动找您。{end}")


@router.command(
    "退订",
    may=Right.MEMBER,
    takes=preference.read_topic,
    usage="退订 祝福 | 学习 | 全部",
    does="不想收的，说一声就不发了。“全部”是以后书记打电话联系您，我不再问平安。只写“退订”看现在的设置。",
    example="退订 祝福",
)
def unsubscribe(turn: Turn, topic: Topic | None) -> None:
    """Leave a member out of greetings, study, or all that the bot does by itself."""
    _subscribe(turn, topic, wants=False)


@router.command(
    "订阅",
    may=Right.MEMBER,
    takes=preference.read_topic,
    usage="订阅 祝福 | 学习 | 全部",
    does="退订过的，要恢复时用。",
    example="订阅 祝福",
)
def subscribe(turn: Turn, topic: Topic | None) -> None:
    """Let a member have again what was unsubscribed from."""
    _subscribe(turn, topic, wants=True)


def _subscribe(turn: Turn, topic: Topic | None, *, wants: bool) -> None:
    if _is_talk(turn, asks=topic is None):
        return
    own = turn.actor.member
    before = preferences.find(turn.db, own.id)
    if topic is None:
        turn.reply(preference.show_wishes(before, turn.settings.delivery.quiet_people))
        return
    after = preference.subscribe(before, topic, wants=wants)
    preferences.keep(turn.db, own.id, after)
    turn.reply((_WANTED if wants else _LEFT_OUT)[topic])
    if topic is Topic.EVERYTHING:
        telling.note(turn, What.SERVICE, State.GIVEN if wants else State.WITHDRAWN)
    if before.questions != after.questions:
        _tell_secretary(turn, after)


def _tell_secretary(turn: Turn, wished: Preference) -> None:
    own = turn.actor.member
    words = (
        f"{own.name}又愿意收我的消息了，以后照常问平安。"
        if wished.questions
        else f"{own.name}不想再收我的消息（退订 全部），以后请您打电话联系，电话：{own.phone or '没有登记'}。"
        "我不再问平安，也不算没有消息。"
    )
    if not turn.tell_keepers(own, f"questions:{turn.incoming.message_id}", words):
        turn.leave_to_keepers(own, Why.FORWARDED)


@router.command(
    "低调",
    may=Right.MEMBER,
    takes=preference.read_low_key,
    usage="低调 | 低调 取消",
    does="不想让旁人从手机上看出身份的，说一声：不发入党纪念日祝福，我主动说的话里也不提。",
    example="低调",
)
def keep_low_key(turn: Turn, wanted: bool) -> None:
    """Say nothing unasked that shows the membership, or be as usual again."""
    if not turn.is_addressed and turn.text.strip() not in {"低调", "低调 取消"}:
        return  # 低调点: said to a friend
    turn.check_privacy(own=True, is_told=False)
    own = turn.actor.member.id
    preferences.keep(turn.db, own, replace(preferences.find(turn.db, own), low_key=wanted))
    turn.reply(
        "好的，以后不发入党纪念日祝福，我主动找您的话里也不提身份。不要了回“低调 取消”。"
        if wanted
        else "好的，照常了。"
    )


@router.answer
def hear_weariness(turn: Turn) -> bool:
    """Say how to be left in peace where a member says in own words not to want more."""
    if turn.who is None or not turn.is_private or not preference.is_weary(turn.text):
        return False
    turn.reply(
        "好的，您定：不要祝福回“退订 祝福”；不想再被问平安，回“退订 全部”，以后书记打电话联系您；"
        "只是某些钟点别打扰，回“勿扰 22:00-8:00”这样的一句。"
    )
    return True


def _is_talk(turn: Turn, *, asks: bool) -> bool:
    """Whether it is a bare word of a room's chat; own wishes said in a room are refused."""
    if asks and not turn.is_addressed:
        return True
    turn.check_privacy(own=True, is_told=False)
    return False
