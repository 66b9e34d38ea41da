// The list beside an explorable drawing: the same things and claims as words, for keyboards and screen readers first.

/** An element with its attributes and children. Text is text: nothing is ever read as markup. */
export function make(name, given = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(given)) {
    if (key.startsWith("on")) made.addEventListener(key.slice(2), value);
    else if (value === true) made.setAttribute(key, "");
    else if (value !== false && value != null) made.setAttribute(key, value);
  }
  made.append(...children);
  return made;
}

export class List {
  /** `acts`: what the buttons do: select, expand, pin. */
  constructor(acts) {
    this.acts = acts;
    this.things = make("ul", { class: "things", "aria-label": "Things", onkeydown: (event) => this.#move(event) });
    this.detail = make("div", { class: "thing" });
    this.place = make("div", { class: "beside" }, this.things, this.detail);
  }

  /** Show a state in words; the focus stays where it was. */
  show({ nodes, edges }, state) {
    const held = this.things.contains(document.activeElement);
    const order = [...nodes].sort((a, b) => b.focus - a.focus || a.label.localeCompare(b.label));
    const current = order.some(({ id }) => id === state.selected) ? state.selected : order[0]?.id;
    this.things.replaceChildren(...order.map((node) => this.#thing(node, state, node.id === current)));
    if (held) this.things.querySelector('[tabindex="0"]')?.focus();
    this.#reach(this.things.querySelector('[aria-pressed="true"]'));
    this.#tell(state.nodes.get(state.selected), edges, state);
  }

  /** What is chosen in the drawing comes into sight here; the page around stays where it is. */
  #reach(button) {
    if (!button) return;
    const { offsetTop, offsetHeight } = button.parentElement;
    const { scrollTop, clientHeight } = this.things;
    const seen = offsetTop >= scrollTop && offsetTop + offsetHeight <= scrollTop + clientHeight;
    if (!seen) this.things.scrollTop = offsetTop - (clientHeight - offsetHeight) / 2;
  }

  #thing(node, state, reached) {
    const marks = [node.type, node.provisional && "provisional", state.pinned.has(node.id) && "pinned"].filter(Boolean);
    const button = make(
      "button",
      {
        type: "button", tabindex: reached ? 0 : -1, "data-id": node.id,
        "aria-pressed": String(node.id === state.selected), onclick: () => this.acts.select(node.id),
      },
      node.label, " ", make("span", { class: "soft" }, marks.join(", ")),
    );
    return make("li", {}, button);
  }

  /** Up and down, first and last: one stop for the tabulator however many things there are. */
  #move(event) {
    const buttons = [...this.things.querySelectorAll("button")];
    const at = buttons.indexOf(document.activeElement);
    const steps = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: buttons.length - 1 };
    const next = buttons[steps[event.key]];
    if (!next) return;
    event.preventDefault();
    for (const button of buttons) button.tabIndex = button === next ? 0 : -1;
    next.focus();
  }

  #tell(node, edges, state) {
    const kept = document.activeElement?.closest?.(".thing") === this.detail && document.activeElement.dataset.act;
    if (!node) {
      const all = edges.map((edge) => this.#claim(edge));
      this.detail.replaceChildren(
        make("p", { class: "soft" }, "Choose a thing, in the drawing or here."), make("ul", { class: "said" }, ...all));
      return;
    }
    const said = edges.filter(({ source, target }) => source === node.id || target === node.id);
    const pinned = state.pinned.has(node.id);
    const act = (name, text, more = {}) =>
      make("button", { type: "button", "data-act": name, onclick: () => this.acts[name](node.id), ...more }, text);
    this.detail.replaceChildren(
      make("h2", {}, node.label),
      make("p", { class: "acts" }, act("expand", "Expand"), act("pin", "Pin", { "aria-pressed": String(pinned) }),
        make("a", { href: node.href }, "Its page")),
      make("ul", { class: "said" }, ...said.map((edge) => this.#claim(edge))),
    );
    if (kept) this.detail.querySelector(`[data-act="${kept}"]`)?.focus();
  }

  #claim(edge) {
    return make("li", {}, make("a", { href: edge.href }, edge.sentence));
  }
}
