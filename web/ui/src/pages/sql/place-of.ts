export interface Place {
  line: number;
  column: number;
  /** The line itself. */
  text: string;
  /** Letters before the place in the whole statement. */
  at: number;
}

/** The place that an error names as "line 2, column 8", both from 1. */
export function placeOf(message: string, sql: string, ahead: number): Place | undefined {
  const found = /line (\d+), column (\d+)/.exec(message);
  if (!found) return undefined;
  const lines = sql.split('\n');
  const line = Number(found[1]);
  const column = Number(found[2]) - (line === 1 ? ahead : 0);
  const text = lines[line - 1];
  if (text === undefined || column < 1) return undefined;
  const before = lines.slice(0, line - 1).reduce((sum, l) => sum + l.length + 1, 0);
  return { line, column, text, at: before + column - 1 };
}
