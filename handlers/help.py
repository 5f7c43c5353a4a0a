"""帮助: what the bot can do for the person who asks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher

from bot import visiting
from bot.context import NotKnown, Turn
from bot.domain import enclosure, guide
from bot.domain.command import Misfit
from bot.domain.guide import Theme
from bot.router import Command, Right, Router
from data import draft as drafts

_CHECKIN = (
    "报平安：直接写就行，说不说地方都可以。\n在群里请用“平安”开头：平安，在上海浦东，月底回\n"
    "替别人报：代报 张三 平安 在苏州。也可以私信我，怎么说都行。\n"
    "报错了当天直接改：不对，我在苏州；不算了就回“撤”"
)
_RECEIPT = "回通知：在群里回“收到”，后面可以加一句：收到，周六能到。\n有好几条时写上号：第12号收到。"
_TAKING = (
    "接求助：有人求助，我马上告诉书记和党办，过几分钟再提醒，直到有人回“我来处理”。\n"
    "回了，我告诉大家您在处理，把电话给您；同时有几件就写上号：我来处理 3号\n"
    "办妥了回“处理好了”，或“处理好了 3号”。还有哪些没了结，发“名单 求助”"
)
_UNDOING = (
    "撤：回“撤”，撤掉您一小时内最后报的那一件：自己的平安、回的通知、替别人报的。\n"
    "只是写错了，不用撤，直接写对的：不对，我在苏州"
)
_CONFIRMING = (
    "确认：通知、点名这些要紧的事，我先给您看发给谁、发多少条，十分钟里回“确认”才办，回“取消”作罢。\n"
    "想改就再写一遍，前一遍自动作罢"
)
_NUMBERS = (
    "按编号回：我发给您的名单编了号，打过电话的回编号就行：3 7 12 电话平安\n"
    "也可以写：1-5 见面平安，6 没联系上。要回别的写在冒号后面：7 电话：不去\n"
    "编号管一天，回以前的名单请引用它。错了回“撤”"
)
_TOPICS = {
    **dict.fromkeys(("平安", "报平安", "代报"), _CHECKIN),
    **dict.fromkeys(("收到", "回通知"), _RECEIPT),
    **dict.fromkeys(("求助", "接求助", "我来处理", "处理好了"), _TAKING),
    **dict.fromkeys(("撤", "撤销"), _UNDOING),
    **dict.fromkeys(("确认", "取消"), _CONFIRMING),
    **dict.fromkeys(("编号", "电话平安", "见面平安"), _NUMBERS),
}
_PROXY = "替别人报：代报 张三 平安 在苏州"
_HOW_TO_CHECK_IN = re.compile(r".{0,6}(?:怎么|怎样|如何|咋)(?:来|去|才能)?(?:报个?平安|报到|回复?平安).{0,3}")
_HOW_TO_ANSWER = re.compile(
    r".{0,6}(?:怎么|怎样|如何|咋)(?:来|去|才能)?(?:回通知|回执|回复通知|回收到).{0,3}"
)
_WHAT_ARE_YOU = re.compile(
    r"(?:请问)?你?(?:是谁|是什么|叫什么|是干什么的|是机器人吗?|(?:会|能|可以)(?:干|做)?(?:什么|啥)(?:呢|呀)?|有什么功能|有啥用)"
    r"[\s?？呀啊呢。!！]*|.{0,4}(?:怎么|怎样|如何|咋)(?:使?用|弄)(?:啊|呀|呢|你|这个)?[\s?？。!！]*|使用说明|功能|菜单"
)
_IMPORTS = re.compile(r"(?:怎么|怎样|如何|我?要|请|帮我)*导入.{0,20}|.{1,12}(?:怎么|如何|咋)导入.{0,4}")
_FOR_CONTACTS = {"走访", "联系"}
_CONFIRMS = re.compile(r"(?:确认|取消|作罢)吧?[\s。.!！]*")  # 取消 alone is no slip of 活动 取消
_MORE = 3  # characters behind a command's name in 怎么退出小组
_LONGEST = 40  # characters in which a command is looked for
_ALIKE = 0.7
_PLACES = re.compile(r"\d[\d\s,，、]*(?:号)?\s*(?=电话|见面)")  # the numbers of 3 7 12 电话平安
_MEMBER_LINES = (
    "报平安：直接写，比如“平安，在上海，月底回”",
    "回通知：收到",
)
_SECRETARY_LINES = (
    "有人求助：我来处理；办妥了：处理好了",
    "名单按编号回：3 7 12 电话平安",
)


def router_for(commands: Sequence[Command]) -> Router:
    """Make the router of 帮助 over all commands there are."""
    router = Router()

    def named(words: str) -> list[Command]:
        """Find a command by its name, or all that share its first word (名单)."""
        return [command for command in commands if words in {command.name, command.noun}]

    def read_name(words: str) -> str:
        """Read the name of a command, or nothing; 帮助大家搬家 is chat."""
        words = _PLACES.sub("", words)
        if words and words not in _TOPICS and not named(words) and not guide.theme_named(words):
            raise Misfit(words)
        return words

    @router.command(
        "帮助",
        may=Right.ANYBODY,
        takes=read_name,
        usage="帮助 [命令]",
        does="说说我会做什么；带上命令，讲那一条。",
        example="帮助 通知",
    )
    def help_with(turn: Turn, name: str) -> None:
        """List the commands the asker may use, or explain one."""
        if name in _TOPICS:
            turn.reply(_TOPICS[name])
            return
        if theme := guide.theme_named(name):
            turn.reply(_show_theme(turn, theme, commands))
            return
        if name:
            turn.reply("\n".join(command.help for command in named(name)))
            return
        turn.reply(_overview(turn, commands))

    @router.answer
    def answer_how(turn: Turn) -> bool:
        """Answer 怎么报平安 and 你会什么 as 帮助 does, and a bare 代报 with its example."""
        if not turn.is_addressed:
            return False
        answer = _answer_how(turn, commands)
        if answer:
            turn.reply(answer)
        return answer is not None

    @router.answer
    def show_nearest(turn: Turn) -> bool:
        """Show the staff which command their words may have meant; others' words somebody looks at."""
        return _help_staff(turn, commands)

    return router


