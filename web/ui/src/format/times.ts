/** Times in the project's zone. */
import type { Language } from '@/i18n/language';

let zone: string | undefined;

/** Set once the session is known; the browser's zone until then. */
export function setProjectZone(name: string) {
  zone = name;
}

const locale = (language: Language) => (language === 'zh' ? 'zh-CN' : 'en-GB');

function say(time: string | Date, language: Language, options: Intl.DateTimeFormatOptions) {
  const date = new Date(time);
  if (Number.isNaN(date.getTime())) return String(time);
  return new Intl.DateTimeFormat(locale(language), { ...options, timeZone: zone }).format(date);
}

export const dateTime = (time: string, language: Language) =>
  say(time, language, {
    year: 'numeric',
    month: language === 'zh' ? '2-digit' : 'short',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
  });

/** A time, or only its day when it is that day's first moment, as birthdays are. */
export const dayOrTime = (time: string, language: Language) =>
  clock(time, 'en') === '00:00:00'
    ? say(time, language, { year: 'numeric', month: 'short', day: 'numeric' })
    : dateTime(time, language);

export const clock = (time: string, language: Language) =>
  say(time, language, { hour: '2-digit', minute: '2-digit', second: '2-digit', hour12: false });

export const day = (time: string, language: Language) =>
  say(time, language, { year: 'numeric', month: 'long', day: 'numeric', weekday: 'short' });

/** The day of a time in the project's zone, as 2026-11-24. */
export const dayKey = (time: string) =>
  new Intl.DateTimeFormat('en-CA', { timeZone: zone }).format(new Date(time));

/** A calendar day without a zone: 2026-11-24 → 11月24日 or 24 Nov. */
export function shortDay(date: string, language: Language): string {
  const parsed = new Date(`${date.slice(0, 10)}T00:00:00Z`);
  if (Number.isNaN(parsed.getTime())) return date;
  return new Intl.DateTimeFormat(locale(language), {
    month: 'short',
    day: 'numeric',
    timeZone: 'UTC',
  }).format(parsed);
}

const steps: [Intl.RelativeTimeFormatUnit, number][] = [
  ['year', 31_536_000],
  ['month', 2_592_000],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
];

/** 3 minutes ago; just now below a minute. */
export function ago(time: string, language: Language, now = Date.now()): string {
  const seconds = Math.round((new Date(time).getTime() - now) / 1000);
  if (Number.isNaN(seconds)) return time;
  const words = new Intl.RelativeTimeFormat(language === 'zh' ? 'zh-CN' : 'en', {
    numeric: 'auto',
  });
  for (const [unit, length] of steps) {
    if (Math.abs(seconds) >= length) return words.format(Math.trunc(seconds / length), unit);
  }
  return language === 'zh' ? '刚刚' : 'just now';
}
