/** Invented answers of the analysis models, in the shape of the server's. */
import type { Json } from './routes.ts';

type Value = string | number | null;
type Role = 'time' | 'cohort' | 'audience' | 'dimension' | 'step' | 'period' | 'bucket' | 'label';
type Figure = 'measure' | 'rate' | 'duration' | 'forecast';
type Column = [name: string, role: Role | Figure, type?: string];

interface Table {
  columns: Column[];
  rows: Value[][];
  more?: Json;
  notes?: string[];
}

const day = 86_400_000;
const today = Math.floor(Date.now() / day) * day;
const date = (time: number) => new Date(time).toISOString().slice(0, 10);

/** From 0 to 1; the same for the same words. */
function chance(...words: unknown[]): number {
  let hash = 2_166_136_261;
  for (const letter of words.join('|')) hash = Math.imul(hash ^ letter.charCodeAt(0), 16_777_619);
  return ((hash >>> 0) % 10_000) / 10_000;
}

const list = (value: unknown): Json[] => (Array.isArray(value) ? (value as Json[]) : []);

const stepDays: Record<string, number> = {
  hour: 1,
  day: 1,
  week: 7,
  month: 30,
  quarter: 91,
  year: 365,
};

/** What every answer begins with: times, audiences and values of breakdowns, each with the other. */
function keys(request: Json, withTime: boolean): { columns: Column[]; rows: Value[][] } {
  const columns: Column[] = [];
  let rows: Value[][] = [[]];
  const times = (values: Value[]) => {
    rows = values.flatMap((value) => rows.map((row) => [...row, value]));
  };
  if (withTime && request.grain) {
    columns.push(['time', 'time', 'date']);
    const step = stepDays[String(request.grain)] ?? 1;
    const count = Math.max(2, Math.ceil(30 / step));
    times(Array.from({ length: count }, (_, i) => date(today - (count - 1 - i) * step * day)));
  }
  const audiences = request.audiences as string[] | undefined;
  if (audiences?.length) {
    columns.push(['audience', 'audience', 'text']);
    times(audiences);
  }
  for (const by of list(request.by)) {
    columns.push([String(by.dimension), 'dimension', 'text']);
    times(['上海', '北京', null]);
  }
  return { columns, rows };
}

const cohorts = (step: number) =>
  Array.from({ length: 8 }, (_, i) => date(today - (8 - i) * step * day));

