import { describe, expect, it } from 'vitest';
import type { Plan } from '@/api/plan';
import type { Catalog } from '@/api/types';
import { adopt, changeProperty, eventRows, rowsOf } from './edit';

const plan: Plan = {
  version: 1,
  events: [
    {
      name: 'purchase',
      description: '',
      properties: [{ name: 'amount', type: 'number', storage: 'plain' }],
    },
    {
      name: 'refund',
      description: '',
      properties: [{ name: 'amount', type: 'number', storage: 'plain' }],
    },
  ],
  traits: [{ name: 'city', type: 'text', storage: 'plain', merge: 'first' }],
};

const catalog = {
  events: [
    {
      name: 'purchase',
      seen: true,
      properties: [
        { name: 'amount', type: 'number', seen: true },
        { name: 'coupon', type: 'text', seen: true },
      ],
    },
    { name: 'refund', seen: false, properties: [{ name: 'amount', type: 'number', seen: false }] },
    { name: 'stray', seen: true, properties: [{ name: 'coupon', type: 'text', seen: true }] },
    { name: 'identify', seen: true, properties: [] },
  ],
  traits: [
    { name: 'city', type: 'text' },
    { name: 'age', type: 'number' },
  ],
} as unknown as Catalog;

describe('plan and data together', () => {
  it('show what is declared first, then what came beside it', () => {
    const rows = eventRows(plan, catalog);
    expect(rows.map((row) => [row.name, row.declared !== undefined])).toEqual([
      ['purchase', true],
      ['refund', true],
      ['stray', false],
    ]);
    expect(rows[0]?.properties.map((p) => [p.name, p.declared !== undefined])).toEqual([
      ['amount', true],
      ['coupon', false],
    ]);
  });

  it('declare a property alike in every event', () => {
    const changed = changeProperty(plan, 'amount', { personal: true });
    expect(changed.events.map((event) => event.properties[0]?.personal)).toEqual([true, true]);
  });

  it('leave nothing over when all is adopted, and keep what was declared', () => {
    const adopted = adopt(plan, catalog);
    expect(eventRows(adopted, catalog).every((row) => row.declared)).toBe(true);
    expect(
      eventRows(adopted, catalog)
        .flatMap((r) => r.properties)
        .every((p) => p.declared),
    ).toBe(true);
    expect(rowsOf(adopted.traits, catalog.traits).map((row) => row.declared?.merge)).toEqual([
      'first',
      'latest',
    ]);
    expect(adopted.events.find((e) => e.name === 'stray')?.properties).toEqual([
      { name: 'coupon', type: 'text', storage: 'plain' },
    ]);
  });
});
