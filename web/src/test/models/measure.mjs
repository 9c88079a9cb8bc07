// Measures models on real data, over HTTP, against a running server with an empty project:
//
//   node web/src/test/models/measure.mjs http://localhost:8090 KEY bank-additional-full.csv
//
// The file is UCI's Bank Marketing (Moro, Cortez and Rita, "A data-driven approach to predict the
// success of bank telemarketing", Decision Support Systems 2014). Every row becomes a profile, every
// column but the answer `y` and `duration` (known only after the call) a tag. Then it trains a
// propensity model for y = yes, and expands 500 buyers by a tenth of everybody else.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

const [server, key, file] = process.argv.slice(2);
if (!server || !key || !file) {
  console.error('usage: node measure.mjs SERVER KEY FILE');
  process.exit(2);
}

const SEEDS = 500;
const BATCH = 500;
const UNKNOWN_BEFORE = ['y', 'duration'];

// What is refused for the moment is sent again.
async function call(method, path, body, tries = 20) {
  const response = await fetch(server + path, {
    method,
    headers: { Authorization: `Bearer ${key}`, 'Content-Type': 'application/json' },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  const text = await response.text();
  if ([429, 503].includes(response.status) && tries > 1) {
    await new Promise((resolve) => setTimeout(resolve, 3_000));
    return call(method, path, body, tries - 1);
  }
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
  return text ? JSON.parse(text) : undefined;
}

async function until(what, ask, isDone) {
  for (;;) {
    const answer = await ask();
    if (isDone(answer)) return answer;
    if (answer.error) throw new Error(`${what}: ${answer.error}`);
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
}

const seconds = (since) => ((performance.now() - since) / 1000).toFixed(1) + ' s';

const [head, ...lines] = readFileSync(file, 'utf8').trim().split('\n');
const cells = (line) => line.split(';').map((cell) => cell.trim().replace(/^"|"$/g, ''));
const columns = cells(head);
const rows = lines.map(cells);
const answer = columns.indexOf('y');
const isNumber = columns.map((_, i) => rows.every((row) => row[i] !== '' && !isNaN(row[i])));
const trait = (column) => `bank_${column.replace(/\W/g, '_')}`;

// The buyers with the lowest hashes, so that every run has the same seeds.
const hash = (i) => createHash('sha256').update(`seed-${i}`).digest('hex');
const seeds = new Set(
  rows
    .map((row, i) => [hash(i), i, row[answer]])
    .filter(([, , y]) => y === 'yes')
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .slice(0, SEEDS)
    .map(([, i]) => i),
);

let start = performance.now();
for (let first = 0; first < rows.length; first += BATCH) {
  const batch = rows.slice(first, first + BATCH).map((row, at) => {
    const traits = { bank_y: row[answer] === 'yes', bank_seed: seeds.has(first + at) };
    columns.forEach((column, i) => {
      if (!UNKNOWN_BEFORE.includes(column)) {
        traits[trait(column)] = isNumber[i] ? Number(row[i]) : row[i];
      }
    });
    return { type: 'identify', userId: `bank-${first + at}`, traits };
  });
  await call('POST', '/v1/batch', { batch });
}
console.log(`${rows.length} profiles sent in ${seconds(start)}`);

start = performance.now();
for (const [i, column] of columns.entries()) {
  if (UNKNOWN_BEFORE.includes(column)) continue;
  await call('POST', '/api/tags', {
    key: trait(column),
    type: isNumber[i] ? 'number' : 'enum',
    definition: { trait: trait(column) },
  });
}
await until(
  'tags',
  () => call('GET', '/api/tags'),
  ({ tags }) => tags.every((tag) => tag.state === 'fresh' && tag.profiles === rows.length),
);
console.log(`${columns.length - UNKNOWN_BEFORE.length} tags computed in ${seconds(start)}`);

const yes = { trait: 'bank_y', eq: true };
await call('POST', '/api/models', {
  key: 'bank_buyers',
  name: 'Buyers',
  kind: 'propensity',
  label: yes,
  seed: 1,
  score_tag: 'bank_score',
});
start = performance.now();
await call('POST', '/api/models/bank_buyers/train');
await until(
  'training',
  () => call('GET', '/api/models/bank_buyers'),
  (model) => model.state === 'trained',
);
console.log(`\npropensity: trained in ${seconds(start)}`);
const report = await call('GET', '/api/models/bank_buyers/report');
const { auc } = report;
console.log(`  AUC ${auc.value.toFixed(4)} (95 %: ${auc.low.toFixed(4)} to ${auc.high.toFixed(4)})`);
console.log(`  on ${report.held_out} people held out, ${report.held_out_positives} of them buyers`);
console.log(`  best tenth: lift ${report.lift[0].lift.toFixed(2)}, Brier ${report.brier.toFixed(4)}`);
console.log('  goes by ' + report.importance.slice(0, 5).map((i) => i.tag).join(', '));
for (const bin of report.calibration) {
  console.log(`  said ${(bin.predicted * 100).toFixed(1)} %, was ${(bin.observed * 100).toFixed(1)} %`);
}

await call('POST', '/api/audiences', {
  key: 'bank_seeds',
  name: 'Seeds',
  rule: { trait: 'bank_seed', eq: true },
});
const others = rows.length - SEEDS;
const size = Math.floor(others / 10);
start = performance.now();
const { audience } = await call('POST', '/api/audiences/bank_seeds/expand', {
  size,
  name: 'Like the seeds',
});
console.log(`\nlookalike: ${audience.size} people found in ${seconds(start)}`);
const count = async (rule) => (await call('POST', '/api/audiences/estimate', { rule })).size;
const found = await count({ and: [{ audience: audience.key }, yes] });
const seedsFound = await count({ and: [{ audience: audience.key }, { audience: 'bank_seeds' }] });
const base = (rows.filter((row) => row[answer] === 'yes').length - SEEDS) / others;
console.log(`  seeds among them: ${seedsFound}`);
console.log(`  buyers among them: ${found}, ${((found / size) * 100).toFixed(1)} %`);
console.log(`  among everybody but the seeds: ${(base * 100).toFixed(1)} %`);
console.log(`  ${(found / size / base).toFixed(2)} times the base rate`);
