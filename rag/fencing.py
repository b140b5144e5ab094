"""Article text as data for a language model: nothing hidden in it, and no way out of its fence."""

import re
import secrets
import unicodedata

# Variation selectors, fillers and Braille's blank are no Cf, and just as invisible.
_HIDDEN = re.compile("[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0f\uffa0]")
_COMMENT = re.compile(
    r"<!--.*?(?:-->|\Z)|<(script|style|template)\b.*?(?:</\1\s*>|\Z)", re.S | re.I
)
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,500}>")
_LINK = re.compile(r"!?\[([^\[\]\n]{0,300})\]\([^()\n]{0,1000}\)")
_MARKER = re.compile(r"[\[【]\s*(\d[\d\s,;]*)[\]】]")
# What chat templates and prompts set off their parts with.
_CONTROL = re.compile(
    r"<\|[^|<>\n]{0,60}\|>|<\|?/?(?:im_start|im_end|start_of_turn|end_of_turn|eot_id|bos|eos|s)\|?>"
    r"|\[/?(?:INST|SYS|SYSTEM|SYSTEM_PROMPT|TOOL_CALLS)\]|<</?SYS>>",
    re.IGNORECASE,
)
_FENCE = re.compile(r"`{3,}|~{3,}|<{2,}|>{2,}|={4,}|#{3,}|-{4,}|\*{4,}|_{4,}")
_ROLE = re.compile(
    r"(?im)^(\s*(?:system|assistant|user|developer|tool|sistem|asisten|pengguna|penutur|speaker|"
    r"pertanyaan|jawaban|question|answer))\s*:"
)


def new_fence() -> str:
    """A line's mark that no article can know: another one for every request."""
    return f"DATA-{secrets.token_hex(8)}"


def visible_text(text: str) -> str:
    """The text without characters and markup that nobody reading the page would see.

    Zero-width, bidirectional and tag characters, controls, private use; HTML comments, scripts
    and tags; the addresses of Markdown links.
    """
    kept = "".join(char for char in text if char in "\n\t" or not _is_hidden(char))
    return _TAG.sub(" ", _LINK.sub(r"\1", _COMMENT.sub(" ", kept)))


def as_data(text: str) -> str:
    """What of an article's text is sent: visible, and without what looks like a marker, a fence,
    a role in front of a line or a chat template's sign."""
    text = _CONTROL.sub(" ", visible_text(text))
    text = _MARKER.sub(r"(\1)", text)
    text = _ROLE.sub(r"\1 –", _FENCE.sub(" ", text))
    return re.sub(r"[^\S\n]+", " ", text).strip()


def _is_hidden(char: str) -> bool:
    return unicodedata.category(char) in {"Cc", "Cf", "Co", "Cn", "Cs"} or bool(_HIDDEN.match(char))
