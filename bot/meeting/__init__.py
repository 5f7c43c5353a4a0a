"""What handlers and schedules share about meetings, reviews, nominations and certificates."""
