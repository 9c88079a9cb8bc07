import { describe, expect, it } from 'vitest';
import { addChild, countConditions, duplicateNode, removeNode, wrapInGroup } from './edit';
import { printRule } from './json';
import { emptyRule, newId, type GroupNode, type TagNode } from './model';
import { parseRule, RuleSyntaxError } from './parse';
import { nodeAt, problemsByNode } from './problems';

const shanghai = {
  and: [
    { tag: 'city', in: ['上海'] },
    { tag: 'aum', gte: 100000 },
    { event: 'login', count: { gte: 1 }, within: '7d' },
    {
      event: 'purchase',
      where: [{ property: 'product_type', in: ['fund'] }],
      count: { eq: 0 },
    },
  ],
};

describe('a rule', () => {
  it.each([
    ['the everyday rule', shanghai],
    ['nested groups', { or: [{ and: [{ tag: 'vip', eq: true }] }, { audience: 'loyal' }] }],
    ['a negated group', { not: { or: [{ tag: 'city', not_in: ['北京'] }] } }],
    ['a negated condition', { and: [{ not: { trait: 'birthday', is_set: true } }] }],
    [
      'sums and dates',
      {
        and: [
          {
            event: 'purchase',
            sum: { property: 'amount', gte: 5000, lt: 10000 },
            from: '2026-10-01',
            to: '2026-11-01',
          },
        ],
      },
    ],
    [
      'a sequence',
      {
        and: [
          { sequence: [{ event: 'view' }, { event: 'purchase' }], within: '30m', last: '7d' },
          { trait: 'name', contains: '李' },
        ],
      },
    ],
  ])('survives printing what was parsed: %s', (_name, json) => {
    expect(printRule(parseRule(json)).rule).toEqual(json);
  });

  it('shows one text value as a list of one', () => {
    expect(printRule(parseRule({ and: [{ tag: 'city', eq: '上海' }] })).rule).toEqual({
      and: [{ tag: 'city', in: ['上海'] }],
    });
  });

  it.each([
    { event: 'login', days_since: { lte: 3 } },
    { event: 'purchase', first_value: { property: 'channel', in: ['app'] } },
    { event: 'purchase', last_value: { property: 'channel', in: ['app'] } },
  ])('knows every measure: %j', (condition) => {
    expect(printRule(parseRule({ and: [condition] })).rule).toEqual({ and: [condition] });
  });

  it('collapses a double negation', () => {
    expect(printRule(parseRule({ not: { not: { and: [{ audience: 'a' }] } } })).rule).toEqual({
      and: [{ audience: 'a' }],
    });
  });

  it('becomes a group when it is a single condition', () => {
    expect(printRule(parseRule({ tag: 'city', in: ['上海'] })).rule).toEqual({
      and: [{ tag: 'city', in: ['上海'] }],
    });
  });

  it('says where it cannot be read', () => {
    expect(() => parseRule({ and: [{ tag: 'a', eq: 1 }, { what: 1 }] })).toThrow(RuleSyntaxError);
    try {
      parseRule({ and: [{ or: [{ what: 1 }] }] });
    } catch (error) {
      expect((error as RuleSyntaxError).pointer).toBe('/and/0/or/0');
    }
  });

  it('leaves out what compares with nothing yet and keeps pointers true', () => {
    const root = parseRule({
      and: [
        { tag: 'city', in: [] },
        { tag: 'aum', gte: 1 },
      ],
    });
    const printed = printRule(root);
    expect(printed.rule).toEqual({ and: [{ tag: 'aum', gte: 1 }] });
    expect(printed.incomplete).toEqual(new Set([root.children[0]!.id]));
    expect(printed.pointers.get(root.children[1]!.id)).toBe('/and/0');
  });

  it('leaves out empty groups but not the root', () => {
    const root: GroupNode = { ...emptyRule(), children: [emptyRule()] };
    expect(printRule(root).rule).toEqual({ and: [] });
  });
});

describe('problems', () => {
  it('stand at the deepest node they point into', () => {
    const root = parseRule({ and: [{ not: { tag: 'city', in: ['x'] } }, { tag: 'aum', gte: 1 }] });
    const { pointers } = printRule(root);
    expect(nodeAt(pointers, '/and/0/not/tag')).toBe(root.children[0]!.id);
    expect(nodeAt(pointers, '/rule/and/1/gte')).toBe(root.children[1]!.id);
    expect(nodeAt(pointers, '/rule')).toBe(root.id);
    const found = problemsByNode(pointers, [
      { pointer: '/rule/and/1', message: 'one' },
      { pointer: '/rule/and/1/gte', message: 'two' },
    ]);
    expect(found.get(root.children[1]!.id)).toEqual(['one', 'two']);
  });

  it('do not confuse 1 with 10', () => {
    const children = Array.from({ length: 11 }, () => ({ tag: 'a', gte: 1 }));
    const root = parseRule({ and: children });
    expect(nodeAt(printRule(root).pointers, '/and/10/tag')).toBe(root.children[10]!.id);
  });
});

describe('edits', () => {
  const condition = (): TagNode => ({
    id: newId(),
    kind: 'tag',
    negated: false,
    tag: 'city',
    test: { op: 'in', values: ['上海'] },
  });

  it('add, wrap, copy and remove', () => {
    const root = emptyRule();
    const node = condition();
    const added = addChild(root, root.id, node);
    expect(countConditions(added)).toBe(1);
    const wrapped = wrapInGroup(added, node.id, 'or');
    expect(printRule(wrapped).rule).toEqual({ and: [{ or: [{ tag: 'city', in: ['上海'] }] }] });
    const copied = duplicateNode(wrapped, node.id);
    expect(countConditions(copied)).toBe(2);
    expect(countConditions(removeNode(copied, node.id))).toBe(1);
  });
});
