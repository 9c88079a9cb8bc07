/** Calendar days as text, 2026-11-24. A rule's `to` is exclusive, people say the last day. */

function shift(day: string, days: number): string {
  const time = Date.parse(`${day}T00:00:00Z`);
  return Number.isNaN(time) ? day : new Date(time + days * 86_400_000).toISOString().slice(0, 10);
}

export const dayBefore = (day: string) => shift(day, -1);
export const dayAfter = (day: string) => shift(day, 1);
