/** A small picture of what each model's answer looks like. */
import type { ReactNode } from 'react';
import type { ModelKey } from '@/analysis/spec';

const bar = (x: number, y: number, height: number, opacity = 1, width = 10) => (
  <rect
    key={x}
    x={x}
    y={y}
    width={width}
    height={height}
    rx={2}
    fill="var(--accent)"
    opacity={opacity}
  />
);

const line = (points: string, color = 'var(--accent)', dashed = false) => (
  <polyline
    points={points}
    fill="none"
    stroke={color}
    strokeWidth={2.5}
    strokeLinecap="round"
    strokeLinejoin="round"
    strokeDasharray={dashed ? '1 5' : undefined}
  />
);

const stream = (path: string, width: number, opacity: number) => (
  <path d={path} fill="none" stroke="var(--accent)" strokeWidth={width} opacity={opacity} />
);

const cells = [
  [1, 0.75, 0.6, 0.5, 0.42],
  [1, 0.7, 0.56, 0.44],
  [1, 0.62, 0.5],
  [1, 0.66],
];

const pictures: { readonly [K in ModelKey]: ReactNode } = {
  segmentation: (
    <>
      {line('6,44 26,34 46,38 66,20 86,24 106,10 114,12')}
      {line('6,50 26,46 46,44 66,40 86,42 106,34 114,36', 'var(--series-2)')}
    </>
  ),
  funnel: (
    <>
      {bar(10, 8, 46, 1, 20)}
      {bar(38, 20, 34, 0.8, 20)}
      {bar(66, 32, 22, 0.6, 20)}
      {bar(94, 42, 12, 0.42, 20)}
    </>
  ),
  retention: cells.map((row, i) =>
    row.map((opacity, j) => (
      <rect
        key={`${i}-${j}`}
        x={10 + j * 21}
        y={7 + i * 12.5}
        width={18}
        height={9.5}
        rx={2}
        fill="var(--accent)"
        opacity={opacity}
      />
    )),
  ),
  distribution: [10, 22, 40, 46, 34, 22, 12, 7].map((height, i) =>
    bar(8 + i * 13.5, 54 - height, height, 0.85),
  ),
  path: (
    <>
      {stream('M6 18 C40 18 50 12 84 12 L114 12', 13, 0.75)}
      {stream('M6 30 C40 30 50 32 84 32 L114 32', 9, 0.45)}
      {stream('M6 40 C40 40 50 48 84 48 L114 48', 7, 0.3)}
    </>
  ),
  interval: (
    <>
      <line x1={8} x2={112} y1={30} y2={30} stroke="var(--accent)" strokeWidth={2} opacity={0.6} />
      <rect x={34} y={17} width={42} height={26} rx={4} fill="var(--accent)" opacity={0.35} />
      <line x1={50} x2={50} y1={17} y2={43} stroke="var(--accent)" strokeWidth={3} />
    </>
  ),
  session: (
    <>
      {[10, 48, 86].map((x) => (
        <rect
          key={x}
          x={x}
          y={8}
          width={28}
          height={16}
          rx={4}
          fill="var(--accent)"
          opacity={0.25}
        />
      ))}
      {line('8,48 30,40 52,44 74,34 96,38 112,32')}
    </>
  ),
  property: [96, 72, 54, 30].map((width, i) => (
    <rect
      key={width}
      x={8}
      y={8 + i * 12.5}
      width={width}
      height={8.5}
      rx={2}
      fill="var(--accent)"
      opacity={1 - i * 0.18}
    />
  )),
  ltv: (
    <>
      {line('8,52 28,38 48,28 68,22')}
      {line('68,22 88,17 112,13', 'var(--accent)', true)}
      {line('8,54 28,46 48,40', 'var(--series-2)')}
    </>
  ),
  stickiness: [44, 30, 22, 16, 12, 10, 15].map((height, i) =>
    bar(10 + i * 15, 54 - height, height, 0.85, 11),
  ),
  rfm: (
    <>
      <rect x={8} y={8} width={52} height={46} rx={3} fill="var(--accent)" />
      <rect x={63} y={8} width={49} height={22} rx={3} fill="var(--series-2)" opacity={0.85} />
      <rect x={63} y={33} width={26} height={21} rx={3} fill="var(--series-3)" opacity={0.85} />
      <rect x={92} y={33} width={20} height={21} rx={3} fill="var(--series-6)" opacity={0.7} />
    </>
  ),
};

export const Picture = ({ model }: { model: ModelKey }) => (
  <svg viewBox="0 0 120 60" className="model-picture" aria-hidden>
    {pictures[model]}
  </svg>
);
