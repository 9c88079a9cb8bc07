/** How to send with each SDK; the address and the write key are filled in. */

export interface Snippet {
  key: string;
  label: string;
  family: 'segment' | 'sensors';
  code: (address: string, writeKey: string) => string;
}

export const snippets: Snippet[] = [
  {
    key: 'curl',
    label: 'curl',
    family: 'segment',
    code: (address, key) => `curl ${address}/v1/batch -u "${key}:" \\
  -H 'Content-Type: application/json' -d '{
  "batch": [
    {"type": "identify", "userId": "C1001", "traits": {"city": "上海"}},
    {"type": "track", "userId": "C1001", "event": "view_product",
     "properties": {"product_type": "fund"}}
  ]}'`,
  },
  {
    key: 'segment-browser',
    label: 'Browser',
    family: 'segment',
    code: (address, key) => `// npm install @segment/analytics-next
import { AnalyticsBrowser } from '@segment/analytics-next'

const analytics = AnalyticsBrowser.load(
  { writeKey: '${key}', cdnURL: '${address}' },
  { integrations: { 'Segment.io': {
      apiHost: '${address.replace(/^https?:\/\//, '')}/v1', protocol: '${address.split(':')[0]}' } } },
)
analytics.identify('C1001', { city: '上海' })
analytics.track('view_product', { product_type: 'fund' })`,
  },
  {
    key: 'segment-node',
    label: 'Node.js',
    family: 'segment',
    code: (address, key) => `// npm install @segment/analytics-node
import { Analytics } from '@segment/analytics-node'

const analytics = new Analytics({ writeKey: '${key}', host: '${address}' })
analytics.track({
  userId: 'C1001', event: 'view_product', properties: { product_type: 'fund' },
})
await analytics.closeAndFlush()`,
  },
  {
    key: 'segment-java',
    label: 'Java',
    family: 'segment',
    code: (address, key) => `// com.segment.analytics.java:analytics
Analytics analytics =
    Analytics.builder("${key}").endpoint("${address}").build();
analytics.enqueue(
    TrackMessage.builder("view_product")
        .userId("C1001")
        .properties(Map.of("product_type", "fund")));`,
  },
  {
    key: 'sensors-js',
    label: 'JavaScript',
    family: 'sensors',
    code: (address, key) => `// npm install sa-sdk-javascript
import sensors from 'sa-sdk-javascript'

sensors.init({ server_url: '${address}/sa?project=default&token=${key}' })
sensors.login('C1001')
sensors.track('view_product', { product_type: 'fund' })`,
  },
  {
    key: 'sensors-node',
    label: 'Node.js',
    family: 'sensors',
    code: (address, key) => `// npm install sa-sdk-node
const SensorsAnalytics = require('sa-sdk-node')

const sa = new SensorsAnalytics()
sa.submitTo('${address}/sa?project=default&token=${key}')
sa.track('C1001', 'view_product', { product_type: 'fund' })`,
  },
  {
    key: 'sensors-java',
    label: 'Java',
    family: 'sensors',
    code: (address, key) => `// com.sensorsdata.analytics.javasdk:SensorsAnalyticsSDK
SensorsAnalytics sa = new SensorsAnalytics(
    new BatchConsumer("${address}/sa?project=default&token=${key}"));
sa.track("C1001", true, "view_product", Map.of("product_type", "fund"));
sa.flush();`,
  },
];
