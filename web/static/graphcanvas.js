// The drawing of an explorable view. It says nothing that the list beside it does not say.
import cytoscape from "./vendor/cytoscape.js";
import dagre from "./vendor/cytoscape-dagre.js";

cytoscape.use(dagre);

const WIDEST = 150;
const LABEL = 15;
const SMALL = 12.5;
const FONT = 'Arial, "Liberation Sans", Helvetica, sans-serif';
const pen = document.createElement("canvas").getContext("2d");

// Cytoscape would write a style element into the page, which our pages do not allow; it writes none where
// something has that name.
function forestall() {
  const id = "__________cytoscape_stylesheet";
  if (document.getElementById(id)) return;
  const stand_in = document.createElement("meta");
  stand_in.id = id;
  document.head.append(stand_in);
}

/** Words in lines, and the room that they take. */
function boxed(text, { size = LABEL, weight = 600, room = 26 } = {}) {
  pen.font = `${weight} ${size}px ${FONT}`;
  const lines = [];
  for (const part of text.split("\n")) {
    lines.push("");
    for (const word of part.split(/\s+/)) {
      const longer = `${lines.at(-1)} ${word}`.trim();
      if (lines.at(-1) && pen.measureText(longer).width > WIDEST) lines.push(word);
      else lines[lines.length - 1] = longer;
    }
  }
  const width = Math.max(...lines.map((line) => pen.measureText(line).width));
  return { shown: lines.join("\n"), width: width + room, height: lines.length * size * 1.2 + room * 0.7 };
}

function style(place) {
  const colours = getComputedStyle(place);
  const g = (name) => colours.getPropertyValue(`--g-${name}`).trim();
  const stands = (standing, edge, claim) => [
    {
      selector: `edge[standing = "${standing}"]`,
      style: { "line-color": g(standing), "target-arrow-color": g(standing), ...edge },
    },
    { selector: `node.claim[standing = "${standing}"]`, style: { "border-color": g(standing), ...claim } },
  ];
  return [
    {
      selector: "node",
      style: {
        label: "data(shown)", width: "data(width)", height: "data(height)", shape: "round-rectangle",
        "text-wrap": "wrap", "text-valign": "center", "text-halign": "center",
        "font-family": FONT, "font-size": LABEL, "font-weight": 600, color: g("ink"),
        "background-color": g("box"), "border-color": g("line"), "border-width": 1.2,
      },
    },
    { selector: "node.claim", style: { "background-color": g("ground"), "font-size": SMALL, "font-weight": 400, "border-width": 0.8 } },
    { selector: "node.provisional", style: { shape: "cut-rectangle", "border-style": "dashed" } },
    { selector: "node.focus", style: { "border-color": g("focus"), "border-width": 3 } },
    { selector: "node.pinned", style: { "border-style": "double", "border-width": 5 } },
    { selector: "node.selected", style: { "background-color": g("focus"), color: g("ground"), "border-color": g("focus") } },
    {
      selector: "edge",
      style: {
        width: 1.6, "curve-style": "straight", "line-color": g("line"), "target-arrow-color": g("line"),
        "source-endpoint": "50% 0%", "target-endpoint": "-50% 0%",
      },
    },
    { selector: "edge.head", style: { "target-arrow-shape": "triangle" } },
    ...stands("possible", { "line-style": "dashed", "target-arrow-fill": "hollow" }, { "border-style": "dashed" }),
    ...stands("disputed", { "line-style": "dotted", width: 2.6, "target-arrow-fill": "hollow" }, { "border-style": "dotted" }),
    ...stands("denied", { width: 1.8, "line-color": g("ground"), "line-outline-color": g("denied"), "line-outline-width": 1.4 },
      { "border-width": 1.6 }),
    { selector: 'edge.head[standing = "disputed"]', style: { "target-arrow-shape": "diamond" } },
    { selector: 'edge.head[standing = "denied"]', style: { "target-arrow-shape": "tee" } },
    { selector: "edge.lit", style: { width: 3.2, "z-index": 9 } },
  ];
}

