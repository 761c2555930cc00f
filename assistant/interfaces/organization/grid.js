// A grid of buttons: one tab stop, arrow keys within, every text set as text.

const MARKS = { allowed: '✓', blocked: '✕', no_policy: '○', cannot_see: '?' };

const make = (name, role, text) => {
  const element = document.createElement(name);
  if (role) element.setAttribute('role', role);
  if (text !== undefined) element.textContent = text;
  return element;
};

const press = (content, label, [project, model], choose) => {
  const button = make('button');
  button.type = 'button';
  button.dataset.project = project;
  button.dataset.model = model;
  button.tabIndex = -1;
  button.append(...content);
  if (label) button.setAttribute('aria-label', label);
  button.onclick = () => choose(project, model);
  return button;
};

const head = ({ models, corner }) => {
  const row = make('tr', 'row');
  row.append(...[corner, ...models].map((text) => {
    const cell = make('th', 'columnheader', text);
    cell.scope = 'col';
    return cell;
  }));
  const part = make('thead', 'rowgroup');
  part.append(row);
  return part;
};

const line = (one, { models, words }, choose) => {
  const row = make('tr', 'row');
  const first = make('th', 'rowheader');
  first.scope = 'row';
  const name = make('span', undefined, one.name);
  name.className = 'name';
  first.append(press([name], undefined, [one.id, ''], choose));
  if (one.name !== one.id) first.append(make('code', undefined, one.id));
  first.append(...one.notes.map((note) => make('small', undefined, note)));
  row.append(first);
  one.cells.forEach((state, index) => {
    const cell = make('td', 'gridcell');
    const model = make('span', undefined, models[index]);
    model.className = 'model';
    const mark = make('span', undefined, MARKS[state]);
    mark.className = 'mark';
    mark.setAttribute('aria-hidden', 'true');
    const word = make('span', undefined, words[state]);
    const label = `${words[state]}: ${one.name}, ${models[index]}`;
    const button = press([model, mark, word], label, [one.id, models[index]], choose);
    button.className = state;
    cell.append(button);
    row.append(cell);
  });
  return row;
};

const STEPS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

const move = (event, table) => {
  const lines = [...table.tBodies[0].rows].map((row) => [...row.querySelectorAll('button')]);
  const y = lines.findIndex((buttons) => buttons.includes(event.target));
  if (y < 0) return;
  const x = lines[y].indexOf(event.target);
  const to = {
    Home: lines[y][0],
    End: lines[y].at(-1),
    ...Object.fromEntries(Object.entries(STEPS).map(([name, [down, right]]) => [name, lines[y + down]?.[x + right]])),
  }[event.key];
  if (!to) return;
  event.preventDefault();
  to.focus();
};

// The tab stop is the cell that was last in use, also after the table was drawn anew.
const stop = (table, button) => {
  table.querySelectorAll("button[tabindex='0']").forEach((one) => { one.tabIndex = -1; });
  button.tabIndex = 0;
};

const same = (table, { project, model }) => [...table.querySelectorAll('button')]
  .find(({ dataset }) => dataset.project === project && dataset.model === model);

export default function ({ data: [data], parentElement, setTriggerValue }) {
  const box = parentElement.querySelector('.scroll');
  const drawn = JSON.stringify(data);
  if (box.drawn === drawn) return;
  box.drawn = drawn;
  const table = make('table', 'grid');
  table.setAttribute('aria-label', data.label);
  table.lang = data.language;
  const choose = (project, model) => {
    box.getRootNode().activeElement?.blur(); // the project that opens takes up the focus
    setTriggerValue('chosen', { project, model });
  };
  const body = make('tbody', 'rowgroup');
  body.append(...data.rows.map((one) => line(one, data, choose)));
  table.append(head(data), body);
  const former = box.querySelector("button[tabindex='0']");
  const focused = data.back || (former && former === box.getRootNode().activeElement);
  const now = same(table, data.back ?? former?.dataset ?? {}) ?? table.querySelector('button');
  table.onkeydown = (event) => move(event, table);
  table.addEventListener('focusin', ({ target }) => stop(table, target));
  box.replaceChildren(make('p', undefined, data.hint), table);
  if (now) stop(table, now);
  if (now && focused) now.focus();
}
