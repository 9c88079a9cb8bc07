/** Lengths of time in seconds as people say them. */
import type { Language } from '@/i18n/language';

const units: [seconds: number, zh: string, en: string][] = [
  [86_400, '天', 'd'],
  [3_600, '小时', 'h'],
  [60, '分', 'min'],
  [1, '秒', 's'],
];

/** 93 784 → 1 d 2 h: the largest unit and the next one; a fraction only below ten seconds. */
export function duration(seconds: number, language: Language): string {
  const say = (value: number, unit: (typeof units)[number]) =>
    language === 'zh' ? `${value}${unit[1]}` : `${value} ${unit[2]}`;
  const smallest = units[3]!;
  if (Math.abs(seconds) < 10) return say(Math.round(seconds * 10) / 10, smallest);
  const whole = Math.round(seconds);
  const index = Math.max(
    0,
    units.findIndex(([size]) => whole >= size),
  );
  const unit = units[index]!;
  const next = units[index + 1];
  const most = Math.floor(whole / unit[0]);
  const rest = next ? Math.floor((whole % unit[0]) / next[0]) : 0;
  const first = say(most, unit);
  if (!next || rest === 0) return first;
  return `${first}${language === 'zh' ? '' : ' '}${say(rest, next)}`;
}
