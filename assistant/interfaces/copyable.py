"""Values with a button that copies each: ids, models, codes; drawn as text by one small component."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import streamlit as st

from assistant.domain.view.words import Words

_STYLE = """
dl{display:flex;flex-wrap:wrap;gap:.35rem 1.25rem;margin:0;font-family:var(--st-font)}
div{min-width:0;max-width:100%}
dt{font-size:.82rem;color:var(--st-text-color);opacity:.8}
dd{margin:0;display:flex;align-items:center;gap:.3rem;max-width:100%}
code{font-family:var(--st-code-font);font-size:.85rem;background:var(--st-code-background-color);color:var(--st-text-color);
 padding:.25rem .5rem;border-radius:var(--st-base-radius);overflow-wrap:anywhere}
button{all:unset;cursor:pointer;white-space:nowrap;flex:none;
 min-width:24px;min-height:24px;padding:0 .3rem;border-radius:4px;font-size:.78rem;
 color:var(--st-link-color)}
button:hover{background:var(--st-code-background-color)}
button:focus-visible{outline:2px solid var(--st-primary-color)}
small{flex-basis:100%;opacity:.85}
dd:has(small){flex-wrap:wrap}
dd:has(small) code{max-width:calc(100% - 6.5rem);box-sizing:border-box}
.wide{flex:1 1 100%}
.wide dd{align-items:flex-start}
.wide code{flex:1;min-width:0;white-space:pre-wrap;padding:.5rem .75rem;line-height:1.5}
"""
_SCRIPT = Path(__file__).with_name("copyable.js").read_text(encoding="utf-8")

_values = st.components.v2.component("copyable", html="<dl></dl>", css=_STYLE, js=_SCRIPT)


def copyable(key: str, rows: Sequence[tuple[str, str, str]], say: Words, wide: tuple[str, str] | None = None) -> None:
    """Draw rows of label, value and note; whatever the values hold, they are set as text.

    `wide` is a label and lines that stand below over the whole width; unlike st.code, nothing tries to colour them,
    which would cost a browser 50 ms.
    """
    kept = [{"label": label, "value": value, "note": note, "wide": False} for label, value, note in rows]
    if wide is not None:
        kept.append({"label": wide[0], "value": wide[1], "note": "", "wide": True})
    data = {
        "rows": kept,
        "copy": say("copy"),
        "copied": say("copied"),
        "failed": say("copy_failed"),
        "aria": say("aria_copy"),
    }
    _values(key=key, data=[data])  # a bare dict would be searched for data frames, by pandas
