import { useMutation } from '@tanstack/react-query';
import { Pencil, RefreshCw } from 'lucide-react';
import { Link } from 'wouter';
import { call } from '@/api/client';
import { queryClient } from '@/api/queries';
import type { Tag } from '@/api/types';
import { Histogram } from '@/chart/histogram';
import { Button } from '@/design/button';
import { Dialog } from '@/design/dialog';
import { Notice } from '@/design/states';
import { Badge } from '@/design/surface';
import { toast, toastError } from '@/design/toasts';
import { useFormat } from '@/format/use-format';
import { useName, useSpoken, useTexts } from '@/i18n/texts';
import { useVocabulary } from '@/rule/vocabulary';
import { valueLabel } from '@/rule/words';
import { DefinitionWords } from './definition-words';
import { TagState } from './tags';
import { tagTexts } from './texts';
import { UploadValues } from './upload-values';

interface TagDrawerProps {
  tag: Tag;
  onEdit: () => void;
  onClose: () => void;
}

/** Everything about one tag. */
export function TagDrawer({ tag, onEdit, onClose }: TagDrawerProps) {
  const t = useTexts(tagTexts);
  const f = useFormat();
  const spoken = useSpoken();
  const { vocabulary } = useVocabulary();
  const name = useName()(tag.names, tag.key);
  const refresh = useMutation({
    mutationFn: () => call<Tag>('POST', `/api/tags/${encodeURIComponent(tag.key)}/refresh`),
    onSuccess: () => {
      toast(t.refreshStarted(name));
      void queryClient.invalidateQueries({ queryKey: ['tags'] });
    },
    onError: toastError,
  });
  const remove = useMutation({
    mutationFn: () => call('DELETE', `/api/tags/${encodeURIComponent(tag.key)}`),
    onSuccess: () => {
      void queryClient.invalidateQueries({ queryKey: ['tags'] });
      onClose();
    },
    onError: toastError,
  });
  return (
    <Dialog
      drawer
      title={name}
      onClose={onClose}
      foot={
        <>
          <Button
            look="ghost"
            busy={remove.isPending}
            disabled={(tag.used_by ?? []).length > 0}
            title={(tag.used_by ?? []).length > 0 ? t.usedCannotGo : undefined}
            onClick={() => window.confirm(t.reallyDelete(name)) && remove.mutate()}
          >
            {t.remove}
          </Button>
          <Button busy={refresh.isPending} onClick={() => refresh.mutate()}>
            {!refresh.isPending && <RefreshCw aria-hidden />}
            {t.refresh}
          </Button>
          <Button look="primary" onClick={onEdit}>
            <Pencil aria-hidden />
            {t.edit}
          </Button>
        </>
      }
    >
      <div className="stack loose">
        {tag.description && <p className="soft">{spoken(tag.description)}</p>}
        <div className="row wrap">
          <Badge>{t.types[tag.type]}</Badge>
          {tag.category && <Badge>{spoken(tag.category)}</Badge>}
          <TagState tag={tag} />
        </div>
        {tag.error && <Notice tone="bad">{tag.error}</Notice>}
        <dl className="facts">
          <dt>{t.key}</dt>
          <dd>
            <code>{tag.key}</code>
          </dd>
          <dt>{t.definition}</dt>
          <dd>
            <DefinitionWords tag={tag} />
          </dd>
          {tag.version !== undefined && (
            <>
              <dt>{t.version}</dt>
              <dd className="num">{tag.version}</dd>
            </>
          )}
          {tag.owner && (
            <>
              <dt>{t.owner}</dt>
              <dd>{tag.owner}</dd>
            </>
          )}
          {(tag.made_of ?? []).length > 0 && (
            <>
              <dt>{t.madeOf}</dt>
              <dd>
                {(tag.made_of ?? []).map((key) => vocabulary.tag(key)?.label ?? key).join(', ')}
              </dd>
            </>
          )}
          <dt>{t.usedBy}</dt>
          <dd>
            {(tag.used_by ?? []).length === 0
              ? t.usedByNothing
              : (tag.used_by ?? []).map((user) => (
                  <User key={user.kind + user.key} kind={user.kind} of={user.key} />
                ))}
          </dd>
          {tag.next_refresh_at && (
            <>
              <dt>{t.nextRefresh}</dt>
              <dd>{f.ago(tag.next_refresh_at)}</dd>
            </>
          )}
          <dt>{t.profiles}</dt>
          <dd className="num">
            {tag.profiles === undefined ? '—' : f.exact(tag.profiles)}
            {tag.coverage !== undefined && ` (${f.percent(tag.coverage)})`}
          </dd>
          {(tag.unmatched ?? 0) > 0 && (
            <>
              <dt>{t.notYetKnown}</dt>
              <dd className="num">{f.exact(tag.unmatched ?? 0)}</dd>
            </>
          )}
          {typeof tag.min === 'number' && typeof tag.max === 'number' && (
            <>
              <dt>{t.range}</dt>
              <dd className="num">
                {f.exact(tag.min)} – {f.exact(tag.max)}
              </dd>
            </>
          )}
        </dl>
        {'upload' in tag.definition && <UploadValues tag={tag} />}
        <Distribution tag={tag} />
      </div>
    </Dialog>
  );
}

/** What uses the tag, by the name that people gave it, with a link where there is a page. */
function User({ kind, of }: { kind: string; of: string }) {
  const t = useTexts(tagTexts);
  const { vocabulary } = useVocabulary();
  const word = t.userKinds[kind as keyof typeof t.userKinds] ?? kind;
  switch (kind) {
    case 'audience':
      return (
        <Link href={`/audiences/${encodeURIComponent(of)}`} className="used-by">
          {word} · {vocabulary.audience(of)}
        </Link>
      );
    case 'model':
      return (
        <Link href={`/models/${encodeURIComponent(of)}`} className="used-by">
          {word} · {of}
        </Link>
      );
    case 'decision_table':
      return (
        <Link href={`/decision-tables/${encodeURIComponent(of)}`} className="used-by">
          {word} · {of}
        </Link>
      );
    default:
      return (
        <span className="used-by">
          {word} · {vocabulary.tag(of)?.label ?? of}
        </span>
      );
  }
}

function Distribution({ tag }: { tag: Tag }) {
  const t = useTexts(tagTexts);
  const f = useFormat();
  const { vocabulary } = useVocabulary();
  if (tag.histogram && tag.histogram.length > 0) {
    return (
      <div className="stack">
        <h3>{t.distribution}</h3>
        <Histogram
          bins={tag.histogram}
          label={t.distribution}
          width={470}
          height={110}
          title={(bin) => `${f.compact(bin.from)} – ${f.compact(bin.to)}: ${f.exact(bin.count)}`}
        />
        <div className="row apart small muted num">
          <span>{f.compact(tag.histogram[0]!.from)}</span>
          <span>{f.compact(tag.histogram.at(-1)!.to)}</span>
        </div>
      </div>
    );
  }
  const values = [...(tag.values ?? [])].sort((a, b) => (b.count ?? 0) - (a.count ?? 0));
  if (values.length === 0) return null;
  const top = values[0]?.count ?? 1;
  return (
    <div className="stack">
      <h3>{t.values}</h3>
      <ul className="value-list">
        {values.map((value) => (
          <li key={String(value.value)}>
            <span className="truncate">
              {valueLabel(value.value, vocabulary.tag(tag.key)?.values, f.language)}
            </span>
            <span className="value-bar" aria-hidden>
              <span style={{ width: `${((value.count ?? 0) / top) * 100}%` }} />
            </span>
            <span className="num">{f.exact(value.count ?? 0)}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}
