import { describe, expect, it } from 'vitest';
import { duration } from './durations';

describe('a length of time', () => {
  it.each([
    [0.4, '0.4 s', '0.4秒'],
    [45, '45 s', '45秒'],
    [60, '1 min', '1分'],
    [93, '1 min 33 s', '1分33秒'],
    [7_200, '2 h', '2小时'],
    [93_784, '1 d 2 h', '1天2小时'],
  ])('of %d seconds is said in its two largest units', (seconds, en, zh) => {
    expect(duration(seconds, 'en')).toBe(en);
    expect(duration(seconds, 'zh')).toBe(zh);
  });
});
