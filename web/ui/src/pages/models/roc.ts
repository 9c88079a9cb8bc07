interface Point {
  false_positives: number;
  true_positives: number;
}

/** The height of a ROC curve at a share of false positives, on straight lines between its points. */
export function rocAt(points: readonly Point[], share: number): number {
  let before = { false_positives: 0, true_positives: 0 };
  for (const point of points) {
    if (point.false_positives > share) {
      const wide = point.false_positives - before.false_positives;
      const along = (share - before.false_positives) / wide;
      return before.true_positives + along * (point.true_positives - before.true_positives);
    }
    before = point;
  }
  return before.true_positives;
}
