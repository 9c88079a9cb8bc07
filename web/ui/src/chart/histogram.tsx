interface Bin {
  from: number;
  to: number;
  count: number;
}

interface HistogramProps {
  bins: Bin[];
  label: string;
  height?: number;
  width?: number;
  /** Bins that overlap this range are lit, the rest are dimmed. */
  range?: { from?: number; to?: number };
  onSelect?: (from: number, to: number) => void;
  title?: (bin: Bin) => string;
}

/** Bars of a distribution; heights on a square-root scale so that a long tail stays visible. */
export function Histogram(props: HistogramProps) {
  const { bins, label, height = 44, width = 220, range, onSelect, title } = props;
  const top = Math.sqrt(Math.max(1, ...bins.map((bin) => bin.count)));
  const step = width / Math.max(1, bins.length);
  const lit = (bin: Bin) =>
    !range ||
    ((range.from === undefined || bin.to > range.from) &&
      (range.to === undefined || bin.from < range.to));
  return (
    <svg width={width} height={height} role="img" aria-label={label} style={{ display: 'block' }}>
      {bins.map((bin, i) => {
        const tall = bin.count === 0 ? 1 : Math.max(2, (Math.sqrt(bin.count) / top) * (height - 2));
        return (
          <g key={i} onClick={() => onSelect?.(bin.from, bin.to)} cursor={onSelect && 'pointer'}>
            <rect x={i * step} y={0} width={step} height={height} fill="transparent">
              {title && <title>{title(bin)}</title>}
            </rect>
            <rect
              x={i * step + 0.75}
              y={height - tall}
              width={Math.max(1, step - 1.5)}
              height={tall}
              rx={Math.min(1.5, step / 4)}
              fill={lit(bin) ? 'var(--accent)' : 'var(--line-strong)'}
              opacity={lit(bin) ? 0.85 : 0.7}
              pointerEvents="none"
            />
          </g>
        );
      })}
    </svg>
  );
}

/** Shares of the commonest values as one bar. */
export function ValueBar({ values, label }: { values: { count?: number }[]; label: string }) {
  const counts = values.map((v) => v.count ?? 0).sort((a, b) => b - a);
  const sum = counts.reduce((a, b) => a + b, 0) || 1;
  const shown = counts.slice(0, 6);
  let x = 0;
  return (
    <svg width={120} height={10} role="img" aria-label={label} style={{ display: 'block' }}>
      <rect width={120} height={10} rx={3} fill="var(--sunken)" />
      {shown.map((count, i) => {
        const width = (count / sum) * 120;
        const left = x;
        x += width;
        return (
          <rect
            key={i}
            x={left}
            width={Math.max(0, width - 1)}
            height={10}
            rx={2}
            fill="var(--accent)"
            opacity={0.9 - i * 0.14}
          />
        );
      })}
    </svg>
  );
}
