"""Exit statuses of the command line."""

EXIT_FAILED = 1  # an input could not be taken, all others were; or a gate was not passed
EXIT_USAGE = 2  # argparse's own
EXIT_INTERRUPTED = 130  # as shells report Ctrl-C
