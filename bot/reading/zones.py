"""What people call the clock of a time zone: the Chinese name of its best-known city."""

from __future__ import annotations

from bot.reading import gazetteer

# Where the table of places names a smaller town first.
_BEST_KNOWN = {
    "America/Los_Angeles": "洛杉矶",
    "America/New_York": "纽约",
    "Asia/Bangkok": "曼谷",
    "Asia/Ho_Chi_Minh": "胡志明市",
    "Asia/Hong_Kong": "香港",
    "Asia/Kuala_Lumpur": "吉隆坡",
    "Asia/Macau": "澳门",
    "Asia/Manila": "马尼拉",
    "Asia/Shanghai": "北京",
    "Asia/Singapore": "新加坡",
    "Asia/Taipei": "台北",
    "Asia/Tokyo": "东京",
    "Asia/Ulaanbaatar": "乌兰巴托",
    "Asia/Urumqi": "乌鲁木齐",
    "Asia/Vientiane": "万象",
    "Asia/Yangon": "仰光",
    "Pacific/Auckland": "奥克兰",
}


def city_of(zone: str) -> str:
    """Name an IANA zone by its city; by the zone's own name where no table has one."""
    known = _BEST_KNOWN.get(zone) or gazetteer.cities_of_zones().get(zone)
    return known or zone.rpartition("/")[2].replace("_", " ")
