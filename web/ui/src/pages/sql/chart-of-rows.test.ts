import { describe, expect, it } from 'vitest';
import { chartOfRows } from './chart-of-rows';

const text = { name: 'city', type: 'text' };
const number = { name: 'n', type: 'number' };
const words = (value: number) => String(value);

describe('chartOfRows', () => {
  it('draws names as bars and times as a line', () => {
    const rows = [
      ['a', 1],
      ['b', null],
    ];
    expect(chartOfRows([text, number], rows, words)).toMatchObject({
      type: 'bar',
      categories: ['a', 'b'],
      series: [{ name: 'n', values: [1, null] }],
    });
    expect(chartOfRows([{ name: 'd', type: 'date' }, number], rows, words)?.type).toBe('line');
  });

  it('draws nothing where rows have no name of their own or no number', () => {
    expect(
      chartOfRows(
        [text, number],
        [
          ['a', 1],
          ['a', 2],
        ],
        words,
      ),
    ).toBeUndefined();
    expect(chartOfRows([text, text], [['a', 'b']], words)).toBeUndefined();
  });
});
