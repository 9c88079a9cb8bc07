import { describe, expect, it } from 'vitest';
import type { Reply } from '@/api/answers';
import { chartOf, possibleCharts } from './chart-of';

const words = { value: String, axisValue: String, day: (d: string) => d.slice(5) };

const reply = (over: Partial<Reply>): Reply => ({
  kind: 'answer',
  text: '',
  columns: [
    { name: 'day', type: 'date' },
    { name: 'city', type: 'text' },
    { name: 'n', type: 'number' },
  ],
  rows: [
    ['2026-11-01', '上海', 3],
    ['2026-11-01', '北京', 2],
    ['2026-11-02', '上海', 5],
  ],
  chart: { type: 'line', x: 'day', y: ['n'], series: 'city' },
  ...over,
});

describe('the chart of an answer', () => {
  it('splits rows into series and leaves gaps where a row is missing', () => {
    const chart = chartOf(reply({}), 'line', words);
    expect(chart.categories).toEqual(['11-01', '11-02']);
    expect(chart.series).toEqual([
      { name: '上海', values: [3, 5] },
      { name: '北京', values: [2, null] },
    ]);
  });

  it('lays bars of names on their side', () => {
    const chart = chartOf(
      reply({ chart: { type: 'bar', x: 'city', y: ['n'] }, rows: [['2026-11-01', '上海', 3]] }),
      'bar',
      words,
    );
    expect(chart.horizontal).toBe(true);
  });

  it('offers what the rows allow, the chosen one first', () => {
    expect(possibleCharts(reply({}))).toEqual(['line', 'bar', 'table']);
    expect(
      possibleCharts(
        reply({
          chart: { type: 'number', y: ['n'] },
          columns: [{ name: 'n', type: 'number' }],
          rows: [[3]],
        }),
      ),
    ).toEqual(['number', 'table']);
  });
});
