"""Untrusted text in a message that a chat client renders as Markdown: its words, never its markup.

Articles, their titles and questions are untrusted. Rendered, ``escaped`` text reads as it was
written, white space aside, and makes no link, image, HTML, heading, list or formula; addresses are
shown as code. No '[' is left in it, so a '[1]' in a message is a marker of ours.
"""

import re

from index.urls import web_url

# Entities where the source itself must not hold the character: some clients look for '\[' and
# '\(' (formulas), for '[1]' (citations) or for tags before they read the Markdown.
_CHARACTERS = str.maketrans(
    {
        "\\": "&#92;",
        "`": "&#96;",
        "[": "&#91;",
        "<": "&lt;",
        ">": "&gt;",
        "*": "\\*",
        "_": "\\_",
        "~": "\\~",
        "$": "\\$",
        "\0": "\N{REPLACEMENT CHARACTER}",
    }
)
_ENTITY = re.compile(r"&(?=[#\w])")
# 'kompas.com' alone is a link to clients that look for names of hosts, as 'M.Si' is.
_HOST_DOT = re.compile(r"\.(?=[^\W\d_])")
# Clients make links of these after they have undone all escapes; of code they never do.
_ADDRESS = re.compile(r"//|www\.|\S@\S", re.IGNORECASE)
_APART = re.compile(r"([`\[])")  # in code they would stand as they are
_AROUND = "\"'“”‘’«»(),.;:!?"  # of an address, and none of it
_BLOCK = re.compile(r"[#+-]|[0-9]{1,9}(?=[.)](?: |$))")  # begins a heading, a list, a rule
_NOT_IN_LINK = re.compile(r"[<>\[\]\\`\"]")


def escaped(text: str) -> str:
    """Untrusted text, on one line, as Markdown that shows the same words. Linear in its length."""
    words = "".join(map(_word, _APART.split(" ".join(text.split()))))
    begun = _BLOCK.match(words)
    if begun is None:
        return words
    number = begun[0] if begun[0].isdigit() else ""
    return f"{number}\\{words[len(number) :]}"


def link(url: str | None) -> str | None:
    """A link to a stored URL, which is also its text; None where it is no http or https one."""
    plain = web_url(url) if url else None
    if plain is None:
        return None
    return f"<{_NOT_IN_LINK.sub(lambda found: f'%{ord(found[0]):02X}', plain)}>"


def _word(words: str) -> str:
    return " ".join(_shown(word) for word in words.split(" "))


def _shown(word: str) -> str:
    """A word, or an address as code."""
    if not _ADDRESS.search(word):
        return _HOST_DOT.sub(r"\\.", _ENTITY.sub("&amp;", word).translate(_CHARACTERS))
    address = word.strip(_AROUND)
    if not _ADDRESS.search(address):
        address = word
    before, after = word.split(address, 1)
    return f"{_shown(before)}`{address}`{_shown(after)}" if address != word else f"`{word}`"
