"""What may stand in an offer, a request or an answer: no numbers of papers, no money, no telephones."""

from __future__ import annotations

import re
import unicodedata

from bot.domain.command import UserError, narrow
from bot.reading import phones

_LONG_NUMBER = re.compile(r"\d(?:[ -]?\d){11,18}[Xx]?")
_MONEY = re.compile(
    r"借.{0,2}钱|借款|贷款|放贷|网贷|转账|汇款|打款|[收付]款码|二维码|扫码|众筹|集资|募捐|捐款|水滴筹|刷单"
    r"|理财|投资|返利|返现|垫[付资]|担保|高息|红包|彩票|代购"
)
_LINK = re.compile(r"https?:|www\.|\.(?:com|cn|net|top)\b", re.IGNORECASE)
_ACCOUNT = re.compile(
    r"(?:微信号?|[vw]x|v信|qq号?)\s*[:：是]?\s*[a-z0-9][a-z0-9_-]{4,19}", re.IGNORECASE | re.ASCII
)
_DIGITS = re.compile(r"(?<!\d)\d{7,11}(?!\d)")
_LABELLED = re.compile(
    r"[\s，,、；;（(]{0,3}(?:我的?|请?联系|请?打)?(?:电话|手机|号码|微信|联系方式)?[号是:：\s]{0,3}\0[)）]?"
)


def check(words: str) -> None:
    """Refuse what endangers people. Raises UserError with what to do instead."""
    plain = unicodedata.normalize("NFKC", words)
    if _LONG_NUMBER.search(plain):
        raise UserError("里面像有证件号或银行卡号，没有记下，也请您撤回这一条。互助用不着这些号码。")
    if _MONEY.search(plain):
        raise UserError("钱的事不走互助，我从不收钱也不转钱。生活有困难，请发：办事 困难补助申请")
    if _LINK.search(plain):
        raise UserError("互助里不发链接，把事情用几句话写出来就好。例：互助 提供 旧童车一辆，自取")


def leave_out_numbers(words: str) -> tuple[str, bool]:
    """Leave telephone numbers and other accounts out of what rooms read; gives whether there were any."""
    plain = narrow(words)
    for found in reversed(phones.find(plain)):
        plain = plain[: found.start] + "\0" + plain[found.end :]
    plain = _DIGITS.sub("\0", _ACCOUNT.sub("\0", plain))
    return _LABELLED.sub("", plain).strip(" ，,。；;"), "\0" in plain
