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
    return response.json();
  };
}

function isSubscription(query: string, name?: string | null): boolean {
  return getOperationAST(parse(query), name)?.operation === 'subscription';
}
