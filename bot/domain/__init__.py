"""Rules of the field: pure functions over frozen values; no I/O, no SQL, no clock of their own."""
