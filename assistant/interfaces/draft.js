export default function (component) {
  const { data, parentElement } = component;
  const one = Array.isArray(data) ? data[0] : data;
  const button = parentElement.querySelector("button");
  button.textContent = one.label;
  button.onclick = () => {
    const address = URL.createObjectURL(new Blob([one.text], { type: one.type }));
    const link = document.createElement("a");
    link.href = address;
    link.download = one.name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(address), 10_000);
  }
}
