/** How the rows of an answer are drawn, told from what its columns are. */
import type { Answer, AnswerColumn, ChartKind } from '@/api/reports';
import type { Cell } from '@/api/types';
import type { SeriesChart } from '@/chart/options';

const measures = ['measure', 'rate', 'duration', 'forecast'];
const mostBars = 30;
const mostSeries = 12;

const isMeasure = (column: AnswerColumn) =>
  column.role ? measures.includes(column.role) : column.type === 'number';

const isTime = (column: AnswerColumn | undefined) =>
  column !== undefined &&
  (column.role === 'time' || column.type === 'date' || column.type === 'time');

/** What an answer is drawn as when nobody said. */
export function drawnAs(answer: Answer, wanted: ChartKind): ChartKind {
  // Heat maps and flows need more than the rows of one answer; their numbers are told.
  if (wanted === 'heatmap' || wanted === 'sankey') return 'table';
  if (wanted !== 'auto') return wanted;
  const keys = answer.columns.filter((column) => !isMeasure(column));
  const figures = answer.columns.filter(isMeasure);
  if (figures.length === 0 || answer.rows.length === 0) return 'table';
  if (keys.length === 0) return 'number';
  if (keys.some((column) => column.role === 'step')) return 'funnel';
  if (keys.some(isTime)) return 'line';
  return keys.length <= 2 ? 'bar' : 'table';
}

export interface Words {
  label: (column: AnswerColumn) => string;
  said: (column: AnswerColumn, cell: Cell | undefined) => string;
  value: (value: number) => string;
  axisValue: (value: number) => string;
}

/** The columns that are drawn: the axis, what splits it, and the figures. */
export function partsOf(answer: Answer) {
  const indexes = answer.columns.map((_, i) => i);
  const keys = indexes.filter((i) => !isMeasure(answer.columns[i]!));
  const figures = indexes.filter((i) => isMeasure(answer.columns[i]!));
  const label = keys.find((i) => answer.columns[i]?.role === 'label');
  const time = keys.find((i) => isTime(answer.columns[i]));
  const axis = label ?? time ?? keys[0];
  const split = keys.find((i) => i !== axis && answer.columns[i]?.role !== 'step');
  return { axis, split, figures };
}

/** A line, bar or pie chart of the rows; nothing when there is no axis or no figure. */
export function seriesOf(answer: Answer, kind: ChartKind, words: Words): SeriesChart | undefined {
  const { axis, split, figures } = partsOf(answer);
  const first = figures[0];
  if (axis === undefined || first === undefined) return undefined;
  const column = answer.columns[axis]!;
  const timed = isTime(column);
  const type = kind === 'pie' ? 'pie' : kind === 'line' || kind === 'area' ? 'line' : 'bar';
  const said = (row: Cell[]) => words.said(column, row[axis]);
  const all = [...new Set(answer.rows.map(said))];
  const categories = timed ? all : all.slice(0, mostBars);
  const at = (rows: Cell[][], category: string, figure: number) => {
    const cell = rows.find((row) => said(row) === category)?.[figure];
    return typeof cell === 'number' ? cell : null;
  };
  const groups =
    split === undefined
      ? figures.map((figure) => ({
          name: words.label(answer.columns[figure]!),
          rows: answer.rows,
          figure,
        }))
      : [...new Set(answer.rows.map((row) => row[split]))].slice(0, mostSeries).map((value) => ({
          name: words.said(answer.columns[split]!, value),
          rows: answer.rows.filter((row) => row[split] === value),
          figure: first,
        }));
  const shown = split === undefined ? sameUnit(answer, groups) : groups;
  return {
    type,
    categories,
    series: shown.map(({ name, rows, figure }) => ({
      name,
      values: categories.map((category) => at(rows, category, figure)),
    })),
    horizontal: type === 'bar' && !timed,
    stacked: kind === 'stacked' || kind === 'area',
    value: words.value,
    axisValue: words.axisValue,
  };
}

/** Rates and counts share no axis; those like the first figure are kept. */
function sameUnit<G extends { figure: number }>(answer: Answer, groups: G[]): G[] {
  const unit = (group: G) => {
    const column = answer.columns[group.figure];
    return column?.format ?? column?.role ?? '';
  };
  const [first] = groups;
  return first ? groups.filter((group) => unit(group) === unit(first)) : groups;
}
