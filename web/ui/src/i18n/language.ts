/** The language of the console: chosen by the browser, then by the person, then kept. */
import { useSyncExternalStore } from 'react';

export type Language = 'zh' | 'en';

const storageKey = 'onelift.language';
const listeners = new Set<() => void>();
let current: Language = initial();

function initial(): Language {
  if (typeof window === 'undefined') return 'en';
  const kept = window.localStorage.getItem(storageKey);
  if (kept === 'zh' || kept === 'en') return kept;
  return window.navigator.language.toLowerCase().startsWith('zh') ? 'zh' : 'en';
}

export const language = () => current;

export function chooseLanguage(chosen: Language) {
  current = chosen;
  window.localStorage.setItem(storageKey, chosen);
  document.documentElement.lang = chosen === 'zh' ? 'zh-CN' : 'en';
  listeners.forEach((listener) => listener());
}

function subscribe(listener: () => void) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export const useLanguage = () => useSyncExternalStore(subscribe, language);
