"""Accounts of WeChat and the people behind them, as several handlers and schedules need them."""
