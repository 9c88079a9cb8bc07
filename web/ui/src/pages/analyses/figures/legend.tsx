/** The names of what is drawn, in the colours of the series. */
export const Legend = ({ names }: { names: string[] }) => (
  <ul className="legend small">
    {names.map((name, i) => (
      <li key={name}>
        <span className="legend-dot" style={{ background: `var(--series-${(i % 6) + 1})` }} />
        {name}
      </li>
    ))}
  </ul>
);
