// The page /sparql with an editor in place of its plain form. Where this script, or what it needs from npm, is
// missing, the form works by itself.
import { completers, missing } from "./sparqlwords.js";
import { Results } from "./sparqlresults.js";

const ACCEPT = "application/sparql-results+json, text/turtle;q=0.9";
const MOST = 30_000_000; // characters of an answer that the page shows; whatever is longer can be downloaded

const form = document.getElementById("asking");
const field = document.getElementById("query");
const [run, stop, share] = ["run", "stop", "share"].map((id) => document.getElementById(id));
const [status, alarm, link] = ["status", "alarm", "link"].map((id) => document.getElementById(id));
const prefixes = JSON.parse(form.dataset.prefixes);
// What goes with every query: the generation that the page shows, where it is not the newest.
const kept = Object.fromEntries([...form.querySelectorAll("input[type=hidden]")].map(({ name, value }) => [name, value]));

const editor = makeEditor();
const results = new Results(document.getElementById("results"), form, prefixes, kept);
let under_way = null;

function makeEditor() {
  const { Yasqe } = window.Yasgui;
  // Its own ask other hosts for names; and what is given here would be mixed into its list.
  Yasqe.defaults.autocompleters = ["variables", ...completers(Yasqe, prefixes, form.dataset)];
  const place = document.createElement("div");
  field.before(place);
  const made = new Yasqe(place, {
    value: field.value,
    persistenceId: null,
    consumeShareLink: null,
    createShareableLink: null,
    showQueryButton: false,
    resizeable: false,
    editorHeight: "auto",
    viewportMargin: Infinity,
    screenReaderLabel: field.labels[0].textContent,
    extraKeys: { "Ctrl-Enter": () => ask(), "Cmd-Enter": () => ask(), Tab: false, "Shift-Tab": false, "Ctrl-S": false },
  });
  made.getInputField().setAttribute("aria-describedby", "help");
  made.getWrapperElement().querySelector("[cm-not-content]")?.setAttribute("role", "presentation");
  made.on("change", (_made, change) => change.origin === "paste" && declare());
  made.getWrapperElement().style.minHeight = `${field.offsetHeight}px`; // nothing below it is to move
  field.hidden = true;
  field.required = false;
  document.body.classList.add("with-editor");
  field.labels[0].addEventListener("click", () => made.focus());
  return made;
}

async function ask() {
  under_way?.abort();
  const mine = (under_way = new AbortController());
  declare();
  const query = editor.getValue();
  begin(query);
  const began = performance.now();
  const clock = setInterval(() => say(`Running: ${Math.round((performance.now() - began) / 1000)} s`), 1000);
  try {
    const answer = await fetch(form.action, {
      method: "POST",
      body: new URLSearchParams({ query, ...kept }),
      headers: { Accept: ACCEPT },
      signal: mine.signal,
    });
    if (!answer.ok) return refuse(await problem(answer));
    const { text, cut } = await received(answer);
    const seconds = (performance.now() - began) / 1000;
    const type = answer.headers.get("Content-Type");
    const count = results.show(query, text, type, cut);
    say(`${count} in ${seconds < 10 ? seconds.toFixed(2) : Math.round(seconds)} s`);
  } catch (error) {
    if (error.name === "AbortError") say("Stopped.");
    else refuse({ detail: "The service did not answer", mend: "See whether you are connected, and run the query again." });
  } finally {
    clearInterval(clock);
    if (under_way === mine) end();
  }
}

// The service knows our prefixes undeclared; the editor, and other services, do not.
function declare() {
  const wanted = missing(editor.getValue(), prefixes);
  if (Object.keys(wanted).length) editor.addPrefixes(wanted);
}

// The text of an answer; `cut` where there is more of it than a page can show.
async function received(answer) {
  const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
  const parts = [];
  let length = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return { text: parts.join(""), cut: false };
    parts.push(value);
    length += value.length;
    if (length > MOST) return await reader.cancel(), { text: parts.join(""), cut: true };
  }
}

function begin(query) {
  history.replaceState(null, "", address(query));
  results.clear();
  alarm.hidden = true;
  link.hidden = true;
  run.hidden = true;
  stop.hidden = false;
  say("Running");
}

function end() {
  under_way = null;
  run.hidden = false;
  if (document.activeElement === stop) run.focus();
  stop.hidden = true;
}

async function problem(answer) {
  const read = await answer.json().catch(() => ({}));
  return { detail: `The service answered with status ${answer.status}`, ...read };
}

function refuse({ detail, where, mend, line, column }) {
  say("");
  alarm.hidden = false;
  alarm.querySelector("strong").textContent = where ? `${detail} (${where}).` : `${detail}.`;
  alarm.querySelector("span").textContent = mend ?? "";
  if (!line) return;
  const mark = document.createElement("div");
  mark.className = "fault";
  mark.title = detail;
  editor.setGutterMarker(line - 1, "gutterErrorBar", mark);
  editor.getDoc().setCursor(line - 1, (column ?? 1) - 1);
}

function say(text) {
  status.textContent = text;
}

// The query stands behind the #, which the server does not see: the page is there at once, and runs it with Stop at hand.
function address(query) {
  const found = new URL(form.action);
  found.search = new URLSearchParams(kept);
  found.hash = new URLSearchParams({ query });
  return found.href;
}

function load(query) {
  editor.setValue(query);
  form.scrollIntoView({ block: "start" });
  ask();
  stop.focus({ preventScroll: true }); // it goes on to Run when the answer is there
}

function loadLinked() {
  const query = new URLSearchParams(location.hash.slice(1)).get("query");
  if (query) load(query);
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  ask();
});
stop.addEventListener("click", () => under_way?.abort());
share.addEventListener("click", async () => {
  const box = link.querySelector("input");
  box.value = address(editor.getValue());
  link.querySelector("span").textContent = "";
  link.hidden = false;
  box.select();
  try {
    await navigator.clipboard.writeText(box.value);
    link.querySelector("span").textContent = "Copied";
  } catch {
    box.focus(); // the browser does not let pages copy: the link is there to be copied by hand
  }
});
for (const example of document.querySelectorAll("#examples a")) {
  example.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    example.closest("details").open = false;
    load(new URL(example.href).searchParams.get("query"));
  });
}
for (const hidden of document.querySelectorAll("[data-with-editor]")) hidden.hidden = false;
for (const plain of document.querySelectorAll("[data-without-editor]")) plain.hidden = true;
window.addEventListener("hashchange", loadLinked);
loadLinked();
