"""The fields of a member's record, and the headings offices write over them."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum


class Field(StrEnum):
    """What a record holds, under the heading we write ourselves."""

    NAME = "姓名"
    SEX = "性别"
    BIRTHDAY = "出生日期"
    ID_NUMBER = "身份证号"
    ETHNICITY = "民族"
    JOINED_ON = "入党时间"
    REGULAR_ON = "转正时间"
    STANDING = "党员类别"
    DUES_UNTIL = "党费交至"
    PHONE = "联系电话"
    BRANCH = "所在支部"
    ROLE = "职务"
    SCHOOLING = "学历"
    WORK_KIND = "从业类别"
    EMPLOYER = "工作单位"
    RESIDENCE = "现居住地"
    ADDRESS = "家庭住址"
    TIMEZONE = "时区"
    WECHAT = "微信"
    STATUS = "状态"

    @property
    def column(self) -> str | None:
        """The column of `members` that holds it; None for what stands elsewhere (posts)."""
        return None if self is Field.ROLE else "branch_id" if self is Field.BRANCH else self.name.lower()

    @property
    def is_contact(self) -> bool:
        """Whether members change it themselves, at once; the rest waits for the secretary's word."""
        return self in _CONTACT

    @property
    def is_sensitive(self) -> bool:
        """Whether it is never shown in a room, and masked in lists."""
        return self in _SENSITIVE

    @property
    def words(self) -> tuple[str, ...]:
        """What people call it, the surest first."""
        return WORDS[self]


_CONTACT = {Field.PHONE, Field.EMPLOYER, Field.RESIDENCE, Field.ADDRESS, Field.WORK_KIND, Field.SCHOOLING}
_SENSITIVE = {Field.ID_NUMBER, Field.PHONE, Field.RESIDENCE, Field.ADDRESS, Field.BIRTHDAY}

# As offices write them, the surest first: where two columns hold the same, the first that is filled counts.
WORDS: Mapping[Field, tuple[str, ...]] = {
    Field.NAME: ("姓名", "党员姓名", "名字"),
    Field.SEX: ("性别",),
    Field.BIRTHDAY: ("出生日期", "出生年月日", "生日", "出生年月"),
    Field.ID_NUMBER: ("公民身份号码", "身份证号码", "身份证号", "身份证", "证件号码", "居民身份证号"),
    Field.ETHNICITY: ("民族",),
    Field.JOINED_ON: ("入党时间", "入党日期", "加入党组织日期", "加入党组织时间", "入党年月日", "入党年月"),
    Field.REGULAR_ON: ("转正时间", "转正日期", "转为正式党员日期", "转为正式党员时间", "转正年月"),
    Field.STANDING: ("党员类别", "人员类别", "党员类型"),
    Field.DUES_UNTIL: ("党费交至", "党费缴至", "党费交纳至", "交至年月"),
    Field.PHONE: ("手机号码", "手机号", "手机", "联系电话", "电话", "电话号码", "联系方式"),
    Field.BRANCH: (
        "所在支部",
        "所在党支部",
        "所属支部",
        "所属党支部",
        "支部名称",
        "党支部名称",
        "党支部",
        "支部",
    ),
    Field.ROLE: ("党内职务", "职务", "身份"),
    Field.SCHOOLING: ("学历", "文化程度", "最高学历"),
    Field.WORK_KIND: ("从业类别", "工作岗位", "从业状况", "职业", "人员身份", "新社会阶层类型"),
    Field.EMPLOYER: ("工作单位", "单位", "工作单位及职务", "现工作单位", "单位名称"),
    Field.RESIDENCE: ("现居住地", "现住地", "居住地", "流入地", "所在地"),
    Field.ADDRESS: ("家庭住址", "住址", "通讯地址", "家庭地址", "联系地址", "地址"),
    Field.TIMEZONE: ("时区",),
    Field.WECHAT: ("是否用微信", "是否使用微信", "有无微信", "使用微信", "微信"),
    Field.STATUS: ("状态", "党籍状态", "党员状态"),
}
BY_WORD: Mapping[str, Field] = {word: field for field, words in WORDS.items() for word in words}
