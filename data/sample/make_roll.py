"""Write data/sample/roll.csv: 292 made-up members in 15 branches, the same bytes at every run."""

from __future__ import annotations

import csv
import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import TypeVar

HEADINGS = (
    "姓名",
    "性别",
    "出生日期",
    "入党时间",
    "联系电话",
    "所在支部",
    "职务",
    "现居住地",
    "时区",
    "微信",
    "民族",
    "学历",
    "从业类别",
    "工作单位",
    "党员类别",
    "转正时间",
)
NUMERALS = (
    "一",
    "二",
    "三",
    "四",
    "五",
    "六",
    "七",
    "八",
    "九",
    "十",
    "十一",
    "十二",
    "十三",
    "十四",
    "十五",
)
BRANCHES = tuple(f"第{numeral}支部" for numeral in NUMERALS)
SIZES = (28, 24, 22, 21, 18, 25, 16, 19, 14, 27, 20, 17, 12, 15, 14)  # 292
BY_TELEPHONE = 32
ABROAD = 29
CLERKS = 3
LAST_JOINING = date(2025, 12, 20)

# Written as often as they are borne, roughly.
SURNAMES = (
    "王王王王李李李李张张张张刘刘刘陈陈杨杨赵赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕"
    "苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常"
    "武乔贺赖龚文焦甄单解查仇"
)
COMMON = frozenset("王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗")  # with one character more: half the country

# Given names by the first year of birth they are drawn for; the men's, then the women's.
GIVEN = {
    1938: (
        "德厚 永福 长顺 守义 宝山 玉山 振东 广田 庆余 树林 占元 福来 世昌 万和 连生 茂林 春生 景文",
        "秀兰 桂英 玉珍 淑贞 凤英 素琴 桂芝 秀荣 玉兰 淑芬 金凤 翠花 兰芳 惠珍 月娥 春香 桂荣 秀珍",
    ),
    1948: (
        "建业 保国 新民 胜利 和平 永强 国栋 金生 解放 学文 铁柱 庆丰 跃进 长征 建设 卫民 秋生 福田",
        "秀华 玉华 桂琴 淑华 凤兰 金兰 素芬 玉梅 秀云 淑珍 爱华 新华 玉芹 秋菊 桂香 美云 惠芳 荣花",
    ),
    1960: (
        "卫兵 志勇 向阳 永红 爱民 立新 继红 春雷 海生 振兴 宏伟 少华 国安 建忠 树平 军 平 勇",
        "红梅 春梅 丽华 小红 艳萍 玉红 爱红 永梅 秀丽 卫红 晓燕 亚琴 淑敏 文英 慧敏 月红 萍 红",
    ),
    1972: (
        "志强 永刚 立军 文斌 建波 少锋 永辉 洪涛 春林 学军 利民 景辉 志成 兴旺 广顺 云山 强 宁",
        "丽娟 艳红 海燕 春燕 晓丽 雪梅 丽萍 玉洁 艳丽 慧玲 冬梅 立红 秋霞 小玲 志芳 淑娟 敏 静",
    ),
    1982: (
        "鹏飞 志伟 晓磊 建鹏 永超 立伟 少凯 春阳 明亮 振宇 佳林 国梁 世杰 海龙 建龙 磊 栋 超",
        "婷婷 静怡 丽娜 晓雪 雯雯 佳慧 思佳 海霞 莹莹 艳君 雅琴 玉婷 美玲 倩倩 立君 晓静 婷 娟",
    ),
    1992: (
        "子轩 浩宇 嘉豪 梓豪 天佑 泽宇 昊天 宇航 鑫磊 家乐 晨曦 承宇 宇辰 明轩 浩然 文涛 晨 鑫",
        "雨欣 欣怡 梦瑶 佳怡 思雨 诗涵 雨桐 晨露 梓萱 嘉悦 静雯 雨晴 晓彤 佳琪 梦洁 慧颖 雪 妍",
    ),
}
# Two of one name: in two branches, and in one.
NAMESAKES = (
    ("王建业", True, 1948, ("第一支部", "第六支部")),
    ("李玉珍", False, 1938, ("第二支部", "第十支部")),
    ("张海燕", False, 1972, ("第三支部", "第十一支部")),
    ("陈志强", True, 1972, ("第四支部", "第四支部")),
)

