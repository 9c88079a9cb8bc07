import { cities } from './population.ts';

const day = (ago: number) => new Date(Date.now() - ago * 86_400_000).toISOString().slice(0, 10);

export function answer(question: string) {
  const zh = /\p{Script=Han}/u.test(question);
  const base = { conversation_id: 'c1', confidence: 0.92, suggestions: [], choices: [] };
  if (/天气|weather|笑话/.test(question)) {
    return {
      ...base,
      kind: 'refuse',
      confidence: 0.1,
      text: zh
        ? '我只能回答关于客户、交易和投放的问题，天气不在数据里。'
        : 'I can only answer questions about customers, purchases and offers; the weather is not in the data.',
      suggestions: zh
        ? ['最近30天各城市的新增客户数', '本月购买金额']
        : ['New customers by city in the last 30 days', 'Purchase amount this month'],
    };
  }
  if (/活跃度|activity/.test(question)) {
    return {
      ...base,
      kind: 'clarify',
      confidence: 0.5,
      text: zh
        ? '「活跃度」可以指两个指标，您想看哪一个？'
        : '“Activity” can mean two metrics. Which one?',
      choices: zh
        ? [
            { label: '日活跃客户数', question: '最近14天每天的活跃客户数' },
            { label: '登录次数', question: '最近14天登录次数' },
          ]
        : [
            {
              label: 'Daily active customers',
              question: 'Daily active customers in the last 14 days',
            },
            { label: 'Logins', question: 'Logins in the last 14 days' },
          ],
    };
  }
  const plan = {
    metrics: ['new_customers'],
    by: ['city'],
    filters: [],
    range: { from: day(30), to: day(0) },
    text_zh: `指标「新增客户数」，按「城市」拆分，时间 ${day(30)} 至 ${day(1)}，按数值从高到低。`,
    text_en: `Metric “new customers”, by “city”, from ${day(30)} to ${day(1)}, largest first.`,
  };
  const lineage = [
    {
      element: zh ? '新增客户数' : 'new customers',
      kind: 'metric',
      definition: 'count of profiles whose trait registered_at falls into the range',
    },
    { element: zh ? '城市' : 'city', kind: 'dimension', definition: 'trait city of the profile' },
  ];
  const sql =
    "SELECT t_city AS city, count() AS new_customers\nFROM profiles FINAL\nWHERE t_registered_at >= toDateTime64('2026-10-25', 3, 'Asia/Shanghai')\nGROUP BY city\nORDER BY new_customers DESC\nLIMIT 1000";
  if (/每天|daily|logins|登录/i.test(question)) {
    return {
      ...base,
      kind: 'answer',
      plan,
      lineage,
      sql,
      text: zh
        ? '最近 14 天日均活跃客户 3,412 人，最近一天 3,655 人。'
        : 'On average 3,412 customers were active per day; 3,655 on the latest day.',
      columns: [
        { name: 'day', type: 'date' },
        { name: zh ? '活跃客户数' : 'active customers', type: 'number' },
      ],
      rows: Array.from({ length: 14 }, (_, i) => [
        day(13 - i),
        3200 + Math.round(Math.sin(i) * 240) + i * 24,
      ]),
      chart: {
        type: 'line',
        x: 'day',
        y: [zh ? '活跃客户数' : 'active customers'],
        format: 'number',
      },
    };
  }
  if (/转化率|conversion rate/i.test(question)) {
    return {
      ...base,
      kind: 'answer',
      plan,
      lineage,
      sql,
      confidence: 0.68,
      text: zh
        ? '上周基金横幅的转化率为 4.6%，35–44 岁最高（6.1%）。'
        : 'The fund banner converted 4.6 % last week, most at ages 35–44 (6.1 %).',
      columns: [
        { name: 'age_group', type: 'text' },
        { name: 'conversion_rate', type: 'number' },
      ],
      rows: [
        ['18–24', 0.021],
        ['25–34', 0.047],
        ['35–44', 0.061],
        ['45–54', 0.052],
        ['55+', 0.033],
      ],
      chart: { type: 'bar', x: 'age_group', y: ['conversion_rate'], format: 'percent' },
    };
  }
  if (/金额|amount/i.test(question)) {
    return {
      ...base,
      kind: 'answer',
      plan,
      lineage,
      sql,
      text: zh ? '本月购买金额共 1.28 亿元。' : 'Purchases this month amount to ¥128M.',
      columns: [{ name: 'purchase_amount', type: 'number' }],
      rows: [[128_334_120.5]],
      chart: { type: 'number', y: ['purchase_amount'], format: 'money' },
    };
  }
  return {
    ...base,
    kind: 'answer',
    plan,
    lineage,
    sql,
    text: zh
      ? '最近 30 天新增客户 3,102 人，上海最多（612 人）。'
      : '3,102 new customers in the last 30 days, most in 上海 (612).',
    columns: [
      { name: 'city', type: 'text' },
      { name: 'new_customers', type: 'number' },
    ],
    rows: cities.map((city, i) => [city, Math.round(612 * 0.82 ** i)]),
    chart: { type: 'bar', x: 'city', y: ['new_customers'], format: 'number' },
  };
}
