"""The office's tables in a browser: Datasette over a prepared copy, with passwords; see docs/office.md."""
