"""Receipts: what is one, which notices it names, what else it says."""

import pytest

from bot.reading.receipts import Receipt, is_attendance, read_receipt, says_attendance


@pytest.mark.parametrize(
    "text",
    [
        *(
            "收到",
            "收到！",
            "收到收到",
            "已收到",
            "收到了",
            "收悉",
            "通知收到",
            " 收到 ",
            "收到[玫瑰]",
            "已阅",
            "好的收到",
        ),
        *(
            "收道",
            "收倒了",
            "已收",
            "收到通知",
            "我已收到通知",
            "书记，收到",
            "感谢书记，收到",
            "一支部收到",
            "没问题收到",
            "刚收到",
        ),
    ],
)
def test_a_plain_receipt(text: str) -> None:
    assert read_receipt(text) == Receipt()


@pytest.mark.parametrize(
    "text",
    [
        *(
            "不好意思，收到",
            "刚看到，收到",
            "才看见，收到了",
            "抱歉才看到，收到",
            "忙忘了，收到",
            "没看到，收到",
        ),
        *("对不起书记，刚看到，收到", "书记，不好意思，才看到，收到", "李书记不好意思，收到", "王书记，收到"),
        *(
            "回复晚了，收到",
            "迟复为歉，收到",
            "没顾上看，收到",
            "群消息太多没看到，收到",
            "谢谢书记提醒，收到",
        ),
        *(
            "不好意思收到",
            "刚看到收到",
            "抱歉刚看到！收到！",
            "[捂脸]忘了，收到",
            "😂忘回了，收到",
            "嗯，收到",
        ),
    ],
)
def test_an_excuse_before_a_receipt_is_left_out(text: str) -> None:
    assert read_receipt(text) == Receipt()


@pytest.mark.parametrize("text", ["刚看到，好的", "抱歉，知道了", "刚看到，1", "刚看到👌"])
def test_an_excuse_makes_weak_words_no_firmer(text: str) -> None:
    assert read_receipt(text) == Receipt(firm=False)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("在开会没看手机，收到", Receipt("在开会没看手机")),
        ("周六加班，收到", Receipt("周六加班", lead="周六加班")),
        ("周六去不了，收到", Receipt("周六去不了", lead="周六去不了")),
        ("在医院陪老人，收到，谢谢", Receipt("在医院陪老人，谢谢", lead="在医院陪老人")),
        ("不好意思刚看到，收到，周六能到", Receipt("周六能到")),
        ("不好意思，12号收到", Receipt(numbers=(12,))),
        ("培训收到", Receipt(thing="培训")),
    ],
)
def test_what_stands_before_a_receipt_and_may_matter_is_kept(text: str, expected: Receipt) -> None:
    assert read_receipt(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        *("谁收到了", "刚看到有人收到快递", "刚看到，收到了吗", "忙忘了，你收到没", "不好意思，还没收到"),
        *("不好意思，谁收到了", "刚看到，要收到什么时候", "如果收到，请回复", "不好意思，收到请回复"),
        *(
            "刚看到，小王说没收到",
            "快递，收到",
            "不好意思",
            "忙忘了",
            "刚看到",
            "刚看到一只猫",
            "抱歉，好久没联系",
        ),
    ],
)
def test_an_excuse_makes_no_receipt_of_other_words(text: str) -> None:
    assert read_receipt(text) is None


@pytest.mark.parametrize(
    "text",
    [
        *(
            "1",
            "1️⃣",
            "+1",
            "＋1",
            "好的",
            "好",
            "OK",
            "ok",
            "Received",
            "noted",
            "👌",
            "👌🏻👌🏻",
            "[强]",
            "[OK]",
            "知道了",
            "明白",
        ),
        *("看到了", "看见了"),
    ],
)
def test_a_receipt_whose_words_open_many_an_answer(text: str) -> None:
    assert read_receipt(text) == Receipt(firm=False)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("收到，周六能到", Receipt("周六能到")),
        ("好的书记，一定到", Receipt("书记，一定到", firm=False)),
        ("已阅，几点开始？", Receipt("几点开始？")),
        ("第12号收到", Receipt(numbers=(12,))),
        ("12号收到", Receipt(numbers=(12,))),
        ("N12 收到", Receipt(numbers=(12,))),
        ("１２号收到", Receipt(numbers=(12,))),
        ("Ｎ１２收到，周六请假", Receipt("周六请假", numbers=(12,))),
        ("第٣号收到", Receipt(numbers=(3,))),
        ("收到N12", Receipt(numbers=(12,))),
        ("N12收到，周六请假", Receipt("周六请假", numbers=(12,))),
        ("1号、2号收到", Receipt(numbers=(1, 2))),
        ("1、2号收到", Receipt(numbers=(1, 2))),
        ("1号2号都收到", Receipt(numbers=(1, 2), every=True)),
        ("收到1号2号", Receipt(numbers=(1, 2))),
        ("一号收到", Receipt(numbers=(1,))),
        ("第一个通知收到", Receipt(nth=1)),
        ("第1个收到", Receipt(nth=1)),
        ("第二个也收到了", Receipt(nth=2)),
        ("前一个收到", Receipt(nth=-2)),
        ("最后一个收到", Receipt(nth=-1)),
        ("两个都收到了", Receipt(every=True)),
        ("都收到了", Receipt(every=True)),
        ("收到，都收到了", Receipt(every=True)),
        ("另一个也收到", Receipt()),
        ("还有一个也收到了", Receipt()),
        ("学习收到", Receipt(thing="学习")),
        ("学习的那个收到，我参加", Receipt("我参加", thing="学习")),
        ("快递收到了", Receipt(thing="快递")),
    ],
)
def test_what_is_named_and_the_remark_are_kept(text: str, expected: Receipt) -> None:
    assert read_receipt(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        *(
            "",
            "平安",
            "没收到",
            "还没有收到",
            "收到了吗",
            "收到没",
            "收到?",
            "收到的文件打不开",
            "收到12号回来",
        ),
        *(
            "好吃",
            "好的餐厅推荐",
            "10",
            "1.张三",
            "+10",
            "12号回来",
            "是不是明天",
            "行李丢了",
            "可以帮我吗",
            "可以",
            "行",
        ),
        *(
            "嗯嗯",
            "是的",
            "没问题",
            "OKR是什么",
            "今天平安",
            "我知道了",
            "看到了一只猫",
            "看到了吗",
            "2号收到快递了",
        ),
    ],
)
def test_other_words_are_no_receipt(text: str) -> None:
    assert read_receipt(text) is None


@pytest.mark.parametrize(
    "text", ["参加", "一定参加", "准时到", "周六能到", "周六9点准时到", "请个假", "家里有事，去不了"]
)
def test_attendance(text: str) -> None:
    assert is_attendance(text)


@pytest.mark.parametrize(
    "text", ["你参加吗", "能到吗", "我去", "打麻将，我参加", "参加工作三十年", "到了", "好"]
)
def test_other_words_are_no_attendance(text: str) -> None:
    assert not is_attendance(text)


def test_attendance_may_stand_beside_something_else() -> None:
    assert says_attendance("我住院了，周六去不了")
    assert not says_attendance("我住院了")
