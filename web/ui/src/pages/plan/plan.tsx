import { useMutation } from '@tanstack/react-query';
import { ListChecks } from 'lucide-react';
import { useState } from 'react';
import { useSearchParams } from 'wouter';
import { call } from '@/api/client';
import type { Plan } from '@/api/plan';
import { queryClient, useCatalog, usePlan, useSession } from '@/api/queries';
import type { Catalog } from '@/api/types';
import { Button } from '@/design/button';
import { Tabs } from '@/design/choices';
import { SearchInput } from '@/design/inputs';
import { Empty, ErrorNotice, Loaded, Notice } from '@/design/states';
import { Card, PageHead } from '@/design/surface';
import { toast } from '@/design/toasts';
import { useFormat } from '@/format/use-format';
import { useTexts } from '@/i18n/texts';
import { adopt } from './edit';
import { EventList } from './event-list';
import { planTexts } from './texts';
import { TraitList } from './trait-list';

const sections = ['events', 'traits'] as const;

/** What is meant to come beside what came. */
export default function TrackingPlan() {
  const plan = usePlan();
  const catalog = useCatalog();
  return (
    <Loaded query={plan}>
      {(declared) => (
        <Loaded query={catalog}>
          {(seen) => <Editor key={declared.version} declared={declared} catalog={seen} />}
        </Loaded>
      )}
    </Loaded>
  );
}

function Editor({ declared, catalog }: { declared: Plan; catalog: Catalog }) {
  const t = useTexts(planTexts);
  const f = useFormat();
  const [params, setParams] = useSearchParams();
  const section = sections.find((s) => s === params.get('section')) ?? 'events';
  const [plan, setPlan] = useState(declared);
  const [search, setSearch] = useState('');
  const readOnly = useSession().data?.role !== 'admin';
  const changed = plan !== declared;
  const hasPlan = plan.events.length + plan.traits.length > 0;
  const save = useMutation({
    mutationFn: () =>
      call<Plan>('PUT', '/api/plan', { json: { events: plan.events, traits: plan.traits } }),
    onSuccess: (saved) => {
      toast(t.saved(String(saved.version)));
      queryClient.setQueryData(['plan'], saved);
      void queryClient.invalidateQueries({ queryKey: ['catalog'] });
    },
  });
  const List = section === 'events' ? EventList : TraitList;
  return (
    <>
      <PageHead
        title={t.title}
        lead={
          declared.version > 0 && declared.updated_at
            ? `${t.lead} ${t.version(String(declared.version), declared.updated_by ?? '', f.dateTime(declared.updated_at))}`
            : t.lead
        }
      >
        {!readOnly && (
          <>
            <Button look="ghost" disabled={!changed} onClick={() => setPlan(declared)}>
              {t.discard}
            </Button>
            <Button
              look="primary"
              disabled={!changed}
              busy={save.isPending}
              onClick={() => save.mutate()}
            >
              {t.save}
            </Button>
          </>
        )}
      </PageHead>
      <div className="stack loose">
        {readOnly && <Notice>{t.readOnly}</Notice>}
        {save.error && <ErrorNotice error={save.error} />}
        {!hasPlan && (
          <Card>
            <Empty
              icon={ListChecks}
              title={t.none}
              actions={
                !readOnly && (
                  <Button look="primary" onClick={() => setPlan(adopt(plan, catalog))}>
                    {t.adopt}
                  </Button>
                )
              }
            >
              {t.noneWhat}
            </Empty>
          </Card>
        )}
        <div className="row apart wrap">
          <Tabs
            label={t.section}
            value={section}
            choices={sections.map((value) => ({ value, label: t[value] }))}
            onChange={(chosen) => setParams({ section: chosen })}
          />
          <span className="row">
            {hasPlan && !readOnly && (
              <Button small look="ghost" onClick={() => setPlan(adopt(plan, catalog))}>
                {t.adoptRest}
              </Button>
            )}
            <SearchInput
              small
              placeholder={t.search}
              value={search}
              onChange={(e) => setSearch(e.target.value)}
            />
          </span>
        </div>
        <List
          plan={plan}
          catalog={catalog}
          search={search}
          readOnly={readOnly}
          hasPlan={hasPlan}
          onChange={setPlan}
        />
        {changed && !readOnly && <p className="small muted">{t.changed}</p>}
      </div>
    </>
  );
}
