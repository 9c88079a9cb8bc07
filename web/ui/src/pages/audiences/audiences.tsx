import { useMutation } from '@tanstack/react-query';
import { Plus, Trash, Users } from 'lucide-react';
import { useMemo, useState } from 'react';
import { Link, useLocation } from 'wouter';
import { call } from '@/api/client';
import { queryClient, useAudiences, useStatus } from '@/api/queries';
import type { Audience } from '@/api/types';
import { Button, IconButton } from '@/design/button';
import { FormDialog } from '@/design/dialog';
import { SearchInput } from '@/design/inputs';
import { Empty, Loaded } from '@/design/states';
import { Badge, Card, PageHead } from '@/design/surface';
import { toast } from '@/design/toasts';
import { useFormat } from '@/format/use-format';
import { useSpoken, useTexts } from '@/i18n/texts';
import { parseRule } from '@/rule/parse';
import { useVocabulary, type Vocabulary } from '@/rule/vocabulary';
import { sayRule } from '@/rule/words';
import { audienceTexts } from './texts';
import { UploadDialog } from './upload-dialog';

/** All saved audiences with their sizes. */
export default function Audiences() {
  const t = useTexts(audienceTexts);
  const audiences = useAudiences();
  const [query, setQuery] = useState('');
  const [uploading, setUploading] = useState(false);
  const create = (
    <Link href="/audiences/new" className="button primary">
      <Plus aria-hidden />
      {t.create}
    </Link>
  );
  return (
    <>
      <PageHead title={t.title} lead={t.lead}>
        <Link href="/audiences/overlap" className="button">
          {t.overlap}
        </Link>
        <Button onClick={() => setUploading(true)}>{t.upload}</Button>
        {create}
      </PageHead>
      {uploading && <UploadDialog onClose={() => setUploading(false)} />}
      <Card
        flush
        label={t.title}
        title={
          audiences.data && audiences.data.length > 0 ? (
            <div style={{ width: 260 }}>
              <SearchInput
                small
                placeholder={t.searchAudiences}
                value={query}
                onChange={(e) => setQuery(e.target.value)}
              />
            </div>
          ) : undefined
        }
      >
        <Loaded query={audiences}>
          {(list) =>
            list.length === 0 ? (
              <Empty icon={Users} title={t.emptyTitle} actions={create}>
                {t.emptyWhat}
              </Empty>
            ) : (
              <AudienceTable audiences={list.filter((a) => matches(a, query))} />
            )
          }
        </Loaded>
      </Card>
    </>
  );
}

const matches = (audience: Audience, query: string) =>
  `${audience.name} ${audience.key} ${audience.description ?? ''}`
    .toLowerCase()
    .includes(query.trim().toLowerCase());

function AudienceTable({ audiences }: { audiences: Audience[] }) {
  const t = useTexts(audienceTexts);
  const f = useFormat();
  const [, navigate] = useLocation();
  const { vocabulary } = useVocabulary();
  const total = useStatus().data?.profiles ?? 0;
  const spoken = useSpoken();
  const [deleting, setDeleting] = useState<Audience>();
  return (
    <>
      <div className="table-frame">
        <table className="table" aria-label={t.title}>
          <thead>
            <tr>
              <th>{t.name}</th>
              <th>{t.rule}</th>
              <th className="right">{t.size}</th>
              <th>{t.updated}</th>
              <th />
            </tr>
          </thead>
          <tbody>
            {audiences.map((audience) => (
              <tr
                key={audience.key}
                className="link"
                onClick={() => navigate(`/audiences/${audience.key}`)}
              >
                <td style={{ minWidth: 180 }}>
                  <Link
                    className="name"
                    href={`/audiences/${audience.key}`}
                    onClick={(e) => e.stopPropagation()}
                  >
                    {spoken(audience.name)}
                  </Link>
                  {audience.description && (
                    <div className="small muted">{spoken(audience.description)}</div>
                  )}
                  {(audience.kind === 'static' || audience.kind === 'upload') && (
                    <Badge>{t.kind[audience.kind]}</Badge>
                  )}
                </td>
                <td className="soft small">
                  <RuleWords rule={audience.rule} vocabulary={vocabulary} />
                </td>
                <td className="right" style={{ minWidth: 110 }}>
                  <div style={{ fontWeight: 560 }}>
                    {audience.size === undefined ? '—' : f.exact(audience.size)}
                  </div>
                  {audience.size !== undefined && total > 0 && (
                    <div className="small muted">{f.percent(audience.size / total)}</div>
                  )}
                </td>
                <td className="small muted" style={{ whiteSpace: 'nowrap' }}>
                  {audience.updated_at && f.ago(audience.updated_at)}
                  {audience.updated_by && <div>{audience.updated_by}</div>}
                </td>
                <td className="right">
                  <IconButton
                    label={`${t.delete}: ${spoken(audience.name)}`}
                    onClick={(e) => {
                      e.stopPropagation();
                      setDeleting(audience);
                    }}
                  >
                    <Trash />
                  </IconButton>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {deleting && <DeleteDialog audience={deleting} onClose={() => setDeleting(undefined)} />}
    </>
  );
}

function RuleWords({ rule, vocabulary }: { rule: unknown; vocabulary: Vocabulary }) {
  const { language } = useFormat();
  return useMemo(() => {
    try {
      return sayRule(parseRule(rule), { language, vocabulary });
    } catch {
      return JSON.stringify(rule);
    }
  }, [rule, vocabulary, language]);
}

function DeleteDialog({ audience, onClose }: { audience: Audience; onClose: () => void }) {
  const t = useTexts(audienceTexts);
  const name = useSpoken()(audience.name);
  const remove = useMutation({
    mutationFn: () => call<void>('DELETE', `/api/audiences/${encodeURIComponent(audience.key)}`),
    onSuccess: () => {
      void queryClient.invalidateQueries({ queryKey: ['audiences'] });
      toast(t.deleted(name));
      onClose();
    },
  });
  return (
    <FormDialog
      title={t.deleteTitle(name)}
      submit={t.delete}
      danger
      busy={remove.isPending}
      error={remove.error}
      onSubmit={() => remove.mutate()}
      onClose={onClose}
    >
      <p>{t.deleteWhat}</p>
    </FormDialog>
  );
}
