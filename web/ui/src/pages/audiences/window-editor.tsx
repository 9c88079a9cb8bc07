import { NumberInput, Select, TextInput } from '@/design/inputs';
import { useTexts } from '@/i18n/texts';
import { dayAfter, dayBefore } from '@/rule/days';
import type { WindowOfTime } from '@/rule/model';
import { ruleTexts } from '@/rule/texts';
import { audienceTexts } from './texts';

interface WindowEditorProps {
  window: WindowOfTime;
  onChange: (window: WindowOfTime) => void;
}

export function WindowEditor({ window, onChange }: WindowEditorProps) {
  const t = useTexts(audienceTexts);
  const words = useTexts(ruleTexts);
  return (
    <>
      <Select
        small
        aria-label={t.window}
        value={window.kind}
        options={(['always', 'within', 'days'] as const).map((kind) => ({
          value: kind,
          label: words.window[kind],
        }))}
        onChange={(kind) =>
          onChange(
            kind === 'within' ? { kind, length: '7d' } : kind === 'days' ? { kind } : { kind },
          )
        }
      />
      {window.kind === 'within' && (
        <LengthEditor
          label={t.length}
          length={window.length}
          onChange={(length) => onChange({ kind: 'within', length })}
        />
      )}
      {window.kind === 'days' && (
        <span className="row">
          <TextInput
            small
            type="date"
            aria-label={t.firstDay}
            style={{ width: 146 }}
            value={window.from ?? ''}
            onChange={(e) => onChange({ ...window, from: e.target.value || undefined })}
          />
          <span className="muted">–</span>
          <TextInput
            small
            type="date"
            aria-label={t.lastDay}
            style={{ width: 146 }}
            value={window.to ? dayBefore(window.to) : ''}
            onChange={(e) =>
              onChange({ ...window, to: e.target.value ? dayAfter(e.target.value) : undefined })
            }
          />
        </span>
      )}
    </>
  );
}

const units = ['m', 'h', 'd', 'w'] as const;

interface LengthEditorProps {
  label: string;
  length: string;
  onChange: (length: string) => void;
}

/** A length of time as the rule language writes it: 30m, 24h, 7d, 4w. */
export function LengthEditor({ label, length, onChange }: LengthEditorProps) {
  const t = useTexts(audienceTexts);
  const words = useTexts(ruleTexts);
  const number = Number.parseInt(length, 10) || 1;
  const unit = units.find((u) => length.endsWith(u)) ?? 'd';
  return (
    <span className="row" style={{ gap: 4 }}>
      <NumberInput
        small
        aria-label={label}
        style={{ width: 54 }}
        value={number}
        onChange={(value) => value && value >= 1 && onChange(`${Math.round(value)}${unit}`)}
      />
      <Select
        small
        aria-label={`${label}: ${t.unit}`}
        value={unit}
        options={units.map((u) => ({ value: u, label: words.unit[u] }))}
        onChange={(u) => onChange(`${number}${u}`)}
      />
    </span>
  );
}