const models: Record<string, (request: Json) => Table> = {
  segmentation: (request) => {
    const { columns, rows } = keys(request, true);
    const names = list(request.series).map((_, i) => String.fromCharCode(65 + i));
    const figures = request.compare ? [...names, ...names.map((name) => `${name}_before`)] : names;
    return {
      columns: [...columns, ...figures.map((name): Column => [name, 'measure'])],
      rows: rows.map((key) => [
        ...key,
        ...figures.map((name) => Math.round(900 + 500 * chance(name, ...key))),
      ]),
    };
  },
  funnel: (request) => {
    const { columns, rows } = keys(request, true);
    return {
      columns: [
        ...columns,
        ['step', 'step'],
        ['label', 'label', 'text'],
        ['users', 'measure'],
        ['conversion', 'rate'],
        ['from_previous', 'rate'],
        ['median_seconds', 'duration'],
        ['p90_seconds', 'duration'],
      ],
      rows: rows.flatMap((key) => {
        let users = 9_000;
        return list(request.steps).map((step, i): Value[] => {
          const before = users;
          if (i > 0) users = Math.round(users * (0.3 + 0.5 * chance(i, ...key)));
          const figures = i === 0 ? [null, null, null] : [users / before, 4_000 * i, 90_000 * i];
          return [...key, i + 1, String(step.event), users, users / 9_000, ...figures];
        });
      }),
      notes: ['Attempts that began less than the window ago may still come further.'],
    };
  },
  retention: (request) => {
    const { columns, rows } = keys(request, false);
    const step = stepDays[String(request.grain)] ?? 7;
    const periods = Number(request.periods ?? 8);
    return {
      columns: [
        ['cohort', 'cohort', 'date'],
        ...columns,
        ['period', 'period'],
        ['users', 'measure'],
        ['rate', 'rate'],
      ],
      rows: rows.flatMap((key) =>
        cohorts(step).flatMap((cohort, i) =>
          Array.from({ length: periods + 1 }, (_, period): Value[] => {
            const size = Math.round(400 + 300 * chance(cohort, ...key));
            const share = period === 0 ? 1 : 0.55 / period ** 0.55 + 0.05 * chance(cohort, period);
            const open = period > 0 && i + period > 7;
            const users = Math.round(size * share);
            return [cohort, ...key, period, open ? null : users, open ? null : users / size];
          }),
        ),
      ),
    };
  },
  distribution: (request) => {
    const { columns, rows } = keys(request, true);
    const bounds = [1, 2, 3, 4, 5, 8, 12];
    return {
      columns: [
        ...columns,
        ['bucket_from', 'bucket'],
        ['bucket_to', 'bucket'],
        ['users', 'measure'],
        ['share', 'rate'],
      ],
      rows: rows.flatMap((key) =>
        bounds.map((from, i): Value[] => {
          const users = Math.round(4_000 / (i + 1) ** 1.3 + 300 * chance(i, ...key));
          return [...key, from, bounds[i + 1] ?? null, users, users / 9_000];
        }),
      ),
    };
  },
  path: (request) => {
    const { columns, rows } = keys(request, false);
    const places = ['login', 'product_view', 'purchase', 'exposure'];
    const depth = Number(request.depth ?? 5);
    return {
      columns: [
        ...columns,
        ['step', 'step'],
        ['from', 'label', 'text'],
        ['to', 'label', 'text'],
        ['sessions', 'measure'],
        ['users', 'measure'],
      ],
      rows: rows.flatMap((key) =>
        Array.from({ length: depth - 1 }, (_, step) => step + 1).flatMap((step) =>
          places.flatMap((from) =>
            [...places, null].map((to): Value[] => {
              const sessions = Math.round((900 * chance(step, from, to, ...key)) / step);
              return request.end
                ? [...key, step, to, from, sessions, Math.round(sessions * 0.8)]
                : [...key, step, from, to, sessions, Math.round(sessions * 0.8)];
            }),
          ),
        ),
      ),
    };
  },
  interval: (request) => {
    const { columns, rows } = keys(request, true);
    const quantiles = ['average', 'min', 'p25', 'p50', 'p75', 'p90', 'max'];
    const sizes = [1.2, 0.01, 0.3, 0.8, 1.6, 3, 7];
    const bounds = [0, 60, 300, 900, 3_600, 21_600, 86_400, 172_800];
    return {
      columns: [
        ...columns,
        ['intervals', 'measure'],
        ['users', 'measure'],
        ...quantiles.map((name): Column => [name, 'duration']),
      ],
      rows: rows.map((key) => [
        ...key,
        Math.round(3_000 + 900 * chance(...key)),
        2_400,
        ...sizes.map((size) => Math.round(size * 40_000 * (0.7 + 0.6 * chance(...key)))),
      ]),
      more: {
        histogram: bounds.map((from, i) => ({
          from_seconds: from,
          to_seconds: bounds[i + 1] ?? null,
          intervals: Math.round(900 * chance(from, 'bar')),
        })),
      },
    };
  },
  session: (request) => {
    const { columns, rows } = keys(request, true);
    return {
      columns: [
        ...columns,
        ['sessions', 'measure'],
        ['users', 'measure'],
        ['events_per_session', 'measure'],
        ['average_seconds', 'duration'],
        ['median_seconds', 'duration'],
        ['bounce_rate', 'rate'],
      ],
      rows: rows.map((key) => {
        const some = chance(...key);
        const sessions = Math.round(1_500 + 700 * some);
        return [
          ...key,
          sessions,
          Math.round(sessions * 0.7),
          3 + some,
          300 + 90 * some,
          140,
          0.2 + some / 9,
        ];
      }),
    };
  },
  property: (request) => {
    const { columns, rows } = keys(request, false);
    const names = list(request.measures).map(({ kind, trait }) =>
      trait ? `${String(kind)}_${String(trait)}` : String(kind),
    );
    return {
      columns: [...columns, ...names.map((name): Column => [name, 'measure'])],
      rows: rows.map((key) => [
        ...key,
        ...names.map((name) => Math.round(20_000 * (0.2 + chance(name, ...key)))),
      ]),
    };
  },
  ltv: (request) => {
    const { columns, rows } = keys(request, false);
    const step = stepDays[String(request.grain)] ?? 7;
    const [periods, forecast] = [Number(request.periods ?? 8), Number(request.forecast ?? 0)];
    return {
      columns: [
        ...columns,
        ['cohort', 'cohort', 'date'],
        ['period', 'period'],
        ['users', 'measure'],
        ['revenue', 'measure'],
        ['cumulative', 'measure'],
        ['cumulative_per_user', 'measure'],
        ['forecast', 'forecast'],
      ],
      rows: rows.flatMap((key) =>
        cohorts(step).flatMap((cohort, i) =>
          Array.from({ length: periods }, (_, period) => period)
            .filter((period) => i + period < 8 + forecast)
            .map((period): Value[] => {
              const users = Math.round(400 + 200 * chance(cohort));
              const each = (120 + 40 * chance(cohort)) * (period + 1) ** 0.6;
              return i + period > 7
                ? [...key, cohort, period, users, null, null, null, each]
                : [...key, cohort, period, users, each * 90, each * users, each, null];
            }),
        ),
      ),
      more: { forecast_error: { mape: 0.083, held_out_periods: 2 } },
    };
  },
  stickiness: (request) => {
    const { columns, rows } = keys(request, false);
    return {
      columns: [...columns, ['active_days', 'bucket'], ['users', 'measure'], ['share', 'rate']],
      rows: rows.flatMap((key) =>
        Array.from({ length: 7 }, (_, i): Value[] => {
          const users = Math.round(3_000 / (i + 1) + 200 * chance(i, ...key));
          return [...key, i + 1, users, users / 9_000];
        }),
      ),
      more: {
        ratios: Array.from({ length: 30 }, (_, i) => ({
          time: date(today - (29 - i) * day),
          daily_of_weekly: 0.3 + 0.1 * chance(i, 'w'),
          daily_of_monthly: 0.14 + 0.05 * chance(i, 'm'),
          weekly_of_monthly: 0.46 + 0.05 * chance(i, 'x'),
        })),
      },
    };
  },
  rfm: () => {
    const segments = [
      'general_winback',
      'important_winback',
      'general_keep',
      'important_keep',
    ].concat(['general_growth', 'important_growth', 'general_value', 'important_value']);
    const scores = [2, 5].flatMap((r) => [1, 4].flatMap((f) => [2, 3, 5].map((m) => [r, f, m])));
    return {
      columns: [
        ['segment', 'label', 'text'],
        ['r', 'bucket'],
        ['f', 'bucket'],
        ['m', 'bucket'],
        ['users', 'measure'],
        ['average_recency_days', 'measure'],
        ['average_frequency', 'measure'],
        ['average_monetary', 'measure'],
      ],
      rows: scores.map(([r = 0, f = 0, m = 0]): Value[] => [
        segments[(r > 3 ? 4 : 0) + (f > 3 ? 2 : 0) + (m > 3 ? 1 : 0)] ?? null,
        r,
        f,
        m,
        Math.round(50 + 800 * chance(r, f, m)),
        90 - 15 * r,
        2 * f,
        900 * m,
      ]),
    };
  },
};

export const analysisModels = Object.keys(models);

export function analysis(model: string, request: Json): Json | undefined {
  const table = models[model]?.(request);
  return (
    table && {
      model,
      columns: table.columns.map(([name, role, type = 'number']) => ({ name, role, type })),
      rows: table.rows,
      row_count: table.rows.length,
      truncated: false,
      range: { from: date(today - 29 * day), to: date(today + day) },
      as_of: new Date().toISOString(),
      elapsed_ms: 84,
      notes: table.notes ?? [],
      ...table.more,
      executed_sql: 'SELECT …',
    }
  );
}
