/** One rising arrow over one ring: many touchpoints, one profile, lifted. */
export const Logo = ({ size = 26 }: { size?: number }) => (
  <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden>
    <rect width="32" height="32" rx="8" fill="var(--accent)" />
    <g fill="none" stroke="var(--on-accent)" strokeWidth="3.4" strokeLinecap="round">
      <circle cx="16" cy="20.2" r="6.1" />
      <path d="m10.6 10.4 5.4-4.9 5.4 4.9" strokeLinejoin="round" />
    </g>
  </svg>
);
