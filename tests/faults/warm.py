"""Imported by the fork server: everything a life needs, dictionaries included."""

from tests.faults.mortal import warm_up

warm_up()
