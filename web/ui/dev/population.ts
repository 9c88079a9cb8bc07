/** An invented customer base for working on the console without a server. */

export interface Customer {
  no: number;
  traits: { name: string; city: string; age: number; gender: string; aum: number; level: string };
  tags: Record<string, string | number | boolean>;
  events: { event: string; daysAgo: number; properties: Record<string, string | number> }[];
}

export const cities = [
  '上海',
  '北京',
  '深圳',
  '广州',
  '杭州',
  '成都',
  '南京',
  '武汉',
  '苏州',
  '西安',
  '重庆',
  '天津',
  '长沙',
  '青岛',
];
export const productTypes = ['fund', 'deposit', 'insurance', 'card'];
export const channels = ['app', 'mini_program', 'sms', 'call_center'];
const surnames = '王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗';
const given = [
  '伟',
  '芳',
  '娜',
  '敏',
  '静',
  '磊',
  '军',
  '洋',
  '艳',
  '杰',
  '子涵',
  '欣怡',
  '浩然',
  '梓萱',
];
const levels = ['普通', '金卡', '白金', '钻石'];

export function random(seed: number) {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 4294967296;
  };
}

const pick = <T>(from: readonly T[], r: number, skew = 1) =>
  from[Math.min(from.length - 1, Math.floor(r ** skew * from.length))]!;

function customer(no: number): Customer {
  const r = random(no * 7919 + 13);
  const aum = Math.round(10 ** (3 + r() * 3.2));
  const level = levels[aum > 800_000 ? 3 : aum > 200_000 ? 2 : aum > 40_000 ? 1 : 0]!;
  const events: Customer['events'] = [];
  const activity = Math.floor(r() ** 2 * 22);
  for (let i = 0; i < activity; i++) {
    const daysAgo = Math.floor(r() ** 1.5 * 90);
    const kind = r();
    if (kind < 0.6)
      events.push({ event: 'login', daysAgo, properties: { channel: pick(channels, r(), 2) } });
    else if (kind < 0.85)
      events.push({
        event: 'product_view',
        daysAgo,
        properties: { product_type: pick(productTypes, r()) },
      });
    else
      events.push({
        event: 'purchase',
        daysAgo,
        properties: {
          product_type: pick(productTypes, r(), 1.6),
          amount: Math.round(r() ** 3 * 100_000) + 100,
          channel: pick(channels, r(), 2),
        },
      });
  }
  const purchases = events.filter((e) => e.event === 'purchase');
  const traits = {
    name: pick([...surnames], r()) + pick(given, r()),
    city: pick(cities, r(), 2),
    age: 20 + Math.floor(r() * 50),
    gender: r() < 0.5 ? 'female' : 'male',
    aum,
    level,
  };
  return {
    no,
    traits,
    events,
    tags: {
      city: traits.city,
      level,
      aum,
      age: traits.age,
      gender: traits.gender,
      risk: pick(['R1', 'R2', 'R3', 'R4', 'R5'], r()),
      has_bought: purchases.length > 0,
      purchase_amount_90d: purchases.reduce((sum, p) => sum + Number(p.properties.amount), 0),
      ...(events.length > 0 ? { favourite_channel: pick(channels, r(), 2) } : {}),
    },
  };
}

export const customers = Array.from({ length: 20_000 }, (_, i) => customer(i + 1));
