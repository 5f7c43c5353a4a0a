"""Words for who came and who did not, as 三会一课 and 签到 read them: 全到 除 王五, 缺 赵六."""

from __future__ import annotations

# Longer ones first: a word that opens with one of them is that one and more.
ALL = (
    "全到齐",
    "全到",
    "都到",
    "全体到",
    "全员到",
    "全部到",
    "全都到",
    "全体",
    "全员",
    "全部",
    "到齐",
    "都来",
    "全来",
)
BUT = ("除了", "除", "少了", "少")
MISSED = ("缺席", "请假", "没到", "没来", "缺勤", "未到", "缺")
