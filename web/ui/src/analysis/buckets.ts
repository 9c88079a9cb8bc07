/** Names of the bars of a distribution. */

export interface Bucket {
  from: number | null;
  /** Exclusive; the last one may be open. */
  to: number | null;
}

interface Words {
  number: (value: number) => string;
  below: (to: string) => string;
  from: (from: string) => string;
}

/** 1, 2–4, 5 and more for whole numbers; 100–200 for others. */
export function bucketName({ from, to }: Bucket, whole: boolean, words: Words): string {
  if (from === null) return to === null ? '—' : words.below(words.number(to));
  if (to === null) return words.from(words.number(from));
  if (!whole) return `${words.number(from)}–${words.number(to)}`;
  const last = to - 1;
  return last <= from ? words.number(from) : `${words.number(from)}–${words.number(last)}`;
}
