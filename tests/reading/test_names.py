"""Nicknames over a made-up roll: the right person, several to ask about, or nobody."""

from __future__ import annotations

import random
import re
import subprocess
import sys
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.reading.names import Likeness, Roll

Person = tuple[str, str, str]  # name, branch, residence

PEOPLE: tuple[Person, ...] = (
    ("张三", "第一支部", "江苏省苏州市昆山市"),
    ("李建国", "第一支部", "北京市怀柔区"),
    ("李秀兰", "第二支部", "上海市浦东新区"),
    ("王磊", "第一支部", "广东省深圳市南山区"),
    ("赵淑芬", "第十三支部", "北京市怀柔区"),
    ("欧阳娜娜", "第二支部", "加拿大多伦多"),
    ("诸葛明", "第二支部", "天津市滨海新区"),
    ("尉迟恭", "第三支部", "山西省大同市"),
    ("万俟雪", "第三支部", ""),
    ("单雄", "第二支部", ""),
    ("解放", "第二支部", ""),
    ("曾丽", "第三支部", ""),
    ("仇英", "第三支部", ""),
    ("查良", "第三支部", ""),
    ("区卫民", "第三支部", ""),
    ("盖文", "第三支部", ""),
    ("翟志刚", "第三支部", ""),
    ("乐为民", "第三支部", ""),
    ("吕布衣", "第三支部", ""),
    ("刘志强", "第三支部", ""),
    ("周未", "第三支部", ""),
    ("阿依古丽·买买提", "海外支部", "新疆乌鲁木齐市"),
    ("陈伟", "第十三支部", "江苏省苏州市昆山市"),
    ("陈伟", "第三支部", "上海市浦东新区"),
    ("孙静", "第一支部", ""),
    ("孙婧", "第一支部", ""),
)


def roll_of(people: tuple[Person, ...]) -> Roll[Person]:
    return Roll(people, lambda person: person[0], lambda person: person[1:])


ROLL = roll_of(PEOPLE)

# nickname=name, with | for a blank.
RIGHT = {
    Likeness.EXACT: """
        张三=张三 张|三=张三 阿依古丽•买买提=阿依古丽·买买提 孙静=孙静""",
    Likeness.DRESSED: """
        一支部-张三=张三 【一支部】张三=张三 张三(昆山)=张三 张三-上海-建筑=张三 张三🌸=张三 張三=张三
        ~张三~=张三 01张三=张三 张三2=张三 书记张三=张三 张三书记=张三 张三(老党员)=张三 老党员张三=张三
        怀柔张三=张三 1支部张三=张三 ①支部张三=张三 第一党支部张三=张三 李家村张三=张三
        上海务工张三=张三 张三在昆山=张三 小张三=张三 三儿|张三=张三 豆豆妈-张三=张三
        张三13800000000=张三 王磊上海支部=王磊 李秀蘭=李秀兰 快乐的李建国=李建国 李建国装修=李建国
        李建国大哥=李建国 李🌸建国=李建国 李姐李秀兰=李秀兰 阿依古丽买买提=阿依古丽·买买提
        阿依古丽.买买提=阿依古丽·买买提""",
    Likeness.SOUND: """
        Zhang|San=张三 zhangsan=张三 San|Zhang=张三 ZhangSan_88=张三 ZHANG|San=张三 zhang-san=张三
        Zhāng|Sān=张三 三儿|zhangsan=张三 Jianguo|Li=李建国 Jian|Guo|Li=李建国 LiJianGuo=李建国
        章三=张三 张叁=张三 李健国=李建国 王雷=王磊 王蕾=王磊 一支部-王蕾=王磊 刘志墙=刘志强
        里建国=李建国 Nana|Ouyang=欧阳娜娜 Zhuge|Ming=诸葛明 Yuchi|Gong=尉迟恭 Moqi|Xue=万俟雪
        Shan|Xiong=单雄 Xie|Fang=解放 Zeng|Li=曾丽 Qiu|Ying=仇英 Zha|Liang=查良 Ou|Weimin=区卫民
        Ge|Wen=盖文 Zhai|Zhigang=翟志刚 Yue|Weimin=乐为民 Lü|Buyi=吕布衣 lvbuyi=吕布衣""",
    Likeness.SLIP: """
        张珊=张三 张珊🌸=张三 Zang|San=张三 zhagnsan=张三 zhnagsan=张三 Lijiangguo=李建国
        lijianguuo=李建国 ouyangnnana=欧阳娜娜 赵素芬=赵淑芬 刘子强=刘志强 周末=周未 李建国国=李建国
        李李建国=李建国 阿依吉丽买买提=阿依古丽·买买提 阿依丽买买提=阿依古丽·买买提""",
    Likeness.PART: """
        老赵=赵淑芬 赵阿姨=赵淑芬 赵书记=赵淑芬 秀兰=李秀兰 秀兰姐=李秀兰 建国=李建国 阿强=刘志强
        强哥=刘志强 阿依古丽=阿依古丽·买买提 老欧阳=欧阳娜娜""",
}
SEVERAL = "陈伟 陈伟🌸 Chen|Wei 陈炜 小李 老李 李姐 李书记 张三|李建国 Sun|Jing 孙晶 小孙 小陈 Cehn|Wei"
NOBODY = """
    岁月静好 平安是福 平安 微笑 知足常乐 A建材批发王总13800000000 王总 用户123 wxid_8a7b
    所有人 Happy Tom 😀 A 🌸 ZS zs1985
    老三 小二 书记 党员 老师 上海 一支部 张 李 二支部-张三 张三(妈妈) 张三妈 张三-爱人 李建国妈妈 李建国家属
    李建华 李卫国 李国 李建 张三丰 王丽 王琳琳 李秀莲 山雄 Zhang|S. lijianhua wangxiulian 王建国"""