def _answer_how(turn: Turn, commands: Sequence[Command]) -> str | None:
    said = {
        _CHECKIN: _HOW_TO_CHECK_IN.fullmatch(turn.text),
        _RECEIPT: _HOW_TO_ANSWER.fullmatch(turn.text),
        _PROXY: turn.text == "代报",
    }
    answer = next((text for text, asked in said.items() if asked), None) or _explain(turn, commands)
    if answer is None and _WHAT_ARE_YOU.fullmatch(turn.text):
        answer = _overview(turn, commands)
    return answer


def _explain(turn: Turn, commands: Sequence[Command]) -> str | None:
    """Explain what 怎么走访 or 我换手机号了 is about, as far as the asker may use it."""
    words = guide.asked_about(turn.text)
    if words is None:
        return None
    mine = _mine(turn, commands)
    meant = [one for one in mine if words in {one.name, one.noun}]
    if not meant:  # 退出小组, 退订祝福: the longest name in front; they stand in that order
        opening = (one for one in mine if words.startswith(one.name) and len(words) <= len(one.name) + _MORE)
        meant = list(opening)[:1]
    exact = [one for one in meant if one.name == words]
    return "\n".join(one.help for one in exact or meant) or None


def _mine(turn: Turn, commands: Sequence[Command]) -> list[Command]:
    """List what the asker may use; 走访 and 联系 are for those who look after somebody."""
    right = Right.of(turn.who)
    looks_after = right >= Right.SECRETARY or (turn.who is not None and bool(visiting.entrusted(turn)))
    return [one for one in commands if one.may <= right and (looks_after or one.name not in _FOR_CONTACTS)]


def _overview(turn: Turn, commands: Sequence[Command]) -> str:
    if turn.who is None:
        return f"我是{turn.settings.bot.name}，自动助手。{NotKnown()}"
    lines = [f"我是{turn.settings.bot.name}，自动助手。", *_MEMBER_LINES]
    lines += _SECRETARY_LINES if Right.of(turn.who) >= Right.SECRETARY else ()
    lines += guide.show_themes(one.name for one in _mine(turn, commands))
    return "\n".join([*lines, "想看怎么写，发“帮助”加上一行开头的词或其中一条，例：帮助 更正"])


def _show_theme(turn: Turn, theme: Theme, commands: Sequence[Command]) -> str:
    mine = {one.name: one.usage for one in commands if one.may <= Right.of(turn.who)}
    usages = [mine[name] for name in theme.commands if name in mine]
    return "\n".join([f"{theme.name}：", *usages, "想看哪一条，发“帮助”加上它。"])


def _help_staff(turn: Turn, commands: Sequence[Command]) -> bool:
    if not turn.is_addressed or Right.of(turn.who) < Right.SECRETARY or _is_asked_back(turn):
        return False
    if _CONFIRMS.fullmatch(turn.text):
        return False
    near = _find_nearest([one for one in commands if one.may <= Right.of(turn.who)], turn.text)
    if turn.actor.is_clerk and _IMPORTS.fullmatch(turn.text):
        turn.reply(enclosure.IMPORTING)
    elif near is not None:
        turn.reply(f"没看懂。是想用这个吗？\n{near.help}")
    else:
        return False
    return True


def _is_asked_back(turn: Turn) -> bool:
    """Whether a question of ours waits for 确认."""
    draft = drafts.find(turn.db, turn.incoming.sender, turn.incoming.conversation, turn.now)
    return draft is not None and not draft.expired


def _find_nearest(commands: Sequence[Command], text: str) -> Command | None:
    """Find the command of which a text holds most: its name's words, or one with a slip (名弹 未回)."""
    plain = re.sub(r"[\s#/＃]", "", text)[:_LONGEST]

    def likeness(command: Command) -> float:
        names = [word for word in command.name.split() if len(word) > 1]
        held = sum(len(word) for word in names if word in plain)
        name = "".join(command.name.split())
        slip = SequenceMatcher(None, name, plain[: len(name)]).ratio()
        return held + (slip if slip >= _ALIKE else 0)

    best = max(commands, key=likeness, default=None)
    return best if best and likeness(best) else None
