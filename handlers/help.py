"""帮助: what the bot can do for the person who asks."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.context import Turn
from bot.domain.command import Misfit
from bot.router import Command, Right, Router

_CHECKIN = (
    "报平安：直接写就行，说不说地方都可以。\n在群里请用“平安”开头：平安，在上海浦东，月底回\n"
    "替别人报：代报 张三 平安 在苏州。也可以私信我，怎么说都行。\n"
    "报错了当天直接改：不对，我在苏州；不算了就回“撤”"
)
_RECEIPT = "回通知：在群里回“收到”，后面可以加一句：收到，周六能到。\n有好几条时写上号：第12号收到。"
_TOPICS = {"平安": _CHECKIN, "报平安": _CHECKIN, "代报": _CHECKIN, "收到": _RECEIPT, "回通知": _RECEIPT}
_PROXY = "替别人报：代报 张三 平安 在苏州"
_HOW_TO_CHECK_IN = re.compile(r".{0,6}(?:怎么|怎样|如何|咋)(?:来|去|才能)?(?:报个?平安|报到|回复?平安).{0,3}")
_HOW_TO_ANSWER = re.compile(
    r".{0,6}(?:怎么|怎样|如何|咋)(?:来|去|才能)?(?:回通知|回执|回复通知|回收到).{0,3}"
)
_WHAT_ARE_YOU = re.compile(
    r"(?:请问)?你?(?:是谁|是什么|叫什么|是干什么的|是机器人吗?|(?:会|能|可以)(?:干|做)?(?:什么|啥)(?:呢|呀)?|有什么功能|有啥用)"
    r"[\s?？呀啊呢。!！]*|.{0,4}(?:怎么|怎样|如何|咋)(?:使?用|弄)(?:啊|呀|呢|你|这个)?[\s?？。!！]*|使用说明|功能|菜单"
)
_MEMBER_LINES = (
    "报平安：直接写，比如“平安，在上海，月底回”",
    "回通知：收到",
)


def router_for(commands: Sequence[Command]) -> Router:
    """Make the router of 帮助 over all commands there are."""
    router = Router()

    def named(words: str) -> list[Command]:
        """Find a command by its name, or all that share its first word (名单)."""
        return [command for command in commands if words in {command.name, command.noun}]

    def read_name(words: str) -> str:
        """Read the name of a command, or nothing; 帮助大家搬家 is chat."""
        if words and words not in _TOPICS and not named(words):
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
        if name:
            turn.reply("\n".join(command.help for command in named(name)))
            return
        turn.reply(_overview(turn))

    def _overview(turn: Turn) -> str:
        mine = [command for command in commands if command.may <= Right.of(turn.who)]
        lines = [f"我是{turn.settings.bot.name}，自动助手。", *_MEMBER_LINES]
        lines += [f"{command.usage}" for command in mine]
        return "\n".join([*lines, "想看哪一条，发“帮助”加上它。"])

    @router.answer
    def answer_how(turn: Turn) -> bool:
        """Answer 怎么报平安 and 你会什么 as 帮助 does, and a bare 代报 with its example."""
        if not turn.is_addressed:
            return False
        said = {
            _CHECKIN: _HOW_TO_CHECK_IN.fullmatch(turn.text),
            _RECEIPT: _HOW_TO_ANSWER.fullmatch(turn.text),
            _PROXY: turn.text == "代报",
            _overview(turn): _WHAT_ARE_YOU.fullmatch(turn.text),
        }
        answer = next((text for text, asked in said.items() if asked), None)
        if answer:
            turn.reply(answer)
        return answer is not None

    return router
