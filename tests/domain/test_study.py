"""Orders of study items, answers to them, months in figures: what the words say."""

from __future__ import annotations

import pytest

from bot.domain.audience import Audience, Scope
from bot.domain.command import Misfit, UserError
from bot.domain.proxy import How
from bot.domain.study import answer, counting, order
from bot.domain.study.answer import Done, ForOthers
from bot.domain.study.counting import Query


def test_an_order_is_read_whole() -> None:
    read = order.read_order("全会公报 学习问答 https://a.cn/1?x=2 支部 一,三 每周一 8:00 来源 学习强国 转发")
    assert (read.title, read.url, read.when, read.source) == (
        "全会公报 学习问答",
        "https://a.cn/1?x=2",
        "每周一 8:00",
        "学习强国",
    )
    assert read.audience == Audience(Scope.BRANCHES, ("第一支部", "第三支部"))
    assert read.relayed


@pytest.mark.parametrize(
    ("words", "title", "when"),
    [
        ("12月1日讲话精神 https://a.cn", "12月1日讲话精神", ""),
        ("周五 学什么 https://a.cn", "周五 学什么", ""),
        ("公报 https://a.cn，明天9点发", "公报", "明天9点"),
        ("公报 https://a.cn 周五 8：00", "公报", "周五 8：00"),
        ("公报 https://a.cn 现在发", "公报", ""),
        ("公报 带图 明早", "公报", "明早"),
    ],
)
def test_a_day_in_the_title_is_no_moment(words: str, title: str, when: str) -> None:
    read = order.read_order(words)
    assert (read.title, read.when) == (title, when)


@pytest.mark.parametrize("words", ["一下", "强国 今天多少分", "全体", "好文章 大家都看看吧"])
def test_chat_is_no_order(words: str) -> None:
    with pytest.raises(Misfit):
        order.read_order(words)


def test_home_news_goes_at_once() -> None:
    with pytest.raises(UserError, match="不用写时间"):
        order.read_news("修路 https://a.cn 明天9点")


@pytest.mark.parametrize(
    ("text", "done"),
    [
        ("已学", Done(None)),
        ("5号已学", Done(5)),
        ("第５号 学完了", Done(5)),
        ("S5已学", Done(5)),
        ("已学 学习5号👌", Done(5)),
        ("我都学完了[强]", Done(None)),
        ("认真学习了！", Done(None, firm=False)),
        ("学习一下", None),
        ("没学", None),
        ("学完了吗", None),
        ("已学会游泳", None),
        ("5号楼已学", None),
        ("学" * 2000, None),
    ],
)
def test_what_says_that_something_was_read(text: str, done: Done | None) -> None:
    assert answer.read_done(text) == done


@pytest.mark.parametrize(
    ("words", "count"), [("很好，很好！", 4), ("哈哈哈哈", 1), ("3.5 G", 3), ("👍👍", 0), ("", 0)]
)
def test_letters_are_counted_honestly(words: str, count: int) -> None:
    assert answer.count_letters(words) == count


@pytest.mark.parametrize(
    ("words", "number", "said"),
    [
        ("5号 写得好", 5, "写得好"),
        ("写得好", None, "写得好"),
        ("第5号：写得好", 5, "写得好"),
        ("5分钟看完", None, "5分钟看完"),
    ],
)
def test_a_number_before_a_reflection_names_the_item(words: str, number: int | None, said: str) -> None:
    read = answer.read_reflection(words)
    assert (read.number, read.words) == (number, said)


def test_what_is_answered_for_others() -> None:
    assert answer.read_for_others("5号 王五、李四 电话") == ForOthers(5, ("王五", "李四"), How.TELEPHONE)
    assert answer.read_for_others("王五") == ForOthers(None, ("王五",), How.OTHER)


def test_a_month_and_a_branch_are_told_apart() -> None:
    assert counting.read_query("第三支部 10月") == Query("10月", "第三支部")


def test_talk_about_study_is_no_query() -> None:
    with pytest.raises(Misfit):
        counting.read_query("做得真好")
