/** Numbers as people read them: 万/亿 in Chinese, K/M/B in English. */
import type { Language } from '@/i18n/language';

const locale = (language: Language) => (language === 'zh' ? 'zh-CN' : 'en-US');

const formats = new Map<string, Intl.NumberFormat>();

function format(language: Language, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = language + JSON.stringify(options);
  let found = formats.get(key);
  if (!found) {
    found = new Intl.NumberFormat(locale(language), options);
    formats.set(key, found);
  }
  return found;
}

/** 1234567 → 1,234,567; fractions to two places. */
export const exact = (value: number, language: Language, digits = 2) =>
  format(language, { maximumFractionDigits: digits }).format(value);

/** 1234567 → 123.5万 or 1.23M; small numbers stay whole. */
export function compact(value: number, language: Language): string {
  const size = Math.abs(value);
  if (size < 10_000) return exact(value, language, size < 100 ? 2 : 1);
  if (language === 'zh') {
    return size >= 1e8
      ? `${exact(value / 1e8, language, size >= 1e10 ? 1 : 2)}亿`
      : `${exact(value / 1e4, language, size >= 1e6 ? 1 : 2)}万`;
  }
  return format(language, { notation: 'compact', maximumFractionDigits: 2 }).format(value);
}

/** 0.1234 → 12.3%; small shares keep enough digits to be told apart from nothing. */
export function percent(fraction: number, language: Language, digits?: number): string {
  const size = Math.abs(fraction);
  const places = digits ?? (size !== 0 && size < 0.01 ? 2 : 1);
  return format(language, {
    style: 'percent',
    minimumFractionDigits: digits ?? 0,
    maximumFractionDigits: places,
  }).format(fraction);
}

/** A difference of two rates, in percentage points with its sign. */
export function points(difference: number, language: Language): string {
  const number = format(language, {
    signDisplay: 'exceptZero',
    minimumFractionDigits: 2,
    maximumFractionDigits: 2,
  }).format(difference * 100);
  return language === 'zh' ? `${number} 个百分点` : `${number} pp`;
}

export const signed = (value: number, language: Language, digits = 2, least = 0) =>
  format(language, {
    signDisplay: 'exceptZero',
    minimumFractionDigits: least,
    maximumFractionDigits: digits,
  }).format(value);

export const money = (value: number, currency: string, language: Language) =>
  Math.abs(value) >= 100_000
    ? `${symbol(currency, language)}${compact(value, language)}`
    : format(language, { style: 'currency', currency, maximumFractionDigits: 2 }).format(value);

function symbol(currency: string, language: Language): string {
  const part = format(language, { style: 'currency', currency })
    .formatToParts(1)
    .find((p) => p.type === 'currency');
  return part?.value ?? currency;
}

/** p-values below a thousandth are only said to be so. */
export const pValue = (p: number) => (p < 0.001 ? '< 0.001' : p.toFixed(3));

export const milliseconds = (ms: number) =>
  ms < 10
    ? `${Math.round(ms * 10) / 10} ms`
    : ms < 1000
      ? `${Math.round(ms)} ms`
      : `${(ms / 1000).toFixed(2)} s`;

export function bytes(size: number): string {
  const units = ['B', 'KB', 'MB', 'GB'];
  let value = size;
  let unit = 0;
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return `${value < 10 && unit > 0 ? value.toFixed(1) : Math.round(value)} ${units[unit]}`;
}

const multipliers: Record<string, number> = {
  '': 1,
  万: 1e4,
  w: 1e4,
  亿: 1e8,
  千: 1e3,
  k: 1e3,
  m: 1e6,
  b: 1e9,
};

/** What a person types into a number field: 100000, 100,000, 10万, 1.5亿, 20k. */
export function parseNumber(text: string): number | undefined {
  const match = /^\s*([+-]?(?:\d[\d,]*)?(?:\.\d+)?)\s*([万亿千wkmb]?)\s*$/i.exec(text);
  const digits = match?.[1]?.replaceAll(',', '');
  if (!match || !digits || !/\d/.test(digits)) return undefined;
  const value = Number(digits) * (multipliers[(match[2] ?? '').toLowerCase()] ?? 1);
  return Number.isFinite(value) ? Number(value.toPrecision(15)) : undefined;
}
