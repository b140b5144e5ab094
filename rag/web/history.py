"""The conversations that a browser keeps: what the page's script fills, and what it is given."""

import re

from rag.web.conversation import Turns
from rag.web.kept import to_text
from rag.web.markup import escaped
from rag.web.texts import Texts


def history(texts: Texts, *, ready: bool) -> str:
    """The list's frame and its words; the script fills it from the browser's own storage.

    ``ready`` is False until the page is in the reader's language: then the script asks for what
    was open before.
    """
    words = texts.conversing
    buttons = "".join(
        f'<button type="button" data-history="{name}">{escaped(label)}</button>'
        for name, label in (
            ("new", words.new),
            ("export", words.export),
            ("delete-all", words.delete_all),
        )
    )
    return (
        f'<details class="history" data-ready="{int(ready)}" data-sure="{escaped(words.sure)}"'
        f' data-rename="{escaped(words.rename)}" data-delete="{escaped(words.delete)}"'
        f' data-name="{escaped(words.name)}" data-new="{escaped(words.new_name)}"'
        f' data-full="{escaped(words.not_kept)}" data-language="{escaped(texts.language)}">'
        f"<summary>{escaped(words.history)}<span></span></summary>"
        f'<div class="kept-buttons">{buttons}</div>'
        f'<ul class="kept-list"></ul><p class="none">{escaped(words.none_kept)}</p>'
        f'<p class="where">{escaped(words.kept_here)}</p></details>'
    )


def kept(turns: Turns) -> str:
    """What the browser is to keep of the conversation: all of it, and what to call it."""
    if not turns:
        return '<div class="keeping" data-turns=""></div>'
    return (
        f'<div class="keeping" data-turns="{escaped(to_text(turns))}"'
        f' data-first="{escaped(turns[0].question[:80])}"></div>'
    )


def exported(name: str, text: str, serial: int) -> str:
    """A file for the browser to save; ``serial`` tells one export from the next."""
    stem = re.sub(r"[^\w-]+", "-", name).strip("-")[:60] or "wartanya"
    return (
        f'<div class="exported" data-serial="{serial}" data-file="{escaped(stem)}.md"'
        f' data-text="{escaped(text)}"></div>'
    )
