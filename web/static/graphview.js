// An explorable view of the graph in place of a picture: the drawing, the list beside it, filters and what can be done.
import { begin, choices, filter, merge, pin, select, visible } from "./graphstate.js";
import { Canvas } from "./graphcanvas.js";
import { List, make } from "./graphlist.js";

const MORE = 24; // links that come when a thing is expanded
const MOST = 150; // things at once: a drawing with more of them cannot be read

/** Open the view in place of the picture of a figure; `opener` gets the focus when it is closed. */
export async function open(figure, opener) {
  const [data] = await Promise.all([fetched(figure.dataset.graph), dressed()]);
  const view = new View(data, figure, opener);
  figure.hidden = true;
  figure.after(view.place);
  view.start();
}

/** The style sheet of the view is there. */
function dressed() {
  const address = new URL("explore.css", import.meta.url).href;
  if (document.querySelector(`link[href="${address}"]`)) return null;
  const link = make("link", { rel: "stylesheet", href: address });
  return new Promise((there, failed) => {
    link.addEventListener("load", there);
    link.addEventListener("error", () => failed(new Error(address)));
    document.head.append(link);
  });
}

async function fetched(address) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  return answer.json();
}

const counted = ({ length }, noun) => `${length} ${noun}${length === 1 ? "" : "s"}`;

/** Where the data of what is around a thing is, from the address of its page. */
function around(href) {
  const page = new URL(href, location.href);
  page.pathname = page.pathname.replace(/\/concept\/([^/]*)$/, "/graph/concept/$1.json");
  page.searchParams.set("most", MORE);
  return page.pathname + page.search;
}

class View {
  constructor(data, figure, opener) {
    this.title = data.title;
    this.figure = figure;
    this.opener = opener;
    this.state = begin(data);
    this.past = [];
    this.list = new List({
      select: (id) => this.#now(select(this.state, id)),
      expand: (id) => this.#expand(id),
      pin: (id) => this.#step(pin(this.state, id)),
    });
    this.status = make("p", { role: "status", class: "soft small" });
    this.filters = make("div", { class: "filters" });
    this.drawing = make("div", { class: "graph drawn", "aria-hidden": "true" });
    this.place = make(
      "section", { class: "explorer", "aria-label": `Explore: ${data.title}` },
      this.#tools(), this.status, make("div", { class: "halves" }, this.drawing, this.list.place),
      make("details", {}, make("summary", {}, "Filter"), this.filters),
    );
    this.place.addEventListener("fullscreenchange", () => this.canvas.wheel(document.fullscreenElement === this.place));
    this.place.addEventListener("keydown", (event) => {
      if (event.key === "z" && (event.ctrlKey || event.metaKey)) this.#undo();
    });
  }

  start() {
    const tapped = (id) => this.#now(select(this.state, id));
    this.canvas = new Canvas(this.drawing, { tapped, opened: (id) => this.#expand(id) });
    this.#show();
    this.#toList();
  }

  #toList() {
    this.list.things.querySelector('[tabindex="0"]')?.focus();
  }

  #tools() {
    const tool = (text, does, more = {}) => make("button", { type: "button", onclick: does, ...more }, text);
    this.back = tool("Undo", () => this.#undo(), { disabled: true });
    const whole = tool("Full screen", () => this.#whole());
    whole.hidden = !document.fullscreenEnabled;
    return make(
      "div", { class: "tools" }, this.back,
      tool("Larger", () => this.canvas.zoom(1.3)), tool("Smaller", () => this.canvas.zoom(1 / 1.3)),
      tool("All of it", () => this.canvas.fit()), whole,
      tool("Save PNG", () => this.#save(this.canvas.png(), "png")), tool("Save JSON", () => this.#saveData()),
      tool("Close", () => this.#close()),
    );
  }

  /** A step that can be undone. */
  #step(state, said = "") {
    this.past.push(this.state);
    this.#now(state, said);
  }

  #now(state, said = "") {
    this.state = state;
    this.#show(said);
  }

  #undo() {
    const before = this.past.pop();
    if (before) this.#now({ ...before, selected: this.state.selected }, "Undone.");
  }

  async #expand(id) {
    const node = this.state.nodes.get(id);
    try {
      const more = merge(this.state, await fetched(around(node.href)));
      const [things, claims] = [more.nodes.size - this.state.nodes.size, more.edges.size - this.state.edges.size];
      if (more.nodes.size > MOST) this.#say(`That would be ${more.nodes.size} things, too many to read. Filter or undo first.`);
      else if (!claims) this.#now(select(this.state, id), `Nothing more is linked to ${node.label} as strongly.`);
      else this.#step(select(more, id), `${things} more things and ${claims} more claims around ${node.label}.`);
    } catch (error) {
      console.info(error);
      this.#say(`What is around ${node.label} could not be loaded.`);
    }
  }

  #show(said = "") {
    const seen = visible(this.state);
    if (!seen.nodes.some(({ id }) => id === this.state.selected)) this.state = select(this.state, null);
    this.canvas.show(seen, this.state);
    this.list.show(seen, this.state);
    this.#choose();
    if (!this.past.length && document.activeElement === this.back) this.#toList(); // what cannot be pressed holds no focus
    this.back.disabled = !this.past.length;
    this.#say(`${said} ${counted(seen.nodes, "thing")}, ${counted(seen.edges, "claim")}.`);
  }

  #choose() {
    const held = document.activeElement?.dataset?.what;
    const groups = choices(this.state).map(([heading, kind, found]) =>
      make("fieldset", {}, make("legend", {}, heading), ...found.map(([value, times]) => this.#choice(kind, value, times))));
    this.filters.replaceChildren(...groups);
    if (held) this.filters.querySelector(`[data-what="${CSS.escape(held)}"]`)?.focus();
  }

  #choice(kind, value, times) {
    const what = `${kind} ${value}`;
    const box = make("input", { type: "checkbox", "data-what": what, onchange: () => this.#step(filter(this.state, what)) });
    box.checked = !this.state.off.has(what);
    return make("label", {}, box, ` ${value ?? "other"} `, make("span", { class: "soft" }, String(times)));
  }

  #say(text) {
    this.status.textContent = text.trim();
  }

  #whole() {
    if (document.fullscreenElement) document.exitFullscreen();
    else this.place.requestFullscreen();
  }

  #saveData() {
    const data = JSON.stringify({ title: this.title, ...visible(this.state) }, null, 1);
    this.#save(new Blob([data], { type: "application/json" }), "json");
  }

  #save(blob, form) {
    const address = URL.createObjectURL(blob);
    const name = this.title.toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "") || "graph";
    make("a", { href: address, download: `${name}.${form}` }).click();
    setTimeout(() => URL.revokeObjectURL(address), 10_000);
  }

  #close() {
    if (document.fullscreenElement) document.exitFullscreen();
    this.canvas.close();
    this.place.remove();
    this.figure.hidden = false;
    if (location.hash === "#explore") history.replaceState(null, "", location.pathname + location.search);
    this.opener.focus();
  }
}