HOME = "北京市怀柔区"
IN_CHINA = (
    "北京市朝阳区 北京市海淀区 北京市昌平区 北京市顺义区 北京市密云区 "
    "北京市通州区 北京市大兴区 天津市滨海新区 上海市浦东新区 上海市闵行区 "
    "重庆市渝北区 河北省廊坊市三河市 河北省承德市丰宁县 河北省保定市雄安新区 江苏省苏州市昆山市 "
    "江苏省南京市江宁区 浙江省杭州市余杭区 浙江省宁波市鄞州区 浙江省金华市义乌市 广东省深圳市南山区 "
    "广东省广州市天河区 广东省东莞市 广东省佛山市顺德区 福建省厦门市思明区 山东省青岛市黄岛区 "
    "山东省济南市历下区 山西省大同市 内蒙古呼和浩特市 辽宁省大连市 吉林省长春市 "
    "黑龙江省哈尔滨市 河南省郑州市 湖北省武汉市洪山区 湖南省长沙市岳麓区 安徽省合肥市 "
    "江西省南昌市 四川省成都市高新区 贵州省贵阳市 云南省昆明市 陕西省西安市雁塔区 "
    "甘肃省兰州市 新疆乌鲁木齐市 西藏拉萨市 海南省三亚市 广西南宁市"
)
OVERSEAS = (
    ("加拿大多伦多", "America/Toronto"),
    ("美国纽约", "America/New_York"),
    ("美国洛杉矶", "America/Los_Angeles"),
    ("英国伦敦", "Europe/London"),
    ("德国柏林", "Europe/Berlin"),
    ("日本东京", "Asia/Tokyo"),
    ("澳大利亚悉尼", "Australia/Sydney"),
    ("新加坡", "Asia/Singapore"),
    ("尼泊尔加德满都", "Asia/Kathmandu"),
    ("加拿大温哥华", "America/Vancouver"),
    ("法国巴黎", "Europe/Paris"),
    ("新西兰奥克兰", "Pacific/Auckland"),
    ("美国夏威夷", "Pacific/Honolulu"),
    ("阿联酋迪拜", "Asia/Dubai"),
    ("韩国首尔", "Asia/Seoul"),
)
# Days that go wrong easily: each is the birthday of somebody, some of several.
BIRTHDAYS = (
    *((2, 29),) * 4,
    *((12, 30), (12, 31), (1, 1), (1, 2), (2, 27), (2, 28), (3, 1), (6, 30), (7, 1), (9, 30), (10, 1)),
    *((11, day) for day in range(20, 30)),
    *((7, 1), (10, 1), (11, 25), (11, 25)),
)
LEAP_YEARS = (1952, 1964, 1988, 1996)
# Whose birth falls between; as often as written.
YEARS = (
    *((1938, 1950), (1950, 1962), (1962, 1972), (1962, 1972), (1972, 1982), (1972, 1982)),
    *((1982, 1992), (1982, 1992), (1982, 1992), (1992, 2004), (1992, 2004)),
)

# Who joined since is still in the probationary year.
PROBATION_SINCE = date(2025, 9, 1)
# By the year of birth, as often as written.
SCHOOLINGS = {
    1950: "小学 初中 初中 高中 中专",
    1963: "初中 高中 高中 中专 大学专科",
    1975: "高中 中专 大学专科 大学专科 大学本科",
    1988: "中专 大学专科 大学专科 大学本科 大学本科 研究生",
    2100: "大学专科 大学本科 大学本科 大学本科 研究生",
}
WORK_KINDS = "企业职工 企业职工 企业职工 企业职工 个体经营 个体经营 退役军人 季节务工 其他"
EMPLOYERS = {
    "企业职工": "某某物业公司 某某科技公司 某某快递公司 某某建筑公司 某某超市 某某幼儿园 某某医院 某某食品厂",
    "个体经营": "某某小吃店 某某理发店 某某汽修部 某某农家院 某某便利店",
    "季节务工": "某某建筑队 某某装修队",
}

