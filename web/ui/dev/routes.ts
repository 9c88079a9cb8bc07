/** What each call answers with. ONELIFT_EMPTY=1, ONELIFT_SIGNED_OUT=1 and ONELIFT_LOADING=seconds show other states. */
import { answer } from './answers.ts';
import { analysis, analysisModels } from './analyses.ts';
import { catalog, tags } from './catalog.ts';
import { everyNode, holds } from './evaluate.ts';
import { decision, experiment, offers, placement, report } from './marketing.ts';
import { customers, type Customer } from './population.ts';

export type Json = Record<string, unknown>;
export type Reply = [status: number, body?: unknown];
export type Handler = (request: { path: string[]; query: URLSearchParams; body: Json }) => Reply;

const empty = process.env.ONELIFT_EMPTY === '1';
let signedIn = process.env.ONELIFT_SIGNED_OUT !== '1';
const started = Date.now();
const demo = () => {
  const seconds = Number(process.env.ONELIFT_LOADING ?? 0);
  const progress = seconds ? Math.min(1, (Date.now() - started) / 1000 / seconds) : 1;
  return { loading: progress < 1, progress, step: 'Events of day 74 of 120' };
};

const first = {
  and: [
    { tag: 'city', in: ['上海'] },
    { tag: 'aum', gte: 100000 },
    { event: 'login', count: { gte: 1 }, within: '7d' },
    { event: 'purchase', where: [{ property: 'product_type', in: ['fund'] }], count: { eq: 0 } },
  ],
};
const stamp = { updated_at: new Date(started - 7_200_000).toISOString(), updated_by: 'admin' };
const audiences: Json[] = empty
  ? []
  : [
      {
        key: 'sh_no_fund',
        name: '上海高净值未购基金',
        description: '首页基金横幅的目标人群',
        rule: first,
        ...stamp,
      },
      {
        key: 'young_active',
        name: '年轻活跃客户',
        rule: {
          and: [
            { tag: 'age', lt: 30 },
            { event: 'login', count: { gte: 3 }, within: '30d' },
          ],
        },
        ...stamp,
      },
      {
        key: 'dormant',
        name: '沉睡高资产客户',
        rule: {
          and: [
            { tag: 'aum', gte: 500000 },
            {
              not: {
                or: [
                  { event: 'login', within: '30d' },
                  { event: 'purchase', within: '30d' },
                ],
              },
            },
          ],
        },
        ...stamp,
      },
    ];
const size = (rule: unknown) => customers.filter((c) => holds(rule as Json, c)).length;
const withSize = (a: Json) => ({ ...a, size: size(a.rule), as_of: new Date().toISOString() });
const day = (ago: number) => new Date(Date.now() - ago * 86_400_000).toISOString().slice(0, 10);

const identifiers = (c: Customer) => [
  { type: 'user_id', value: `U${String(c.no).padStart(6, '0')}` },
  { type: 'anonymous_id', value: `a-${(c.no * 2654435761) >>> 0}` },
  { type: 'phone', value: `138****${String(1000 + (c.no % 9000))}` },
];
const profile = (c: Customer) => ({
  profile_id: String(c.no),
  identifiers: identifiers(c),
  traits: c.traits,
  tags: c.tags,
  audiences: ['sh_no_fund'],
  first_seen: new Date(started - 9e9).toISOString(),
  last_seen: new Date(started - 3e6).toISOString(),
  recent_events: [...c.events]
    .sort((a, b) => a.daysAgo - b.daysAgo)
    .map((e, i) => ({
      event: e.event,
      time: new Date(started - e.daysAgo * 864e5 - i * 1_300_000).toISOString(),
      properties: e.properties,
      source: 'app',
    })),
  merges: [
    {
      at: new Date(started - 5e9).toISOString(),
      loser: '20871',
      winner: String(c.no),
      cause: 'identify',
      identifiers: [],
    },
  ],
});
const find = (id: string | null) =>
  customers.find((c) => String(c.no) === id || identifiers(c).some((i) => i.value === id));
export const notFound: Reply = [
  404,
  { title: 'Not found', status: 404, detail: 'There is no such thing.' },
];

