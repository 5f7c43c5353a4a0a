"""Words of somebody who does not want to live on; who said them is telephoned, whatever is said later."""

from __future__ import annotations

import re

_DESPAIR = re.compile(
    r"不想(?:再|继续){0,2}(?:活|撑|熬)|不想(?:醒|待在这个?世)|活不下去|活(?:着|得)?[^，,。\n]{0,4}(?:没(?:什么|啥)?意思|没劲|好?累)"
    r"|活着没|没法活|活够|没活路|没(?:有)?活下去|生不如死|想死|去死|寻死|死了算|不如死|一死了之|轻生|自杀|自尽|自残|寻短见|一了百了|想不开"
    r"|(?:想|要|准备|打算|去)跳(?:楼|河|江|海|桥|下去)|从[^，,。\n]{0,8}跳下去|割腕|上吊|遗书|撑不[下住]|熬不(?:下去|住)|扛不住|走投无路|绝望"
    r"|来[生世](?:再|报|见|还)|想跟着去|(?:结束|了结)(?:自己|生命|这一?切|这一生)|(?<!误)(?:吞|喝)了?[^，,。\n]{0,4}(?:安眠药|农药|百草枯|敌敌畏)"
    r"|攒[^，,。\n]{0,4}安眠药"
)


def is_told(text: str) -> bool:
    """Whether a cry for help tells of despair: 不想活了, 撑不下去."""
    return bool(_DESPAIR.search(text))