T = TypeVar("T")


@dataclass(slots=True)
class Person:
    """One line of the file, while it is being made."""

    branch: str
    birthday: date
    man: bool
    name: str = ""
    joined_on: date = LAST_JOINING
    phone: str = ""
    role: str = ""
    residence: str = HOME
    timezone: str = ""
    wechat: bool = True
    ethnicity: str = "汉族"
    schooling: str = ""
    work_kind: str = ""
    employer: str = ""
    regular_on: date | None = None

    def line(self) -> tuple[str, ...]:
        """Give the cells under `HEADINGS`."""
        sex, wechat = "男" if self.man else "女", "是" if self.wechat else "否"
        days = (self.birthday.isoformat(), self.joined_on.isoformat())
        return (
            *(self.name, sex, *days, self.phone),
            *(self.branch, self.role, self.residence, self.timezone, wechat),
            *(self.ethnicity, self.schooling, self.work_kind, self.employer),
            *(("正式党员", self.regular_on.isoformat()) if self.regular_on else ("预备党员", "")),
        )


class Dice:
    """Chance that is the same under every Python: of `random`, only `random()` is promised to be."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)  # noqa: S311 - made-up people, no secrets

    def below(self, limit: int) -> int:
        """Give a number from 0, less than the limit."""
        return int(self._random.random() * limit)

    def one_of(self, things: Sequence[T]) -> T:
        """Give one of the things."""
        return things[self.below(len(things))]

    def shuffled(self, things: Iterable[T]) -> list[T]:
        """Give the things in another order."""
        return [pair[1] for pair in sorted(((self._random.random(), thing) for thing in things), key=_first)]


def make_roll(seed: int = 2016) -> list[Person]:
    """Make the people up, branch by branch."""
    dice = Dice(seed)
    people = _born(dice)
    _name(dice, people)
    _join(dice, people)
    _appoint(people)
    _settle(dice, people)
    without = sorted((each for each in people if not each.role and not each.timezone), key=_age_order)
    for person in without[:BY_TELEPHONE]:
        person.wechat = False
    numbers = dice.shuffled(
        f"{start}0000{rest:04}" for start in ("138", "139") for rest in range(1000, 9999, 7)
    )
    for person, number in zip(people, numbers, strict=False):
        person.phone = number
    _employ(Dice(seed + 10), people)  # chance of its own: what was drawn above stays as it was
    return people


def write_roll(path: Path) -> None:
    """Write the roll as Excel in China opens it: UTF-8 with its mark, lines ended by CR and LF."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEADINGS)
        writer.writerows(person.line() for person in make_roll())


