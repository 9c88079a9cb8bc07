/** Light, dark, or what the system says. */
import { useSyncExternalStore } from 'react';

export type Theme = 'system' | 'light' | 'dark';

const storageKey = 'onelift.theme';
const listeners = new Set<() => void>();
const dark = window.matchMedia('(prefers-color-scheme: dark)');
let current: Theme = read();

function read(): Theme {
  const kept = window.localStorage.getItem(storageKey);
  return kept === 'light' || kept === 'dark' ? kept : 'system';
}

export function applyTheme() {
  const isDark = current === 'dark' || (current === 'system' && dark.matches);
  document.documentElement.dataset.theme = isDark ? 'dark' : 'light';
  listeners.forEach((listener) => listener());
}

export function chooseTheme(theme: Theme) {
  current = theme;
  window.localStorage.setItem(storageKey, theme);
  applyTheme();
}

dark.addEventListener('change', applyTheme);

function subscribe(listener: () => void) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export const useTheme = () => useSyncExternalStore(subscribe, () => current);

/** What is applied now; charts read their colours anew when it changes. */
export const useAppliedTheme = () =>
  useSyncExternalStore(subscribe, () => document.documentElement.dataset.theme ?? 'light');
