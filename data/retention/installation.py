"""How the facts of the installation, the organisation and WeChat are kept."""

from __future__ import annotations

from datetime import timedelta

from data.retention.kept import Erase, Kept

KEPT: tuple[Kept, ...] = (
    Kept("facts", "本机的事实", "facts about this installation"),
    Kept("schedule_runs", "定时任务上次跑的时刻", "when each schedule last ran"),
    Kept(
        "buckets",
        "发送的额度",
        "how much of the account's pace is used",
        None,
        timedelta(days=2),
        "at < :before",
    ),
    Kept("units", "组织", "the committee, its general branches, branches and service stations"),
    Kept(
        "unit_names",
        "组织用过的名称",
        "names that units had, by which old tables still find them",
        "changed_by",
        hidden="改组织名称是党办的工作，不是个人信息",
        erase=Erase.KEEP,
        because="组织的沿革由谁办的，是组织的记录",
    ),
    Kept("rooms", "群", "the WeChat groups the bot sits in"),
    Kept(
        "sittings",
        "谁在哪个群",
        "who sits in a room, under which nickname; brought up to date at each login",
        "account_id",
        shown="room_id nickname",
        erase=Erase.KEEP,
        because="在哪个微信群、群昵称由微信给出，退群就没有了",
    ),
    Kept(
        "friends",
        "加了好友的账号",
        "which accounts can be written to privately",
        "account_id",
        hidden="微信的好友关系，没有别的内容",
        erase=Erase.KEEP,
        because="微信里加没加好友，删好友就没有了",
    ),
)
