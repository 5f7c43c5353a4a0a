"""The simulated WeChat as a page: rooms, chats, who one is, the clock, failures, scenes."""
