import type { Fetcher } from '@graphiql/toolkit';
import { getOperationAST, parse } from 'graphql';
import { createClient } from 'graphql-sse';

const endpoint = '/graphql';

/** Sends operations with a bearer token; subscriptions come back as server-sent events. */
export function createFetcher(token: () => string): Fetcher {
  const authorization = (): Record<string, string> =>
    token() === '' ? {} : { Authorization: `Bearer ${token()}` };
  const events = createClient({ url: endpoint, headers: authorization, retryAttempts: 0 });
  return async (operation, options) => {
    if (isSubscription(operation.query, operation.operationName)) {
      return events.iterate({
        query: operation.query,
        operationName: operation.operationName ?? undefined,
        variables: operation.variables ?? undefined,
      }) as ReturnType<Fetcher>;
    }
    const response = await fetch(endpoint, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', ...authorization(), ...options?.headers },
      body: JSON.stringify({
        query: operation.query,
        operationName: operation.operationName,
        variables: operation.variables,
      }),
    });
    return withoutSchema(await response.json());
  };
}

/** Says why there is no documentation to show: the schema is null for most roles. */
function withoutSchema(answer: { data?: { __schema?: unknown } }) {
  if (answer.data?.__schema !== null) return answer;
  return { errors: [{ message: 'Your role does not read the schema: operations run, documentation and completion stay empty.' }] };
}

function isSubscription(query: string, name?: string | null): boolean {
  return getOperationAST(parse(query), name)?.operation === 'subscription';
}
