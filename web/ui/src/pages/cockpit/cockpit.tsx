import { useState, type ReactNode } from 'react';
import { useCatalog } from '@/api/queries';
import { useCockpit, type Answer, type Section, type Vital } from '@/api/reports';
import type { Cell, Names } from '@/api/types';
import { Segmented } from '@/design/choices';
import { Loaded, Notice, SkeletonRows } from '@/design/states';
import { Card, PageHead, Stat } from '@/design/surface';
import { useFormat } from '@/format/use-format';
import { useName, useTexts } from '@/i18n/texts';
import { FunnelSteps } from '@/pages/dashboards/funnel-steps';
import { Goals } from './goals';
import { Strategies } from './strategies';
import { cockpitTexts } from './texts';

/** The strategist's start page. */
export default function Cockpit() {
  const t = useTexts(cockpitTexts);
  const [last, setLast] = useState<'7d' | '28d' | '90d'>('28d');
  const cockpit = useCockpit(last);
  return (
    <>
      <PageHead title={t.title} lead={t.lead}>
        <Segmented
          label={t.period}
          value={last}
          choices={[
            { value: '7d', label: t.days7 },
            { value: '28d', label: t.days28 },
            { value: '90d', label: t.days90 },
          ]}
          onChange={setLast}
        />
      </PageHead>
      <Loaded query={cockpit} skeleton={<SkeletonRows rows={8} />}>
        {(data) => (
          <div className="stack loose">
            <Part section={data.health} title={t.health}>
              {(vitals) => <Health vitals={vitals} />}
            </Part>
            <div className="split">
              <Part section={data.goals} title={t.goals}>
                {(goals) => <Goals goals={goals} about={data.about.goals} />}
              </Part>
              <Part section={data.funnel} title={t.funnel}>
                {(answer) => (
                  <Card title={t.funnel}>
                    <FunnelSteps answer={answer} />
                    <About names={data.about.funnel} />
                  </Card>
                )}
              </Part>
            </div>
            <Part section={data.placements} title={t.placements}>
              {(answer) => <Placements answer={answer} about={data.about.placements} />}
            </Part>
            <Strategies
              experiments={data.experiments}
              tables={data.decision_tables}
              about={data.about.strategies}
            />
          </div>
        )}
      </Loaded>
    </>
  );
}

interface PartProps<T> {
  section: Section<T>;
  title: string;
  children: (told: T) => ReactNode;
}

/** A part of the page, or why it cannot be told. */
function Part<T>({ section, title, children }: PartProps<T>) {
  return isProblem(section) ? (
    <Card title={title}>
      <Notice tone="warn">{section.problem}</Notice>
    </Card>
  ) : (
    children(section)
  );
}

export const isProblem = <T,>(section: Section<T>): section is { problem: string } =>
  typeof section === 'object' && section !== null && 'problem' in section;

/** What figures mean, in one sentence. */
export function About({ names }: { names: Names }) {
  const name = useName();
  return <p className="small muted about">{name(names, '')}</p>;
}

function Health({ vitals }: { vitals: Vital[] }) {
  const t = useTexts(cockpitTexts);
  const f = useFormat();
  const name = useName();
  return (
    <Card title={t.health}>
      <div className="vitals">
        {vitals.map((vital) => (
          <div key={vital.key}>
            <Stat
              label={name(vital.names, vital.key)}
              value={vital.rate === undefined ? '—' : f.percent(vital.rate)}
              note={
                vital.rate === undefined ? (
                  t.nobody
                ) : (
                  <>
                    {t.of(f.exact(vital.part), f.exact(vital.whole))}
                    {vital.before !== undefined && (
                      <div>{t.points(f.points(vital.rate - vital.before))}</div>
                    )}
                  </>
                )
              }
            />
            <About names={vital.about} />
          </div>
        ))}
      </div>
    </Card>
  );
}

function Placements({ answer, about }: { answer: Answer; about: Names }) {
  const t = useTexts(cockpitTexts);
  const f = useFormat();
  const placement = useValueName('placement');
  const offer = useValueName('offer');
  const heads = [t.exposures, t.clicks, t.conversions, t.clickRate, t.conversionRate];
  const shown = (cell: Cell | undefined, rate: boolean) =>
    typeof cell === 'number' ? (rate ? f.percent(cell) : f.exact(cell)) : '—';
  return (
    <Card title={t.placements} flush>
      {answer.rows.length === 0 ? (
        <p className="muted" style={{ padding: '0 18px' }}>
          {t.noPlacements}
        </p>
      ) : (
        <div className="table-frame" style={{ maxHeight: 420 }}>
          <table className="table dense" aria-label={t.placements}>
            <thead>
              <tr>
                <th>{t.placement}</th>
                <th>{t.offer}</th>
                {heads.map((head) => (
                  <th key={head} className="right">
                    {head}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {answer.rows.map((row, i) => (
                <tr key={i}>
                  <td>{placement(row[0])}</td>
                  <td>{offer(row[1])}</td>
                  {heads.map((head, j) => (
                    <td key={head} className="right num">
                      {shown(row[2 + j], j > 2)}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      <div style={{ padding: '4px 18px 12px' }}>
        <About names={about} />
      </div>
    </Card>
  );
}

/** What people call the values of a dimension. */
function useValueName(dimension: string) {
  const name = useName();
  const values = useCatalog().data?.dimensions.find((one) => one.key === dimension)?.values ?? [];
  return (value: Cell | undefined) =>
    value === null || value === undefined
      ? '—'
      : name(values.find((one) => one.value === value)?.names, String(value));
}
