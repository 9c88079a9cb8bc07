import { describe, expect, it } from 'vitest';
import type { GroupNode, RuleNode } from './model';
import { canMove, moveNode, nextPlace, placeOf } from './move';

const leaf = (id: string): RuleNode => ({
  id,
  negated: false,
  kind: 'audience',
  audience: id,
});
const group = (id: string, ...children: RuleNode[]): GroupNode => ({
  id,
  kind: 'group',
  op: 'and',
  negated: false,
  children,
});
const shape = (node: RuleNode): string =>
  node.kind === 'group' ? `${node.id}(${node.children.map(shape).join(' ')})` : node.id;

const root = group('r', leaf('a'), group('g', leaf('b'), leaf('c')), leaf('d'));

describe('a node of a rule', () => {
  it.each([
    ['d', 'r', 0, 'r(d a g(b c))'],
    ['a', 'r', 3, 'r(g(b c) d a)'],
    ['a', 'g', 1, 'r(g(b a c) d)'],
    ['c', 'g', 0, 'r(a g(c b) d)'],
    ['b', 'r', 3, 'r(a g(c) d b)'],
    ['g', 'r', 0, 'r(g(b c) a d)'],
  ])('%s is put into %s at %d', (id, to, index, expected) => {
    expect(shape(moveNode(root, id, { group: to, index }))).toBe(expected);
  });

  it.each([
    ['g', 'g', 0],
    ['a', 'r', 0],
    ['a', 'r', 1],
    ['nobody', 'r', 0],
  ])('%s is not put into %s at %d', (id, to, index) => {
    expect(canMove(root, id, { group: to, index })).toBe(false);
    expect(moveNode(root, id, { group: to, index })).toBe(root);
  });

  it('goes down step by step through every place, and up again the same way', () => {
    const shapes: string[] = [];
    let rule = root;
    for (const direction of ['down', 'up'] as const) {
      for (let to = nextPlace(rule, 'a', direction); to; to = nextPlace(rule, 'a', direction)) {
        rule = moveNode(rule, 'a', to);
        shapes.push(shape(rule));
      }
    }
    expect(shapes).toEqual([
      'r(g(a b c) d)',
      'r(g(b a c) d)',
      'r(g(b c a) d)',
      'r(g(b c) a d)',
      'r(g(b c) d a)',
      'r(g(b c) a d)',
      'r(g(b c a) d)',
      'r(g(b a c) d)',
      'r(g(a b c) d)',
      'r(a g(b c) d)',
    ]);
  });

  it('has a place, but the root has none', () => {
    expect(placeOf(root, 'c')).toEqual({ group: 'g', index: 1 });
    expect(placeOf(root, 'r')).toBeUndefined();
  });
});
