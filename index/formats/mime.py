"""Messages in MIME, as mail and saved web pages are: their headers and parts decoded."""

from collections.abc import Iterator
from email.errors import CloseBoundaryNotFoundDefect, StartBoundaryNotFoundDefect
from email.header import decode_header
from email.message import Message
from email.parser import BytesParser
from email.policy import compat32

from index.encoding import decode
from index.formats.document import FormatError

MAX_DEPTH = 20  # of parts within parts
MAX_PARTS = 2000  # a saved page has one for each of its images
_DAMAGED = "is damaged or cut short; get the file again or save it anew"
_NESTED = "has parts nested deeper than a message has; take its text alone"


def parse_message(content: bytes) -> Message:
    """The message in these bytes.

    Raises:
        FormatError: it is none, is cut short, or is nested too deep.
    """
    try:
        # compat32: the newer policy's parsers of single headers raise anything on hostile ones.
        message = BytesParser(policy=compat32).parsebytes(content)
    except RecursionError as error:
        raise FormatError(_NESTED) from error
    except ValueError as error:  # a boundary with a null in it
        raise FormatError(_DAMAGED) from error
    if not message.keys():
        raise FormatError("has no headers; check that its suffix says what it is")
    for number, (part, depth) in enumerate(walk(message)):
        if depth > MAX_DEPTH or number > MAX_PARTS:
            raise FormatError(_NESTED)
        for defect in part.defects:
            if isinstance(defect, (CloseBoundaryNotFoundDefect, StartBoundaryNotFoundDefect)):
                raise FormatError(_DAMAGED)
    return message


def walk(message: Message) -> Iterator[tuple[Message, int]]:
    """The message and all its parts in order, each with its depth from 0."""
    stack = [(message, 0)]
    while stack:
        part, depth = stack.pop()
        yield part, depth
        stack += [(inner, depth + 1) for inner in reversed(inner_parts(part))]


def inner_parts(part: Message) -> list[Message]:
    """The parts of a part; none where it is a text."""
    payload = part.get_payload() if part.is_multipart() else None
    return [p for p in payload if isinstance(p, Message)] if isinstance(payload, list) else []


def header(message: Message, name: str) -> str:
    """A header's text on one line, decoded; '' where there is none."""
    raw = message.get(name)
    if raw is None:
        return ""
    try:
        parts = decode_header(raw)
    except Exception:  # noqa: BLE001  on damaged base64 it raises what its codec does
        return " ".join(str(raw).split())
    text = "".join(
        part if isinstance(part, str) else _decoded(part, charset) for part, charset in parts
    )
    return " ".join(text.split())


def part_bytes(part: Message) -> bytes:
    """A part's content without its transfer encoding; b'' for one that has parts itself."""
    try:
        payload = part.get_payload(decode=True)
    except (ValueError, LookupError) as error:
        raise FormatError("has a part that can't be decoded; save it anew") from error
    return payload if isinstance(payload, bytes) else b""


def part_text(part: Message) -> str:
    """A text part decoded as it declares, or by what it looks like.

    Raises:
        FormatError: it is in no known encoding.
    """
    content = part_bytes(part)
    charset = parameter(part, "charset")
    if charset and charset.lower() not in ("us-ascii", "iso-8859-1"):
        try:
            return content.decode(charset).replace("\r\n", "\n")
        except (LookupError, ValueError):
            pass  # it is declared wrongly, and read by what it looks like
    try:
        text = decode(content, "a part", part.get_content_type() == "text/html")
    except ValueError as error:
        raise FormatError(f"has a part that {error}; save it anew") from error
    return text.replace("\r\n", "\n")


def file_name(part: Message) -> str:
    """The name of an attachment; '' where it has none."""
    try:
        name = part.get_filename()
    except (ValueError, LookupError, TypeError):
        return ""
    if not isinstance(name, str):
        return ""
    try:
        pieces = decode_header(name)
    except Exception:  # noqa: BLE001  as for a header
        return name
    return "".join(p if isinstance(p, str) else _decoded(p, charset) for p, charset in pieces)


def parameter(part: Message, name: str) -> str | None:
    """A parameter of the content's type, such as its charset."""
    try:
        value = part.get_param(name)
    except (ValueError, LookupError, TypeError):
        return None
    return value if isinstance(value, str) else None


def _decoded(content: bytes, charset: str | None) -> str:
    try:
        return content.decode(charset or "utf-8", "replace")
    except (LookupError, ValueError):
        return content.decode("utf-8", "replace")
