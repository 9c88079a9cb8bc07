export type ImportKind = 'events' | 'profiles' | 'table';

const examples: Record<ImportKind, unknown> = {
  events: {
    event: { column: 'action' },
    time: { column: 'happened_at' },
    identifiers: { user_id: 'customer_id' },
    properties: { amount: 'amount', product_type: 'product' },
  },
  profiles: {
    identifiers: { user_id: 'customer_id' },
    traits: { name: 'name', city: 'city', aum: 'assets' },
  },
  table: {},
};

export const exampleMapping = (kind: ImportKind) => JSON.stringify(examples[kind], null, 2);
