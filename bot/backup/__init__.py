"""Backups: written, checked by restoring, kept for so long, put back; and the continuous replica."""
