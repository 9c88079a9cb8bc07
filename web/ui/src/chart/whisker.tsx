/** A dot with its interval on an axis that a table's rows share. */

export interface WhiskerScale {
  from: number;
  to: number;
}

interface WhiskerProps {
  scale: WhiskerScale;
  value: number;
  low: number;
  high: number;
  label: string;
  /** Draws a line where there is no effect, and colours what lies clear of it. */
  zero?: boolean;
  width?: number;
}

export function Whisker({ scale, value, low, high, label, zero, width = 240 }: WhiskerProps) {
  const height = 26;
  const x = (v: number) =>
    6 + ((v - scale.from) / Math.max(1e-12, scale.to - scale.from)) * (width - 12);
  const clear = !zero || low > 0 || high < 0;
  const color = !clear ? 'var(--series-6)' : zero && high < 0 ? 'var(--danger)' : 'var(--accent)';
  return (
    <svg width={width} height={height} role="img" aria-label={label} style={{ display: 'block' }}>
      <title>{label}</title>
      {zero && (
        <line x1={x(0)} x2={x(0)} y1={0} y2={height} stroke="var(--line-strong)" strokeWidth={1} />
      )}
      <g stroke={color} strokeWidth={2} strokeLinecap="round">
        <line x1={x(low)} x2={x(high)} y1={height / 2} y2={height / 2} />
        <line x1={x(low)} x2={x(low)} y1={height / 2 - 4} y2={height / 2 + 4} />
        <line x1={x(high)} x2={x(high)} y1={height / 2 - 4} y2={height / 2 + 4} />
      </g>
      <circle
        cx={x(value)}
        cy={height / 2}
        r={5}
        fill={color}
        stroke="var(--surface)"
        strokeWidth={2}
      />
    </svg>
  );
}

/** Room for all intervals, and for zero where it is drawn. */
export function scaleFor(
  intervals: { low: number; high: number }[],
  includeZero: boolean,
): WhiskerScale {
  const ends = intervals.flatMap((i) => [i.low, i.high]).filter(Number.isFinite);
  if (includeZero) ends.push(0);
  const from = Math.min(...ends, includeZero ? 0 : Infinity);
  const to = Math.max(...ends, includeZero ? 0 : -Infinity);
  if (!Number.isFinite(from) || !Number.isFinite(to)) return { from: 0, to: 1 };
  const room = (to - from || Math.abs(to) || 1) * 0.06;
  return { from: from - room, to: to + room };
}

/** Ticks under whiskers. */
export function WhiskerAxis(props: {
  scale: WhiskerScale;
  width?: number;
  format: (value: number) => string;
}) {
  const { scale, width = 240, format } = props;
  const ticks = niceTicks(scale.from, scale.to, 4);
  const x = (v: number) => 6 + ((v - scale.from) / (scale.to - scale.from)) * (width - 12);
  return (
    <svg width={width} height={16} aria-hidden style={{ display: 'block', overflow: 'visible' }}>
      {ticks.map((tick) => (
        <text
          key={tick}
          x={x(tick)}
          y={12}
          textAnchor="middle"
          fontSize={11}
          fill="var(--ink-3)"
          style={{ fontVariantNumeric: 'tabular-nums' }}
        >
          {format(tick)}
        </text>
      ))}
    </svg>
  );
}

export function niceTicks(from: number, to: number, about: number): number[] {
  const raw = (to - from) / about;
  const power = 10 ** Math.floor(Math.log10(raw || 1));
  const step = [1, 2, 5, 10].map((m) => m * power).find((s) => s >= raw) ?? power;
  const first = Math.ceil(from / step);
  const last = Math.floor(to / step);
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => {
    const tick = (first + i) * step;
    return Number(tick.toPrecision(12));
  });
}