TOLD_APART = {
    "三支部陈伟": "第三支部",
    "第三党支部-陈伟": "第三支部",
    "上海陈伟": "第三支部",
    "13支部陈伟": "第十三支部",
    "陈伟(十三支部)": "第十三支部",
    "陈伟(昆山)": "第十三支部",
    "十三支部|Chen|Wei": "第十三支部",
}


def rows() -> Iterator[tuple[str, str, Likeness]]:
    for likeness, table in RIGHT.items():
        for row in table.split():
            nickname, name = row.split("=")
            yield nickname, name, likeness


@pytest.mark.parametrize(("nickname", "name", "likeness"), rows())
def test_one_person_is_meant(nickname: str, name: str, likeness: Likeness) -> None:
    found = ROLL.find(nickname.replace("|", " "))
    assert ([person[0] for person in found.people], found.likeness) == ([name], likeness)


@pytest.mark.parametrize("nickname", SEVERAL.split())
def test_several_are_asked_about(nickname: str) -> None:
    found = ROLL.find(nickname.replace("|", " "))
    assert len(found.people) > 1
    assert found.one() is None


@pytest.mark.parametrize("nickname", NOBODY.split())
def test_nobody_is_meant(nickname: str) -> None:
    assert ROLL.find(nickname.replace("|", " ")).people == ()


@pytest.mark.parametrize(("nickname", "branch"), TOLD_APART.items())
def test_two_of_one_name_are_told_apart_by_what_is_said_beside(nickname: str, branch: str) -> None:
    assert [person[:2] for person in ROLL.find(nickname.replace("|", " ")).people] == [("陈伟", branch)]


def test_without_hints_two_of_one_name_are_several() -> None:
    assert Roll(["陈伟", "陈伟"], str).find("三支部陈伟").people == ("陈伟", "陈伟")


def test_a_caller_says_how_near_is_near_enough() -> None:
    found = ROLL.find("张珊")
    assert found.one() == PEOPLE[0]
    assert found.one(Likeness.SOUND) is None


def test_nearer_goes_before_farther() -> None:
    roll = Roll(["张三", "张珊", "章三"], str)
    assert roll.find("张珊").people == ("张珊",)
    assert roll.find("张山").people == ("张珊",)  # 张三 only to a southern ear
    assert set(roll.find("Zhang San").people) == {"张三", "章三"}


def test_a_longer_name_hides_the_shorter_one_in_it() -> None:
    assert Roll(["张三", "张三姐"], str).find("🌸张三姐").people == ("张三姐",)
    assert Roll(["马建国"], str).find("司马建国").people == ()


def test_a_small_roll_takes_no_strangers() -> None:
    """Common names that are not on a branch's roll, against made-up branches of twenty."""
    chance = random.Random(11)
    surnames = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗"
    given = re.findall("..", "建国建华志强志伟秀英秀兰桂英玉兰淑珍海燕丽华文斌永刚卫东婷婷子轩雨欣俊杰")
    given += "伟强军磊敏静红"
    names = [surname + one for surname in surnames for one in given]
    wrong = 0
    for _ in range(20):
        chance.shuffle(names)
        roll = Roll(names[:20], str)
        wrong += sum(bool(roll.find(name).people) for name in names[20:120])
    assert wrong <= 20  # of 2,000


def test_what_is_exact_needs_no_pinyin() -> None:
    code = (
        "import sys; from bot.reading.names import Roll; assert Roll(['张三'], str).find('张三').people; "
        "sys.exit('pypinyin' in sys.modules or 'rapidfuzz' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


NAMES = [person[0] for person in PEOPLE]
NICKNAMES = st.one_of(
    st.text(max_size=80),
    st.lists(
        st.sampled_from(
            [*NAMES, *"张三李王支部一二老小哥· -🌸()", "Zhang", "san", "wei", "13", "书记", "上海", "妈妈"]
        ),
        max_size=8,
    ).map("".join),
)


@given(nickname=NICKNAMES, seed=st.integers())
def test_the_order_of_the_roll_does_not_matter(nickname: str, seed: int) -> None:
    people = list(PEOPLE)
    random.Random(seed).shuffle(people)
    found, other = ROLL.find(nickname), roll_of(tuple(people)).find(nickname)
    assert (set(found.people), len(found.people), found.likeness) == (
        set(other.people), len(other.people), other.likeness
    )  # fmt: skip


@given(nickname=NICKNAMES)
def test_of_two_alike_none_is_picked(nickname: str) -> None:
    """Everybody twice: who finds one person finds two."""
    twice = Roll([*NAMES, *NAMES], str).find(nickname)
    assert twice.one() is None
    assert len(twice.people) % 2 == 0


@given(
    names=st.lists(st.text(st.characters(categories=["L"]), min_size=1, max_size=20), min_size=1, max_size=5)
)
def test_a_name_as_written_is_always_exact(names: list[str]) -> None:
    roll = Roll(names, str)
    for name in names:
        found = roll.find(name)
        assert name in found.people
        assert found.likeness is Likeness.EXACT
