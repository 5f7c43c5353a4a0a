"""The commands by what people want to do, for 帮助: too many to be read in one go."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Theme:
    """Commands that belong together, by their names, the most used first; its name is no command's."""

    name: str
    commands: tuple[str, ...]


THEMES = (
    Theme("自己的资料", ("我的信息", "更正", "谁看过我", "授权", "取消授权", "导出我的数据", "删除我的数据")),
    Theme(
        "办事求助",
        (
            "建议",
            "反映",
            "求助",
            "代办",
            "我的工单",
            "重开",
            "申诉",
            "举报",
            "工单 撤回",
            "工单",
            "名单 工单",
            "答复",
            "追问",
            "转办",
            "办结",
            "工单 统计",
        ),
    ),
    Theme("少打扰", ("勿扰", "退订", "订阅", "低调", "进山", "出海")),
    Theme("祝福", ("生日", "预览 祝福")),
    Theme(
        "关系和小组",
        ("转接", "转接 进度", "转接 撤回", "建组", "小组", "加入", "退出", "驻站", "收回", "认领"),
    ),
    Theme("互助办事", ("办事", "互助", "回应", "互助 结束", "互助 留电话")),
    Theme(
        "党课",
        (
            "线上党课",
            "到课",
            "提醒我",
            "代签 党课",
            "名单 党课",
            "线上党课 改期",
            "线上党课 取消",
            "已听课",
            "签到 党课",
        ),
    ),
    Theme(
        "发通知",
        ("通知", "进度", "提醒", "转发", "代收", "更正", "撤回", "截止", "模拟", "名单 未回"),
    ),
    Theme(
        "问平安",
        (
            "点名",
            "报平安进度",
            "名单 未报",
            "名单 在外",
            "名单 境外",
            "名单 失联",
            "失联",
            "联系上",
            "名单 求助",
        ),
    ),
    Theme(
        "收集资料",
        (
            "收集",
            "代填",
            "名单 未填",
            "进度 收集",
            "收集 进度",
            "提醒 收集",
            "收集 结果",
            "收集 入册",
            "收集 延期",
            "收集 结束",
            "收集 撤回",
        ),
    ),
    Theme(
        "学习和心得",
        (
            "学习",
            "已学",
            "心得",
            "要闻",
            "代学",
            "名单 未学",
            "心得 名单",
            "进度 学习",
            "学习 进度",
            "提醒 学习",
            "转发 学习",
            "学习 名单",
            "学习 参考",
            "学习 统计",
            "学习 改期",
            "学习 撤回",
        ),
    ),
    Theme(
        "交党费",
        (
            "党费",
            "党费 申报",
            "党费 标准",
            "党费 名单",
            "党费 未申报",
            "名单 欠费",
            "党费 汇总",
            "党费 表",
            "导入 党费",
        ),
    ),
    Theme(
        "办活动",
        (
            "活动",
            "签到",
            "代报名",
            "名单 活动",
            "活动 名单",
            "活动 改期",
            "活动 改",
            "活动 取消",
            "活动 经费",
        ),
    ),
    Theme("周报、月报和年报", ("周报", "月报", "年报")),
    Theme(
        "名册",
        ("查", "改", "本支部", "花名册", "打印名单", "统计", "标签", "去标签", "名单 标签", "导入"),
    ),
    Theme(
        "三本账",
        (
            "对账",
            "名单 对账",
            "对账 决定",
            "对账 采用",
            "对账 问",
            "对账 出表",
            "对账 入册",
            "对账 撤回",
            "对账 结束",
            "待改",
            "待改 完成",
            "套表",
        ),
    ),
    Theme(
        "走访联系", ("走访", "联系", "名单 走访", "走访 统计", "走访计划", "名单 返乡", "静默", "名单 静默")
    ),
    Theme("结对寄书", ("结对", "解除结对", "名单 结对", "寄书", "收到书", "名单 寄书")),
    Theme(
        "会议和评议",
        (
            "三会一课",
            "三会一课 改",
            "三会一课 名单",
            "三会一课 表",
            "思想汇报",
            "名单 汇报",
            "三个一",
            "三个一 名单",
            "民主评议 准备",
            "年终材料",
            "提名",
            "提名 撤",
            "提名 开始",
            "提名 代",
            "提名 结束",
            "提名 结果",
            "证明",
        ),
    ),
    Theme("申请和待看", ("名单 申请", "同意", "不同意", "名单 待看", "名单 看过")),
    Theme("转接办理", ("介绍信", "回执", "转接 完成", "外联名单", "导入 外联")),
    Theme("账号", ("绑定", "解绑", "名单 未入群", "关联群", "重新关联")),
    Theme(
        "组织和职务",
        (
            "组织",
            "设置",
            "免去",
            "休假",
            "建支部",
            "建总支",
            "建驻站",
            "改名",
            "合并支部",
            "撤支部",
            "名单 驻站",
        ),
    ),
    Theme(
        "积分和排行",
        (
            "积分",
            "积分 申报",
            "积分 规则",
            "积分 排行",
            "积分 公开",
            "积分 不公开",
            "名单 积分待审",
            "积分 通过",
            "积分 不通过",
            "积分 代报",
            "积分 年表",
            "积分 更正",
            "积分 重算",
        ),
    ),
    Theme("小组管理", ("小组 统计", "解散")),
    Theme("互助管理", ("名单 互助", "互助 通过", "互助 不通过")),
    Theme("办事指南", ("办事 改", "办事 加", "办事 删", "办事 恢复")),
    Theme("运行", ("状态", "队列", "停发", "恢复", "试点", "谁看过")),
)


