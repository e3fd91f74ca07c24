/** Asks for the bearer token that "foyer token --employee LOGIN" prints. */
export function TokenField(props: { value: string; onChange: (token: string) => void }) {
  return (
    <label className="token">
      Bearer token
      <input
        type="password"
        autoComplete="off"
        spellCheck={false}
        placeholder="foyer token --employee alice"
        value={props.value}
        onChange={(event) => props.onChange(event.target.value.trim())}
      />
    </label>
  );
}
