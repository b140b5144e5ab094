"""HTML of ours that reports which of its buttons was pressed, and buttons that come and go."""

from pathlib import Path
from typing import Literal

import gradio as gr

ASSETS = Path(__file__).parent / "assets"


def html(value: str, elem_id: str) -> gr.HTML:
    """An empty or filled component; events.js in it turns buttons into events."""
    return gr.HTML(
        value,
        elem_id=elem_id,
        apply_default_css=False,
        js_on_load=(ASSETS / "events.js").read_text(encoding="utf-8"),
    )


def showing(visible: bool) -> bool | Literal["hidden"]:
    """For ``visible``: a button that isn't shown stays in the page.

    Taking it out and putting it back takes time, in which a press would be lost.
    """
    return visible or "hidden"
