// <myograph-view from="…" to="…"><a href="…">…</a></myograph-view>: a view of this service in any page.
// Until the view is there, and where it cannot be had, the link inside shows. See docs/publishers.md.
const service = new URL(".", import.meta.url);
const FILTERS = ["sources", "certainty", "through", "avoid", "predicates", "provisional", "generation"];
const ASKED = ["from", "to", "q", ...FILTERS, "lang"];
const MOST = 4000; // pixels: no view is higher

/** How a page colours what is behind an element: "light" or "dark". */
function themeAround(element) {
  const canvas = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
  for (let one = element; one; one = one.parentElement ?? one.getRootNode().host) {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = getComputedStyle(one).backgroundColor; // whatever the notation, a canvas makes it red, green, blue
    canvas.fillRect(0, 0, 1, 1);
    const [red, green, blue, opaque] = canvas.getImageData(0, 0, 1, 1).data;
    if (opaque > 127) return red * 0.3 + green * 0.59 + blue * 0.11 < 128 ? "dark" : "light";
  }
  const schemes = getComputedStyle(document.documentElement).colorScheme;
  const wanted = matchMedia("(prefers-color-scheme: dark)").matches || !schemes.includes("light");
  return schemes.includes("dark") && wanted ? "dark" : "light";
}

class MyographView extends HTMLElement {
  static observedAttributes = [...ASKED, "concept", "document", "theme", "height"];
  #frame;
  #slot;
  #theme;
  #there = false; // until then its frame belongs to no origin that could be told anything
  #watch = new MutationObserver(() => this.#recolour());
  #recoloured = () => this.#recolour();
  #heard = ({ source, origin, data }) => {
    if (source !== this.#frame?.contentWindow || origin !== service.origin || data?.myograph !== "height") return;
    if (!(data.height > 0)) return;
    this.#frame.style.height = `${Math.min(data.height, MOST)}px`;
    this.#frame.style.opacity = 1;
    this.#slot.style.display = "none";
    this.#there = true;
    this.#send(); // the page may have changed its colours while the view was loading
  };

  connectedCallback() {
    addEventListener("message", this.#heard);
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", this.#recoloured);
    document.addEventListener("transitionend", this.#recoloured);
    for (const root of [document.documentElement, document.body]) this.#watch.observe(root, { attributes: true });
    this.#show();
  }

  disconnectedCallback() {
    removeEventListener("message", this.#heard);
    matchMedia("(prefers-color-scheme: dark)").removeEventListener("change", this.#recoloured);
    document.removeEventListener("transitionend", this.#recoloured);
    this.#watch.disconnect();
  }

  attributeChangedCallback() {
    if (this.#frame && this.isConnected) this.#show();
  }

  get #wanted() {
    const named = this.getAttribute("theme");
    return named === "light" || named === "dark" ? named : themeAround(this);
  }

  #show() {
    this.#there = false;
    const root = this.shadowRoot ?? this.attachShadow({ mode: "open" });
    const about = ["concept", "document"].find((name) => this.getAttribute(name));
    const kind = about ? `${about}/${encodeURIComponent(this.getAttribute(about))}` : this.hasAttribute("q") ? "ask" : "links";
    const address = new URL(`embed/${kind}`, service);
    for (const name of ASKED) if (this.getAttribute(name)) address.searchParams.set(name, this.getAttribute(name));
    address.searchParams.set("theme", (this.#theme = this.#wanted));
    address.hash = new URLSearchParams({ host: location.origin });
    this.#slot = document.createElement("slot");
    this.#frame = document.createElement("iframe");
    this.#frame.loading = "lazy";
    this.#frame.title = this.getAttribute("title") ?? this.textContent.trim();
    // by properties, since a page's policy may forbid styles in its text
    Object.assign(this.style, { display: "grid", gridTemplateColumns: "minmax(0, 1fr)" });
    Object.assign(this.#slot.style, { display: "block", gridArea: "1 / 1", zIndex: 1 });
    const height = `${parseInt(this.getAttribute("height"), 10) || 360}px`;
    Object.assign(this.#frame.style, { gridArea: "1 / 1", width: "100%", height, border: 0, opacity: 0 });
    this.#frame.src = address;
    root.replaceChildren(this.#slot, this.#frame);
  }

  #recolour() {
    if (!this.#frame || this.#wanted === this.#theme) return;
    this.#theme = this.#wanted;
    if (this.#there) this.#send();
  }

  #send() {
    this.#frame.contentWindow?.postMessage({ myograph: "theme", theme: this.#theme }, service.origin);
  }
}

customElements.define("myograph-view", MyographView);
