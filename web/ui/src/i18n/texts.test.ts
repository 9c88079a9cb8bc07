import { describe, expect, it } from 'vitest';
import { spoken, type TextTree, type Texts } from './texts';

const modules = import.meta.glob<Record<string, Texts<TextTree>>>('../**/texts.ts', {
  eager: true,
});

const all = Object.entries(modules).flatMap(([path, module]) =>
  Object.values(module)
    .filter((value) => typeof value === 'object' && 'zh' in value && 'en' in value)
    .map((texts) => [path, texts] as const),
);

function leaves(tree: TextTree, path = ''): Map<string, unknown> {
  const found = new Map<string, unknown>();
  for (const [key, value] of Object.entries(tree)) {
    const here = path ? `${path}.${key}` : key;
    if (typeof value === 'object') leaves(value, here).forEach((v, k) => found.set(k, v));
    else found.set(here, value);
  }
  return found;
}

const hasHan = (text: string) => /\p{Script=Han}/u.test(text);

describe('texts', () => {
  it('are found beside their pages', () => {
    expect(all.length).toBeGreaterThan(8);
  });

  it.each(all)('of %s are complete in both languages', (_path, texts) => {
    const en = leaves(texts.en);
    const zh = leaves(texts.zh as TextTree);
    expect([...zh.keys()]).toEqual([...en.keys()]);
    for (const [key, value] of en) {
      const other = zh.get(key);
      expect(typeof other, key).toBe(typeof value);
      if (typeof value === 'string') {
        expect(value.trim(), key).not.toBe('');
        expect(String(other).trim(), key).not.toBe('');
        expect(hasHan(value), `${key} is English`).toBe(false);
      }
    }
  });
});

describe('a name in both languages', () => {
  it('is said in the chosen one', () => {
    expect(spoken('基金横幅 · Fund banner', 'zh')).toBe('基金横幅');
    expect(spoken('基金横幅 · Fund banner', 'en')).toBe('Fund banner');
  });

  it.each(['基金横幅', 'A · B', '上海 · 北京', '一 · two · three'])('leaves %s alone', (text) => {
    expect(spoken(text, 'en')).toBe(text);
  });
});
