// Sends as a Node server with Sensors' SDK does. Usage: node sensors.cjs URL PREFIX COUNT gzip|plain
const SensorsAnalytics = require('sa-sdk-node');

const [url, prefix, count, form] = process.argv.slice(2);
const sa = new SensorsAnalytics();
const submitter = sa.submitTo({ url, gzip: form === 'gzip' }, { count: 4, timeSpan: 200 });
submitter.catch((error) => {
  console.error(error);
  process.exitCode = 1;
});

for (let i = 0; i < Number(count); i++) {
  sa.track(`${prefix}-anon`, `${prefix}_track`, { amount: i + 0.5, tags: ['a', 'b'], name: '基金', bought: new Date() });
}
sa.trackSignup(`${prefix}-user`, `${prefix}-anon`, { channel: 'app' });
sa.track(`${prefix}-user`, `${prefix}_after`, {});
sa.profileSet(`${prefix}-user`, { city: '上海' });
sa.profileSetOnce(`${prefix}-user`, { city: '北京', first: 'a' });
sa.profileIncrement(`${prefix}-user`, { points: 2 });
sa.profileIncrement(`${prefix}-user`, { points: 3 });
sa.profileAppend(`${prefix}-user`, { films: ['x', 'y'] });
sa.profileUnset(`${prefix}-user`, ['first']);
sa.itemSet(`${prefix}_item`, '1', { price: 9.5 });
sa.itemSet(`${prefix}_item`, '2', { price: 1.5 });
sa.itemDelete(`${prefix}_item`, '2');
// Without the timer that collects events, nothing keeps the process.
sa.onCompleted();
