import { describe, expect, it } from 'vitest';
import type { Answer } from '@/api/reports';
import { drawnAs, seriesOf } from './draw';

const answer = (columns: [string, string][], rows: Answer['rows']): Answer => ({
  columns: columns.map(([name, role]) => ({
    name,
    role,
    type: role === 'measure' || role === 'rate' ? 'number' : 'text',
  })),
  rows,
  row_count: rows.length,
  truncated: false,
  elapsed_ms: 1,
  executed_sql: '',
});

const words = {
  label: (column: { name: string }) => column.name,
  said: (_: unknown, cell: unknown) => String(cell ?? '—'),
  value: String,
  axisValue: String,
};

describe('an answer', () => {
  it('is drawn as its columns say', () => {
    expect(drawnAs(answer([['n', 'measure']], [[1]]), 'auto')).toBe('number');
    expect(
      drawnAs(
        answer(
          [
            ['time', 'time'],
            ['n', 'measure'],
          ],
          [['2026-11-01', 1]],
        ),
        'auto',
      ),
    ).toBe('line');
    expect(
      drawnAs(
        answer(
          [
            ['step', 'step'],
            ['label', 'label'],
            ['users', 'measure'],
          ],
          [[1, 'a', 5]],
        ),
        'auto',
      ),
    ).toBe('funnel');
    expect(drawnAs(answer([['city', 'dimension']], [['x']]), 'auto')).toBe('table');
    expect(drawnAs(answer([['n', 'measure']], [[1]]), 'table')).toBe('table');
  });

  it('has a series for each value of what splits it', () => {
    const chart = seriesOf(
      answer(
        [
          ['time', 'time'],
          ['city', 'dimension'],
          ['n', 'measure'],
        ],
        [
          ['d1', '上海', 1],
          ['d1', '北京', 2],
          ['d2', '上海', 3],
        ],
      ),
      'line',
      words,
    );
    expect(chart?.categories).toEqual(['d1', 'd2']);
    expect(chart?.series).toEqual([
      { name: '上海', values: [1, 3] },
      { name: '北京', values: [2, null] },
    ]);
  });

  it('does not draw rates on the axis of counts', () => {
    const chart = seriesOf(
      answer(
        [
          ['city', 'dimension'],
          ['n', 'measure'],
          ['r', 'rate'],
        ],
        [['上海', 10, 0.5]],
      ),
      'bar',
      words,
    );
    expect(chart?.series.map((series) => series.name)).toEqual(['n']);
  });
});
