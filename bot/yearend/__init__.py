"""The year-end file of branches (年终材料): gathered, sent as text, workbook or page."""
