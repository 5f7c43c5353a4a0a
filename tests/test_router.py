"""Whether a message is a command, an answer, a confirmation or nothing; and who may give it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.nouns import build_router
from bot.router import Right, Router
from data import account as accounts
from data import draft as drafts
from tests.conftest import CENTRAL, FIRST, OFFICE, OVERSEAS, PRIVATE, SECRETARIES, START, Talk, account_id

# Words that open like a command, an answer or a check-in, as people say them to each other.
CHAT = [
    "提醒大家带伞",
    "通知大家明天带伞",
    "通知一下啊",
    "活动取消了",
    "进度条卡住了",
    "进度怎么样了",
    "名单我看过了",
    "绑定手机号怎么弄",
    "解绑了吗",
    "帮助别人就是帮助自己",
    "帮助一下新来的同志",
    "帮助老人是美德",
    "关联群里的人都在",
    "平安夜快乐",
    "平安是福",
    "确认一下时间",
    "取消订餐的说一声",
    "@李四 明天来吗",
    "#话题 今天吃什么",
    "",
]


@pytest.mark.parametrize("text", CHAT)
async def test_ordinary_chat_is_never_answered(talk: Talk, text: str) -> None:
    await talk.play(
        ("张三", FIRST, text, None), ("李书记", SECRETARIES, text, None), ("王主任", OFFICE, text, None)
    )
    assert set(talk.outcomes()) == {"chat"}


@pytest.mark.parametrize(
    "text",
    ["进度", "#进度", "/进度", "＃ 进度", "@风筝线 进度", "@风筝线\u2005进度", "@风筝线 #进度", " 进度 "],
)
async def test_a_command_may_be_marked(talk: Talk, text: str) -> None:
    await talk.play(("李书记", SECRETARIES, text, "还没有发过要回执的通知"))


async def test_a_misuse_gets_a_right_example_only_where_it_was_meant(talk: Talk) -> None:
    await talk.play(
        ("王主任", OFFICE, "通知 大家带伞", None),
        ("王主任", OFFICE, "@风筝线 通知 大家带伞", "例：通知 全体"),
        ("王主任", PRIVATE, "通知 大家带伞", "例：通知 全体"),
        ("王主任", OFFICE, "通知 全体：", "正文是空的.*例：通知"),
    )


@pytest.mark.parametrize("text", ["名单", "@风筝线 名单"])
async def test_a_noun_alone_explains_all_its_commands(talk: Talk, text: str) -> None:
    where = SECRETARIES if "@" in text else PRIVATE
    await talk.play(("李书记", where, text, "^名单后面写上要看的：.*名单 待看"))


@pytest.mark.parametrize("text", ["名单 欠账", "名单 外出"])
async def test_of_a_list_there_is_not_those_there_are_are_named(talk: Talk, text: str) -> None:
    await talk.play(
        ("李书记", PRIVATE, text, "^这个名单还没有。有的是：\n名单 .*名单 待看"),
        ("张三", PRIVATE, text, "只有支部书记可以用"),
    )


async def test_a_noun_is_explained_to_those_only_who_may_use_it(talk: Talk) -> None:
    await talk.play(
        ("张三", PRIVATE, "名单", "只有支部书记可以用"),
        ("李书记", SECRETARIES, "名单", None),
        ("李书记", SECRETARIES, "@风筝线 名单我看过了", "没看懂"),
    )


@pytest.mark.parametrize("text", ["名单 待看", "名单待看", "#名单  待看"])
async def test_the_words_of_a_name_may_stand_close(talk: Talk, text: str) -> None:
    await talk.play(("李书记", PRIVATE, text, "没有待看的"))


@pytest.mark.parametrize(
    ("who", "right"),
    [("王主任", Right.CLERK), ("李书记", Right.SECRETARY), ("张三", Right.MEMBER), ("路人", Right.ANYBODY)],
)
def test_rights_follow_the_bound_person(talk: Talk, who: str, right: Right) -> None:
    assert Right.of(accounts.actor(talk.db, account_id(who))) is right


async def test_a_command_above_the_sender_s_rights_names_who_may(talk: Talk) -> None:
    await talk.play(
        ("张三", FIRST, "通知 全体：放假", "^这个命令只有党办可以用。$"),
        ("李书记", SECRETARIES, "通知 全体：放假", "只有党办可以用"),
        ("张三", PRIVATE, "进度", "只有支部书记可以用"),
        ("路人", FIRST, "进度", "还不认识您"),
    )
    assert talk.counts("drafts") == 0


async def test_a_member_s_misuse_of_a_clerk_s_command_does_not_explain_it(talk: Talk) -> None:
    await talk.play(("张三", PRIVATE, "通知 大家带伞", "只有党办可以用"))


def test_the_longest_command_that_fits_is_meant() -> None:
    router = Router()
    for name in ("报", "报平安"):
        router.command(name, may=Right.ANYBODY, takes=str, usage=name, does="", example="")(lambda *_: None)
    assert [command.name for command in Router.joined([router]).commands] == ["报平安", "报"]


def test_every_command_has_help_with_an_example_it_takes_itself() -> None:
    for command in build_router().commands:
        assert command.does.endswith(("。", "？"))
        assert command.example.startswith(command.name)
        assert command.usage.startswith(command.name)
        command.takes(command.example.removeprefix(command.name).strip())


def test_no_two_commands_have_one_name() -> None:
    names = [command.name for command in build_router().commands]
    assert len(names) == len(set(names))


# Confirmations

NOTICE = "通知 全体：周六集中学习"


async def test_a_draft_is_confirmed_by_its_author_in_its_place_only(talk: Talk) -> None:
    await talk.play(
        ("王主任", OFFICE, NOTICE, "回复“确认”发送"),
        ("李书记", SECRETARIES, "确认", None),
        ("王主任", CENTRAL, "确认", None),
        ("王主任", OFFICE, "确认", "第1号通知开始发送"),
        ("王主任", OFFICE, "确认", None),
    )
    assert talk.counts("notices") == 1


async def test_a_draft_is_taken_back(talk: Talk) -> None:
    await talk.play(
        ("王主任", OFFICE, NOTICE, "将发给"),
        ("王主任", OFFICE, "取消", "好的，作罢了"),
        ("王主任", OFFICE, "确认", None),
    )
    assert talk.counts("notices") == 0


@pytest.mark.parametrize("text", ["确认。", "确认，", " 确认 ", "@风筝线 确认"])
async def test_a_confirmation_may_carry_a_mark(talk: Talk, text: str) -> None:
    await talk.play(("王主任", OFFICE, NOTICE, "将发给"), ("王主任", OFFICE, text, "开始发送"))


@pytest.mark.parametrize(
    "text", ["确认一下人数对不对", "确认收到的同志请举手", "取消订餐的请说一声", "确认不了"]
)
async def test_chat_that_opens_with_the_word_confirms_nothing(talk: Talk, text: str) -> None:
    await talk.play(("王主任", OFFICE, NOTICE, "将发给"), ("王主任", OFFICE, text, None))
    assert (talk.counts("notices"), talk.counts("drafts")) == (0, 1)


async def test_a_draft_lives_ten_minutes(talk: Talk) -> None:
    await talk.play(("王主任", OFFICE, NOTICE, "将发给"))
    await talk.wait(minutes=10)
    await talk.play(("王主任", OFFICE, "确认", "过了十分钟"), ("王主任", OFFICE, "确认", None))
    assert talk.counts("notices") == 0


def test_a_draft_at_its_last_moment_still_counts(talk: Talk) -> None:
    drafts.keep(talk.db, "notice", "a", "b", {}, START)
    draft = drafts.take(talk.db, "a", "b", START + drafts.LIFE)
    assert draft
    assert not draft.expired
    drafts.keep(talk.db, "notice", "a", "b", {}, START)
    late = drafts.take(talk.db, "a", "b", START + drafts.LIFE + timedelta(seconds=1))
    assert late
    assert late.expired


async def test_a_new_draft_takes_the_place_of_the_one_before(talk: Talk) -> None:
    await talk.play(
        ("王主任", OFFICE, "通知 全体：旧的", "正文：旧的"),
        ("王主任", OFFICE, "通知 全体：新的", "正文：新的"),
        ("王主任", OFFICE, "确认", "第1号"),
    )
    await talk.wait(minutes=1)
    assert [text for text in talk.told(OVERSEAS) if "旧的" in text] == []
    assert [text for text in talk.told(OVERSEAS) if "新的" in text]


async def test_rights_are_looked_at_again_at_the_confirmation(talk: Talk) -> None:
    await talk.play(("王主任", OFFICE, NOTICE, "将发给"))
    talk.db.execute("DELETE FROM posts WHERE role = 'clerk'")
    await talk.play(("王主任", OFFICE, "确认", "要由党办来发"))
    assert talk.counts("notices") == 0


async def test_a_confirmation_outlives_a_restart(talk: Talk) -> None:
    await talk.play(("王主任", OFFICE, NOTICE, "将发给"))
    talk.stage.restart_bot()
    await talk.play(("王主任", OFFICE, "确认", "第1号通知开始发送"))


LEAVE = "休假 12月1日-10日 李四代"


@pytest.mark.parametrize("text", ["好的", "可以", "OK", "嗯嗯", "没问题", "发吧"])
async def test_a_nod_in_private_is_no_confirmation_and_hears_so(talk: Talk, text: str) -> None:
    await talk.play(
        ("李书记", PRIVATE, LEAVE, "“确认”办理"),
        ("李书记", PRIVATE, text, "^还没有办：要办请回“确认”"),
        ("李书记", PRIVATE, "确认", "^记好了"),
    )


async def test_a_plain_no_in_private_drops_what_waits(talk: Talk) -> None:
    await talk.play(
        ("李书记", PRIVATE, LEAVE, "“确认”办理"),
        ("李书记", PRIVATE, "算了", "^好的，作罢了"),
        ("李书记", PRIVATE, "确认", "没有等您确认的事"),
    )


async def test_a_name_behind_the_word_needs_no_space(talk: Talk) -> None:
    await talk.play(
        ("李书记", PRIVATE, "走访张三 腿脚不便", "^已记：走访张三"),
        ("李书记", PRIVATE, "联系老周 电话 平安，在苏州女儿家", "^已记：联系老周，平安也一起记上了"),
        ("张三", PRIVATE, "联系李四没联系上，我挺担心", "没看懂"),
    )
    assert talk.db.execute("SELECT member_id FROM checkins").fetchall() == [(8,)]


async def test_a_number_or_a_unit_behind_the_word_needs_no_space(talk: Talk) -> None:
    await talk.play(
        ("王主任", PRIVATE, "建驻站驻沪服务站 上海", "^驻沪服务站建好了"),
        ("张三", PRIVATE, "建组 周末读书会", "小组1号"),
        ("李四", PRIVATE, "加入1号", "^加入了“周末读书会”"),
        ("李四", FIRST, "退出1号", None),
    )


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("名单 没进群的", "进群和实名|都"),
        ("名单没报的人", "报过平安"),
        ("名单 还没回", "还没有发过要回执的通知"),
    ],
)
async def test_a_list_is_known_by_what_people_call_it(talk: Talk, typed: str, answer: str) -> None:
    await talk.play(("李书记", PRIVATE, typed, answer))


async def test_a_particle_at_the_end_is_no_part_of_a_command(talk: Talk) -> None:
    await talk.play(
        ("李书记", PRIVATE, "名单 未报吧", "还没有请大家报过平安"),
        ("李书记", SECRETARIES, "进度吧", None),
    )
