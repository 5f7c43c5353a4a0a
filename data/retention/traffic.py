"""How is kept what comes in and goes out."""

from __future__ import annotations

from datetime import timedelta

from data.retention.kept import Erase, Kept

KEPT: tuple[Kept, ...] = (
    Kept(
        "inbox",
        "收到过的消息编号",
        "ids of messages, so that a repeat does nothing; never a text",
        None,
        timedelta(days=30),
        "received_at < :before",
    ),
    Kept(
        "outbox",
        "发件箱",
        "what the bot said, to show that it arrived",
        "member_id",
        timedelta(days=30),
        "created_at < :before AND state NOT IN ('queued', 'sending', 'in_doubt')",
        hidden="发给您的话您微信里都有；里面可能写着别人的事",
        erase=Erase.ROW,
        only="state NOT IN ('queued', 'sending', 'in_doubt')"
        " AND id NOT IN (SELECT thanked_by FROM checkins WHERE thanked_by IS NOT NULL)",
        because="还没发出去的几句，发完三十天就删",
    ),
    Kept(
        "drafts",
        "等确认的",
        "what was shown and waits for 确认",
        None,
        timedelta(days=1),
        "expires_at < :before",
    ),
    Kept(
        "listings",
        "名单的编号",
        "what the numbers of a list mean",
        "member_id",
        timedelta(days=1),
        "at < :before",
        hidden="名单上是别人的编号，一天就作废",
        erase=Erase.ROW,
    ),
    Kept(
        "enclosures",
        "附件",
        "pictures, files and links a clerk sent; those of no notice go within the hour already",
        None,
        timedelta(days=7),
        "sent_at < :before AND id NOT IN (SELECT enclosure_id FROM notices WHERE enclosure_id IS NOT NULL)",
    ),
)
