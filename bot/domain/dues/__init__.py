"""Dues: months, arrears, payments, standards, what is declared, what is imported."""

from bot.domain.dues.arrears import (
    ARREARS,
    CLASSES,
    EXEMPT,
    LONGEST,
    SERIOUS,
    UNKNOWN,
    arrears_class,
    class_of,
    extend,
    is_exempt,
    months_behind,
)

__all__ = [
    "ARREARS",
    "CLASSES",
    "EXEMPT",
    "LONGEST",
    "SERIOUS",
    "UNKNOWN",
    "arrears_class",
    "class_of",
    "extend",
    "is_exempt",
    "months_behind",
]
