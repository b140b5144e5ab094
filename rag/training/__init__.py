"""How the reader was trained: examples from public question sets, and the loop."""
