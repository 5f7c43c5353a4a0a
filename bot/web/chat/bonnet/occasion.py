"""Why a row of the outbox is there: its key in words."""

from __future__ import annotations

import re

OTHER = "别的事由，见编号"  # an occasion without words of its own
# Keys of the outbox by their beginning, the more special first.
_OCCASIONS = (
    ("reply:[^:]+:private", "回答，名单只私信给问的人"),
    ("reply", "回答一条消息"),
    ("well", "求助之后报了平安，告诉被叫到的人"),
    ("steer", "回答管发送的命令，停发时也说"),
    ("checkin", "把报平安记下的内容私信给本人"),
    ("thanks", "在群里谢谢报平安的人，隔一阵一起说"),
    ("comfort", "安慰求助的人"),
    ("answer", "回答和求助有关的话"),
    ("about", "私信说明求助的情况"),
    ("again", "求助的人又说了话，转给处理的人"),
    ("clear", "求助的人平安了，告诉知情的人"),
    ("taken|taken_by", "有人接了求助，告诉有关的人"),
    ("settled", "求助处理好了，告诉有关的人"),
    (r"ring:(\d+):room", "求助{0}号，在群里喊人"),
    (r"ring:(\d+)", "求助{0}号，喊人来接"),
    ("once:unknown", "不认识的账号，一天说一次"),
    ("once:cry", "没绑定的人喊救命，一天答一次"),
    ("once:identity", "群里有身份证号，提醒一次"),
    ("once", "同样的话一天只说一次"),
    ("identity", "里面有身份证号，私信提醒撤回"),
    ("death", "有人过世，告诉书记和党办"),
    ("alive", "说过世的人来了消息，告诉书记和党办"),
    ("bereavement", "家里有人过世，请书记去个电话"),
    (r"notice:(\d+):change", "第{0}号通知有更改"),
    (r"notice:(\d+):by-word", "第{0}号通知，请书记打电话告诉没有微信的人"),
    (r"notice:(\d+)", "发第{0}号通知"),
    ("recall", "撤回先前说的"),
    (r"relay:(\d+):handover", "第{0}号通知，请书记转到支部群"),
    (r"relay:(\d+):reminder", "第{0}号通知，提醒书记转发"),
    (r"relay:(\d+)", "第{0}号通知，告诉党办谁还没转发"),
    (r"reminder:(\d+)", "第{0}号通知，提醒还没回复的人"),
    (r"unsent:(\d+)", "第{0}号通知，说明哪里没发到"),
    (r"ask-on:(\d+)", "第{0}号通知，只回了“收到”，再问一声"),
    (r"rollcall:(\d+):telephone", "第{0}次报平安，请书记打电话问没有微信的人"),
    (r"rollcall:(\d+):reminder", "第{0}次报平安，提醒还没报的人"),
    (r"rollcall:(\d+):closed", "第{0}次报平安结束，告诉书记还差谁"),
    (r"rollcall:(\d+)", "第{0}次报平安，问大家是否平安"),
    ("returned", "说好今天回来的人，问一声"),
    ("silent", "很久没有消息的人，问一声"),
    ("overdue|office", "很久没有消息的人，告诉书记或党办"),
    ("found", "失联的人有消息了"),
    ("absence", "外出没信号，记下并告诉书记"),
    ("concerns", "有没看懂的话，请书记看看"),
    ("forward", "替人转一句话给书记"),
    ("proxy", "代收、代报的详情，私信给本人"),
    ("for-all", "书记说支部都收到了，告诉她怎么代收"),
    ("undone", "私信说明撤回了什么"),
    ("questions", "有人不想再收消息，告诉书记"),
    ("picture", "画好的进度图"),
    ("enclosure", "图片或文件收下了"),
    ("digest", "每周汇总"),
    ("greeting", "生日、入党日或节日的问候"),
    ("gap", "断线之后，请大家再说一遍"),
    ("paused", "微信说发得太快，停了一阵又继续"),
    ("pilot-begins", "试点开始，告诉书记"),
    ("pilot-expired", "试点里没等到确认的，过了时间"),
    ("pilot", "试点：发之前先给书记看"),
    ("left", "被移出了群，告诉党办"),
    ("untied", "有个群还没关联，告诉党办"),
)


def tell_occasion(key: str) -> str:
    """Say why a row of the outbox is there, by its key."""
    for pattern, words in _OCCASIONS:
        if match := re.match(rf"(?:{pattern})(?=[:#]|$)", key):
            return words.format(*match.groups())
    return OTHER
