import { useCallback, useMemo, useState } from 'react';
import { distinct, groupsOf, numberOf, type Cells, type Labels } from '@/analysis/labels';
import type { Line, Lines } from '@/analysis/lines';
import type { AnalysisColumn } from '@/api/analyses';
import type { Cell } from '@/api/types';
import { Notice } from '@/design/states';
import { useFormat } from '@/format/use-format';
import { useTexts } from '@/i18n/texts';
import type { FigureProps } from '../figure';
import { analysisTexts } from '../texts';
import { figureTexts } from './texts';
import { GroupChoice } from './group-choice';
import { LineChart } from './line-chart';

/** As many as there are colours. */
const mostCohorts = 6;

/** What a customer of each cohort brought in so far; dashed, what is expected. */
export function LtvFigure({ result, labels, request, onDrill }: FigureProps) {
  const t = useTexts(figureTexts);
  const words = useTexts(analysisTexts);
  const f = useFormat();
  const [chosen, setChosen] = useState('');
  const groups = useMemo(() => groupsOf(result, labels), [result, labels]);
  const group = groups.find((one) => one.key === chosen) ?? groups[0];
  const column = result.columns.find((one) => one.role === 'cohort');
  const lines = useMemo(
    () => curvesOf(group?.rows ?? [], column, labels, t.forecastLegend),
    [group, column, labels, t],
  );
  const grain = String(request.grain ?? 'week') as keyof typeof t.periodOf;
  const step = useCallback((value: Cell) => t.periodOf[grain](Number(value)), [t, grain]);
  const value = useCallback((v: number) => f.exact(v), [f]);
  const axisValue = useCallback((v: number) => f.compact(v), [f]);
  const error = errorOf(result.forecast_error);
  return (
    <div className="stack">
      {group && <GroupChoice groups={groups} chosen={group.key} onChoose={setChosen} />}
      <LineChart
        label={words.model.ltv}
        lines={lines}
        step={step}
        value={value}
        axisValue={axisValue}
        height={340}
        onPick={(row) => onDrill(row, 'users')}
      />
      {cohortsOf(group?.rows ?? []).length > mostCohorts && (
        <p className="small muted">{t.oldest(String(mostCohorts))}</p>
      )}
      {error && <Notice>{t.forecastError(f.percent(error.mape), error.periods)}</Notice>}
    </div>
  );
}

const cohortsOf = (rows: readonly Cells[]) =>
  distinct(rows.map((row) => String(row.cohort))).sort();

/** Of the oldest cohorts; the latest know least. */
function curvesOf(
  rows: readonly Cells[],
  column: AnalysisColumn | undefined,
  labels: Labels,
  expected: (name: string) => string,
): Lines {
  const steps = [...new Set(rows.map((row) => numberOf(row.period) ?? 0))].sort((a, b) => a - b);
  const cohorts = cohortsOf(rows).slice(0, mostCohorts);
  const lines = cohorts.flatMap((cohort, tone): Line[] => {
    const own = rows.filter((row) => String(row.cohort) === cohort);
    const at = steps.map((step) => own.find((row) => row.period === step));
    const known = at.map((row) => numberOf(row?.cumulative_per_user));
    const name = column ? labels.cell(column, cohort) : cohort;
    const last = known.findLastIndex((one) => one !== null);
    const forecast = at.map((row, i) =>
      i === last ? (known[i] ?? null) : i > last ? numberOf(row?.forecast) : null,
    );
    const line = { name, measure: 'cumulative_per_user', tone, values: known, rows: at };
    return forecast.some((one, i) => one !== null && i > last)
      ? [line, { ...line, name: expected(name), dashed: true, values: forecast }]
      : [line];
  });
  return { steps, lines };
}

function errorOf(error: unknown): { mape: number; periods: number } | undefined {
  if (typeof error !== 'object' || error === null) return undefined;
  const { mape, held_out_periods: periods } = error as Record<string, unknown>;
  return typeof mape === 'number' && typeof periods === 'number' ? { mape, periods } : undefined;
}
