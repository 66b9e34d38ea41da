// What an explorable view shows: plain values that are replaced, never changed, so that each step can be undone.

/** How a claim stands, in the order in which it is listed. */
export const STANDINGS = ["stated", "possible", "disputed", "denied"];

const edgeKey = (edge) => `${edge.source} ${edge.predicate ?? edge.label} ${edge.target}`;

/** The state that a picture's data begins with. */
export function begin({ nodes, edges }) {
  return merge({ nodes: new Map(), edges: new Map(), pinned: new Set(), off: new Set(), selected: null }, { nodes, edges });
}

/** The state with more things and claims; what is there already stays as it is. */
export function merge(state, { nodes, edges }) {
  const fresh = nodes.filter(({ id }) => !state.nodes.has(id));
  const first = state.nodes.size === 0;
  return {
    ...state,
    nodes: new Map([...state.nodes, ...fresh.map((node) => [node.id, { ...node, focus: node.focus && first }])]),
    edges: new Map([...edges.map((edge) => [edgeKey(edge), edge]), ...state.edges]),
  };
}

/** A set with or without a member: the other way round than it was. */
const turned = (set, one) => new Set(set.has(one) ? [...set].filter((other) => other !== one) : [...set, one]);

export const pin = (state, id) => ({ ...state, pinned: turned(state.pinned, id) });
export const filter = (state, what) => ({ ...state, off: turned(state.off, what) });
export const select = (state, id) => ({ ...state, selected: id });

/** What can be filtered by, each with how often it occurs. */
export function choices(state) {
  const count = (values) => {
    const found = new Map();
    for (const value of values) found.set(value, (found.get(value) ?? 0) + 1);
    return [...found];
  };
  const edges = [...state.edges.values()];
  const places = new Map(STANDINGS.map((standing, place) => [standing, place]));
  return [
    ["Claims", "label", count(edges.map(({ label }) => label)).sort()],
    ["Types", "type", count([...state.nodes.values()].map(({ type }) => type)).sort()],
    ["How sure", "standing", count(edges.map(({ standing }) => standing)).sort(([a], [b]) => places.get(a) - places.get(b))],
  ];
}

/** The things and claims that no filter hides. A thing without a claim goes, unless it was asked about or is pinned. */
export function visible(state) {
  const kept = (node) => !state.off.has(`type ${node.type}`);
  const edges = [...state.edges].filter(
    ([, edge]) =>
      !state.off.has(`label ${edge.label}`) &&
      !state.off.has(`standing ${edge.standing}`) &&
      [edge.source, edge.target].every((end) => kept(state.nodes.get(end))),
  );
  const ends = new Set(edges.flatMap(([, edge]) => [edge.source, edge.target]));
  const nodes = [...state.nodes.values()].filter(
    (node) => ends.has(node.id) || node.focus || state.pinned.has(node.id),
  );
  return { nodes, edges: edges.map(([id, edge]) => ({ id, ...edge })) };
}
