"""What is kept, what for and how long: every table of the store is declared here, and a night's run obeys.

The terms are those of docs/kept.md, which is made from this package.
"""

from data.retention.deleting import delete_old_files, delete_overdue
from data.retention.kept import Erase, Kept
from data.retention.page import as_markdown
from data.retention.registry import REGISTRY

__all__ = ["REGISTRY", "Erase", "Kept", "as_markdown", "delete_old_files", "delete_overdue"]
