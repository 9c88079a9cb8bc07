interface RingProps {
  /** 0 to 1. */
  share: number;
  label: string;
  size?: number;
  children?: React.ReactNode;
}

/** A share of a whole as a ring. */
export function Ring({ share, label, size = 168, children }: RingProps) {
  const stroke = 11;
  const radius = (size - stroke) / 2;
  const around = 2 * Math.PI * radius;
  const shown = Math.max(share > 0 ? 0.004 : 0, Math.min(1, share));
  return (
    <div className="ring" style={{ width: size, height: size }}>
      <svg width={size} height={size} role="img" aria-label={label}>
        <g fill="none" strokeWidth={stroke} transform={`rotate(-90 ${size / 2} ${size / 2})`}>
          <circle cx={size / 2} cy={size / 2} r={radius} stroke="var(--sunken)" />
          <circle
            cx={size / 2}
            cy={size / 2}
            r={radius}
            stroke="var(--accent)"
            strokeLinecap={shown > 0 ? 'round' : 'butt'}
            strokeDasharray={`${shown * around} ${around}`}
            style={{ transition: 'stroke-dasharray 380ms var(--ease)' }}
          />
        </g>
      </svg>
      <div className="ring-middle">{children}</div>
    </div>
  );
}
