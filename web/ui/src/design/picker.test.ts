import { describe, expect, it } from 'vitest';
import { search, type PickerOption } from './picker';

const options: PickerOption[] = [
  { key: 'tag:city', label: 'City', group: 'Tags' },
  {
    key: 'value:branch',
    label: 'Branch: 上海徐家汇',
    group: 'Values',
    words: ['上海徐家汇'],
    onlySearched: true,
  },
  { key: 'value:city', label: 'City: 上海', group: 'Values', words: ['上海'], onlySearched: true },
  { key: 'audience:a', label: '上海 prospects', group: 'Audiences' },
];

describe('the search of a picker', () => {
  it('puts a whole name before a beginning and keeps groups together', () => {
    expect(search(options, '上海').map((o) => o.key)).toEqual([
      'value:city',
      'value:branch',
      'audience:a',
    ]);
  });

  it('opens without what is only searched', () => {
    expect(search(options, '').map((o) => o.key)).toEqual(['tag:city', 'audience:a']);
  });

  it('needs every word', () => {
    expect(search(options, 'city 上海').map((o) => o.key)).toEqual(['value:city']);
  });
});
