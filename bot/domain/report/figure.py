"""The figures of a report: what each counts, under which heading, and how months are added up."""

from __future__ import annotations

from enum import Enum, StrEnum, unique


class Part(StrEnum):
    """The headings of a report, in the order they are read."""

    PEOPLE = "人数"
    CONTACT = "报平安"
    WHERE = "去向"
    NOTICES = "通知"
    RECORD = "资料"
    MEETINGS = "三会一课"
    EVENTS = "活动"
    STUDY = "学习"
    DUES = "党费"
    CASES = "工单"
    TRANSFERS = "转接"
    CARE = "走访关怀"
    POINTS = "积分"


class Adds(Enum):
    """How a figure of several months comes about."""

    SUM = "sum"
    FIRST = "first"  # as it was in the first of them
    LAST = "last"  # as it was in the last of them


@unique
class Figure(StrEnum):
    """One figure, by the words it stands under; of which part and how it adds up: see TRAITS."""

    START = "月初人数"
    NEW = "新登记"
    FROM_BRANCH = "从别的支部来"
    MOVED = "转出"
    DECEASED = "去世"
    TO_BRANCH = "去了别的支部"
    OFF = "其他原因离开"
    END = "月末人数"
    HEARD = "报过平安的人"
    GREETED = "应报平安的人"
    SILENT = "没消息过了期限的人"
    AT_HOME = "在本地"
    AWAY = "在外地"
    ABROAD = "在境外"
    NOWHERE = "去向没有登记"
    WENT_AWAY = "去了外地"
    WENT_ABROAD = "去了境外"
    CAME_BACK = "回到本地"
    NOTICES = "通知"
    ASKED = "通知应回（人次）"
    ANSWERED = "通知已回（人次）"
    CHANGES = "资料更新（处）"
    CHANGED = "更新资料的人"
    CONGRESS = "党员大会"
    COMMITTEE = "支委会"
    GROUP = "党小组会"
    LESSON = "党课"
    DAY = "主题党日"
    MET = "到会（人次）"
    TO_MEET = "应到会（人次）"
    BEHIND = "还差会的支部"
    EVENTS = "活动"
    INVITED = "活动邀请（人次）"
    CAME = "活动到场（人次）"
    ONLINE = "线上党课"
    ONLINE_ASKED = "线上党课应到（人次）"
    ONLINE_CAME = "线上党课已到（人次）"
    STUDIES = "学习（条）"
    TO_READ = "应学（人次）"
    READ = "已学（人次）"
    REFLECTIONS = "心得（份）"
    DUES_DUE = "应交党费的人"
    DUES_PAID = "交了本月党费的人"
    ON_TIME = "按时"
    BEHIND_5 = "欠1–5个月"
    BEHIND_12 = "欠6–12个月"
    BEHIND_60 = "欠1–5年"
    BEHIND_LONG = "欠5年以上"
    DUES_UNKNOWN = "党费没有登记"
    OPENED = "新工单"
    REPLIED = "答复的工单"
    IN_TIME = "按答应的时间答复"
    OPEN_NEW = "在办 3 个工作日以内"
    OPEN_WEEK = "在办 4–7 个工作日"
    OPEN_OLD = "在办 7 个工作日以上"
    CONFIDENTIAL = "需保密的新工单"
    TRANSFER_ASKED = "提出转接"
    TRANSFER_DONE = "办完转接"
    TRANSFER_STOPPED = "没办成或撤回"
    VISITS = "走访"
    CALLS = "通话"
    MISSED = "没见到、没接通"
    PARCELS = "寄书"
    GREETINGS = "祝福（人次）"
    POINTS = "积分"


# Of these a report knows which ones there were, so that one for three branches counts once.
THINGS = frozenset({Figure.NOTICES, Figure.EVENTS, Figure.ONLINE, Figure.STUDIES})
ARREARS = (
    Figure.ON_TIME,
    Figure.BEHIND_5,
    Figure.BEHIND_12,
    Figure.BEHIND_60,
    Figure.BEHIND_LONG,
    Figure.DUES_UNKNOWN,
)
MEETINGS = (Figure.CONGRESS, Figure.COMMITTEE, Figure.GROUP, Figure.LESSON, Figure.DAY)
OPEN = (Figure.OPEN_NEW, Figure.OPEN_WEEK, Figure.OPEN_OLD)
CAME = (Figure.NEW, Figure.FROM_BRANCH)
LEFT = (Figure.MOVED, Figure.DECEASED, Figure.TO_BRANCH, Figure.OFF)
# For the committee as a whole nobody comes from a branch or goes to one.
WITHIN = frozenset({Figure.FROM_BRANCH, Figure.TO_BRANCH})
# Of a whole: the figure that says how many it might have been.
WHOLES = {
    Figure.HEARD: Figure.GREETED,
    Figure.ANSWERED: Figure.ASKED,
    Figure.MET: Figure.TO_MEET,
    Figure.CAME: Figure.INVITED,
    Figure.ONLINE_CAME: Figure.ONLINE_ASKED,
    Figure.READ: Figure.TO_READ,
    Figure.DUES_PAID: Figure.DUES_DUE,
    Figure.IN_TIME: Figure.REPLIED,
}

_PARTS = {
    Part.PEOPLE: (Figure.START, *CAME, *LEFT, Figure.END),
    Part.CONTACT: (Figure.GREETED, Figure.HEARD, Figure.SILENT),
    Part.WHERE: (
        Figure.AT_HOME,
        Figure.AWAY,
        Figure.ABROAD,
        Figure.NOWHERE,
        Figure.WENT_AWAY,
        Figure.WENT_ABROAD,
        Figure.CAME_BACK,
    ),
    Part.NOTICES: (Figure.NOTICES, Figure.ASKED, Figure.ANSWERED),
    Part.RECORD: (Figure.CHANGES, Figure.CHANGED),
    Part.MEETINGS: (*MEETINGS, Figure.TO_MEET, Figure.MET, Figure.BEHIND),
    Part.EVENTS: (
        Figure.EVENTS,
        Figure.INVITED,
        Figure.CAME,
        Figure.ONLINE,
        Figure.ONLINE_ASKED,
        Figure.ONLINE_CAME,
    ),
    Part.STUDY: (Figure.STUDIES, Figure.TO_READ, Figure.READ, Figure.REFLECTIONS),
    Part.DUES: (Figure.DUES_DUE, Figure.DUES_PAID, *ARREARS),
    Part.CASES: (Figure.OPENED, Figure.REPLIED, Figure.IN_TIME, *OPEN, Figure.CONFIDENTIAL),
    Part.TRANSFERS: (Figure.TRANSFER_ASKED, Figure.TRANSFER_DONE, Figure.TRANSFER_STOPPED),
    Part.CARE: (Figure.VISITS, Figure.CALLS, Figure.MISSED, Figure.PARCELS, Figure.GREETINGS),
    Part.POINTS: (Figure.POINTS,),
}
PART_OF = {figure: part for part, figures in _PARTS.items() for figure in figures}
FIGURES = tuple(PART_OF)  # in the order they are read
_LASTING = {
    Figure.END,
    Figure.SILENT,
    Figure.AT_HOME,
    Figure.AWAY,
    Figure.ABROAD,
    Figure.NOWHERE,
    *ARREARS,
    *OPEN,
}


def adds(figure: Figure) -> Adds:
    """Tell how a figure of several months comes about."""
    if figure is Figure.START:
        return Adds.FIRST
    return Adds.LAST if figure in _LASTING else Adds.SUM


def figures_of(part: Part) -> tuple[Figure, ...]:
    """List the figures of a part in the order they are read."""
    return _PARTS[part]
