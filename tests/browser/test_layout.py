"""Phones and zoom: nothing is cut off, nothing hides behind the input, in both languages."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from assistant.domain.text import Language
from tests.browser.chat import Chat
from tests.browser.conftest import Opener
from tests.browser.screen import eventually, overflow_of
from tests.browser.tour import screens

SIZES = {
    "phone": {"width": 360, "height": 740, "device_scale_factor": 2},
    "zoomed to 200 %": {"width": 640, "height": 450, "device_scale_factor": 2},
}
_EDGE = """() => {
  const composer = document.querySelector('.st-key-composer');
  const box = composer.getBoundingClientRect();
  const under = document.elementFromPoint(box.left + box.width / 2, innerHeight - 2);
  return {
    gap: Math.round(innerHeight - box.bottom),
    covered: composer.contains(under),
    paint: getComputedStyle(composer).backgroundColor,
    page: getComputedStyle(document.querySelector('.stApp')).backgroundColor,
  };
}"""
# Parts of a control that stand beyond the page's sides.
_BEYOND = """() => [...document.querySelectorAll('button, a, input, textarea, summary, pre, img, h1, h2, h3')]
  .filter((one) => one.checkVisibility())
  .map((one) => [one, one.getBoundingClientRect()])
  .filter(([one, box]) => box.width > 1 && box.height > 1 && (box.left < -1 || box.right > innerWidth + 1))
  .map(([one]) => one.outerHTML.slice(0, 120))"""


def assert_nothing_is_cut_off(chat: Chat, screen: str) -> None:
    chat.idle()
    assert overflow_of(chat.page) <= 0, screen
    assert chat.page.evaluate(_BEYOND) == [], screen


@pytest.mark.parametrize("size", list(SIZES))
@pytest.mark.parametrize("language", ["ja", "en"])
def test_every_screen_fits(open_chat: Opener, size: str, language: Language) -> None:
    chat = open_chat(language=language, **SIZES[size])
    for name in screens(chat, language):
        assert_nothing_is_cut_off(chat, f"{name} {language}")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_input_stands_at_the_lower_edge_and_hides_what_is_behind_it(open_chat: Opener, scheme: str) -> None:
    chat = open_chat(scheme=scheme, width=360, height=740)
    for at in ("first", "verdict", "verdict at its end"):
        if at == "verdict":
            chat.practise()
        if at == "verdict at its end":
            chat.page.locator("[data-testid=stMain]").evaluate("(main) => main.scrollTo(0, main.scrollHeight)")
        paint = {"light": "rgb(255, 255, 255)", "dark": "rgb(20, 25, 27)"}[scheme]
        wanted = {"gap": 0, "covered": True, "paint": paint, "page": paint}
        assert eventually(lambda: chat.page.evaluate(_EDGE), wanted) == wanted, at


def test_the_input_gives_way_on_a_low_screen(open_chat: Opener) -> None:
    chat = open_chat(width=320, height=256)  # 400 % of a small laptop
    chat.paste()
    assert_nothing_is_cut_off(chat, "verdict")
    chat.start()
    chat.answer("compare_as_meant")
    assert_nothing_is_cut_off(chat, "step")


def test_what_is_new_is_scrolled_to(open_chat: Opener) -> None:
    chat = open_chat(width=360, height=740)
    chat.practise()
    expect(chat.part("verdict").get_by_role("heading").first).to_be_in_viewport()
    chat.start()
    for answer in ("compare_as_meant", "role_may_edit", "sign_in_done"):
        chat.answer(answer)
        expect(chat.heading).to_be_in_viewport()
