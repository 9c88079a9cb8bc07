import { describe, expect, it } from 'vitest';
import { placeOf } from './place-of';

describe('placeOf', () => {
  it('finds the line and how far it is in the statement', () => {
    expect(placeOf("line 2, column 6: Object 'x' not found", 'SELECT a\nFROM x', 0)).toEqual({
      line: 2,
      column: 6,
      text: 'FROM x',
      at: 14,
    });
  });

  it('leaves out what was sent before the first line', () => {
    expect(placeOf('line 1, column 16: no', 'SELECT a', 8)?.column).toBe(8);
  });

  it('finds nothing where no place is named', () => {
    expect(placeOf('It took too long', 'SELECT 1', 0)).toBeUndefined();
    expect(placeOf('line 9, column 1: no', 'SELECT 1', 0)).toBeUndefined();
  });
});
