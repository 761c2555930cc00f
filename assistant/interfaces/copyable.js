async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const area = document.createElement('textarea');
    area.value = text;
    document.body.appendChild(area);
    area.select();
    const done = document.execCommand('copy');
    area.remove();
    return done;
  }
}

function row({ label, value, note, wide }, words) {
  const box = document.createElement('div');
  box.classList.toggle('wide', wide);
  const term = document.createElement('dt');
  const detail = document.createElement('dd');
  const code = document.createElement('code');
  const button = document.createElement('button');
  term.textContent = label;
  code.textContent = value;
  button.type = 'button';
  button.textContent = words.copy;
  button.setAttribute('aria-label', words.aria.replace('{name}', label));
  button.onclick = async () => {
    button.textContent = (await copy(value)) ? words.copied : words.failed;
    setTimeout(() => { button.textContent = words.copy; }, 1500);
  };
  detail.append(code, button);
  if (note) {
    const small = document.createElement('small');
    small.textContent = note;
    detail.append(small);
  }
  box.append(term, detail);
  return box;
}

export default function ({ data: [data], parentElement }) {
  const list = parentElement.querySelector('dl');
  list.replaceChildren(...data.rows.map((one) => row(one, data)));
}
