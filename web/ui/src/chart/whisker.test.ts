import { describe, expect, it } from 'vitest';
import { niceTicks, scaleFor } from './whisker';

describe('the axis of intervals', () => {
  it('has ticks at round numbers inside the scale', () => {
    expect(niceTicks(-0.011, 0.09, 4)).toEqual([0, 0.05]);
    expect(niceTicks(0, 1, 4)).toEqual([0, 0.5, 1]);
  });

  it('has room for all intervals and for zero', () => {
    const scale = scaleFor([{ low: 0.07, high: 0.083 }], true);
    expect(scale.from).toBeLessThan(0);
    expect(scale.to).toBeGreaterThan(0.083);
  });

  it('is usable without any interval', () => {
    expect(scaleFor([], false)).toEqual({ from: 0, to: 1 });
  });
});
