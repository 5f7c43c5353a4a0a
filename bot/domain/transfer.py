"""A membership that goes to another branch or committee: how it is asked for, through whose hands."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from bot.domain.audience import Called, read_person
from bot.domain.command import Misfit, UserError, narrow

EXAMPLES = "转到本党委的支部：转接 第三支部 搬家了\n转到外面的党组织，请写全名：转接 海安市驻宁党委 工作调动"
HOW = f"转组织关系，写上转到哪里和原因，私信我就行。\n{EXAMPLES}\n要谁同意、办到哪一步，我都会告诉您。"


class State(StrEnum):
    """In whose hands it is, or how it ended."""

    HOME = "home"  # the secretary of the own branch
    HOST = "host"  # the secretary of the branch that takes the member
    OFFICE = "office"
    LETTER = "letter"  # on the way to another committee, with a letter
    DONE = "done"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    LAPSED = "lapsed"  # the person is no longer where the transfer would start

    @property
    def chinese(self) -> str:
        """The word people read."""
        return _STATES[self]

    @property
    def has_ended(self) -> bool:
        """Whether nobody has anything to do any more."""
        return self in {State.DONE, State.REFUSED, State.WITHDRAWN, State.LAPSED}

    @property
    def is_decided(self) -> bool:
        """Whether somebody is to say 同意, within a time."""
        return self in {State.HOME, State.HOST, State.OFFICE}


_STATES = {
    State.HOME: "等所在支部同意",
    State.HOST: "等接收支部同意",
    State.OFFICE: "等党办办理",
    State.LETTER: "介绍信已开，等对方回执",
    State.DONE: "办好了",
    State.REFUSED: "没办成",
    State.WITHDRAWN: "撤回了",
    State.LAPSED: "不用办了",
}


class Act(StrEnum):
    """What was done on the way."""

    ASKED = "asked"
    HOME = "home"
    HOST = "host"
    OFFICE = "office"
    LETTER = "letter"
    OVERDUE = "overdue"  # the letter's days were over before word of arrival
    ARRIVED = "arrived"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    LAPSED = "lapsed"

    @property
    def chinese(self) -> str:
        """The words of the course people read."""
        return _ACTS[self]


_ACTS = {
    Act.ASKED: "提出",
    Act.HOME: "所在支部同意",
    Act.HOST: "接收支部同意",
    Act.OFFICE: "党办办好了",
    Act.LETTER: "开了介绍信",
    Act.OVERDUE: "介绍信过期，没有等到回执，回到党办",
    Act.ARRIVED: "对方收到了，办好了",
    Act.REFUSED: "没办成",
    Act.WITHDRAWN: "撤回",
    Act.LAPSED: "人已经不在原支部，不用办了",
}


@dataclass(frozen=True, slots=True)
class Transfer:
    """One transfer; its number is its request's. `host_id` is None where it leaves the committee."""

    number: int
    member_id: int
    home_id: int
    host_id: int | None
    destination: str
    reason: str
    asked_by: int
    state: State
    since: datetime  # when the present state began
    reminded: int = 0  # how often who has it was reminded
    letter: str | None = None
    letter_on: date | None = None
    valid_until: date | None = None

    @property
    def is_within(self) -> bool:
        """Whether both branches belong to the committee."""
        return self.host_id is not None


@dataclass(frozen=True, slots=True)
class Step:
    """One thing done on the way; `by` is None where the clock did it."""

    act: Act
    by: int | None
    at: datetime
    words: str = ""


@dataclass(frozen=True, slots=True)
class Wish:
    """What was typed behind 转接: whose (None: one's own), where to, why; or (number) how one stands."""

    destination: str = ""
    reason: str = ""
    called: Called | None = None
    number: int | None = None


GAP = r"[\s，,。:：；;]*"
_TO = r"(?:(?:我的?)?\s*(?:党?组织|党员|党)?关系)?\s*(?:转?(?:到|去|往|至|入|进|给)\s*)?"
# The shortest text that ends as an organisation's name does; what stands behind it is the reason.
_PLACE = (
    r"(?P<place>第?[一二三四五六七八九十百\d]{1,4}(?=$|[\s，,])|"
    r"[^\s，,。:：；;0-9（()）][^\s，,。:：；;（()）]{0,29}?(?:党?支部|党?总支|党委|党组|工委|委员会|组织部)(?:委员会)?|"
    r"\d{1,3}党?支部)"
)
_LONGEST = 400  # a longer wish is none, and would be tried for long
_WISHED = re.compile(
    rf"(?:(?P<who>(?!到|我|本人)[\u4e00-\u9fff·]{{2,12}}(?:[（(][^（()）]{{1,20}}[)）]|\d{{2,11}})?)[\s，,]+)??"
    rf"{_TO}{_PLACE}{GAP}(?P<reason>.{{0,200}})",
    re.DOTALL,
)
NUMBER = r"第?\s*+[A-Za-z]?\s*+(\d{1,6})\s*号?"


