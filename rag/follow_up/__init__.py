"""Questions that lean on the turns before, made whole by rules."""
