import { Inbox } from 'lucide-react';
import { useMemo } from 'react';
import { Link } from 'wouter';
import { useStatus } from '@/api/queries';
import type { Status } from '@/api/types';
import { SeriesChart } from '@/chart/series-chart';
import type { SeriesChart as ChartSpec } from '@/chart/options';
import { Empty, Loaded, Notice, Skeleton } from '@/design/states';
import { Badge, Card, PageHead, Stat } from '@/design/surface';
import { useFormat } from '@/format/use-format';
import { useTexts } from '@/i18n/texts';
import { LiveEvents } from './live-events';
import { NextSteps } from './next-steps';
import { homeTexts } from './texts';

export default function Home() {
  const t = useTexts(homeTexts);
  const status = useStatus();
  return (
    <>
      <PageHead title={t.title} />
      <Loaded query={status} skeleton={<HomeSkeleton />}>
        {(data) => (
          <div className="stack loose">
            {data.demo?.loading && <SampleBankProgress demo={data.demo} />}
            <Figures status={data} />
            <div className="split">
              <EventsPerDay status={data} />
              <LiveEvents />
            </div>
            <NextSteps />
          </div>
        )}
      </Loaded>
    </>
  );
}

function SampleBankProgress({ demo }: { demo: NonNullable<Status['demo']> }) {
  const t = useTexts(homeTexts);
  const f = useFormat();
  return (
    <Card label={t.loadingTitle}>
      <div className="row apart">
        <h2>{t.loadingTitle}</h2>
        <span className="num soft">{f.percent(demo.progress, 0)}</span>
      </div>
      <div
        className="progress"
        role="progressbar"
        aria-label={t.loadingTitle}
        aria-valuenow={Math.round(demo.progress * 100)}
        aria-valuemin={0}
        aria-valuemax={100}
        style={{ margin: '10px 0 8px' }}
      >
        <div style={{ width: `${demo.progress * 100}%` }} />
      </div>
      <div className="row apart small muted">
        <span>{demo.step}</span>
        <span>{t.loadingWhat}</span>
      </div>
    </Card>
  );
}

function Figures({ status }: { status: Status }) {
  const t = useTexts(homeTexts);
  const f = useFormat();
  const { ingest, warehouse } = status;
  return (
    <div className="card figures">
      <Stat label={t.profiles} value={f.exact(status.profiles)} />
      <Stat label={t.events} value={f.compact(status.events)} note={f.exact(status.events)} />
      <Stat
        label={t.identifiers}
        value={f.compact(status.identifiers)}
        note={status.profiles > 0 && t.perProfile(f.exact(status.identifiers / status.profiles, 1))}
      />
      <Stat
        label={t.accepted}
        value={f.compact(ingest.accepted)}
        note={
          ingest.rejected > 0 ? (
            <Link href="/sources?view=quarantine" title={t.rejectedHint}>
              {t.rejected(f.exact(ingest.rejected))}
            </Link>
          ) : (
            t.duplicates(f.exact(ingest.duplicates))
          )
        }
      />
      <div className="stat">
        <div className="stat-label">{t.warehouse}</div>
        <div style={{ margin: '8px 0 6px' }}>
          <Badge tone={warehouse.reachable ? 'good' : 'bad'} dot>
            {warehouse.reachable ? t.reachable : t.unreachable}
          </Badge>
        </div>
        <div
          className="stat-note truncate"
          title={`${warehouse.embedded ? t.embedded : t.external} · ${warehouse.address}`}
        >
          ClickHouse {warehouse.version}
        </div>
      </div>
    </div>
  );
}

function EventsPerDay({ status }: { status: Status }) {
  const t = useTexts(homeTexts);
  const f = useFormat();
  const days = status.events_by_day;
  const chart = useMemo(
    (): ChartSpec => ({
      type: 'bar',
      categories: days.map((d) => f.shortDay(d.day)),
      series: [{ name: t.events, values: days.map((d) => d.count) }],
      value: (v) => f.exact(v),
      axisValue: f.compact,
    }),
    [days, f, t],
  );
  const none = days.every((d) => d.count === 0);
  return (
    <Card
      title={t.perDay}
      actions={!none && <span className="small muted">{t.lastDays(days.length)}</span>}
    >
      {none ? (
        <Empty
          icon={Inbox}
          title={t.noEvents}
          actions={
            status.demo?.loading ? undefined : (
              <Link href="/imports" className="button primary">
                {t.importFile}
              </Link>
            )
          }
        >
          {status.demo?.loading ? t.loadingWhat : t.noEventsWhat}
        </Empty>
      ) : (
        <SeriesChart label={t.perDay} chart={chart} height={330} />
      )}
      {!status.warehouse.reachable && <Notice tone="bad">{t.unreachable}</Notice>}
    </Card>
  );
}

const HomeSkeleton = () => (
  <div className="stack loose">
    <Skeleton height={104} />
    <div className="split">
      <Skeleton height={380} />
      <Skeleton height={380} />
    </div>
  </div>
);
