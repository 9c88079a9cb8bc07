import { describe, expect, it } from 'vitest';
import { bodyOf, draftOf, isWhole, partOf, problemsOfRow } from './draft';

const table = {
  key: 'care',
  name: 'Care',
  version: 3,
  rows: [
    { rule: { tag: 'city', in: ['上海'] }, text: "city = '上海'", then: { benefit: 'fund' } },
    {
      rule: { and: [{ tag: 'age', gte: 40 }, { not: { audience: 'vip' } }] },
      text: "age >= 40 AND NOT AUDIENCE('vip')",
      then: { audience: 'settled', touchpoint: 'call' },
    },
  ],
  otherwise: { touchpoint: 'push' },
};

describe('a decision table', () => {
  it('comes back from the editor as it went in', () => {
    const body = bodyOf(draftOf(table));
    expect(body.rows.map((row) => row.rule)).toEqual(table.rows.map((row) => row.rule));
    expect(body.rows.map((row) => row.then)).toEqual(table.rows.map((row) => row.then));
    expect(body.otherwise).toEqual({ touchpoint: 'push' });
  });

  it('is not whole while a row decides nothing', () => {
    const draft = draftOf(table);
    expect(isWhole(draft)).toBe(true);
    expect(isWhole({ ...draft, otherwise: { benefit: '  ' } })).toBe(false);
    expect(isWhole({ ...draft, rows: [{ ...draft.rows[0]!, then: {} }] })).toBe(false);
  });

  it('shows each problem at its row', () => {
    const problems = [
      { pointer: '/rows/1/rule/tag', message: 'unknown' },
      { pointer: '/rows/12/then', message: 'missing' },
    ];
    expect(problemsOfRow(problems, 1)).toEqual(['unknown']);
    expect(problemsOfRow(problems, 12)).toEqual(['missing']);
  });

  it('finds the part of a rule that the trace speaks of', () => {
    const { rule } = table.rows[1]!;
    expect(partOf(rule, '')).toBe(rule);
    expect(partOf(rule, '/and/1/not')).toEqual({ audience: 'vip' });
  });
});
