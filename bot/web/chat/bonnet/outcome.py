"""What a message was taken for, by the name the inbox keeps, in words."""

from __future__ import annotations

import re

_CONFIRMED = re.compile(r"(确认|取消|转) (\w+)$")
_DRAFTS = {
    "binding": "绑定",
    "appointment": "设置职务",
    "dismissal": "免去职务",
    "leave": "休假",
    "merger": "合并支部",
    "rebinding": "换网关后重新关联",
    "pilot": "试点",
    "notice": "发通知",
    "change": "改通知",
    "rollcall": "点名",
    "lost": "失联",
    "own": "更正自己的手机",
    "deletion": "删除自己的数据",
    "import": "导入名册",
    "status": "改党员的状态",
    "forward": "转一句话给书记",
    "transfer": "转接",
    "arrival": "转接的回执",
    "exchange": "外联名单",
    "exchange_report": "外联名单的回音",
    "case": "反映一个问题，里面提到书记",
    "dues_import": "导入党费表",
    "dues_standard": "定一个支部的党费标准",
    "closing": "解散小组",
    "nomination": "发起提名",
    "aid": "把互助发到群里",
    "errand": "改办事指南",
    "lesson": "发线上党课",
    "lesson_change": "改期或取消线上党课",
    "study": "发学习",
    "news": "发要闻",
    "collection": "收集信息",
    "entering": "收集的信息入册",
    "ledger_decisions": "对账表里的决定",
    "ledger_proposals": "对账照建议定",
    "ledger_questions": "对账问本人和书记",
    "ledger_entry": "对账定下的入册",
    "event": "发活动邀请",
    "event_change": "改活动的时间、地点或名称",
    "event_cancellation": "取消活动",
    "yearend": "全部支部的年终材料",
}
_UNREAD = {"", "refused", "failed"}
_OUTCOMES = {
    "": "没有处理：这个编号以前收到过。",
    "chat": "闲聊，没有留下任何内容。",
    "unknown sender": "账号没有绑定，请对方先绑定；一天只说一次。",
    "refused": "不合用法或没有权限，已经说明怎么写。",
    "failed": "处理时出了错，做了一半的都已作废；日志里有它的编号。",
    "warn": "里面有身份证号，请对方撤回。",
    "take_code": "私信来的绑定码。",
    "take_claim": "没绑定的人认领自己的名字，对上了请书记核对。",
    "take_choice": "回答了试点里给他看的那几条。",
    "take_alarm": "有人接了求助。",
    "ask_to_take": "求助只回了“收到”，再说清要做什么。",
    "settle_alarm": "求助处理好了。",
    "hear_all_clear": "报求助的人说没事了。",
    "hear_more": "求助之后又说的话，转给处理的人。",
    "take_said_done": "书记说转发好了，请用“转发”。",
    "show_nearest": "没看懂，给党办和书记看最像的命令。",
    "take_question": "问进度、问还差谁。",
    "take_back": "撤回自己刚才说的。",
    "take_look_up": "查一位党员的记录。",
    "take_dues_question": "问自己的党费，或说党费交过了。",
    "take_change": "改一位党员的记录。",
    "hear_return": "外出的人说回来了。",
    "take_plain_wish": "问自己的信息、谁看过，按那个命令回答。",
    "hear_new_number": "说换了手机号，给他看过再改名册。",
    "hear_weariness": "不想多收消息，告诉他怎么退订。",
    "take_said_of_others": "替本支部的人回复。",
    "take_answer": "回答党办的收集，或改刚填的。",
    "hear_ledger_answer": "回答几本账哪个写得对。",
    "take_ledger_words": "要对账，少打了空格。",
    "take_ledger_choice": "照“名单 对账”的编号定下哪个对。",
    "take_filled_list": "书记照着未填的名单，替人填收集。",
    "take_list_answer": "回答刚看到的名单上的编号。",
    "take_list": "接龙，是对通知的回复。",
    "take_receipt": "对通知的回复。",
    "take_attendance": "回活动邀请：参加、不参加或请假。",
    "take_names_to_come": "替本支部的人报名活动。",
    "take_checkin": "报平安，或说自己和别人的情况。",
    "hear_unbound": "没绑定的人求助或报丧，告诉了党办。",
    "hear_transfer_wish": "想转组织关系，按“转接”办或说明怎么写。",
    "ask_what_is_due": "问这个季度还差哪些会，按“三会一课”回答。",
    "ask_what_is_missing": "问年终材料还缺什么，按“年终材料”回答。",
    "hear_nomination": "私下提名，不记在别处。",
    "hear_recommendation": "私下提名，用自己的话说的，不记在别处。",
    "hear_joining": "加入或退出一个学习小组。",
    "hear_points_question": "问自己有多少积分。",
    "hear_points_claim": "申报积分，少打了空格。",
    "hear_aid": "互助，少打了空格。",
    "hear_end_of_aid": "结束一件互助，用自己的话说的。",
    "point_to_errand": "党员要开证明：告诉他怎么请党办开。",
    "hear_attendance": "说听了党课，记一次到课。",
    "hear_birthday": "说自己的农历生日。",
    "hear_companion": "报了名，问能不能带家人，转告发起人。",
    "hear_question_of_place": "问活动排到第几、还有没有名额。",
    "hear_question_of_course": "问自己提的事办到哪一步。",
    "hear_unsolved": "说没解决，告诉怎么重开。",
    "hear_loose_case": "用自己的话提建议、反映问题。",
    "take_question_who_owes": "书记、党办问谁没交党费，私下列名单。",
    "keep_from_secretaries": "想举报、申诉，格式不对：没有记，也没转给谁，说了怎么写。",
    "keep_more_from_secretaries": "想举报、申诉，格式不对：没有记，也没转给谁，说了怎么写。",
    "keep_income_from_others": "说了自己的收入，格式不对：没有记，也没转给谁。",
    "keep_names_from_others": "说了想提名谁，格式不对：没有记，也没转给谁。",
    "hear_errand": "问一件事怎么办，按“办事”回答。",
    "take_read": "学过了一条学习，记一笔。",
    "take_study_words": "发一条学习，题目开头像别的命令。",
    "take_bare_relay": "书记转发一条学习到本支部群。",
    "hear_sharing": "回答了愿不愿意把资料给外地的党组织。",
    "answer_how": "问怎么用，按“帮助”回答。",
    "take_unclear": "没看懂，请书记看看。",
    "keep_enclosure": "图片、文件或链接，留着给通知用。",
    "explain_to_secretary": "书记发来图片或文件，告诉他该怎么做。",
    "take_bare_word": "书记或党办答复等着的申请。",
    "hear_arrival": "寄去的书收到了。",
    "hear_more_of_case": "自己提的事，回答了追问或又补充了几句。",
    "work_on_quoted": "引用一件工单，答复、追问、转办或办结。",
    "take_case": "有人接手一件工单。",
    "say_where_pictures_go": "提了事又发图片，告诉他图片给谁。",
    "take_unreadable": "语音、图片我看不懂，说了一声。",
}


def is_confirmation(outcome: str) -> bool:
    """Whether an outcome of the inbox is an answer to a draft: 确认 notice."""
    return bool(_CONFIRMED.match(outcome))


def may_be_checkin(outcome: str) -> bool:
    """Whether a message so taken was read as a check-in, too; commands and confirmations are not."""
    return outcome in _OUTCOMES.keys() - _UNREAD


def is_command(outcome: str) -> bool:
    """Whether an outcome of the inbox is the name of a command."""
    return bool(outcome) and outcome not in _OUTCOMES and not is_confirmation(outcome)


def tell_outcome(outcome: str, *, answers_a_notice: bool = False) -> str:
    """Say what a message was taken for; "" is one that was not taken."""
    if confirmed := _CONFIRMED.match(outcome):
        return f"回答了刚才等着的草稿：{confirmed[1]}（{_DRAFTS.get(confirmed[2], confirmed[2])}）。"
    if outcome == "chat" and answers_a_notice:
        return "对通知的回复；别的话当作闲聊，没有另外记。"  # 收到, and talk that reads like a check-in
    return _OUTCOMES.get(outcome) or f"命令“{outcome}”。"
