/** Days in place of a length of time up to today. */
import type { Range } from './draft';

export interface Days {
  from: string;
  /** Exclusive. */
  to: string;
}

/** The same period in days, counted back from today as the server does. */
export function daysOf(range: Range, today: string): Days {
  if ('from' in range) return range;
  const end = new Date(`${today}T00:00:00Z`);
  end.setUTCDate(end.getUTCDate() + 1);
  const number = Number.parseInt(range.last, 10);
  const from = new Date(end);
  switch (range.last.slice(-1)) {
    case 'w':
      from.setUTCDate(from.getUTCDate() - 7 * number);
      break;
    case 'm':
      addMonths(from, -number);
      break;
    case 'y':
      addMonths(from, -12 * number);
      break;
    default:
      from.setUTCDate(from.getUTCDate() - number);
  }
  return { from: textOf(from), to: textOf(end) };
}

const textOf = (date: Date) => date.toISOString().slice(0, 10);

/** The 31st becomes the last day of a shorter month. */
function addMonths(date: Date, months: number) {
  const day = date.getUTCDate();
  date.setUTCDate(1);
  date.setUTCMonth(date.getUTCMonth() + months);
  const last = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
  date.setUTCDate(Math.min(day, last));
}
