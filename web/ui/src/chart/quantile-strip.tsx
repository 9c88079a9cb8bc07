/** The spread of lengths on one line: a box for the middle half, a mark for the median. */

interface QuantileStripProps {
  /** Where the strip ends. */
  scale: number;
  low: number;
  from: number;
  middle: number;
  to: number;
  high: number;
  say: (value: number) => string;
}

const width = 300;
const height = 26;

/** Room for the longest of the rows that share it. */
export const stripScale = (highs: readonly number[]) => Math.max(1e-9, ...highs) * 1.04;

export function QuantileStrip({ scale, low, from, middle, to, high, say }: QuantileStripProps) {
  const x = (value: number) => 4 + (Math.min(value, scale) / scale) * (width - 8);
  const label = [low, from, middle, to, high].map(say).join(' · ');
  return (
    <svg
      viewBox={`0 0 ${width} ${height}`}
      width="100%"
      height={height}
      preserveAspectRatio="none"
      role="img"
      aria-label={label}
      style={{ display: 'block', maxWidth: 420 }}
    >
      <title>{label}</title>
      <line
        x1={x(low)}
        x2={x(high)}
        y1={height / 2}
        y2={height / 2}
        stroke="var(--accent-line)"
        strokeWidth={2}
      />
      <rect
        x={x(from)}
        y={5}
        width={Math.max(1.5, x(to) - x(from))}
        height={height - 10}
        rx={3}
        fill="var(--accent-soft)"
        stroke="var(--accent)"
      />
      <line
        x1={x(middle)}
        x2={x(middle)}
        y1={4}
        y2={height - 4}
        stroke="var(--accent-strong)"
        strokeWidth={2.5}
      />
    </svg>
  );
}
