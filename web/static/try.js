// The page of the JSON interface: answers show below the form. Without this script the browser goes to them.
const MOST = 20_000; // characters that are shown

for (const form of document.querySelectorAll(".operation form")) {
  const shown = document.createElement("div");
  shown.setAttribute("role", "status");
  form.after(shown);
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const address = filled(form);
    const link = Object.assign(document.createElement("a"), { href: address, textContent: `GET ${address}` });
    const line = document.createElement("p");
    line.append(link, " …");
    shown.replaceChildren(line);
    try {
      const answer = await fetch(address);
      const text = JSON.stringify(await answer.json(), null, 2);
      const body = Object.assign(document.createElement("pre"), { tabIndex: 0 });
      body.textContent = text.length > MOST ? `${text.slice(0, MOST)}\n… and ${text.length - MOST} characters more` : text;
      line.lastChild.textContent = ` ${answer.status} ${answer.headers.get("Content-Type")}`;
      shown.append(body);
    } catch {
      line.lastChild.textContent = " The service did not answer.";
    }
  });
}

function filled(form) {
  const rest = new URLSearchParams();
  let path = form.dataset.path;
  for (const [name, value] of new FormData(form)) {
    if (path.includes(`{${name}}`)) path = path.replace(`{${name}}`, encodeURIComponent(value));
    else if (value) rest.append(name, value);
  }
  return rest.size ? `${path}?${rest}` : path;
}
