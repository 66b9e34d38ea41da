// The page /publish with buttons that copy, and a view that follows what is chosen. Without it the form has a button.
const form = document.getElementById("options");

function addButtons() {
  for (const section of document.querySelectorAll(".code")) {
    const field = section.querySelector("textarea");
    const button = Object.assign(document.createElement("button"), { className: "second", textContent: "Copy" });
    button.setAttribute("aria-describedby", section.getAttribute("aria-labelledby"));
    button.addEventListener("click", async () => {
      field.select();
      if (navigator.clipboard) await navigator.clipboard.writeText(field.value);
      else document.execCommand("copy"); // pages without https have no other way
      button.textContent = "Copied";
      setTimeout(() => (button.textContent = "Copy"), 2000);
    });
    section.append(button);
  }
}

async function renew() {
  const address = `${form.action}?${new URLSearchParams([...new FormData(form)].filter(([, value]) => value))}`;
  const page = new DOMParser().parseFromString(await (await fetch(address)).text(), "text/html");
  const made = page.getElementById("made");
  if (!made) return form.submit(); // the page that says what is wrong
  document.getElementById("made").replaceWith(made);
  history.replaceState(null, "", address);
  addButtons();
}

form?.addEventListener("change", renew);
addButtons();
