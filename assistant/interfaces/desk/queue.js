function cell({ main, more, mark }, label, first) {
  const box = document.createElement(first ? 'th' : 'td');
  if (first) box.scope = 'row';
  box.dataset.label = label;
  const top = document.createElement(first ? 'button' : 'span');
  if (first) top.type = 'button';
  top.textContent = main;
  box.append(top);
  if (mark) {
    const badge = document.createElement('em');
    badge.className = mark.kind;
    badge.textContent = mark.text;
    box.append(badge);
  }
  for (const text of more || []) {
    const small = document.createElement('small');
    small.textContent = text;
    box.append(small);
  }
  if (!main && !mark && !(more || []).length) box.className = 'empty';
  return box;
}

function row({ id, cells }, columns, open) {
  const line = document.createElement('tr');
  line.append(...cells.map((one, at) => cell(one, columns[at], at === 0)));
  line.onclick = () => open(id);
  return line;
}

function move(body, event) {
  const step = { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1 }[event.key];
  const buttons = [...body.querySelectorAll('button')];
  const at = buttons.indexOf(event.target);
  const next = { Home: buttons[0], End: buttons[buttons.length - 1] }[event.key] || (step && buttons[at + step]);
  if (at < 0 || !next || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  next.focus();
}

export default function ({ data: [data], parentElement, setTriggerValue }) {
  const open = (id) => setTriggerValue('open', id);
  const head = document.createElement('tr');
  head.append(...data.columns.map((one) => {
    const box = document.createElement('th');
    box.scope = 'col';
    box.textContent = one;
    return box;
  }));
  parentElement.querySelector('caption').textContent = data.caption;
  parentElement.querySelector('thead').replaceChildren(head);
  const body = parentElement.querySelector('tbody');
  const buttons = () => [...body.querySelectorAll('button')];
  const held = buttons().indexOf(body.getRootNode().activeElement);
  const focused = held < 0 ? data.left : parentElement.rows[held].id;
  body.replaceChildren(...data.rows.map((one) => row(one, data.columns, open)));
  body.onkeydown = (event) => move(body, event);
  parentElement.rows = data.rows;
  const at = data.rows.findIndex((one) => one.id === focused);
  if (at >= 0) buttons()[at].focus();
}
