"""Without a mouse: from the paste to the receipt, with the focus in sight all the way; and input methods."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.chat import REFUSED, Chat, say
from tests.browser.conftest import Opener

FARTHEST = 60  # presses of Tab
# The focused element itself, also inside a component of ours.
_DEEP = """(() => {
  let element = document.activeElement;
  while (element.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
  return element;
})()"""
# Where the focus is: the nearest key of ours, and whether something else lies over its middle.
_FOCUS = f"() => {{ const element = {_DEEP};" + """
  const host = document.activeElement;
  const box = element.getBoundingClientRect();
  const top = document.elementFromPoint(box.left + box.width / 2, box.top + Math.min(box.height, 60) / 2);
  const holder = host.closest('[class*="st-key-"]');
  return {
    key: holder ? holder.className.match(/st-key-(\\S+)/)[1] : '',
    tag: element.tagName,
    label: element.getAttribute('aria-label') || element.innerText || '',
    seen: !!top && (host.contains(top) || top.contains(host) || !!host.closest('label')?.contains(top)),
    inside: box.top >= -1 && box.bottom <= innerHeight + 1,
    tall: box.height > innerHeight,
  };
}"""
# The look of the focused element and of what frames it.
_LOOK = """(element) => {
  const looks = [];
  for (let one = element, depth = 0; one && depth < 4; one = one.parentElement, depth += 1) {
    const style = getComputedStyle(one);
    looks.push([style.outline, style.outlineOffset, style.boxShadow, style.border, style.backgroundColor, style.color].join());
  }
  for (const one of (element.parentNode ?? element).querySelectorAll('*')) {
    const style = getComputedStyle(one);
    looks.push([style.outline, style.boxShadow, style.border].join());
  }
  return looks.join('|');
}"""


def focus(chat: Chat) -> dict[str, object]:
    return dict(chat.page.evaluate(_FOCUS))


def tab_to(chat: Chat, key: str, label: str = "", press: str = "Tab") -> None:
    """Press Tab until the focus is on the element with a key; on the way it is never hidden."""
    chat.idle()
    for _ in range(FARTHEST):
        chat.page.keyboard.press(press)
        at = focus(chat)
        if at["tag"] == "BODY":
            continue
        assert at["seen"], f"hidden on the way to {key}: {at}"
        if str(at["key"]).startswith(key) and label in str(at["label"]):
            return
    pytest.fail(f"{key} is not reached with {press}")


def taken_up(chat: Chat, card: str) -> None:
    """What came in the place of the pressed button has the focus: Tab goes on from there."""
    expect(chat.part(card)).to_be_focused()


def press(chat: Chat, key: str, label: str = "") -> None:
    expect(chat.page.locator(f"[class*='st-key-{key}']").first).to_be_visible()
    chat.page.wait_for_timeout(200)  # what is new is being scrolled to
    tab_to(chat, key, label)
    chat.page.keyboard.press("Enter")


def answer(chat: Chat, key: str) -> None:
    before = chat.heading.inner_text()
    press(chat, f"answer_{key}")
    expect(chat.heading).not_to_have_text(before)
    taken_up(chat, "step")


def test_from_the_paste_to_the_end_with_the_keyboard_alone(open_chat: Opener) -> None:
    chat = open_chat()
    press(chat, "practise")
    taken_up(chat, "verdict")
    press(chat, "go_to_steps")
    taken_up(chat, "step")
    for one in ("compare_as_meant", "role_may_edit", "sign_in_done", "choose_project_done", "open_limits_done"):
        answer(chat, one)
    for one in ("model_usage_allowed", "edit_allowed_done"):
        answer(chat, one)
    console = chat.part("practice_banner").get_by_role("link").first
    console.focus()
    chat.page.keyboard.press("Enter")
    press(chat, "practice_edit")
    expect(chat.part("practice_save")).to_be_visible()
    tab_to(chat, "tick_", "gpt-4.1")
    chat.page.keyboard.press("Space")
    expect(chat.page.get_by_role("checkbox", name="gpt-4.1", exact=True)).to_be_checked()
    press(chat, "practice_save")
    expect(chat.page.get_by_text(say("practice_saved", "en"))).to_be_visible()
    chat.page.get_by_role("link", name=say("practice_back", "en")).focus()
    chat.page.keyboard.press("Enter")
    expect(chat.part("step")).to_be_visible()
    for one in ("tick_model_done", "save_allowed_done"):
        answer(chat, one)
    press(chat, "check_run")
    press(chat, "consent_call")
    expect(chat.part("receipt")).to_contain_text("200", timeout=30_000)


def test_a_paste_is_typed_sent_and_reached_again_backwards(open_chat: Opener) -> None:
    chat = open_chat(language="ja")
    chat.box.focus()
    chat.page.keyboard.insert_text(REFUSED)
    chat.page.keyboard.press("Enter")
    expect(chat.part("verdict")).to_be_visible()
    tab_to(chat, "go_to_steps", press="Shift+Tab")
    chat.page.keyboard.press("Enter")
    expect(chat.part("step")).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_stop_shows_its_focus(open_chat: Opener, scheme: str) -> None:
    chat = open_chat(scheme=scheme, height=700)
    blind: list[str] = []
    for prepare, part in ((lambda: None, ""), (chat.practise, "verdict"), (chat.start, "step")):
        prepare()
        if part:
            expect(chat.part(part)).to_be_focused()  # what is new is scrolled to first
        chat.idle()
        chat.page.wait_for_timeout(300)
        chat.page.locator("h1").click()
        seen: set[str] = set()
        for _ in range(FARTHEST):
            chat.page.keyboard.press("Tab")
            at = focus(chat)
            name = f"{at['key']} {at['tag']} {at['label']}"
            if name in seen or at["tag"] == "BODY":
                break
            seen.add(name)
            element = chat.page.evaluate_handle(_DEEP).as_element()
            assert element is not None
            chat.page.wait_for_timeout(60)
            focused = element.evaluate(_LOOK)
            element.evaluate("(one) => one.blur()")
            chat.page.wait_for_timeout(60)
            if element.evaluate(_LOOK) == focused:
                blind.append(name)
            element.focus()
            assert at["seen"], at
        assert len(seen) > 5
    assert blind == []


def test_enter_that_ends_a_composition_does_not_send(open_chat: Opener) -> None:
    chat = open_chat(language="ja")
    chat.box.focus()
    session = chat.page.context.new_cdp_session(chat.page)
    composing = {"text": "\u3048\u3089\u30fc", "selectionStart": 3, "selectionEnd": 3}
    session.send("Input.imeSetComposition", composing)
    for kind in ("rawKeyDown", "keyUp"):
        session.send(
            "Input.dispatchKeyEvent", {"type": kind, "key": "Enter", "code": "Enter", "windowsVirtualKeyCode": 229}
        )
    session.send("Input.insertText", {"text": composing["text"]})
    expect(chat.box).to_have_value(composing["text"])
    chat.page.wait_for_timeout(300)
    expect(chat.part("try_example")).to_be_visible()
    chat.page.keyboard.press("Shift+Enter")
    chat.page.keyboard.insert_text(REFUSED)
    expect(chat.box).to_have_value(f"{composing['text']}\n{REFUSED}")
    chat.page.keyboard.press("Enter")
    expect(chat.part("verdict")).to_be_visible()
