import type { Series } from './options';

/** The series whose value at the index is nearest; none where all have none. */
export function nearestSeries(
  series: readonly Series[],
  index: number,
  value: number,
): number | undefined {
  let best: number | undefined;
  let distance = Infinity;
  series.forEach((one, i) => {
    const at = one.values[index];
    if (typeof at === 'number' && Math.abs(at - value) < distance) {
      best = i;
      distance = Math.abs(at - value);
    }
  });
  return best;
}