export const routes: Record<string, Handler> = {
  'GET /api/session': () =>
    signedIn
      ? [
          200,
          {
            principal: 'admin',
            role: 'admin',
            project: { name: '示例财富银行', zone: 'Asia/Shanghai', currency: 'CNY' },
            version: '0.1.0',
            demo: demo(),
          },
        ]
      : [401, { title: 'Unauthorized', status: 401, detail: 'Sign in first.' }],
  'POST /api/session': ({ body }) => {
    if (body.key === 'wrong' || body.link === 'used')
      return [401, { title: 'Unauthorized', detail: 'The key is not known.' }];
    signedIn = true;
    return [204];
  },
  'DELETE /api/session': () => {
    signedIn = false;
    return [204];
  },
  'GET /api/status': () => [
    200,
    {
      events: empty ? 0 : 1_002_341,
      profiles: empty ? 0 : 20_000,
      identifiers: empty ? 0 : 52_110,
      warehouse: { version: '26.7.3', address: '127.0.0.1:34567', embedded: true, reachable: true },
      events_by_day: Array.from({ length: 30 }, (_, i) => ({
        day: day(29 - i),
        count: empty ? 0 : Math.round(7800 + Math.sin(i / 1.1) * 900 + i * 60),
      })),
      ingest: { accepted: empty ? 0 : 1_002_341, duplicates: 214, rejected: empty ? 0 : 3 },
      demo: demo(),
    },
  ],
  'GET /api/events/live': () => [
    200,
    {
      events: empty
        ? []
        : customers
            .slice(100, 130)
            .filter((c) => c.events[0])
            .map((c, i) => ({
              event: c.events[0]!.event,
              time: new Date(Date.now() - i * 2300).toISOString(),
              profile_id: String(c.no),
              properties: c.events[0]!.properties,
            })),
    },
  ],
  'GET /api/catalog': () => [
    200,
    {
      ...catalog,
      ...(empty ? { events: [], traits: [], tables: [] } : {}),
      analyses: analysisModels,
    },
  ],
  'POST /api/analyses/*': ({ path, body }) => {
    const answered = analysis(path[2] ?? '', body);
    return answered ? [200, answered] : notFound;
  },
  'POST /api/analyses/*/members': ({ body }) => [
    body.save_as ? 201 : 200,
    {
      size: 388,
      members: customers.slice(0, Number(body.limit ?? 100)).map((c) => String(c.no)),
      ...(body.save_as ? { audience: 'young_active' } : {}),
    },
  ],
  'GET /api/dashboards': () => [200, { dashboards: [] }],
  'POST /api/dashboards': ({ body }) => [201, body],
  'GET /api/catalog/model': () => [
    200,
    'metrics:\n  - key: new_customers\n    names: {zh: 新增客户数, en: new customers}\n',
  ],
  'POST /api/catalog/model/check': () => [200, { problems: [] }],
  'GET /api/catalog/model/versions': () => [200, { versions: [] }],
  'GET /api/catalog/model/diff': () => [200, { lines: [] }],
  'GET /api/tags': () => [200, { tags: empty ? [] : tags }],
  'POST /api/tags': ({ body }) => [201, body],
  'POST /api/tags/*/refresh': () => [202, {}],
  'GET /api/audiences': () => [200, { audiences: audiences.map(withSize) }],
  'POST /api/audiences': ({ body }) => {
    const a = { key: `a${audiences.length}`, ...body, ...stamp };
    audiences.push(a);
    return [201, a];
  },
  'PUT /api/audiences/*': ({ path, body }) => {
    const a = audiences.find((x) => x.key === path[2]);
    return a ? [200, Object.assign(a, body)] : notFound;
  },
  'DELETE /api/audiences/*': ({ path }) => {
    audiences.splice(
      audiences.findIndex((x) => x.key === path[2]),
      1,
    );
    return [204];
  },
  'GET /api/decision-tables': () => [
    200,
    {
      tables: empty
        ? []
        : [
            {
              key: 'care',
              name: '客户关怀 · Customer care',
              version: 2,
              rows: [{ rule: first, text: "city = '上海' AND …", then: { benefit: 'fund_index' } }],
              otherwise: { touchpoint: 'app' },
            },
          ],
    },
  ],
  'GET /api/decision-tables/*/sizes': () => [200, { rows: [size(first)], otherwise: 19_000 }],
  'PUT /api/decision-tables/*': ({ body }) => [200, { ...body, version: 3 }],
  'GET /api/decision-tables/*/decide': () => [
    200,
    {
      profile_id: '1',
      row: 0,
      outcome: { benefit: 'fund_index' },
      trace: [{ row: 0, holds: true, nodes: [{ pointer: '', text: '…', holds: true }] }],
    },
  ],
  'POST /api/audiences/estimate': ({ body }) => {
    const t0 = performance.now();
    const rule = body.rule as Json;
    const found = size(rule);
    return [
      200,
      {
        size: found,
        total: customers.length,
        elapsed_ms: performance.now() - t0,
        engine: JSON.stringify(rule).includes('"event"') ? 'mixed' : 'bitmap',
        as_of: new Date().toISOString(),
        nodes: everyNode(rule).map(([pointer, node]) => ({ pointer, size: size(node) })),
      },
    ];
  },
  'GET /api/audiences/*/members': ({ path }) => {
    const rule = audiences.find((x) => x.key === path[2])?.rule as Json;
    return [
      200,
      {
        members: customers
          .filter((c) => holds(rule, c))
          .slice(0, 20)
          .map((c) => ({
            profile_id: String(c.no),
            user_id: identifiers(c)[0]!.value,
            traits: c.traits,
          })),
        next: '20',
      },
    ];
  },
  'GET /api/profiles/sample': () => [
    200,
    { profiles: empty ? [] : customers.slice(40, 48).map(profile) },
  ],
  'GET /api/profiles': ({ query }) => {
    const c = find(query.get('id'));
    return c ? [200, profile(c)] : notFound;
  },
  'GET /api/profiles/*': ({ path }) => {
    const c = find(path[2]!);
    return c ? [200, profile(c)] : notFound;
  },
  'POST /api/copilot/ask': ({ body }) => [200, answer(String(body.question))],
  'GET /api/offers': () => [200, { offers: empty ? [] : offers }],
  'POST /api/offers': ({ body }) => [201, body],
  'GET /api/placements': () => [200, { placements: empty ? [] : [placement] }],
  'POST /api/placements': ({ body }) => [201, body],
  'GET /api/placements/*': () => [200, placement],
  'GET /api/placements/*/offers': ({ query }) => [200, decision(!!find(query.get('id')))],
  'GET /api/experiments': () => [
    200,
    {
      experiments: empty
        ? []
        : [experiment, { ...experiment, key: 'broken', name: '分流异常示例', state: 'stopped' }],
    },
  ],
  'POST /api/experiments': ({ body }) => [201, body],
  'POST /api/experiments/*/*': () => [200, experiment],
  'GET /api/experiments/*/report': ({ path }) => [
    200,
    path[2] === 'broken'
      ? {
          ...report,
          srm: { ...report.srm, alarm: true, p_value: 1e-6, observed: [21306, 24307, 18387] },
        }
      : report,
  ],
  'GET /api/jobs': () => [
    200,
    {
      jobs: empty
        ? []
        : [
            {
              id: 'j2',
              kind: 'events',
              name: 'transactions-2026-11.csv',
              state: 'running',
              progress: {
                bytes_total: 48e6,
                bytes_read: 21e6,
                rows_read: 214_000,
                rows_written: 213_870,
                rows_rejected: 130,
              },
              created_at: new Date(started).toISOString(),
            },
            {
              id: 'j1',
              kind: 'profiles',
              name: 'hillstrom.csv',
              state: 'done',
              progress: {
                bytes_total: 4e6,
                bytes_read: 4e6,
                rows_read: 64_000,
                rows_written: 64_000,
                rows_rejected: 0,
              },
              finished_at: new Date(started - 6e5).toISOString(),
            },
          ],
    },
  ],
  'POST /api/imports/preview': () => [
    200,
    {
      upload: 'u1',
      name: 'branches',
      encoding: 'GBK',
      separator: ';',
      quote: '"',
      header: true,
      columns: [
        { name: 'branch_no', type: 'text', ambiguous: false, empty: 0, samples: ['B01', 'B02'] },
        {
          name: 'opened',
          type: 'time',
          date_format: 'dd/MM/yyyy',
          date_order: 'dmy',
          ambiguous: true,
          empty: 0.02,
          samples: ['03/04/2026'],
        },
      ],
      rows_sampled: 2,
      mapping: { identifiers: { user_id: '{branch_no}' } },
      keys: ['branch_no'],
      joins: [{ column: 'branch_no', to: 'trait', name: 'branch', share: 0.97, confirmed: false }],
      problems: [],
    },
  ],
  'POST /api/jobs/*/run': () => [202, { job: { id: 'j4' } }],
  'POST /api/imports': () => [202, { job: { id: 'j3' } }],
  'DELETE /api/jobs/*': () => [204],
  'GET /api/events/rejected': () => [
    200,
    {
      total: empty ? 0 : 3,
      rejected: empty
        ? []
        : [1, 2, 3].map((i) => ({
            id: `r${i}`,
            received_at: new Date(started - i * 1e6).toISOString(),
            source: 'app',
            reasons: ['/properties/amount: "abc" is not a number'],
            payload: { event: 'purchase', userId: `U${i}`, properties: { amount: 'abc' } },
          })),
    },
  ],
  'POST /api/events/rejected/replay': () => [200, { replayed: 2, rejected: 1 }],
  'GET /api/keys': () => [
    200,
    {
      keys: [
        { id: 'k1', name: 'mobile-app', role: 'app', created_at: stamp.updated_at },
        { id: 'k2', name: 'collector', role: 'ingest', created_at: stamp.updated_at },
      ],
    },
  ],
  'POST /api/keys': ({ body }) => [201, { id: 'k3', ...body, key: 'ol_live_7Qm2vX8sJd4kT1nB' }],
  'DELETE /api/keys/*': () => [204],
  'PUT /api/catalog/model': ({ body }) => (body ? [200, {}] : notFound),
  'POST /api/sql': ({ body }) =>
    String(body.sql).includes('evnts')
      ? [
          400,
          {
            title: 'Invalid SQL',
            status: 400,
            detail: 'The statement cannot be run.',
            errors: [
              {
                pointer: '/sql',
                message: "line 2, column 6: there is no table 'evnts'. Did you mean events?",
              },
            ],
          },
        ]
      : [
          200,
          {
            columns: [
              { name: 'event', type: 'text' },
              { name: 'events', type: 'number' },
            ],
            rows: catalog.events.map((e) => [e.name, e.count]),
            row_count: 5,
            truncated: false,
            elapsed_ms: 12.4,
            executed_sql:
              'SELECT event, count() AS events FROM events GROUP BY event ORDER BY events DESC LIMIT 1000',
          },
        ],
};
