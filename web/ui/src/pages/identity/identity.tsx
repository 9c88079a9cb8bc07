import { GitMerge } from 'lucide-react';
import { useState } from 'react';
import { Link, useSearchParams } from 'wouter';
import { useLedger, type LedgerKind } from '@/api/identity';
import { useSession } from '@/api/queries';
import { Button } from '@/design/button';
import { Segmented, Tabs } from '@/design/choices';
import { Empty, ErrorNotice, Notice, SkeletonRows } from '@/design/states';
import { Card, PageHead } from '@/design/surface';
import { useTexts } from '@/i18n/texts';
import { LedgerList } from './ledger-list';
import { Rules } from './rules';
import { identityTexts } from './texts';
import { Verify } from './verify';

const views = ['ledger', 'rules', 'verify'] as const;
type View = (typeof views)[number];

/** How identifiers become people: what was merged and why, and the rules for it. */
export default function Identity() {
  const t = useTexts(identityTexts);
  const [search, setSearch] = useSearchParams();
  const isAdmin = useSession().data?.role === 'admin';
  const view: View = views.find((name) => name === search.get('view')) ?? 'ledger';
  return (
    <>
      <PageHead title={t.title} lead={t.lead} />
      <div className="stack loose">
        <Guarded />
        <Tabs
          label={t.view}
          value={view}
          choices={[
            { value: 'ledger', label: t.ledger },
            ...(isAdmin
              ? [
                  { value: 'rules' as const, label: t.rules },
                  { value: 'verify' as const, label: t.verify },
                ]
              : []),
          ]}
          onChange={(chosen) => setSearch(chosen === 'ledger' ? {} : { view: chosen })}
        />
        {view === 'ledger' && <LedgerCard />}
        {view === 'rules' && <Rules />}
        {view === 'verify' && <Verify />}
      </div>
    </>
  );
}

/** The guard's alarms: identifiers that would have joined too many profiles. */
function Guarded() {
  const t = useTexts(identityTexts);
  const guarded = useLedger({ kind: 'guarded', limit: 3 }).data?.pages[0]?.ledger ?? [];
  if (guarded.length === 0) return null;
  return (
    <Notice tone="bad">
      <strong>{t.guardTitle}</strong>
      <ul>
        {guarded.map((entry) => (
          <li key={entry.id}>{entry.cause}</li>
        ))}
      </ul>
      <Link href="/identity?kind=guarded">{t.guardAll}</Link>
    </Notice>
  );
}

const kinds: ('all' | LedgerKind)[] = ['all', 'merge', 'refused', 'blocked', 'guarded', 'unmerge'];

function LedgerCard() {
  const t = useTexts(identityTexts);
  const [search] = useSearchParams();
  const [kind, setKind] = useState<'all' | LedgerKind>(
    kinds.find((k) => k === search.get('kind')) ?? 'all',
  );
  const ledger = useLedger({ kind: kind === 'all' ? undefined : kind, limit: 30 });
  const entries = ledger.data?.pages.flatMap((page) => page.ledger) ?? [];
  return (
    <Card
      title={t.ledger}
      actions={
        <Segmented
          label={t.kind}
          value={kind}
          choices={kinds.map((k) => ({ value: k, label: k === 'all' ? t.all : t.kinds[k] }))}
          onChange={setKind}
        />
      }
    >
      {ledger.error ? (
        <ErrorNotice error={ledger.error} retry={() => void ledger.refetch()} />
      ) : ledger.isPending ? (
        <SkeletonRows />
      ) : entries.length === 0 ? (
        <Empty icon={GitMerge} title={kind === 'all' ? t.none : t.noneLikeThat}>
          {kind === 'all' && t.noneWhat}
        </Empty>
      ) : (
        <>
          <LedgerList entries={entries} />
          {ledger.hasNextPage && (
            <Button
              small
              look="ghost"
              busy={ledger.isFetchingNextPage}
              onClick={() => void ledger.fetchNextPage()}
            >
              {t.more}
            </Button>
          )}
        </>
      )}
    </Card>
  );
}
