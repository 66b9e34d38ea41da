// What fetch-sparql-endpoint makes of the service's answers. A line of JSON comes in for each query, and one goes out.
import { createInterface } from "node:readline";
import { SparqlEndpointFetcher } from "fetch-sparql-endpoint";

const plain = (row) => Object.fromEntries(Object.entries(row).map(([name, term]) => [name, term.value]));

const KINDS = {
  select: async (fetcher, { endpoint, query }) => {
    const rows = [];
    for await (const row of await fetcher.fetchBindings(endpoint, query)) rows.push(plain(row));
    return rows;
  },
  ask: (fetcher, { endpoint, query }) => fetcher.fetchAsk(endpoint, query),
  construct: async (fetcher, { endpoint, query }) => {
    const triples = [];
    for await (const { subject, predicate, object } of await fetcher.fetchTriples(endpoint, query)) {
      triples.push([subject.value, predicate.value, object.value]);
    }
    return triples;
  },
};

for await (const line of createInterface({ input: process.stdin })) {
  const wanted = JSON.parse(line);
  const additionalUrlParams = new URLSearchParams(wanted.parameters);
  const fetcher = new SparqlEndpointFetcher({ method: wanted.method, additionalUrlParams });
  try {
    console.log(JSON.stringify({ found: await KINDS[wanted.kind](fetcher, wanted) }));
  } catch (error) {
    console.log(JSON.stringify({ failed: error.message }));
  }
}
