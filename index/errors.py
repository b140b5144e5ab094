"""The one error a user sees."""


class WartanyaError(Exception):
    """Something the user can mend.

    The message is one line that names the input, what was found and what to do. Command line,
    page and API show it as it is; anything else that is raised is a defect of ours.
    """


class NotFound(WartanyaError):
    """What was named isn't there: an article, a version, a speaker."""


class Closed(WartanyaError):
    """The index was closed while it was asked, as when a server stops."""