_NAMED = 3  # of one theme in the overview: it is to be one message


def theme_named(words: str) -> Theme | None:
    """Find a theme by its name."""
    return next((theme for theme in THEMES if theme.name == words), None)


def show_themes(mine: Iterable[str]) -> list[str]:
    """Write a line a theme with the commands somebody may give."""
    known, shown = set(mine), set[str]()
    lines = []
    for theme in THEMES:
        names = [name for name in theme.commands if name in known]
        if not shown.issuperset(names):  # 更正 is a clerk's word for notices, too
            named = _one_a_word(names)[:_NAMED]
            more = "…" if len(names) > len(named) else ""
            lines.append(f"{theme.name}：{'、'.join(named)}{more}")
        shown |= set(names)
    return lines


def _one_a_word(names: Iterable[str]) -> list[str]:
    """Leave the first of the commands that share a first word; lists (名单) are each a thing of their own."""
    first: dict[str, str] = {}
    for name in names:
        word = name.split()[0]
        first.setdefault(name if word == "名单" else word, name)
    return list(first.values())


_ASKS = r"(?:怎么样?|怎样|如何|咋)"
_HOW_TO = re.compile(
    rf"(?:请问|我想知道)?{_ASKS}(?:来|去|才能|能|给)?(?P<after>\S{{1,14}}?)(?:[啊呀呢的啦]|[?？。!！\s])*"
    rf"|(?:请问)?(?:我想?要?)?(?P<before>\S{{1,14}}?)(?:这个|命令|要|该|应该|是)?{_ASKS}"
    r"(?:写|用|弄|办|发|填|操作|搞|取消|设置?)?(?:[啊呀呢的啦]|[?？。!！\s])*"
)
# What members say of themselves without the command's word.
_OWN_WORDS = (
    (re.compile(r"(?:改|换|变|更新|修改).{0,4}(?:手机|电话|号码|单位|工作|住址|地址)|搬家"), "更正"),
    (re.compile(r"(?:手机号?|电话号?码?|号码|单位|工作|住址|地址)(?:改|换|变)"), "更正"),
    (re.compile(r"(?:不想|不要|别|少|不用)(?:再|给我|收|发|看){0,3}.{0,3}(?:祝福|学习|消息)|太吵"), "退订"),
    (re.compile(r"转(?:组织|党)?关系|换支部|转支部"), "转接"),
    (re.compile(r"(?:换|改)了?个?(?:新的?)?微信"), "认领"),
    (re.compile(r"(?:看|查)?.{0,2}我的(?:资料|信息|情况)"), "我的信息"),
)
_LONGEST = 16  # characters of a plain word about oneself; who tells more is heard by a person


def asked_about(text: str) -> str | None:
    """Tell what 怎么走访, 走访怎么写 or 我换手机号了 is about: a command's name, or the words asked for."""
    plain = text.strip()
    asked = _HOW_TO.fullmatch(plain)
    words = (asked["after"] or asked["before"]) if asked else plain
    if not asked and (len(plain) > _LONGEST or re.search(r"\d", plain)):
        return None
    meant = next((name for pattern, name in _OWN_WORDS if pattern.search(words)), None)
    return meant or (words if asked else None)
