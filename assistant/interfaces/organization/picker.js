const coded = (file) => new Promise((done) => {
  const reader = new FileReader();
  reader.onload = () => done(String(reader.result).split(',')[1] ?? '');
  reader.onerror = () => done('');
  reader.readAsDataURL(file);
});

export default function ({ data: [data], parentElement, setTriggerValue }) {
  const field = parentElement.querySelector('input');
  const said = parentElement.querySelector('p');
  parentElement.querySelector('span').textContent = data.label;
  field.onchange = async () => {
    const [file] = field.files;
    said.textContent = '';
    if (!file) return;
    if (file.size > data.largest) said.textContent = data.large;
    else setTriggerValue('picked', { name: file.name, data: await coded(file) });
    field.value = '';
  };
}
