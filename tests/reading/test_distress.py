from datetime import datetime

import pytest

from bot.domain.checkin import Intent, Safety
from bot.reading import read

NOW = datetime.fromisoformat("2026-11-21T09:00:00+08:00")
MEMBERS = ("张建军", "李建国", "孙秀英")


def intent(text: str) -> Intent:
    return read(text, now=NOW, home="北京市怀柔区", members=MEMBERS).intent


DISTRESS = """
平安，就是住院了
书记我在保定出车祸了
我爸李建国昨晚摔着了，刚叫120拉走了
煤气中毒刚缓过来，一个人在出租屋
工地塌了砸到腿了
大水把路冲了，我们困在山上下不来
在泰国让人骗了，钱和护照都没了
老板不给工钱还扣着我身份证不让走
张建军三天联系不上了
孩子高烧40度，谁家有退烧药
钱包手机全丢了，借别人微信发的
我不想活了
被拉进传销了，出不去
媳妇要生了，叫不到车，谁能帮忙
我妈不见了，找了一天
家里断粮了
心口疼得厉害
老人突然不会说话了，嘴歪，求助
车坏在半路了，谁能来拉一把
好几天没见孙秀英了，敲门没人应，担心出事
饭都吃不上了
被狗咬了
房子着火了
腿摔断了，大家别担心
有人打我
快帮我报警
有人跟踪我
吃了很多安眠药
心慌得厉害
我心脏难受，救命
难受死了，喘气都费劲
阳台上有个小孩要跳
"""

NOT_DISTRESS = """
能帮我报上吗
能来，带孩子
我能来，老人也来
有人打我电话没接到
最近吃点安眠药才能睡
天台上想跳舞
楼上的邻居要跳槽
心脏病讲座周六上午
哈哈哈救命 这视频太逗了
救命，今天也太冷了吧
救命啊，作业写不完了
甘肃又地震了 群里有在兰州的吗
听说河南下暴雨了，新闻里看着挺吓人
人民医院在招护士
平安银行发短信说我积分要过期，是不是诈骗啊
防范电信诈骗，人人有责
小心被骗，最近诈骗电话多
书记，求助，学习强国密码忘了
帮帮忙，给我孩子投个票
谁能帮我看看这个表怎么填
今天去医院看望了老书记
您电话怎么打不通
手机没电了，一会儿联系
堵车堵死了，困在三环上
我困了，先睡了
李建国还没消息
"""

SOFTENED = """
刚出院，在家养着，没事了
去医院复查，一切正常
我在医院上班，平安
摔了一跤，没大事，在家歇着
有点感冒，在家，没大碍
手机丢了，换了新手机，号码不变，平安
有急事打我对象电话13700002222，平安
"""


@pytest.mark.parametrize("text", DISTRESS.split("\n")[1:-1])
def test_distress_is_never_missed(text: str) -> None:
    assert intent(text) is Intent.HELP


@pytest.mark.parametrize("text", NOT_DISTRESS.split("\n")[1:-1])
def test_talk_that_sounds_like_distress_is_no_alarm(text: str) -> None:
    assert intent(text) is Intent.OTHER


@pytest.mark.parametrize("text", SOFTENED.split("\n")[1:-1])
def test_what_is_over_or_mild_is_a_checkin(text: str) -> None:
    assert intent(text) is Intent.CHECKIN


def test_the_person_in_need_is_the_subject() -> None:
    (report,) = read("张建军住院了，在保定", now=NOW, home="北京市怀柔区", members=MEMBERS).reports
    assert (report.subject, report.safety) == ("张建军", Safety.HELP)


def test_an_unnamed_relative_in_need_is_the_senders_report() -> None:
    (report,) = read("老伴住院了，我在医院陪着", now=NOW, home="北京市怀柔区").reports
    assert (report.subject, report.safety) == (None, Safety.HELP)
