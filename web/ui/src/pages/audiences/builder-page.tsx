import { useMutation } from '@tanstack/react-query';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useLocation, useParams } from 'wouter';
import { call } from '@/api/client';
import { queryClient, useAudiences, useStatus } from '@/api/queries';
import type { Audience } from '@/api/types';
import { Button } from '@/design/button';
import { ErrorNotice, Notice, Skeleton } from '@/design/states';
import { Badge, PageHead } from '@/design/surface';
import { toast, toastError } from '@/design/toasts';
import { useTexts } from '@/i18n/texts';
import { ExpandAudience } from '@/pages/models/expand-audience';
import { printRule } from '@/rule/json';
import { emptyRule } from '@/rule/model';
import { parseRule } from '@/rule/parse';
import { useVocabulary } from '@/rule/vocabulary';
import { Builder } from './builder';
import { CountPanel } from './count-panel';
import { ExportCard } from './export-card';
import { InsightCard } from './insight-card';
import { MembersTable } from './members-table';
import { SaveDialog } from './save-dialog';
import { SnapshotsCard } from './snapshots-card';
import { audienceTexts } from './texts';
import { useEstimate } from './use-estimate';
import { useRule } from './use-rule';

/** A new audience or a saved one: its rule, its live count, its members. */
export default function BuilderPage() {
  const t = useTexts(audienceTexts);
  const key = useParams<{ key?: string }>().key;
  const [, navigate] = useLocation();
  const audiences = useAudiences();
  const saved = audiences.data?.find((audience) => audience.key === key);
  const { vocabulary, ready, error } = useVocabulary();
  const everyone = useStatus().data?.profiles;
  const [saving, setSaving] = useState(false);
  const rule = useRule();
  const { root, load } = rule;

  const loaded = useRef<string>(undefined);
  useEffect(() => {
    const wanted = key ?? '';
    if (loaded.current === wanted || (key && !saved)) return;
    loaded.current = wanted;
    try {
      load(saved ? parseRule(saved.rule) : emptyRule());
    } catch (broken) {
      toastError(broken);
    }
  }, [key, saved, load]);

  const printed = useMemo(() => printRule(root), [root]);
  const ruleText = printed.pointers.size > 1 ? JSON.stringify(printed.rule) : undefined;
  const live = useEstimate(ruleText);
  const savedText = useMemo(() => (saved ? canonical(saved) : undefined), [saved]);
  const changed = ruleText !== undefined && ruleText !== savedText;

  const update = useMutation({
    mutationFn: (audience: Audience) =>
      call<Audience>('PUT', `/api/audiences/${encodeURIComponent(audience.key)}`, {
        json: {
          name: audience.name,
          description: audience.description || undefined,
          rule: printed.rule,
        },
      }),
    onSuccess: (_, audience) => {
      void queryClient.invalidateQueries({ queryKey: ['audiences'] });
      void queryClient.invalidateQueries({ queryKey: ['members', audience.key] });
      toast(t.saved(audience.name));
    },
    onError: toastError,
  });

  const missing = key !== undefined && audiences.data !== undefined && !saved;
  return (
    <>
      <PageHead
        title={saved?.name ?? key ?? t.newTitle}
        lead={saved?.description}
        back={{ to: '/audiences', label: t.title }}
        badge={saved && changed && <Badge tone="warn">{t.unsaved}</Badge>}
      >
        {saved && <ExpandAudience audience={saved} />}
        {saved && (
          <Button disabled={!ruleText} onClick={() => setSaving(true)}>
            {t.saveAsNew}
          </Button>
        )}
        <Button
          look="primary"
          disabled={!ruleText || (saved && !changed)}
          busy={update.isPending}
          onClick={() => (saved ? update.mutate(saved) : setSaving(true))}
        >
          {saved ? t.saveChanges : t.save}
        </Button>
      </PageHead>
      {missing && <Notice tone="warn">{t.unknownKey}</Notice>}
      {error !== null && <ErrorNotice error={error} />}
      {!ready ? (
        <Skeleton height={320} />
      ) : (
        <div className="builder-layout">
          <div className="stack loose grow">
            <Builder
              rule={rule}
              printed={printed}
              live={live}
              total={everyone ?? 0}
              vocabulary={vocabulary}
            />
            <MembersTable key={key} audience={saved?.key} vocabulary={vocabulary} />
            {saved && <InsightCard key={`insight-${saved.key}`} audience={saved} />}
            {saved && <SnapshotsCard audience={saved} />}
            {saved && <ExportCard audience={saved} />}
          </div>
          <CountPanel
            live={live}
            everyone={ruleText === undefined ? everyone : undefined}
            root={root}
            vocabulary={vocabulary}
          />
        </div>
      )}
      {saving && (
        <SaveDialog
          rule={printed.rule}
          onClose={() => setSaving(false)}
          onSaved={(audience) => {
            setSaving(false);
            loaded.current = audience.key;
            navigate(`/audiences/${audience.key}`, { replace: true });
          }}
        />
      )}
    </>
  );
}

/** The saved rule in the form that the builder prints, so that only real changes count as such. */
function canonical(audience: Audience): string | undefined {
  try {
    return JSON.stringify(printRule(parseRule(audience.rule)).rule);
  } catch {
    return undefined;
  }
}
