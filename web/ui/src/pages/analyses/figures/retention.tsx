import { useCallback, useMemo, useState } from 'react';
import { groupsOf, numberOf } from '@/analysis/labels';
import type { Lines } from '@/analysis/lines';
import { triangleOf, type Triangle } from '@/analysis/retention';
import type { Cell } from '@/api/types';
import { Segmented } from '@/design/choices';
import { useFormat } from '@/format/use-format';
import { useTexts } from '@/i18n/texts';
import type { FigureProps } from '../figure';
import { analysisTexts } from '../texts';
import { figureTexts } from './texts';
import { GroupChoice } from './group-choice';
import { LineChart } from './line-chart';

/** Cohorts by period as a triangle that darkens with the rate, and curves of all cohorts. */
export function RetentionFigure(props: FigureProps) {
  const { result, labels, request } = props;
  const t = useTexts(figureTexts);
  const words = useTexts(analysisTexts);
  const [view, setView] = useState<'triangle' | 'curves'>('triangle');
  const [chosen, setChosen] = useState('');
  const groups = useMemo(() => groupsOf(result, labels), [result, labels]);
  const group = groups.find((one) => one.key === chosen) ?? groups[0];
  const grain = String(request.grain ?? 'week') as keyof typeof t.periodOf;
  const period = useCallback((value: Cell) => t.periodOf[grain](Number(value)), [t, grain]);
  return (
    <div className="stack">
      <div className="row loose wrap">
        <Segmented
          label={words.chart}
          value={view}
          choices={[
            { value: 'triangle', label: t.triangle },
            { value: 'curves', label: t.curves },
          ]}
          onChange={setView}
        />
        {view === 'triangle' && group && (
          <GroupChoice groups={groups} chosen={group.key} onChoose={setChosen} />
        )}
      </div>
      {view === 'curves' ? (
        <Curves {...props} period={period} />
      ) : (
        group && <TriangleTable {...props} triangle={triangleOf(group.rows)} period={period} />
      )}
    </div>
  );
}

interface Periods {
  period: (value: Cell) => string;
}

function TriangleTable({
  triangle,
  period,
  labels,
  result,
  onDrill,
}: FigureProps & Periods & { triangle: Triangle }) {
  const t = useTexts(figureTexts);
  const f = useFormat();
  const cohortColumn = result.columns.find((column) => column.role === 'cohort');
  return (
    <div className="table-frame heat-frame">
      <table className="heat" aria-label={t.triangle}>
        <thead>
          <tr>
            <th>{labels.column({ name: 'cohort' })}</th>
            <th className="right">{t.size}</th>
            {triangle.periods.slice(1).map((number) => (
              <th key={number} className="right">
                {period(number)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          <tr className="heat-average">
            <th>{t.average}</th>
            <td className="right num">
              {f.compact(triangle.cohorts.reduce((sum, cohort) => sum + cohort.size, 0))}
            </td>
            {triangle.average.slice(1).map((rate, i) => (
              <td key={i} className="right num">
                {rate === null ? '' : f.percent(rate)}
              </td>
            ))}
          </tr>
          {triangle.cohorts.map(({ cohort, size, cells }) => (
            <tr key={cohort}>
              <th>{cohortColumn ? labels.cell(cohortColumn, cohort) : cohort}</th>
              <td className="right num">
                <button
                  type="button"
                  className="heat-size"
                  disabled={size === 0}
                  onClick={() => cells[0] && onDrill(cells[0], 'users')}
                >
                  {f.compact(size)}
                </button>
              </td>
              {cells.slice(1).map((row, i) => {
                const rate = numberOf(row?.rate);
                return rate === null ? (
                  <td key={i} className="heat-open" />
                ) : (
                  <td key={i}>
                    <button
                      type="button"
                      className="heat-cell num"
                      style={{
                        background: `color-mix(in oklab, var(--accent) ${Math.sqrt(rate) * 92}%, transparent)`,
                      }}
                      data-strong={rate > 0.45 || undefined}
                      title={`${f.exact(numberOf(row?.users) ?? 0)} · ${period(i + 1)}`}
                      onClick={() => row && onDrill(row, 'users')}
                    >
                      {f.percent(rate)}
                    </button>
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** The average of the cohorts for every group; of one group its cohorts too. */
function Curves({ result, labels, period }: FigureProps & Periods) {
  const t = useTexts(figureTexts);
  const f = useFormat();
  const lines = useMemo((): Lines => {
    const groups = groupsOf(result, labels);
    const triangles = groups.map((group) => triangleOf(group.rows));
    const steps = triangles[0]?.periods ?? [];
    return {
      steps,
      lines: triangles.map((triangle, i) => ({
        name: groups[i]?.label || t.average,
        measure: 'rate',
        values: steps.map((step) => triangle.average[triangle.periods.indexOf(step)] ?? null),
        rows: [],
      })),
    };
  }, [result, labels, t]);
  const value = useCallback((v: number) => f.percent(v), [f]);
  return <LineChart label={t.curves} lines={lines} step={period} value={value} />;
}
