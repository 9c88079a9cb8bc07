// Sends with Sensors' SDK for programs that are often offline: what fails is kept in a file and sent again.
// Usage: node sensors-cached.cjs URL PREFIX COUNT FOLDER
const SensorsAnalytics = require('sa-sdk-node');

const [url, prefix, count, cachePath] = process.argv.slice(2);
const sa = new SensorsAnalytics();
sa.initNWConsumer({ url, cachePath, gzip: true });
for (let i = 0; i < Number(count); i++) {
  sa.track(`${prefix}-user`, `${prefix}_track`, { amount: i + 0.5 });
}
