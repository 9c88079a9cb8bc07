/**
 * Texts stand beside the page that shows them, in both languages, so that a page is loaded with its
 * words and the compiler sees a missing one.
 */
import { useCallback } from 'react';
import type { Names } from '@/api/types';
import { language, useLanguage, type Language } from './language';

export interface TextTree {
  readonly [key: string]: string | ((...values: never[]) => string) | TextTree;
}

/** The same tree with other words: strings stay strings, templates keep their parameters. */
export type SameShape<T> = {
  readonly [K in keyof T]: T[K] extends string
    ? string
    : T[K] extends (...values: infer P) => string
      ? (...values: P) => string
      : SameShape<T[K]>;
};

export interface Texts<T> {
  readonly en: T;
  readonly zh: SameShape<T>;
}

export const defineTexts = <const T extends TextTree>(texts: Texts<T>): Texts<T> => texts;

export function useTexts<T>(texts: Texts<T>): SameShape<T> {
  return inLanguage(texts, useLanguage());
}

/** For code outside of components. */
export const textsNow = <T>(texts: Texts<T>): SameShape<T> => inLanguage(texts, language());

const inLanguage = <T>(texts: Texts<T>, chosen: Language) =>
  chosen === 'zh' ? texts.zh : (texts.en as SameShape<T>);

/** What something is called, with the key where nobody named it. */
export function nameIn(chosen: Language, names: Partial<Names> | undefined, key: string): string {
  const name = chosen === 'zh' ? names?.zh || names?.en : names?.en || names?.zh;
  return name || key;
}

export function useName() {
  const chosen = useLanguage();
  return useCallback(
    (names: Partial<Names> | undefined, key: string) => nameIn(chosen, names, key),
    [chosen],
  );
}

/**
 * A name that people gave in both languages, as "中文 · English", in the chosen one; any other text
 * as it is.
 */
export function spoken(text: string, chosen: Language): string {
  const [first, second, ...more] = text.split(' · ');
  if (first === undefined || second === undefined || more.length > 0) return text;
  const isHan = (part: string) => /\p{Script=Han}/u.test(part);
  if (isHan(first) === isHan(second)) return text;
  return isHan(first) === (chosen === 'zh') ? first : second;
}

export function useSpoken() {
  const chosen = useLanguage();
  return useCallback((text: string) => spoken(text, chosen), [chosen]);
}
