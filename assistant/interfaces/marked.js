function part({ text, name }) {
  if (!name) return document.createTextNode(text);
  const mark = document.createElement('mark');
  mark.textContent = text;
  mark.dataset.name = name;
  return mark;
}

export default function ({ data: [data], parentElement }) {
  const box = parentElement.querySelector('pre');
  box.setAttribute('aria-label', data.label);
  box.replaceChildren(...data.parts.map(part));
}
