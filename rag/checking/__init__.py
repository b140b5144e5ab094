"""What a language model wrote, checked against what it cites."""