def read_wish(words: str) -> Wish:
    """Read 第三支部 搬家了; 张三 第三支部; 海安市驻宁党委 原因; 2号 asks how that one stands."""
    text = re.sub(r"(?<=[部委站])(?:吧|呗|可以吗|行吗)[。.!！?？]*$", "", narrow(words).strip())
    if number := re.fullmatch(r"第?\s*+[A-Za-z]?\s*+(\d{1,6})\s*号|[A-Za-z](\d{1,6})", text):
        return Wish(number=int(number[1] or number[2]))
    if re.fullmatch(r"(?:取消|撤销|不转了?|不办了?|算了)(?:吧|了)?.{0,8}", text):
        raise UserError("不想转了，请发：转接 撤回")
    match = None if len(text) > _LONGEST else _WISHED.fullmatch(text)
    if match is None:
        raise Misfit(words)
    called = read_person(match["who"]) if match["who"] else None
    return Wish(match["place"], plain(match["reason"]), called)


def plain(words: str) -> str:
    """Write a reason on one line, without control characters or what closes a sentence."""
    line = re.sub(r"[\x00-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]+", " ", words)
    return re.sub(r"^(?:原因|因为|由于)[是:：，,\s]*", "", line.strip()).strip(" ，,。；;")[:100]


_OPENS = r"(?:(?:[您你]好|书记好?|主任好?|老师好?|请问|麻烦(?:您|你)?)[，,。!！\s]*)*"
_WANTS = r"(?:我|本人|俺)?(?:现在|最近)?(?:想要?|要|打算|准备|申请|需要|能不能|可以|请)?(?:帮我)?"
_RELATION = r"(?:党?组织|党员|党)?关系"
_MOVES = r"(?:从\S{1,20}?)?(?:转移?|迁移?|转接)(?:到|去|往|至|入|进)\s*"
_IN_WORDS = (
    re.compile(rf"{_OPENS}{_WANTS}(?:把|将)?(?:我|自己|本人)?的?{_RELATION}{_MOVES}(?P<rest>.+)", re.DOTALL),
    re.compile(rf"{_OPENS}(?:我|本人|俺)(?:想要?|要|打算|准备|申请){_MOVES}(?P<rest>.+)", re.DOTALL),
    re.compile(
        rf"{_OPENS}(?:请|麻烦)?(?:帮忙)?(?:把|将)(?P<who>(?!我|自己|本人|通知|文件|消息|图片|这|那)[\u4e00-\u9fff·]{{2,8}}?)(?:同志)?"
        rf"(?:的?{_RELATION})?{_MOVES}(?P<rest>.+)",
        re.DOTALL,
    ),
)
_ASKS_HOW = re.compile(
    rf".{{0,10}}(?:转|迁)(?:移|接|走|出|一下|个|下)*{_RELATION}.{{0,8}}|"
    rf".{{0,8}}(?:党?组织|党员){_RELATION[-2:]}.{{0,4}}(?:转|迁).{{0,6}}|转关系|转党?组织|"
    r"转接(?:到|去|往|给|组织|党|手续|怎么|流程|材料|关系|要).{0,20}"
)
_ASKS_STAND = re.compile(
    r"(?:我的?|请问)?(?:组织关系)?(?:的)?转接?的?(?:办?到哪(?:一步|儿|里)?了?|办?得?怎么样了?|(?:办|转)?(?:好|完|完成)了?[吗没]|进展(?:如何|呢)?)[吗呢啊?？\s]*"
)


def read_sentence(text: str) -> Wish | None:
    """Read a wish in a member's own words: 我想把组织关系转到第三支部; None for anything else."""
    said = narrow(text).strip().rstrip("。.!！?？吗呢吧啊")
    for pattern in _IN_WORDS:
        if match := pattern.fullmatch(said):
            try:
                wish = read_wish(re.sub(r"(?:去|来|可以|行不行|行)$", "", match["rest"]))
            except (Misfit, UserError):
                return None
            if wish.reason.startswith("群"):
                return None  # 转到第二支部群: a message, no membership
            who = match.groupdict().get("who")
            return Wish(wish.destination, wish.reason, read_person(who) if who else wish.called)
    return None


def asks_how(text: str) -> bool:
    """Whether somebody wants to know how a transfer goes, or wants one without saying where to."""
    return len(text) <= 30 and bool(_ASKS_HOW.fullmatch(text.strip()))


def asks_stand(text: str) -> bool:
    """Whether somebody asks in plain words how far the own transfer has come."""
    return bool(_ASKS_STAND.fullmatch(text.strip()))


def read_which(words: str) -> int | None:
    """Read 2号, Z2 or nothing; 转接进度怎么样了 is nothing, too."""
    if re.fullmatch(r"\s*(?:怎么样|如何|到哪)?了?[呢吗啊?？]*\s*", words):
        return None
    match = re.fullmatch(rf"{NUMBER}(?:转接|申请)?", narrow(words).strip())
    if match is None:
        raise Misfit(words)
    return int(match[1])


def show_reason(reason: str) -> str:
    """Write the reason behind a sentence, if there is one."""
    return f"，原因：{reason}" if reason else ""
