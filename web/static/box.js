// The box that searches and answers, as a combobox: what may be meant is offered while one types, recent searches
// (kept in this browser only) before. Everything works without it, too.

const RECENT = "myograph.recent";
const MOST = 6; // recent searches
const WAIT = 120; // milliseconds without a key before we ask
const FORGET = "Forget recent searches";

function recent() {
  try {
    const kept = JSON.parse(localStorage.getItem(RECENT));
    return Array.isArray(kept) ? kept.filter((one) => typeof one === "string").slice(0, MOST) : [];
  } catch {
    return []; // nothing is kept, or may be
  }
}

function remember(text) {
  try {
    const kept = [text, ...recent().filter((one) => one !== text)].slice(0, MOST);
    localStorage.setItem(RECENT, JSON.stringify(kept));
  } catch {
    // a browser that keeps nothing
  }
}

function forget() {
  try {
    localStorage.removeItem(RECENT);
  } catch {
    // as above
  }
}

function entry(label, about, act) {
  return { label, about, act };
}

class Box {
  constructor(form) {
    this.form = form;
    this.input = form.querySelector("input[type=search]");
    this.list = document.createElement("ul");
    this.status = document.createElement("span");
    this.entries = [];
    this.at = -1;
    this.typed = this.input.value;
    this.asked = 0;
    this.prepare();
  }

  prepare() {
    this.list.id = `${this.input.id}-list`;
    this.list.className = "suggestions";
    this.list.hidden = true;
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("aria-label", "Suggestions");
    this.status.className = "visually-hidden";
    this.status.setAttribute("role", "status");
    this.form.append(this.list, this.status);
    const facts = { role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": this.list.id };
    for (const [name, value] of Object.entries(facts)) this.input.setAttribute(name, value);
    this.input.autocomplete = "off";
    this.input.addEventListener("input", () => this.later());
    this.input.addEventListener("keydown", (event) => this.key(event));
    this.input.addEventListener("click", () => this.input.value || this.offerRecent());
    this.input.addEventListener("blur", () => this.close());
    this.list.addEventListener("pointerdown", (event) => event.preventDefault()); // the input keeps the focus
    this.list.addEventListener("click", (event) => this.clicked(event));
    this.form.addEventListener("submit", () => remember(this.input.value.trim()));
  }

  later() {
    this.typed = this.input.value;
    clearTimeout(this.timer);
    const typed = this.typed.trim();
    if (!typed) {
      this.asked += 1;
      this.offerRecent();
      return;
    }
    this.timer = setTimeout(() => this.ask(typed), WAIT);
  }

  async ask(typed) {
    const number = ++this.asked;
    const address = new URL(this.form.dataset.suggest, location.href);
    address.searchParams.set("q", typed);
    try {
      const answer = await fetch(address);
      if (!answer.ok || number !== this.asked || document.activeElement !== this.input) return;
      this.offer(this.found(await answer.json()));
    } catch {
      this.close(); // the form works without suggestions
    }
  }

  found(answer) {
    const concepts = answer.suggestions.map((one) => {
      const kind = one.type === "bodypart" ? "body part" : one.type;
      return entry(one.name, one.name === one.label ? kind : `${kind}, ${one.label}`);
    });
    return [...concepts, ...(answer.questions ?? []).map((one) => entry(one, "question")), ...(answer.meant ?? []).map((one) => entry(one, "did you mean?"))];
  }

  offerRecent() {
    const kept = recent().map((one) => entry(one, "searched before"));
    this.offer(kept.length ? [...kept, entry(FORGET, "", () => this.forgotten())] : []);
  }

  forgotten() {
    forget();
    this.close();
  }

  offer(entries) {
    this.entries = entries;
    this.at = -1;
    this.list.replaceChildren(...entries.map((one, at) => this.row(one, at)));
    this.list.hidden = entries.length === 0;
    this.input.setAttribute("aria-expanded", String(entries.length > 0));
    this.input.removeAttribute("aria-activedescendant");
    this.status.textContent = entries.length ? `${entries.length} suggestions` : "";
  }

  row(one, at) {
    const row = document.createElement("li");
    row.id = `${this.list.id}-${at}`;
    row.setAttribute("role", "option");
    row.setAttribute("aria-selected", "false");
    const about = document.createElement("span");
    about.className = "soft small";
    about.textContent = one.about;
    row.append(`${one.label} `, about);
    return row;
  }

  close() {
    clearTimeout(this.timer);
    this.asked += 1;
    this.offer([]);
  }

  key(event) {
    if (event.isComposing) return;
    const open = !this.list.hidden;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (open) this.move(event.key === "ArrowDown" ? 1 : -1);
      else if (this.input.value.trim()) this.ask(this.input.value.trim());
      else this.offerRecent();
    } else if (event.key === "Escape" && open) {
      event.preventDefault();
      this.input.value = this.typed;
      this.close();
    } else if (event.key === "Enter" && open && this.at >= 0) {
      event.preventDefault();
      this.choose(this.at);
    }
  }

  move(step) {
    const count = this.entries.length + 1; // one more: what was typed
    this.at = ((this.at + 1 + step + count) % count) - 1;
    [...this.list.children].forEach((row, at) => row.setAttribute("aria-selected", String(at === this.at)));
    const row = this.list.children[this.at];
    if (row) {
      this.input.setAttribute("aria-activedescendant", row.id);
      row.scrollIntoView({ block: "nearest" });
    } else {
      this.input.removeAttribute("aria-activedescendant");
    }
    const one = this.entries[this.at];
    this.input.value = one && !one.act ? one.label : this.typed;
  }

  clicked(event) {
    const at = [...this.list.children].indexOf(event.target.closest("li"));
    if (at >= 0) this.choose(at);
  }

  choose(at) {
    const one = this.entries[at];
    if (one.act) {
      this.input.value = this.typed;
      one.act();
      return;
    }
    this.input.value = one.label;
    this.close();
    this.form.requestSubmit();
  }
}

for (const form of document.querySelectorAll("form[data-box]")) new Box(form);
