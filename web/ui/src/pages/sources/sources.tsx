import { useSearchParams } from 'wouter';
import { useReasons } from '@/api/sources';
import { Tabs } from '@/design/choices';
import { PageHead } from '@/design/surface';
import { useFormat } from '@/format/use-format';
import { useTexts } from '@/i18n/texts';
import { BoundsCard } from './bounds-card';
import { KafkaCard } from './kafka-card';
import { Quarantine } from './quarantine';
import { Send } from './send';
import { sourceTexts } from './texts';
import { WebhookCard } from './webhook-card';

const views = ['send', 'quarantine', 'connections'] as const;
type View = (typeof views)[number];

/** Where events come from, and what became of those that could not be taken. */
export default function Sources() {
  const t = useTexts(sourceTexts);
  const f = useFormat();
  const [search, setSearch] = useSearchParams();
  const waiting = useReasons({}).data?.total ?? 0;
  const view: View = views.find((name) => name === search.get('view')) ?? 'send';
  return (
    <>
      <PageHead title={t.title} lead={t.lead} />
      <div className="stack loose">
        <Tabs
          label={t.view}
          value={view}
          choices={[
            { value: 'send', label: t.sendTab },
            {
              value: 'quarantine',
              label: (
                <>
                  {t.quarantineTab}
                  {waiting > 0 && <span className="tab-count">{f.exact(waiting)}</span>}
                </>
              ),
            },
            { value: 'connections', label: t.connectionsTab },
          ]}
          onChange={(chosen) => setSearch(chosen === 'send' ? {} : { view: chosen })}
        />
        {view === 'send' && <Send />}
        {view === 'quarantine' && <Quarantine />}
        {view === 'connections' && (
          <>
            <KafkaCard />
            <WebhookCard />
            <BoundsCard />
          </>
        )}
      </div>
    </>
  );
}
