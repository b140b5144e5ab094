"""A component that shows HTML of ours and reports which of its buttons was pressed."""

from pathlib import Path

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
