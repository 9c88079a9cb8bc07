import { describe, expect, it } from 'vitest';
import { parseRule } from './parse';
import { buildVocabulary } from './vocabulary';
import { sayRule } from './words';

const names = (zh: string, en: string) => ({ zh, en, synonyms: [] });

const vocabulary = (language: 'zh' | 'en') =>
  buildVocabulary(
    {
      subjects: [],
      metrics: [],
      dimensions: [
        {
          key: 'product_type',
          names: names('产品类型', 'product type'),
          type: 'text',
          values: [{ value: 'fund', names: names('基金', 'fund') }],
        },
      ],
      tags: [],
      traits: [],
      tables: [],
      events: [
        { name: 'login', names: names('登录', 'login'), properties: [] },
        {
          name: 'purchase',
          names: names('购买', 'purchase'),
          properties: [{ name: 'product_type', type: 'text' }],
        },
      ],
    },
    [
      { key: 'city', names: names('城市', 'city'), type: 'enum', definition: { trait: 'city' } },
      { key: 'aum', names: names('资产', 'AUM'), type: 'number', definition: { trait: 'aum' } },
    ],
    [],
    language,
  );

const rule = parseRule({
  and: [
    { tag: 'city', in: ['上海'] },
    { tag: 'aum', gte: 100000 },
    { event: 'login', count: { gte: 1 }, within: '7d' },
    { not: { or: [{ audience: 'a' }, { audience: 'b' }] } },
    { event: 'purchase', where: [{ property: 'product_type', in: ['fund'] }], count: { eq: 0 } },
  ],
});

describe('a rule in words', () => {
  it('reads in English', () => {
    expect(sayRule(rule, { language: 'en', vocabulary: vocabulary('en') })).toBe(
      'city is one of 上海 and AUM ≥ 100K and did login in the last 7 days and ' +
        'not (in audience “a” or in audience “b”) and ' +
        'did not do purchase with product type is one of fund',
    );
  });

  it('reads in Chinese', () => {
    expect(sayRule(rule, { language: 'zh', vocabulary: vocabulary('zh') })).toBe(
      '城市 是 上海，且 资产 ≥ 10万，且 最近7天做过「登录」，且 ' +
        '不满足（属于人群「a」，或 属于人群「b」），且 没做过「购买」（产品类型 是 基金）',
    );
  });
});
