"""What is answered instead of doing as asked: not allowed, not known, said where others read along."""

from __future__ import annotations

from bot.domain.command import UserError


class Refused(UserError):  # noqa: N818 -- a reply like every UserError
    """A command that the sender may not use; each is noted in the audit."""

    def __init__(self, command: str, text: str) -> None:
        super().__init__(text)
        self.command = command


class NotKnown(UserError):  # noqa: N818 -- a reply like every UserError
    """The account is not bound to anybody; said once a day."""

    def __init__(self) -> None:
        super().__init__(
            "还不认识您。请私信我：认领 姓名 名册上手机号的中间四位，例：认领 张三 0013；"
            "也可以请本支部书记在群里@您，发“绑定 @您 姓名”。"
        )


class Overheard(UserError):  # noqa: N818 -- a reply like every UserError
    """Something about a person where others read along; nothing of it is repeated."""

    def __init__(self, *, is_told: bool = True) -> None:
        # Where nothing of the person was written yet there is nothing to withdraw.
        super().__init__("这类内容请私信我，方便的话先撤回。" if is_told else "这类内容请私信我。")
