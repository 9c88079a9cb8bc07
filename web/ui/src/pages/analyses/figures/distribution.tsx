import { useCallback, useMemo } from 'react';
import { bucketName, type Bucket } from '@/analysis/buckets';
import { groupsOf, has, numberOf, type Cells } from '@/analysis/labels';
import type { Lines } from '@/analysis/lines';
import type { Cell } from '@/api/types';
import { useFormat } from '@/format/use-format';
import { useTexts } from '@/i18n/texts';
import type { FigureProps } from '../figure';
import { analysisTexts } from '../texts';
import { figureTexts } from './texts';
import { LineChart } from './line-chart';

const bucketOf = (row: Cells): Bucket => ({
  from: numberOf(row.bucket_from),
  to: numberOf(row.bucket_to),
});

/** How many lie in each bucket; over time, the buckets one upon the other. */
export function DistributionFigure({ result, request, labels, onDrill }: FigureProps) {
  const t = useTexts(figureTexts);
  const words = useTexts(analysisTexts);
  const f = useFormat();
  const overTime = has(result, 'time');
  const kind = (request.measure as { kind?: string } | undefined)?.kind ?? 'count';
  const name = useCallback(
    (row: Cells) =>
      bucketName(bucketOf(row), kind !== 'sum', {
        number: (v) => f.compact(v),
        below: t.below,
        from: t.from,
      }),
    [kind, f, t],
  );
  const lines = useMemo(
    () => (overTime ? bucketsOverTime(result, labels, name) : buckets(result, labels, name)),
    [overTime, result, labels, name],
  );
  const time = result.columns.find((column) => column.role === 'time');
  const step = useCallback(
    (value: Cell) => (time ? labels.cell(time, value) : String(value)),
    [time, labels],
  );
  const value = useCallback((v: number) => f.exact(v), [f]);
  const axisValue = useCallback((v: number) => f.compact(v), [f]);
  return (
    <LineChart
      label={words.model.distribution}
      type="bar"
      stacked={overTime}
      lines={lines}
      step={step}
      value={value}
      axisValue={axisValue}
      onPick={onDrill}
    />
  );
}

type Naming = (row: Cells) => string;

function buckets(
  result: FigureProps['result'],
  labels: FigureProps['labels'],
  name: Naming,
): Lines {
  const groups = groupsOf(result, labels);
  const order = new Map<string, number>();
  groups
    .flatMap((group) => group.rows)
    .forEach((row) => order.set(name(row), numberOf(row.bucket_from) ?? -Infinity));
  const steps = [...order].sort((a, b) => a[1] - b[1]).map(([step]) => step);
  return {
    steps,
    lines: groups.map((group) => {
      const rows = steps.map((step) => group.rows.find((row) => name(row) === step));
      return {
        name: group.label || labels.column({ name: 'users' }),
        measure: 'users',
        values: rows.map((row) => numberOf(row?.users)),
        rows,
      };
    }),
  };
}

/** Of the first group: several groups over time stand in the table. */
function bucketsOverTime(
  result: FigureProps['result'],
  labels: FigureProps['labels'],
  name: Naming,
): Lines {
  const rows = groupsOf(result, labels)[0]?.rows ?? [];
  const steps = [...new Set(rows.map((row) => row.time ?? null))];
  const names = [
    ...new Map(rows.map((row) => [name(row), numberOf(row.bucket_from) ?? -Infinity])),
  ].sort((a, b) => a[1] - b[1]);
  return {
    steps,
    lines: names.map(([bucket]) => {
      const at = steps.map((step) => rows.find((row) => row.time === step && name(row) === bucket));
      return {
        name: bucket,
        measure: 'users',
        values: at.map((row) => numberOf(row?.users)),
        rows: at,
      };
    }),
  };
}
