"""Articles in, index out: cleaning, passages, who said what, storage."""
