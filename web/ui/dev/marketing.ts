import { random } from './population.ts';

const r = random(5);
const day = (ago: number) => new Date(Date.now() - ago * 86_400_000).toISOString().slice(0, 10);

export const offers = [
  ['fund_growth', '成长精选基金', '年轻客户偏好的权益基金', 0.061, 9120],
  ['deposit_plus', '三年期大额存单', '稳健收益，10 万起', 0.047, 6240],
  ['insurance_family', '家庭保障计划', '重疾与医疗组合', 0.031, 2810],
  ['card_gold', '白金信用卡', '首年免年费', 0.024, 1330],
].map(([key, name, description, rate, exposures]) => ({
  key: String(key),
  name: String(name),
  description: String(description),
  rate: Number(rate),
  exposures: Number(exposures),
  payload: { link: `app://offers/${key}` },
  placements: ['home_banner'],
  active: true,
}));

const exposed = offers.reduce((sum, o) => sum + o.exposures, 0);

export const placement = {
  key: 'home_banner',
  name: '首页横幅',
  description: 'App 首页顶部的推荐位',
  offers: offers.map((o) => o.key),
  fallback: 'deposit_plus',
  experiment: 'banner_test',
  policy_version: '42',
  tracking: Object.fromEntries(
    ['exposure', 'click', 'conversion'].map((event) => [
      event,
      {
        event,
        properties: [
          'placement',
          'offer',
          'decision_id',
          event === 'conversion' ? 'value' : 'variant',
        ].map((name) => ({ name, type: 'text', required: true, note: '' })),
      },
    ]),
  ),
  stats: offers.map((o) => {
    const half = 1.96 * Math.sqrt((o.rate * (1 - o.rate)) / o.exposures);
    return {
      offer: o.key,
      name: o.name,
      exposures: o.exposures,
      clicks: Math.round(o.exposures * o.rate * 2.4),
      conversions: Math.round(o.exposures * o.rate),
      conversion_rate: o.rate,
      posterior_mean: o.rate,
      low: o.rate - half,
      high: o.rate + half,
      share: o.exposures / exposed,
    };
  }),
  by_day: Array.from({ length: 30 }, (_, i) => {
    const exposures = 520 + Math.round(r() * 160) + i * 5;
    return {
      day: day(29 - i),
      exposures,
      clicks: Math.round(exposures * 0.11),
      conversions: Math.round(exposures * 0.046),
    };
  }),
};

export const decision = (known: boolean) => ({
  decision_id: 'd-7f3a91c2',
  policy_version: '42',
  fallback: !known,
  assignments: [{ experiment: 'banner_test', variant: 'b' }],
  offers: (known ? offers : offers.slice(1, 2)).map((o, i) => ({
    offer: o.key,
    name: o.name,
    rank: i + 1,
    score: o.rate * (1 - i * 0.05),
    propensity: [0.52, 0.29, 0.13, 0.06][i],
    reason: known
      ? `Thompson sampling: ${Math.round(o.exposures * o.rate)} of ${o.exposures} converted`
      : 'fallback: unknown profile',
    payload: o.payload,
  })),
});

export const experiment = {
  key: 'banner_test',
  name: '首页横幅文案实验',
  state: 'running',
  placement: 'home_banner',
  started_at: new Date(Date.now() - 15 * 86_400_000).toISOString(),
  variants: [
    { key: 'a', name: '原文案', weight: 1, control: true },
    { key: 'b', name: '收益突出', weight: 1, control: false },
    { key: 'c', name: '安全突出', weight: 1, control: false },
  ],
  metrics: [
    { key: 'visit', name: '到访率', event: 'visit', kind: 'conversion' },
    { key: 'spend', name: '人均消费', event: 'spend', kind: 'sum', property: 'amount' },
  ],
};

export const report = {
  experiment,
  variants: [
    {
      ...experiment.variants[0],
      exposed: 21306,
      metrics: {
        visit: { count: 2262, rate: 0.1062, low: 0.1021, high: 0.1103 },
        spend: { mean: 0.6528, sum: 13908, low: 0.497, high: 0.808 },
      },
    },
    {
      ...experiment.variants[1],
      exposed: 21307,
      metrics: {
        visit: { count: 3894, rate: 0.1828, low: 0.1776, high: 0.188 },
        spend: { mean: 1.4226, sum: 30311, low: 1.184, high: 1.661 },
      },
    },
    {
      ...experiment.variants[2],
      exposed: 21387,
      metrics: {
        visit: { count: 3238, rate: 0.1514, low: 0.1466, high: 0.1562 },
        spend: { mean: 0.71, sum: 15184, low: 0.54, high: 0.88 },
      },
    },
  ],
  comparisons: [
    {
      metric: 'visit',
      variant: 'b',
      control: 'a',
      difference: 0.0766,
      low: 0.07,
      high: 0.0832,
      relative: 0.721,
      p_value: 1e-20,
      z: 22,
    },
    {
      metric: 'visit',
      variant: 'c',
      control: 'a',
      difference: 0.0452,
      low: 0.0389,
      high: 0.0515,
      relative: 0.4256,
      p_value: 1e-12,
      z: 14,
    },
    {
      metric: 'spend',
      variant: 'b',
      control: 'a',
      difference: 0.7698,
      low: 0.485,
      high: 1.055,
      relative: 1.179,
      p_value: 1e-7,
      z: 5,
    },
    {
      metric: 'spend',
      variant: 'c',
      control: 'a',
      difference: 0.0572,
      low: -0.17,
      high: 0.29,
      relative: 0.0876,
      p_value: 0.63,
      z: 0.5,
    },
  ],
  srm: {
    chi2: 0.2,
    p_value: 0.905,
    alarm: false,
    expected: [21333.3, 21333.3, 21333.3],
    observed: [21306, 21307, 21387],
  },
  excluded: { several_variants: 12 },
  by_day: Array.from({ length: 15 }, (_, i) =>
    ['a', 'b', 'c'].map((variant) => ({
      day: day(14 - i),
      variant,
      exposed: 1380 + Math.round(r() * 90),
    })),
  ).flat(),
  sql: ['SELECT variant, uniqExact(profile_no) AS exposed\nFROM exposures\nGROUP BY variant'],
};
