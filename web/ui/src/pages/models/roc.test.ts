import { expect, test } from 'vitest';
import { rocAt } from './roc';

const points = [
  { false_positives: 0, true_positives: 0 },
  { false_positives: 0, true_positives: 0.2 },
  { false_positives: 0.5, true_positives: 0.8 },
  { false_positives: 1, true_positives: 1 },
];

test('a vertical step counts at its own place', () => {
  expect(rocAt(points, 0)).toBe(0.2);
});

test('between two points the curve is straight', () => {
  expect(rocAt(points, 0.25)).toBeCloseTo(0.5);
  expect(rocAt(points, 0.75)).toBeCloseTo(0.9);
});

test('it ends where everybody is taken', () => {
  expect(rocAt(points, 1)).toBe(1);
});
