import { channels, cities, customers, productTypes } from './population.ts';

const names = (zh: string, en: string, ...synonyms: string[]) => ({ zh, en, synonyms });

const productNames: Record<string, [string, string]> = {
  fund: ['基金', 'fund'],
  deposit: ['存款', 'deposit'],
  insurance: ['保险', 'insurance'],
  card: ['信用卡', 'credit card'],
};
const channelNames: Record<string, [string, string]> = {
  app: ['App', 'app'],
  mini_program: ['小程序', 'mini-program'],
  sms: ['短信', 'SMS'],
  call_center: ['客服中心', 'call centre'],
};
const named = (of: Record<string, [string, string]>, values: string[]) =>
  values.map((value) => ({ value, names: names(...of[value]!) }));

export const catalog = {
  subjects: [{ key: 'customer', names: names('客户', 'customer') }],
  metrics: [
    {
      key: 'new_customers',
      names: names('新增客户数', 'new customers'),
      description: '',
      format: 'number',
    },
    {
      key: 'purchase_amount',
      names: names('购买金额', 'purchase amount'),
      description: '',
      format: 'money',
    },
  ],
  dimensions: [
    {
      key: 'city',
      source: 'trait',
      names: names('城市', 'city'),
      type: 'text',
      values: cities.map((value) => ({ value })),
    },
    { key: 'age', source: 'trait', names: names('年龄', 'age'), type: 'number' },
    { key: 'name', source: 'trait', names: names('姓名', 'name'), type: 'text' },
    { key: 'aum', source: 'trait', names: names('资产规模', 'AUM'), type: 'number' },
    { key: 'level', source: 'trait', names: names('客户等级', 'customer level'), type: 'text' },
    {
      key: 'gender',
      source: 'trait',
      names: names('性别', 'gender'),
      type: 'text',
      values: [
        { value: 'female', names: names('女', 'female') },
        { value: 'male', names: names('男', 'male') },
      ],
    },
    {
      key: 'product_type',
      source: 'property',
      names: names('产品类型', 'product type'),
      type: 'text',
      values: named(productNames, productTypes),
    },
    {
      key: 'channel',
      source: 'property',
      names: names('渠道', 'channel'),
      type: 'text',
      values: named(channelNames, channels),
    },
    { key: 'amount', source: 'property', names: names('金额', 'amount'), type: 'number' },
  ],
  tags: [],
  traits: [
    { name: 'name', type: 'text', personal: true },
    { name: 'city', type: 'text' },
    { name: 'age', type: 'number' },
    { name: 'gender', type: 'text' },
    { name: 'aum', type: 'number' },
    { name: 'level', type: 'text' },
  ],
  events: [
    {
      name: 'login',
      names: names('登录', 'Login'),
      count: 512_331,
      properties: [{ name: 'channel', type: 'text' }],
    },
    {
      name: 'product_view',
      names: names('浏览产品', 'Product view'),
      count: 287_113,
      properties: [{ name: 'product_type', type: 'text' }],
    },
    {
      name: 'purchase',
      names: names('购买', 'Purchase'),
      count: 61_204,
      properties: [
        { name: 'product_type', type: 'text' },
        { name: 'amount', type: 'number' },
        { name: 'channel', type: 'text' },
      ],
    },
    {
      name: 'exposure',
      names: names('曝光', 'Exposure'),
      count: 120_500,
      properties: [{ name: 'placement', type: 'text' }],
    },
    {
      name: 'conversion',
      names: names('转化', 'Conversion'),
      count: 5_480,
      properties: [{ name: 'value', type: 'number' }],
    },
  ],
  tables: [
    {
      name: 'events',
      rows: 1_002_341,
      columns: ['event', 'time', 'profile_id', 'channel', 'product_type', 'amount'].map((name) => ({
        name,
        type: name === 'time' ? 'time' : name === 'amount' ? 'number' : 'text',
      })),
    },
    {
      name: 'customers',
      rows: 20_000,
      columns: ['profile_id', 'name', 'city', 'age', 'aum', 'level'].map((name) => ({
        name,
        type: ['age', 'aum'].includes(name) ? 'number' : 'text',
      })),
    },
    {
      name: 'products',
      rows: 48,
      columns: ['product_id', 'product_name', 'risk'].map((name) => ({ name, type: 'text' })),
    },
  ],
};

function tag(
  key: string,
  type: string,
  zh: string,
  en: string,
  category: string,
  definition: unknown,
  state = 'fresh',
) {
  const values = customers.map((c) => c.tags[key]).filter((v) => v !== undefined);
  const base = {
    key,
    type,
    names: names(zh, en),
    category,
    definition,
    state,
    description: '',
    coverage: values.length / customers.length,
    profiles: values.length,
    refreshed_at: new Date(Date.now() - 40_000).toISOString(),
  };
  if (type === 'number') {
    const numbers = values.map(Number).sort((a, b) => a - b);
    const [min, max] = [numbers[0]!, numbers.at(-1)!];
    const step = (numbers[Math.floor(numbers.length * 0.98)]! - min) / 20 || 1;
    const histogram = Array.from({ length: 20 }, (_, i) => {
      const [from, to] = [min + i * step, i === 19 ? max : min + (i + 1) * step];
      return {
        from,
        to,
        count: numbers.filter((n) => n >= from && (i === 19 ? n <= to : n < to)).length,
      };
    });
    return { ...base, min, max, histogram };
  }
  const counts = new Map<unknown, number>();
  values.forEach((v) => counts.set(v, (counts.get(v) ?? 0) + 1));
  return { ...base, values: [...counts].map(([value, count]) => ({ value, count })) };
}

export const tags = [
  tag('city', 'enum', '城市', 'City', '人口属性', { trait: 'city' }),
  tag('age', 'number', '年龄', 'Age', '人口属性', { trait: 'age' }),
  tag('gender', 'enum', '性别', 'Gender', '人口属性', { trait: 'gender' }),
  tag('aum', 'number', '资产规模', 'AUM', '资产', { trait: 'aum' }),
  tag('level', 'enum', '客户等级', 'Customer level', '资产', { trait: 'level' }),
  tag('risk', 'enum', '风险等级', 'Risk level', '资产', { trait: 'risk' }),
  tag('has_bought', 'boolean', '购买过', 'Has bought', '行为', {
    event: 'purchase',
    aggregate: 'count',
  }),
  tag(
    'purchase_amount_90d',
    'number',
    '近90天购买金额',
    'Purchases, 90 days',
    '行为',
    { event: 'purchase', aggregate: 'sum', property: 'amount', within: '90d' },
    'refreshing',
  ),
  tag('favourite_channel', 'enum', '偏好渠道', 'Favourite channel', '行为', {
    event: 'login',
    aggregate: 'last',
    property: 'channel',
  }),
];
