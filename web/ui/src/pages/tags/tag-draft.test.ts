import { describe, expect, it } from 'vitest';
import type { Tag, TagDefinition, TagType } from '@/api/types';
import { buildVocabulary } from '@/rule/vocabulary';
import { draftOf, tagOf } from './tag-draft';

const vocabulary = buildVocabulary(
  {
    subjects: [],
    metrics: [],
    dimensions: [],
    tags: [],
    tables: [],
    traits: [{ name: 'city', type: 'text' }],
    events: [
      {
        name: 'purchase',
        properties: [
          { name: 'amount', type: 'number' },
          { name: 'product_type', type: 'text' },
        ],
      },
    ],
  },
  [],
  [],
  'en',
);

const tag = (type: TagType, definition: TagDefinition): Tag => ({
  key: 'a_tag',
  names: { zh: '标签', en: 'Tag' },
  owner: 'somebody',
  type,
  definition,
});

const where = [{ property: 'amount', gte: 1000 }];

describe('a tag', () => {
  it.each<[TagType, TagDefinition]>([
    ['enum', { trait: 'city' }],
    ['number', { event: 'purchase', where, aggregate: 'sum', property: 'amount', within: '90d' }],
    ['boolean', { event: 'purchase', aggregate: 'count' }],
    [
      'enum',
      { event: 'purchase', aggregate: 'last', property: 'product_type', from: '2026-01-01' },
    ],
    [
      'enum',
      { rows: [{ rule: { and: [{ tag: 'aum', gte: 1 }] }, value: 'gold' }], otherwise: 'x' },
    ],
    ['number', { rows: [{ rule: { and: [{ tag: 'aum', gte: 1 }] }, value: 3 }] }],
    ['enum', { preference: { event: 'purchase', where, property: 'product_type', within: '7d' } }],
    ['enum', { preference: { event: 'purchase', property: 'product_type', sum: 'amount' } }],
    ['number', { sequence: [{ event: 'a' }, { event: 'b', where }], within: '7d', last: '90d' }],
    ['boolean', { sequence: [{ event: 'a' }, { event: 'b' }], within: '1h' }],
    ['number', { rfm: { event: 'purchase', amount: 'amount', within: '365d' }, gives: 'score' }],
    ['list', { upload: 'phone' }],
    ['number', { sql: 'SELECT 1', every: '1d' }],
    ['number', { model: 'buyers' }],
  ])('of type %s comes back from its form as it went in: %j', (type, definition) => {
    const saved = tagOf(draftOf(tag(type, definition)), vocabulary);
    expect(saved?.type).toBe(type);
    expect(JSON.parse(JSON.stringify(saved?.definition))).toEqual(definition);
    expect(saved?.owner).toBe('somebody');
  });

  it('is not whole while something is missing', () => {
    const draft = draftOf(tag('number', { event: 'purchase', aggregate: 'count' }));
    expect(tagOf({ ...draft, aggregate: 'sum' }, vocabulary)).toBeUndefined();
    expect(tagOf({ ...draft, key: ' ' }, vocabulary)).toBeUndefined();
    expect(tagOf({ ...draft, kind: 'sequence' }, vocabulary)).toBeUndefined();
  });
});