def _born(dice: Dice) -> list[Person]:
    """Give everybody a branch, a sex and a birthday; the birthdays are spread over the whole year."""
    branches = [branch for branch, size in zip(BRANCHES, SIZES, strict=True) for _ in range(size)]
    spread = [date(2024, 1, 1) + timedelta(days=366 * i // len(branches)) for i in range(len(branches))]
    days = [*BIRTHDAYS, *((day.month, day.day) for day in dice.shuffled(spread))][: len(branches)]
    leap_years = iter(LEAP_YEARS)
    born = []
    for month, day in days:
        leap_day = (month, day) == (2, 29)
        if leap_day and (year := next(leap_years, None)) is None:
            month, day = 3, 1  # noqa: PLW2901 - four of the 29th are enough
            leap_day = False
        if not leap_day:
            since, until = dice.one_of(YEARS)
            year = since + dice.below(until - since)
        assert year is not None
        born.append(date(year, month, day))
    return [
        Person(branch, birthday, man=dice.below(100) < 56)
        for branch, birthday in zip(branches, dice.shuffled(born), strict=True)
    ]


def _name(dice: Dice, people: list[Person]) -> None:
    """Name everybody as was usual in the year of birth; only the namesakes share a name."""
    taken = {name for name, *_ in NAMESAKES}
    for person in people:
        while not person.name or person.name in taken:
            person.name = _some_name(dice, person)
        taken.add(person.name)
    for name, man, since, branches in NAMESAKES:
        for branch in branches:
            fitting = (p for p in people if p.branch == branch and p.man == man and p.name != name)
            min(fitting, key=lambda p: abs(p.birthday.year - since - 5)).name = name


def _some_name(dice: Dice, person: Person) -> str:
    era = max(since for since in GIVEN if since <= person.birthday.year)
    surname = dice.one_of(SURNAMES)
    given = GIVEN[era][0 if person.man else 1].split()
    return surname + dice.one_of([name for name in given if len(name) == 2 or surname not in COMMON])


def _join(dice: Dice, people: list[Person]) -> None:
    """Let everybody join of age; a quarter on 1 July, the party's day."""
    for person in people:
        of_age = person.birthday.replace(year=person.birthday.year + 19, day=min(person.birthday.day, 28))
        span = min((LAST_JOINING - of_age).days, 20 * 365)
        joined = of_age + timedelta(days=dice.below(span))
        first_of_july = date(joined.year, 7, 1)
        whole = dice.below(4) == 0 and of_age <= first_of_july <= LAST_JOINING
        person.joined_on = first_of_july if whole else joined


def _appoint(people: list[Person]) -> None:
    """Make one secretary a branch, of those between thirty and sixty, and the clerks; each heads the list."""
    for branch in BRANCHES:
        own = [person for person in people if person.branch == branch]
        secretary = min(own, key=lambda person: abs(person.birthday.year - 1978))
        secretary.role = "支部书记"
    rest = [person for person in people if not person.role and 1984 <= person.birthday.year <= 1996]
    for person in rest[:: len(rest) // CLERKS][:CLERKS]:
        person.role = "党办"
    people.sort(key=lambda person: (BRANCHES.index(person.branch), person.role != "支部书记"))


def _settle(dice: Dice, people: list[Person]) -> None:
    """Let a tenth live abroad, of the rest every third in the home county and the others all over China."""
    could = [person for person in people if not person.role and person.birthday.year >= 1968]
    for index, person in enumerate(dice.shuffled(could)[:ABROAD]):
        person.residence, person.timezone = OVERSEAS[index % len(OVERSEAS)]
    for person in people:
        if not person.timezone and person.role != "党办" and dice.below(3):
            person.residence = dice.one_of(IN_CHINA.split())


def _employ(dice: Dice, people: list[Person]) -> None:
    """Give everybody a schooling, what they do for a living, and the end of the probationary year."""
    for person in people:
        person.schooling = dice.one_of(_schoolings(person.birthday.year))
        person.work_kind = _work_kind(dice, person)
        if person.work_kind in EMPLOYERS:
            person.employer = dice.one_of(EMPLOYERS[person.work_kind].split())
        if dice.below(100) < 9:
            person.ethnicity = dice.one_of(["满族", "满族", "满族", "回族", "蒙古族"])
        if person.joined_on < PROBATION_SINCE:
            day = person.joined_on
            person.regular_on = day.replace(year=day.year + 1, day=min(day.day, 28))


def _schoolings(born: int) -> list[str]:
    return next(words for until, words in SCHOOLINGS.items() if born < until).split()


def _work_kind(dice: Dice, person: Person) -> str:
    if person.timezone:
        return "出国境"
    if person.birthday.year < (1963 if person.man else 1971):
        return "退休"
    if person.birthday.year >= 2000 and dice.below(2):
        return "未就业毕业生"
    return dice.one_of(WORK_KINDS.split())


def _age_order(person: Person) -> date:
    return person.birthday


def _first(pair: tuple[float, object]) -> float:
    return pair[0]


if __name__ == "__main__":
    write_roll(Path(__file__).with_name("roll.csv"))
