import { useCallback, useMemo } from 'react';
import { groupsOf, has, numberOf, type Group } from '@/analysis/labels';
import { linesOf } from '@/analysis/lines';
import type { Cell } from '@/api/types';
import { Segmented } from '@/design/choices';
import { useFormat } from '@/format/use-format';
import { useTexts } from '@/i18n/texts';
import type { FigureProps } from '../figure';
import { analysisTexts } from '../texts';
import { figureTexts } from './texts';
import { Legend } from './legend';
import { LineChart } from './line-chart';

/** The steps side by side, or how many reached the last one over time. */
export function FunnelFigure(props: FigureProps) {
  const t = useTexts(figureTexts);
  const words = useTexts(analysisTexts);
  const { draft, result, onChange } = props;
  return (
    <div className="stack loose">
      <Segmented
        label={words.chart}
        value={draft.grain ? 'trend' : 'steps'}
        choices={[
          { value: 'steps', label: t.steps },
          { value: 'trend', label: t.trend },
        ]}
        onChange={(view) => onChange({ grain: view === 'trend' ? 'day' : undefined })}
      />
      {has(result, 'time') ? <Trend {...props} /> : <Steps {...props} />}
    </div>
  );
}

function Trend({ result, labels, onDrill }: FigureProps) {
  const t = useTexts(figureTexts);
  const f = useFormat();
  const last = Math.max(...result.rows.map((_, i) => stepAt(result, i)));
  const lines = useMemo(
    () =>
      linesOf(
        result,
        labels,
        'time',
        [{ name: 'conversion', label: labels.column({ name: 'conversion' }) }],
        (row) => row.step === last,
      ),
    [result, labels, last],
  );
  const time = result.columns.find((column) => column.role === 'time');
  const step = useCallback(
    (value: Cell) => (time ? labels.cell(time, value) : String(value)),
    [time, labels],
  );
  const value = useCallback((v: number) => f.percent(v), [f]);
  return (
    <LineChart
      label={t.trend}
      lines={lines}
      step={step}
      value={value}
      onPick={(row) => onDrill(row, 'users')}
    />
  );
}

function stepAt(result: FigureProps['result'], row: number): number {
  const index = result.columns.findIndex((column) => column.name === 'step');
  const cell = result.rows[row]?.[index];
  return typeof cell === 'number' ? cell : 0;
}

function Steps({ result, labels, onDrill }: FigureProps) {
  const groups = groupsOf(result, labels);
  const steps = Math.max(0, ...groups.map((group) => group.rows.length));
  return (
    <div className="stack">
      {groups.length > 1 && <Legend names={groups.map((group) => group.label)} />}
      <ol
        className="funnel"
        style={{ gridTemplateColumns: `repeat(${steps}, minmax(118px, 1fr))` }}
      >
        {Array.from({ length: steps }, (_, i) => (
          <FunnelStep key={i} index={i} groups={groups} labels={labels} onDrill={onDrill} />
        ))}
      </ol>
    </div>
  );
}

interface FunnelStepProps extends Pick<FigureProps, 'labels' | 'onDrill'> {
  index: number;
  groups: Group[];
}

function FunnelStep({ index, groups, labels, onDrill }: FunnelStepProps) {
  const words = useTexts(analysisTexts);
  const f = useFormat();
  const label = labels.event(String(groups[0]?.rows[index]?.label ?? ''));
  return (
    <li className="funnel-step">
      <div className="row funnel-name">
        <span className="step-number">{index + 1}</span>
        <span className="truncate label-like" title={label}>
          {label}
        </span>
      </div>
      <div className="funnel-bars">
        {groups.map((group, i) => {
          const row = group.rows[index];
          const users = numberOf(row?.users) ?? 0;
          const share = numberOf(row?.conversion) ?? 0;
          return (
            <button
              key={group.key}
              type="button"
              className="funnel-bar"
              aria-label={[index + 1, label, group.label, f.exact(users), f.percent(share)]
                .filter(Boolean)
                .join(' · ')}
              title={`${group.label} ${f.exact(users)} · ${f.percent(share)}`}
              onClick={() => row && onDrill(row, 'users')}
            >
              <span
                style={{
                  height: `${Math.max(users > 0 ? 0.8 : 0, share * 100)}%`,
                  background: `var(--series-${(i % 6) + 1})`,
                }}
              />
            </button>
          );
        })}
      </div>
      {groups.slice(0, 4).map((group, i) => (
        <StepFigures
          key={group.key}
          group={group}
          index={index}
          tone={groups.length > 1 ? i : undefined}
          onDrill={onDrill}
        />
      ))}
      {groups.length > 4 && <span className="small muted">{words.table} ↓</span>}
    </li>
  );
}

interface StepFiguresProps extends Pick<FigureProps, 'onDrill'> {
  group: Group;
  index: number;
  tone?: number;
}

function StepFigures({ group, index, tone, onDrill }: StepFiguresProps) {
  const t = useTexts(figureTexts);
  const f = useFormat();
  const row = group.rows[index];
  const users = numberOf(row?.users) ?? 0;
  const conversion = numberOf(row?.conversion);
  const previous = numberOf(row?.from_previous);
  const lost = index > 0 ? (numberOf(group.rows[index - 1]?.users) ?? 0) - users : 0;
  const median = numberOf(row?.median_seconds);
  return (
    <div className="funnel-figures small">
      <div className="row num">
        {tone !== undefined && <Dot tone={tone} />}
        <strong>{f.exact(users)}</strong>
        {conversion !== null && <span className="muted">{f.percent(conversion)}</span>}
      </div>
      {index > 0 && tone === undefined && (
        <>
          {previous !== null && (
            <div className="funnel-from num">{t.fromPrevious(f.percent(previous))}</div>
          )}
          {lost > 0 && row && (
            <button type="button" className="cell-link num" onClick={() => onDrill(row, 'dropped')}>
              {t.lost(f.exact(lost))}
            </button>
          )}
          {median !== null && <div className="muted num">{t.takes(f.duration(median))}</div>}
        </>
      )}
      {index > 0 && tone !== undefined && previous !== null && (
        <div className="muted num">→ {f.percent(previous)}</div>
      )}
    </div>
  );
}

const Dot = ({ tone }: { tone: number }) => (
  <span className="legend-dot" style={{ background: `var(--series-${(tone % 6) + 1})` }} />
);
