// What came out of a query: as a table, as it was sent, and for a graph as a picture; to be taken away in each form.

const ROWS = { json: "JSON", xml: "XML", csv: "CSV", tsv: "TSV" };
const GRAPHS = { ttl: "Turtle", nt: "N-Triples", rdf: "RDF/XML", jsonld: "JSON-LD", trig: "TriG", nq: "N-Quads" };

const SHOWN = 200_000; // characters of a raw answer
const MOST_ROWS = 2_000; // in the table: with more of them a browser is busy for long
const LONG = 1_000_000; // characters of a graph

export class Results {
  constructor(place, form, prefixes, kept) {
    this.place = place;
    this.form = form;
    this.prefixes = prefixes;
    this.kept = kept;
    this.base = prefixes.c.replace(/id\/concept\/$/, ""); // of the library's own IRIs
    this.yasr = null;
    this.watch = new MutationObserver(() => this.mend());
  }

  clear() {
    this.watch.disconnect();
    this.yasr?.destroy();
    this.yasr = null;
    this.place.replaceChildren();
  }

  // Show an answer, of which `cut` says that only its beginning came; gives how much it is, in words.
  show(query, text, type, cut) {
    this.clear();
    if (isGraph(type) && (cut || text.length > LONG)) return this.offer(query, type), "A graph too long to be shown here,";
    const { part, rows } = firstRows(text, type, cut);
    const { Yasr } = window.Yasgui;
    Yasr.registerPlugin("raw", Raw, true);
    Yasr.registerPlugin("picture", pictureOf(`${this.form.dataset.picture}?${new URLSearchParams({ query, ...this.kept })}`), true);
    this.offer(query, type);
    this.yasr = new Yasr(this.place, {
      persistenceId: null,
      prefixes: this.prefixes,
      pluginOrder: ["table", "picture", "raw"],
      plugins: {
        table: { enabled: true, dynamicConfig: { compact: true, isEllipsed: false } },
        response: { enabled: false },
      },
    });
    this.watch.observe(this.place, { childList: true, subtree: true });
    this.yasr.setResponse({ data: part, contentType: type, status: 200 });
    if (rows > MOST_ROWS) this.note(`The first ${MOST_ROWS.toLocaleString("en")} rows are shown; the download has all.`);
    return (cut ? "More than " : "") + counted(this.yasr.results, isGraph(type), rows);
  }

  note(text) {
    const note = document.createElement("p");
    note.className = "note";
    note.textContent = text;
    this.place.querySelector(".downloads").after(note);
  }

  // Links to the whole answer in every form.
  offer(query, type) {
    const list = document.createElement("p");
    list.className = "downloads";
    list.append("Download: ");
    for (const [format, name] of Object.entries(isGraph(type) ? GRAPHS : ROWS)) {
      const one = document.createElement("a");
      one.href = `${this.form.action}?${new URLSearchParams({ query, format, ...this.kept })}`;
      one.download = `results.${format}`;
      one.textContent = name;
      list.append(one, " ");
    }
    this.place.prepend(list);
  }

  // What Yasr leaves without a name for those who cannot see it, and links that leave this place.
  mend() {
    const inside = (selector) => this.place.querySelectorAll(selector);
    for (const select of inside("select.tableSizer")) select.setAttribute("aria-label", "Rows on a page");
    for (const table of inside(".yasr_results table")) {
      const box = table.closest(".dt-layout-cell") ?? table.parentElement;
      box.tabIndex = 0;
      box.setAttribute("role", "region");
      box.setAttribute("aria-label", "Rows");
    }
    for (const view of inside(".yasr_btnGroup button")) view.setAttribute("aria-pressed", view.classList.contains("selected"));
    for (const head of inside("th")) head.scope = "col";
    for (const link of inside("a.iri")) {
      link.removeAttribute("target");
      link.title ||= link.href;
      if (link.href.startsWith(this.base)) link.href = this.form.action.replace(/sparql$/, link.href.slice(this.base.length));
      else if (link.href.startsWith(this.prefixes.myo)) link.removeAttribute("href"); // a word, not a page
    }
  }
}

function isGraph(type) {
  return !type.includes("sparql-results");
}

// The part of an answer that a table can hold, and how many rows have come; null where it has none.
function firstRows(text, type, cut) {
  const found = type.includes("sparql-results+json") ? (cut ? beginning(text) : JSON.parse(text)) : {};
  const rows = found.results?.bindings;
  if (!rows || rows.length <= MOST_ROWS) return { part: text, rows: rows?.length ?? null };
  found.results.bindings = rows.slice(0, MOST_ROWS);
  return { part: JSON.stringify(found), rows: rows.length };
}

// The whole rows of an answer whose end is missing. What looks like the end of a row may stand in a text.
function beginning(text) {
  for (let end = text.lastIndexOf("}},{"); end > 0; end = text.lastIndexOf("}},{", end - 1)) {
    try {
      return JSON.parse(`${text.slice(0, end)}}}]}}`);
    } catch {}
  }
  return {};
}

function counted(results, graph, rows) {
  const said = results.getBoolean();
  if (said !== undefined) return said ? "Yes," : "No,";
  const number = rows ?? (results.getBindings() ?? []).length;
  const unit = graph ? "triple" : "row";
  return `${number.toLocaleString("en")} ${unit}${number === 1 ? "" : "s"}`;
}

// A view of Yasr that shows an answer as it was sent.
class Raw {
  label = "Raw";
  priority = 2;

  constructor(yasr) {
    this.yasr = yasr;
  }

  canHandleResults() {
    return Boolean(this.yasr.results?.getOriginalResponseAsString());
  }

  getIcon() {
    return undefined;
  }

  draw() {
    const text = this.yasr.results.getOriginalResponseAsString();
    const shown = document.createElement("pre");
    shown.tabIndex = 0;
    shown.setAttribute("role", "region");
    shown.setAttribute("aria-label", "The answer as it was sent");
    shown.textContent = text.slice(0, SHOWN);
    this.yasr.resultsEl.append(shown);
    if (text.length <= SHOWN) return;
    const note = document.createElement("p");
    note.className = "note";
    note.textContent = `The first ${SHOWN.toLocaleString("en")} characters are shown; the download has all.`;
    this.yasr.resultsEl.prepend(note);
  }
}

// A view of Yasr that shows a graph as the server draws it.
function pictureOf(address) {
  return class Picture {
    label = "Picture";
    priority = 1;

    constructor(yasr) {
      this.yasr = yasr;
    }

    canHandleResults() {
      return this.yasr.results?.getType() === "ttl" && this.yasr.results.getBindings()?.length > 0;
    }

    getIcon() {
      return undefined;
    }

    async draw() {
      const answer = await fetch(address, { headers: { Accept: "image/svg+xml, application/json" } });
      const figure = document.createElement("figure");
      figure.className = "picture";
      if (answer.ok) {
        const text = (await answer.text()).replace(/<style>[^]*?<\/style>/, ""); // the page has it already
        const drawn = new DOMParser().parseFromString(text, "image/svg+xml").documentElement;
        drawn.querySelector("rect.ground")?.remove();
        figure.append(document.importNode(drawn, true));
      } else {
        const { detail, mend } = await answer.json();
        figure.append(`${detail}. ${mend}`);
      }
      this.yasr.resultsEl.append(figure);
    }
  };
}
