"""Kiteline 风筝线: the member of staff inside an organisation's WeChat groups."""

__version__ = "0.1.0"
