// One function for every run of the page: the document's language, Streamlit's own words, what is said, what is shown,
// and hands that click twice.

const NAMES = ['aria-label', 'title', 'placeholder'];
const NAMED = NAMES.map((name) => `[${name}]`).join(', ');
const TOLD = [
  '[data-testid="stSkipToContent"]',
  '[data-testid="stFileUploaderDropzone"] button p',
  '[data-live-announcer] div',
  '[role="dialog"] h2',
  '[role="dialog"] h2 + div > div',
].join(', ');
let chrome;
let watching = false;
let waiting = false;
let place;
let region;
let told = '';
let clicked = -Infinity;

const own = (words) => {
  if (chrome.words[words]) return chrome.words[words];
  const options = /^(\d+) options? available\.$/.exec(words);
  if (options) return chrome.options.replace('{count}', options[1]);
  if (!words.startsWith(chrome.helpIs)) return words;
  return chrome.help.replace('{label}', () => words.slice(chrome.helpIs.length));
};

const put = (element, name) => {
  const words = element.getAttribute(name);
  const said = words && own(words);
  if (said !== words) element.setAttribute(name, said);
};

const translate = () => {
  for (const element of document.body.querySelectorAll(NAMED)) NAMES.forEach((name) => put(element, name));
  for (const element of document.querySelectorAll(TOLD)) {
    if (!element.childElementCount && own(element.textContent) !== element.textContent) {
      element.textContent = own(element.textContent);
    }
  }
};

// The second click of a double one would fall on what has come up in the first one's place. It counts where the first
// has reached no button, as when the page moved between press and release.
const once = (event) => {
  if (!event.target.closest('a, .stButton, .stFormSubmitButton')) return;
  if (event.detail < 2 || event.timeStamp - clicked > 700) {
    clicked = event.timeStamp;
    return;
  }
  event.stopImmediatePropagation();
  event.preventDefault();
};

const announce = (said) => {
  if (!region || told === said) return;
  told = said;
  region.textContent = '';
  setTimeout(() => { region.textContent = said; }, 50);
};

// The button that was pressed goes a moment later, and the focus with it: Tab is to go on from what came in its place.
const takeUp = (part, left = 20) => {
  const card = document.querySelector(`.st-key-${part}`);
  if (!card || !left) return;
  if (document.activeElement !== document.body) {
    setTimeout(takeUp, 50, part, left - 1);
    return;
  }
  card.tabIndex = -1;
  card.focus({ preventScroll: true });
};

const show = (part, now) => {
  const first = place === undefined;
  if (place === now) return;
  place = now;
  const there = () => document.querySelector(`.st-key-${part}`)?.scrollIntoView({ block: 'start' });
  if (first || !now) return;
  there();
  takeUp(part);
  setTimeout(there, 100); // what stood above it may have gone since
};

// What a run of the chat has left. On another page there is none: back from there, the card is to be shown again.
const read = () => {
  const note = document.querySelector('.live-note')?.dataset;
  announce(note?.said ?? '');
  if (note) show(note.part, note.place);
  else place &&= '';
};

const look = () => {
  waiting = false;
  translate();
  read();
};

const later = () => {
  if (waiting) return;
  waiting = true;
  if (document.hidden) setTimeout(look, 50);
  else requestAnimationFrame(look);
};

const watch = () => {
  if (watching) return;
  watching = true;
  document.addEventListener('click', once, { capture: true });
  const what = { subtree: true, childList: true, attributes: true, attributeFilter: NAMES };
  new MutationObserver(later).observe(document.body, what);
};

export default function ({ data: [data], parentElement }) {
  if (document.documentElement.lang !== data.language) {
    document.documentElement.lang = data.language;
    document.querySelectorAll('[data-live-announcer] div > div').forEach((said) => { said.textContent = ''; });
  }
  chrome = data.chrome;
  region = parentElement.querySelector('.said');
  watch();
  later();
}
