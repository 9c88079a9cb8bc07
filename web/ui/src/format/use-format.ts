import { useMemo } from 'react';
import { useLanguage } from '@/i18n/language';
import { duration } from './durations';
import * as numbers from './numbers';
import * as times from './times';

/** The formats in the chosen language. */
export function useFormat() {
  const language = useLanguage();
  return useMemo(
    () => ({
      language,
      exact: (value: number, digits?: number) => numbers.exact(value, language, digits),
      compact: (value: number) => numbers.compact(value, language),
      percent: (value: number, digits?: number) => numbers.percent(value, language, digits),
      points: (value: number) => numbers.points(value, language),
      signed: (value: number, digits?: number, least?: number) =>
        numbers.signed(value, language, digits, least),
      money: (value: number, currency: string) => numbers.money(value, currency, language),
      duration: (seconds: number) => duration(seconds, language),
      dateTime: (time: string) => times.dateTime(time, language),
      dayOrTime: (time: string) => times.dayOrTime(time, language),
      clock: (time: string) => times.clock(time, language),
      day: (time: string) => times.day(time, language),
      shortDay: (date: string) => times.shortDay(date, language),
      ago: (time: string) => times.ago(time, language),
    }),
    [language],
  );
}

export type Format = ReturnType<typeof useFormat>;
