import { useMemo } from 'react';
import type { ModelReport } from '@/api/models';
import type { SeriesChart as ChartSpec } from '@/chart/options';
import { SeriesChart } from '@/chart/series-chart';
import { Card, Disclosure } from '@/design/surface';
import { useFormat } from '@/format/use-format';
import { useTexts } from '@/i18n/texts';
import { modelTexts } from './texts';
import { useCondition } from './use-condition';

const most = 12;

/** Which tags move scores, and what each of their conditions adds. */
export function Importance({ report }: { report: ModelReport }) {
  const t = useTexts(modelTexts);
  const f = useFormat();
  const { name, test } = useCondition();
  const shown = useMemo(() => report.importance.slice(0, most), [report]);
  const chart = useMemo(
    (): ChartSpec => ({
      type: 'bar',
      horizontal: true,
      categories: shown.map((each) => name(each.tag)),
      series: [{ name: t.importance, values: shown.map((each) => each.share) }],
      value: (v) => f.percent(v),
      axisValue: (v) => f.percent(v, 0),
    }),
    [shown, name, f, t],
  );
  return (
    <Card title={t.importance}>
      <p className="small soft">{t.importanceWhat}</p>
      <SeriesChart label={t.importance} chart={chart} height={60 + shown.length * 26} />
      <Disclosure title={t.features}>
        <table className="table">
          <thead>
            <tr>
              <th>{t.condition}</th>
              <th className="right">{t.weight}</th>
              <th className="right">{t.holdsFor}</th>
            </tr>
          </thead>
          <tbody>
            {report.importance.flatMap((each) =>
              each.features.map((row) => (
                <tr key={JSON.stringify(row.feature)}>
                  <td>
                    {name(each.tag)}: {test(row.feature)}
                  </td>
                  <td className="right num">{f.signed(row.weight)}</td>
                  <td className="right num">{f.percent(row.share)}</td>
                </tr>
              )),
            )}
          </tbody>
        </table>
      </Disclosure>
    </Card>
  );
}

/** Tags that the model did not use; suspected leaks first, as the server lists them. */
export function LeftOut({ report }: { report: ModelReport }) {
  const t = useTexts(modelTexts);
  const { name } = useCondition();
  if (report.left_out.length === 0) return null;
  const suspects = report.left_out.some((each) => each.why === 'suspected_leak');
  return (
    <Disclosure title={`${t.leftOut} (${report.left_out.length})`} open={suspects}>
      <dl className="facts">
        {report.left_out.map((each) => (
          <div key={each.tag} style={{ display: 'contents' }}>
            <dt>{name(each.tag)}</dt>
            <dd>{t.whys[each.why]}</dd>
          </div>
        ))}
      </dl>
    </Disclosure>
  );
}
