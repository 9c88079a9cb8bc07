import { describe, expect, it } from 'vitest';
import {
  bytes,
  compact,
  exact,
  milliseconds,
  money,
  parseNumber,
  percent,
  points,
} from './numbers';

describe('numbers', () => {
  it('groups digits and keeps two places', () => {
    expect(exact(1234567.891, 'en')).toBe('1,234,567.89');
  });

  it.each([
    [9999, 'zh', '9,999'],
    [123_456, 'zh', '12.35万'],
    [12_345_678, 'zh', '1,234.6万'],
    [234_000_000, 'zh', '2.34亿'],
    [1_234_567, 'en', '1.23M'],
  ] as const)('says %d in %s as %s', (value, language, said) => {
    expect(compact(value, language)).toBe(said);
  });

  it('tells a small share from none', () => {
    expect(percent(0.0004, 'en')).toBe('0.04%');
    expect(percent(0, 'en')).toBe('0%');
    expect(percent(0.1828, 'en', 2)).toBe('18.28%');
  });

  it('says differences in points with a sign', () => {
    expect(points(0.0766, 'en')).toBe('+7.66 pp');
    expect(points(-0.01, 'zh')).toBe('-1.00 个百分点');
  });

  it('shortens large sums of money', () => {
    expect(money(1_250_000, 'CNY', 'zh')).toBe('¥125万');
    expect(money(99.5, 'CNY', 'zh')).toBe('¥99.50');
  });

  it('says durations and sizes', () => {
    expect(milliseconds(3.14)).toBe('3.1 ms');
    expect(milliseconds(1500)).toBe('1.50 s');
    expect(bytes(4_004_000)).toBe('4.0 MB');
  });
});

describe('typed numbers', () => {
  it.each([
    ['100000', 100_000],
    ['100,000', 100_000],
    ['10万', 100_000],
    ['1.5亿', 150_000_000],
    ['20k', 20_000],
    [' -3.5 ', -3.5],
    ['.5', 0.5],
    ['0.1万', 1000],
  ])('reads %s', (text, value) => {
    expect(parseNumber(text)).toBe(value);
  });

  it.each(['', 'abc', '万', '1.2.3', '-', '1 2'])('does not read %j', (text) => {
    expect(parseNumber(text)).toBeUndefined();
  });
});
