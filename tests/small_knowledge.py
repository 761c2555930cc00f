"""A whole but small knowledge/ folder that lints clean, for breaking one thing in it at a time."""

from __future__ import annotations

from pathlib import Path

CAUSE = """\
id: sample
category: model_not_found
checked: 2026-11-20
sources: [{date: 2026-11-20, mark: A}]
title: {ja: 見本, en: Sample}
why: {ja: "{model} の見本です。", en: "A sample of {model}."}
who: developer
needs: [model]
signals:
  - says: ["The model {model} is a sample"]
  - in_words: [thing]
rivals:
  other_one: {ja: 別の原因です。, en: Another cause.}
evidence:
  verifies: {ja: 確かめます。, en: Proof.}
  refutes: {ja: 違います。, en: Disproof.}
  probes: [model_call]
steps:
  start:
    title: {ja: 始め, en: Start}
    ask: {ja: どちらですか。, en: Which one?}
    choices:
      left: {label: {ja: 左, en: Left}, go: turn}
      right: {label: {ja: 右, en: Right}, go: recheck}
  turn:
    title: {ja: 開く, en: Open it}
    do: {ja: "[設定](settings)を開きます。", en: "Open the [settings](settings)."}
    console: true
    not_seen: person
    not_allowed: person
    links: [settings]
    picture: box
    message: request
    go: recheck
  recheck:
    use: recheck
  again:
    title: {ja: もう一度, en: Again}
    ask: {ja: どうしますか。, en: What next?}
    choices:
      retry: {label: {ja: もう一度, en: Again}, back: recheck}
      person: {label: {ja: 人に聞く, en: A person}, go: person}
  solved:
    end: solved
    title: {ja: 解決, en: Solved}
  person:
    end: handoff
    title: {ja: 引き継ぎ, en: Hand over}
examples:
  - {paste: "The model a is a sample", facts: {model: a}}
  - {paste: "The model b is a sample", facts: {model: b}}
"""

OTHER = """\
id: other_one
category: network
checked: 2026-11-20
sources: [{date: 2026-11-20, mark: C}]
title: {ja: 別, en: Other}
why: {ja: 別の原因です。, en: Another cause.}
who: anyone
signals:
  - status: 599
evidence:
  verifies: {ja: 確かめます。, en: Proof.}
  refutes: {ja: 違います。, en: Disproof.}
steps:
  person:
    end: handoff
    title: {ja: 引き継ぎ, en: Hand over}
examples:
  - {paste: "599"}
  - {paste: "HTTP 599"}
"""

STEPS = """\
recheck:
  title: {ja: 確認, en: Check}
  check: model_call
  "on": {ok: solved, else: again}
"""

FALLBACK = """\
checked: 2026-11-20
other:
  title: {ja: 不明, en: Unknown}
  why: {ja: 判断できません。, en: It cannot be told.}
  steps:
    person: {end: handoff, title: {ja: 引き継ぎ, en: Hand over}}
none:
  title: {ja: なし, en: Nothing}
  why: {ja: エラーがありません。, en: No error.}
  steps:
    person: {end: handoff, title: {ja: 引き継ぎ, en: Hand over}}
"""

FILES = {
    "causes/sample.yaml": CAUSE,
    "causes/other_one.yaml": OTHER,
    "steps.yaml": STEPS,
    "fallback.yaml": FALLBACK,
    "links.yaml": 'settings: {label: {ja: 設定, en: Settings}, url: "https://example.org/{model}", without: "https://example.org", checked: 2026-11-20}\n',
    "wording.yaml": "the_model: {ja: モデル, en: the model}\n",
    "messages.yaml": "request: {subject: {ja: 依頼, en: Request}, body: {ja: お願いします。, en: Please.}}\n",
    "models.yaml": (
        "checked: 2026-11-20\nsources: {a: {date: 2026-11-20, mark: A}}\n"
        "families: {any: {patterns: ['*'], endpoints: [responses], source: a}}\n"
        "restricted: {ids: [], source: a}\nsnapshots: {}\nretirements: []\n"
    ),
    "tools.yaml": "",
    "secrets.yaml": "",
    "reading.yaml": "solved: [it works now]\n",
    "concepts.yaml": "thing: [thing]\n",
    "columns.yaml": "text: [body]\n",
    "desk.yaml": "{}\n",
    "login.yaml": "{}\n",
    "lead.yaml": "{}\n",
    "reply.yaml": "{}\n",
    "rewording.yaml": """\
instruction: {ja: "書き直します。{tone}", en: "Reword. {tone}"}
tones: {warmer: {label: {ja: 温かく, en: Warmer}, ask: {ja: 温かくします。, en: Make it warmer.}}}
watched: {}
""",
    "phrases.yaml": "intents: {}\n",
    "pictures/captions.yaml": "box: {alt: {ja: 図, en: Box}, caption: {ja: 図です。, en: A box.}, checked: 2026-11-20}\n",
    "pictures/box.svg": '<svg xmlns="http://www.w3.org/2000/svg"/>\n',
}


def write(folder: Path, changes: dict[str, tuple[str, str]] | None = None) -> Path:
    """Write the folder with one text replaced in each named file; what is replaced must be there."""
    for name, text in FILES.items():
        old, new = (changes or {}).get(name, ("", ""))
        assert old in text, f"{name} has no {old}"
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text.replace(old, new, 1) if old else text, encoding="utf-8")
    return folder
