// Runs the public audit suite of GraphQL over HTTP against a server, and prints
// what each audit found as JSON: FOYER_TOKEN=... node audit.mjs URL
import { serverAudits } from 'graphql-http';

const headers = {
  authorization: `Bearer ${process.env.FOYER_TOKEN}`,
  // Queries by GET are read only when a browser had to ask before sending them.
  'graphql-require-preflight': '1',
};

const results = [];
for (const audit of serverAudits({
  url: process.argv[2],
  fetchFn: (url, request) => fetch(url, { ...request, headers: { ...request?.headers, ...headers } }),
})) {
  // One after the other: a flood would be shed.
  const { id, name, status, reason } = await audit.fn();
  results.push({ id, name, status, reason });
}
console.log(JSON.stringify(results));