export class Canvas {
  /** `tapped`: called with the id of a thing; `opened`: with that of one that was tapped twice. */
  constructor(place, { tapped, opened }) {
    forestall();
    this.place = place;
    this.calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    this.cy = cytoscape({ container: place, style: style(place), minZoom: 0.15, maxZoom: 3, userZoomingEnabled: false });
    this.cy.on("tap", "node", ({ target }) => tapped(target.data("about") ?? target.id()));
    this.cy.on("dbltap", "node", ({ target }) => opened(target.data("about") ?? target.id()));
    this.dark = matchMedia("(prefers-color-scheme: dark)");
    this.repaint = () => this.cy.style(style(place));
    this.dark.addEventListener("change", this.repaint);
  }

  /** Show a state: what is new comes in, what is hidden goes, and the rest moves to where it has room. */
  show({ nodes, edges }, { pinned, selected }) {
    const there = new Set(this.cy.elements().map((element) => element.id()));
    const wanted = [...nodes.map((node) => this.#node(node)), ...edges.flatMap((edge) => this.#claim(edge))];
    const ids = new Set(wanted.map(({ data }) => data.id));
    const changed = wanted.some(({ data }) => !there.has(data.id)) || [...there].some((id) => !ids.has(id));
    this.cy.batch(() => {
      this.cy.remove(this.cy.elements().filter((element) => !ids.has(element.id())));
      this.cy.add(wanted.filter(({ data }) => !there.has(data.id)));
      for (const node of this.cy.nodes()) {
        node.toggleClass("pinned", pinned.has(node.id())).toggleClass("selected", node.id() === selected);
        if (pinned.has(node.id())) node.lock();
        else node.unlock();
      }
      this.cy.edges().removeClass("lit");
      if (selected) this.cy.getElementById(selected).neighborhood("node.claim").connectedEdges().addClass("lit");
    });
    if (changed) this.arrange();
    else if (selected) this.#reach(this.cy.getElementById(selected));
  }

  arrange() {
    this.cy
      .layout({ name: "dagre", rankDir: "LR", nodeSep: 14, rankSep: 40, padding: 20, fit: true, animate: !this.calm, animationDuration: 300 })
      .run();
  }

  zoom(factor) {
    const middle = { x: this.place.clientWidth / 2, y: this.place.clientHeight / 2 };
    this.cy.zoom({ level: this.cy.zoom() * factor, renderedPosition: middle });
  }

  fit() {
    this.cy.resize();
    this.cy.fit(undefined, 20);
  }

  /** The wheel turns pages; it only zooms where the view has the whole screen. */
  wheel(zooms) {
    this.cy.userZoomingEnabled(zooms);
    this.fit();
  }

  png() {
    const ground = getComputedStyle(this.place).getPropertyValue("--g-ground").trim();
    return this.cy.png({ output: "blob", full: true, scale: 2, bg: ground, maxWidth: 4000, maxHeight: 4000 });
  }

  close() {
    this.dark.removeEventListener("change", this.repaint);
    this.cy.destroy();
  }

  /** What is chosen in the list comes into sight here. */
  #reach(node) {
    const { x1, x2, y1, y2 } = node.renderedBoundingBox();
    const { clientWidth, clientHeight } = this.place;
    if (x1 < 0 || y1 < 0 || x2 > clientWidth || y2 > clientHeight) this.cy.center(node);
  }

  #node(node) {
    const classes = [node.focus && "focus", node.provisional && "provisional"].filter(Boolean);
    return { group: "nodes", data: { id: node.id, ...boxed(node.label) }, classes };
  }

  /** A claim is a box of its own on its arrow, so that the layout keeps its words clear of everything else. */
  #claim({ id, source, target, label, standing }) {
    const text = standing && standing !== "stated" ? `${label}\n${standing}` : label;
    const box = boxed(text, { size: SMALL, weight: 400, room: 16 });
    return [
      { group: "nodes", data: { id, standing, about: source, ...box }, classes: ["claim"] },
      { group: "edges", data: { id: `${id} <`, source, target: id, standing } },
      { group: "edges", data: { id: `${id} >`, source: id, target, standing }, classes: ["head"] },
    ];
  }
}
