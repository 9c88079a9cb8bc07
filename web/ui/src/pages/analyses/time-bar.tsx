import { daysOf, type Days } from '@/analysis/days';
import type { Draft, Range } from '@/analysis/draft';
import type { Grain, ModelSpec } from '@/analysis/spec';
import { Select, TextInput } from '@/design/inputs';
import { dayKey } from '@/format/times';
import { useTexts } from '@/i18n/texts';
import { dayAfter, dayBefore } from '@/rule/days';
import { Problems } from './splits';
import { analysisTexts } from './texts';

const presets = ['7d', '30d', '90d', '8w', '12w', '6m', '1y'] as const;
const shifts = ['none', 'previous', '7d', '1m', '1y'] as const;

interface TimeBarProps {
  spec: ModelSpec;
  draft: Draft;
  problems: (pointer: string) => string[];
  onChange: (changed: Partial<Draft>) => void;
}

/** The period, the step of the time axis and what is compared with. */
export function TimeBar({ spec, draft, problems, onChange }: TimeBarProps) {
  const t = useTexts(analysisTexts);
  const { range } = draft;
  return (
    <div className="row wrap time-bar">
      {range && <RangeFields range={range} onChange={onChange} />}
      {spec.grains.length > 0 && (
        <Select
          small
          aria-label={t.grain}
          value={draft.grain ?? 'none'}
          options={[
            ...(spec.wholeRange ? [{ value: 'none', label: t.grains.none }] : []),
            ...spec.grains.map((value) => ({ value: value as string, label: t.grains[value] })),
          ]}
          onChange={(value) => onChange({ grain: value === 'none' ? undefined : (value as Grain) })}
        />
      )}
      {spec.formulas && (
        <Select
          small
          aria-label={t.compare}
          value={draft.compare ?? 'none'}
          options={shifts.map((value) => ({
            value: value as string,
            label: t.compares[value],
          }))}
          onChange={(value) => onChange({ compare: value === 'none' ? undefined : value })}
        />
      )}
      <Problems list={[...problems('/range'), ...problems('/grain'), ...problems('/compare')]} />
    </div>
  );
}

interface RangeFieldsProps {
  range: Range;
  onChange: TimeBarProps['onChange'];
}

function RangeFields({ range, onChange }: RangeFieldsProps) {
  const t = useTexts(analysisTexts);
  const preset = 'last' in range ? range.last : 'days';
  const setDays = (days: Days) => {
    if (days.from && days.to) onChange({ range: days });
  };
  return (
    <>
      <Select
        small
        aria-label={t.range}
        value={preset}
        options={[
          ...presets.map((value) => ({ value: value as string, label: t.ranges[value] })),
          { value: 'days', label: t.ranges.days },
        ]}
        onChange={(value) =>
          onChange({
            range:
              value === 'days' ? daysOf(range, dayKey(new Date().toISOString())) : { last: value },
          })
        }
      />
      {'from' in range && (
        <span className="row">
          <TextInput
            small
            type="date"
            aria-label={t.firstDay}
            style={{ width: 142 }}
            value={range.from}
            onChange={(e) => setDays({ ...range, from: e.target.value })}
          />
          <span className="muted">–</span>
          <TextInput
            small
            type="date"
            aria-label={t.lastDay}
            style={{ width: 142 }}
            value={dayBefore(range.to)}
            onChange={(e) => setDays({ ...range, to: e.target.value && dayAfter(e.target.value) })}
          />
        </span>
      )}
    </>
  );
}
