"""Times that name no days: the vague ones, and those that are past."""

from __future__ import annotations

import re
from datetime import date

from bot.reading.phrases import NUMBER, NUMERALS, Forms, Kind, Meaning

FORMS = Forms()

_UNIT = r"(?:天|日|个?月|个?星期|个?礼拜|周|年)"
_DIGIT = "[一二两三四五六七八九]"
# 两三天 is not 23 days; 三到五天 and 20来天 name no day either.
_FEW = (
    rf"(?:一[两二]|两三|二三|三[两四五]|四五|五六|六七|七八|八九|一半|十?[几数]|好几|若干|[二三四五六七八九]?十[几多来]|百[十来]|\d{{1,3}}[多来几]|"
    rf"(?:\d{{1,2}}|{_DIGIT}|十)(?:[-~、]|到|至)(?:\d{{1,2}}|[{NUMERALS}]{{1,3}}))"
)
_SOON = r"(?:的?时间|之?后(?!天)|以后|之内|以内|内|左右)?"


@FORMS.say(
    "两俩几些阵段",
    r"(?!那[几两些]年)(?:(?<!再)过|[这那等隔])(?:(?:[两俩几]|好些|些)(?:天|日子?|个月|周|年|时候)|[一好]?(?:阵子?|段(?:时间|日子|时候)?))(?:以后|之后|后(?!天))?",
)
@FORMS.say("天日月星礼周年", rf"(?<![第\d{NUMERALS}])(?:再?过|再)?{_FEW}{_UNIT}{_SOON}")
@FORMS.say("多来", rf"(?:再?过)?(?:{NUMBER}|半)个[多来](?:月|星期|礼拜){_SOON}")
@FORMS.say("把", r"(?:再?过)?(?:个把|天把)(?:月|星期|礼拜|天)?" + _SOON)
@FORMS.say("十", r"十天半个?月" + _SOON)
@FORMS.say("每", r"每(?:个|到|逢)?(?:周|星期|礼拜|月|年|天)(?:[末一二三四五六日天底初]|内)?")
@FORMS.say("假", r"[暑寒年长休放婚产]假(?:期)?(?:里|以?后|之?后|以?前|了)?|假期[里后前]?")
@FORMS.say("改赶", r"改[天日]|赶明儿")
@FORMS.say("年月", r"年根儿?(?:底下)?|年跟前|(?:[今明来后]年的?)?[上下]半年|[上下]半个?月")
@FORMS.say("春夏秋冬", r"(?:[今明来后]年的?)?(?:[春夏秋冬](?:天|季)|开春)|入秋后|入[冬秋夏]")
@FORMS.say("近有", r"近期|最近|有空")
def _vague(_: re.Match[str], __: date) -> Meaning:
    return Kind.VAGUE


@FORMS.say("昨前", r"(?:昨|大前|(?<![目之以节年日])前)(?:天(?!气)|日|儿个?(?![子女媳]))|[昨前][晚夜]")
@FORMS.say(
    "上前",
    r"(?:上{1,3}|前)个?(?:周|星期|礼拜)[一二三四五六日天末1-7]?",
    r"上{1,3}个?月(?:初|中|底|末|[0-3]?\d[日号])?",
)
@FORMS.say("前", r"前(?:几|两|些|阵|段)(?:天|日|个月|子|时间)")
@FORMS.say("刚方些", r"刚才|方才|这些年")
@FORMS.say(
    "前",
    rf"(?<![\d{NUMERALS}])(?:半|{NUMBER}|好?几|十[多来])"
    r"(?:个多?月|个?多?(?:天|周|星期|礼拜))(?:以|之)?前(?!后)",
)
def _past(_: re.Match[str], __: date) -> Meaning:
    return Kind.PAST


@FORMS.say("前", rf"(?<![\d{NUMERALS}])(?:半|{NUMBER}|好?几|十[多来])多?年(?:以|之)?前(?!后)")
@FORMS.say("年", r"前(?:几|两|些)年|[五六七八九]几年|[五六七八九]十年代")
@FORMS.say("去前往", r"大?[去前往]年(?![初后前])(?:年?[底末])?")
@FORMS.say(
    "当那轻候早从",
    r"想?当年|那[几两些]年|那年|那会儿|那时候?|年轻(?:的?时候?|那会儿)|小时候|早年|从前|早些年",
)
def _long_ago(_: re.Match[str], __: date) -> Meaning:
    return Kind.LONG_AGO


@FORMS.say("年", r"(?<!\d)(?P<year>19\d\d|20\d\d)年(?![初中底末内前后]|\d)")
@FORMS.say(
    "年",
    r"(?<![\d零〇一二三四五六七八九])(?:[零〇0][\d零〇一二三四五六七八九]|[九9][\d零〇一二三四五六七八九])年(?![前后内]|\d)",
)
def _year_gone(match: re.Match[str], today: date) -> Meaning:
    said = match.groupdict().get("year")
    return Kind.LONG_AGO if said is None or int(said) < today.year else None
