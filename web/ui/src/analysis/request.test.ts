import { describe, expect, it } from 'vitest';
import type { Vocabulary } from '@/rule/vocabulary';
import { buildVocabulary } from '@/rule/vocabulary';
import { newEntry, openingDraft, type Draft } from './draft';
import { parseRequest, printRequest, problemsAt, problemsElsewhere } from './request';
import { modelKeys, specs } from './spec';

const property = (name: string, type: string) => ({ name, type });

const vocabulary: Vocabulary = buildVocabulary(
  {
    subjects: [],
    metrics: [],
    dimensions: [],
    tags: [],
    traits: [],
    tables: [],
    events: [
      { name: 'login', count: 900, properties: [property('channel', 'text')] },
      { name: 'view', count: 2_000, properties: [] },
      { name: 'purchase', count: 100, properties: [property('amount', 'number')] },
    ],
  },
  [],
  [],
  'en',
);

const opening = (model: (typeof modelKeys)[number]): Draft =>
  openingDraft(specs[model], vocabulary);

describe('a new question', () => {
  it.each(modelKeys)('of %s can be asked at once', (model) => {
    expect(printRequest(specs[model], opening(model)).missing).toEqual([]);
  });

  it('is about what happens most', () => {
    expect(printRequest(specs.funnel, opening('funnel')).request.steps).toEqual([
      { event: 'view' },
      { event: 'login' },
    ]);
  });

  it('takes an event with a number where money is asked for', () => {
    const { request } = printRequest(specs.ltv, opening('ltv'));
    expect(request.revenue).toEqual({ event: 'purchase', property: 'amount' });
  });
});

describe('a request', () => {
  it.each(modelKeys)('of %s comes back from the address as it was', (model) => {
    const { request } = printRequest(specs[model], opening(model));
    const back = parseRequest(specs[model], request, opening(model));
    expect(printRequest(specs[model], back).request).toEqual(request);
  });

  it('keeps everything that a person can choose', () => {
    const asked = {
      range: { from: '2026-10-01', to: '2026-11-01' },
      grain: 'week',
      series: [
        {
          event: 'purchase',
          where: [{ property: 'amount', gte: 1000 }],
          measure: { kind: 'quantile', property: 'amount', q: 0.9 },
        },
        { event: '*', measure: { kind: 'users' } },
      ],
      formulas: [{ name: 'share', expression: 'A / B' }],
      compare: { shift: '1y' },
      filter: { and: [{ tag: 'city', in: ['上海'] }] },
      audiences: ['$everyone', 'vip'],
      by: [{ dimension: 'city' }, { dimension: 'birthday', grain: 'year' }],
    };
    const back = parseRequest(specs.segmentation, asked, opening('segmentation'));
    expect(printRequest(specs.segmentation, back).request).toEqual(asked);
  });

  it('leaves out what is not said yet and tells what is missing', () => {
    const [slot] = specs.funnel.slots;
    const draft = { ...opening('funnel') };
    draft.slots = { steps: [newEntry(slot!, 'login'), newEntry(slot!, '')] };
    const { request, missing } = printRequest(specs.funnel, draft);
    expect(request.steps).toEqual([{ event: 'login' }]);
    expect(missing).toEqual(['steps']);
  });

  it('has the place of every entry that is sent', () => {
    const [slot] = specs.segmentation.slots;
    const incomplete = { ...newEntry(slot!, 'purchase'), measure: 'sum' as const };
    const sent = newEntry(slot!, 'login');
    const draft = { ...opening('segmentation'), slots: { series: [incomplete, sent] } };
    const { pointers } = printRequest(specs.segmentation, draft);
    expect(pointers.get(incomplete.id)).toBeUndefined();
    expect(pointers.get(sent.id)).toBe('/series/0');
  });
});

describe('what the server says', () => {
  const problems = [
    { pointer: '/steps/1/event', message: 'unknown' },
    { pointer: '/steps/10/event', message: 'other' },
    { pointer: '/limit', message: 'too many' },
  ];

  it('stands at its field', () => {
    expect(problemsAt(problems, '/steps/1')).toEqual(['unknown']);
  });

  it('is said above the answer where no field shows it', () => {
    expect(problemsElsewhere(problems, ['/steps']).map((one) => one.pointer)).toEqual(['/limit']);
  });
});
