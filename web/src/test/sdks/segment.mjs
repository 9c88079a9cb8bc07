// Sends as a Node server with Segment's SDK does. Usage: node segment.mjs ADDRESS KEY PREFIX COUNT
import { Analytics } from '@segment/analytics-node';

const [host, writeKey, prefix, count] = process.argv.slice(2);
const analytics = new Analytics({ host, writeKey, flushAt: 4 });
analytics.on('error', (error) => {
  console.error(error);
  process.exitCode = 1;
});

analytics.identify({ userId: `${prefix}-user`, anonymousId: `${prefix}-anon`, traits: { city: '上海', level: 3 } });
for (let i = 0; i < Number(count); i++) {
  analytics.track({
    anonymousId: `${prefix}-anon`,
    event: `${prefix}_track`,
    properties: { amount: i + 0.5, 商品: '基金', tags: ['a', 'b'], nested: { deep: true } },
    context: { campaign: { source: 'sms' } },
    timestamp: new Date(Date.now() - 60_000),
  });
}
analytics.page({ userId: `${prefix}-user`, name: 'Home', properties: { path: '/' } });
analytics.group({ userId: `${prefix}-user`, groupId: 'vip', traits: { size: 5 } });
await analytics.closeAndFlush({ timeout: 120_000 });
