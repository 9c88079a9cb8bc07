/** Every right-hand side is a template over the file's columns; "*" takes the columns left over. */
const examples = {
  events: {
    identifiers: { user_id: '{customer_id}' },
    events: [
      {
        event: 'purchase',
        when: { bought: '1' },
        time: '{bought_at}',
        message_id: '{order_no}',
        properties: { amount: '{amount}', product_type: '{product}' },
      },
    ],
  },
  profiles: {
    identifiers: { user_id: '{customer_id}' },
    traits: { name: '{name}', city: '{city}', aum: '{assets}' },
  },
};

export const exampleMapping = (kind: 'events' | 'profiles') =>
  JSON.stringify(examples[kind], null, 2);
