import 'graphiql/setup-workers/vite';
import 'graphiql/style.css';
import './main.css';

import { GraphiQL } from 'graphiql';
import { StrictMode, useMemo, useRef, useState } from 'react';
import { createRoot } from 'react-dom/client';

import { createFetcher } from './fetcher';
import { TokenField } from './token-field';
import { tour } from './tour';

const stored = 'foyer.token';

function App() {
  const [token, setToken] = useState(() => sessionStorage.getItem(stored) ?? '');
  const current = useRef(token);
  const fetcher = useMemo(() => createFetcher(() => current.current), []);
  const change = (next: string) => {
    current.current = next;
    sessionStorage.setItem(stored, next);
    setToken(next);
  };
  return (
    <>
      <TokenField value={token} onChange={change} />
      <GraphiQL key={token} fetcher={fetcher} initialQuery={tour} defaultEditorToolsVisibility={false} />
    </>
  );
}

createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
