"""What takes more than one answer: interviews, reviews, imports watched, copies printed, the rounds of a sync."""
