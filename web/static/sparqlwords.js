// What the editor offers while one types: prefixes, classes and properties from the description of the dataset (VoID),
// concepts by their names.

const VOID = "http://rdfs.org/ns/void#";
const MOST = 40;
// What stands where a property does, and is none of the dataset's.
const SEARCHES = [
  { iri: "https://myograph.example/ns#textSearch", note: 'passages with words: (?document ?score ?snippet) myo:textSearch ("words" 20)' },
  { iri: "https://myograph.example/ns#evidenceSearch", note: 'evidence in them: (?evidence ?score) myo:evidenceSearch "words"' },
];

// Tells Yasqe of our completers; gives their names.
export function completers(Yasqe, prefixes, { suggest, description }) {
  const vocabulary = once(() => described(description));
  const declared = Object.entries(prefixes).map(([prefix, iri]) => `${prefix}: <${iri}>`);
  Yasqe.forkAutocompleter("prefixes", { name: "ourprefixes", persistenceId: null, get: () => declared }, false);
  const notes = new Map(); // what stands beside an offer
  Yasqe.registerAutocompleter(
    {
      name: "words",
      bulk: false,
      autoShow: true,
      isValidCompletionPosition: (yasqe) => place(yasqe) !== null,
      preProcessToken: (yasqe, token) => ({ ...token, from: { ch: place(yasqe)?.start ?? token.start } }),
      get: async (yasqe) => {
        const { where, typed } = place(yasqe) ?? {};
        if (!where) return [];
        const found = where === "concept" ? await concepts(suggest, typed) : await among(vocabulary, where, typed);
        if (found.some(({ name }) => name === typed)) return []; // it is written already
        for (const { name, note } of found) notes.set(name, note);
        return found.map(({ name }) => name);
      },
      postprocessHints: (_yasqe, hints) => hints.map((hint) => ({ ...hint, render: (item) => render(item, hint, notes) })),
    },
    false,
  );
  return ["ourprefixes", "words"];

  async function among(words, where, typed) {
    const known = (await words())[where] ?? [];
    const wanted = typed.toLowerCase();
    return known
      .map(({ iri, count, note }) => ({ name: short(iri), note: note ?? `${count.toLocaleString("en")} times` }))
      .filter(({ name }) => begins(name, wanted))
      .slice(0, MOST);
  }

  async function concepts(address, typed) {
    const words = typed.replace(/^c:/, "").replaceAll("-", " ").trim();
    if (typed.includes(":") && !typed.startsWith("c:")) return [];
    if (!words) return [];
    const answer = await fetch(`${address}?${new URLSearchParams({ q: words })}`);
    if (!answer.ok) return [];
    const { suggestions } = await answer.json();
    return suggestions.map(({ id, label, type, name }) => ({
      name: `c:${id}`,
      note: name && name !== label ? `${name}: ${label}, ${type}` : `${label}, ${type}`,
    }));
  }

  function short(iri) {
    const found = Object.entries(prefixes).find(([, stem]) => iri.startsWith(stem) && !/[/#]/.test(iri.slice(stem.length)));
    return found ? `${found[0]}:${iri.slice(found[1].length)}` : `<${iri}>`;
  }
}

// A name fits by its beginning, with its prefix or without.
function begins(name, typed) {
  const lower = name.toLowerCase();
  return lower.startsWith(typed) || lower.slice(lower.indexOf(":") + 1).startsWith(typed);
}

// What may stand where the cursor is: "property", "class" or "concept", and what is typed of it, from which column on;
// null for nothing that we know names of. (The editor's own notion of a word ends at a low line or a hyphen.)
function place(yasqe) {
  const { line, ch } = yasqe.getDoc().getCursor();
  const [typed] = yasqe.getLine(line).slice(0, ch).match(/[\w:.-]*$/);
  if (typed.length < (typed.includes(":") ? 2 : 3) || /^[A-Z]+$/.test(typed)) return null;
  const start = ch - typed.length;
  const before = yasqe.getTokenAt({ line, ch: start }, true);
  const token = yasqe.getTokenAt({ line, ch: start + 1 }, true);
  if (["comment", "string"].includes(token.type) || /[?$<"']$/.test(before.string) || token.state.inPrefixDecl) return null;
  const possible = (token.type === "error" ? token.state.possibleNext : token.state.possibleCurrent) ?? [];
  if (possible.includes("a")) return { where: "property", typed, start };
  if (!possible.includes("PNAME_LN")) return null;
  return { where: ["a", "rdf:type"].includes(before.state.lastProperty) ? "class" : "concept", typed, start };
}

// Classes and properties of the dataset with how often they occur, the most frequent first.
async function described(address) {
  const answer = await fetch(address, { headers: { Accept: "application/n-triples" } });
  if (!answer.ok) return { class: [], property: [] };
  const parts = new Map();
  for (const [, part, verb, iri, number] of (await answer.text()).matchAll(
    /^<([^>]*)> <([^>]*)> (?:<([^>]*)>|"(\d+)"\S*) \.$/gm,
  )) {
    if (!part.includes("#") || part.includes("&")) continue; // not within a class
    const known = parts.get(part) ?? parts.set(part, {}).get(part);
    known[verb.replace(VOID, "")] = iri ?? Number(number);
  }
  const all = [...parts.values()];
  const sorted = (found) => found.sort((a, b) => b.count - a.count);
  return {
    class: sorted(all.filter((one) => one.class).map((one) => ({ iri: one.class, count: one.entities ?? 0 }))),
    property: [...sorted(all.filter((one) => one.property).map((one) => ({ iri: one.property, count: one.triples ?? 0 }))), ...SEARCHES],
  };
}

function render(item, hint, notes) {
  item.append(hint.text);
  const note = document.createElement("span");
  note.className = "note-beside";
  note.textContent = notes.get(hint.text) ?? "";
  item.append(" ", note);
}

function once(make) {
  let made = null;
  return () => (made ??= make());
}

// The prefixes of ours that a query uses and does not declare.
export function missing(query, prefixes) {
  const code = query.replace(/"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|<[^<>\s]*>|#.*$/gm, " ");
  const declared = new Set([...query.matchAll(/\bPREFIX\s+([\w.-]*):/gi)].map(([, prefix]) => prefix));
  const used = new Set([...code.matchAll(/(?<![\w:?$])([\w.-]+):/g)].map(([, prefix]) => prefix));
  return Object.fromEntries(Object.entries(prefixes).filter(([prefix]) => used.has(prefix) && !declared.has(prefix)));
}
