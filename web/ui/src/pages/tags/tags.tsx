import { Plus, Tags as TagsIcon } from 'lucide-react';
import { useState } from 'react';
import { useTags } from '@/api/queries';
import type { Tag } from '@/api/types';
import { Histogram, ValueBar } from '@/chart/histogram';
import { Button } from '@/design/button';
import { SearchInput, Select } from '@/design/inputs';
import { Empty, Loaded } from '@/design/states';
import { Badge, Card, PageHead } from '@/design/surface';
import { useFormat } from '@/format/use-format';
import { useName, useSpoken, useTexts } from '@/i18n/texts';
import { TagDrawer } from './tag-drawer';
import { TagForm } from './tag-form';
import { tagTexts } from './texts';

/** The catalogue of tags. */
export default function Tags() {
  const t = useTexts(tagTexts);
  const tags = useTags();
  const [query, setQuery] = useState('');
  const [category, setCategory] = useState('');
  const [openKey, setOpenKey] = useState<string>();
  const [creating, setCreating] = useState(false);
  const [editing, setEditing] = useState(false);
  const open = tags.data?.find((tag) => tag.key === openKey);
  const create = (
    <Button look="primary" onClick={() => setCreating(true)}>
      <Plus aria-hidden />
      {t.create}
    </Button>
  );
  const spoken = useSpoken();
  const categories = [...new Set((tags.data ?? []).map((tag) => tag.category ?? ''))].filter(
    Boolean,
  );
  return (
    <>
      <PageHead title={t.title} lead={t.lead}>
        {create}
      </PageHead>
      <Card
        flush
        label={t.title}
        title={
          tags.data && tags.data.length > 0 ? (
            <div className="row">
              <div style={{ width: 240 }}>
                <SearchInput
                  small
                  placeholder={t.searchTags}
                  value={query}
                  onChange={(e) => setQuery(e.target.value)}
                />
              </div>
              {categories.length > 1 && (
                <Select
                  small
                  aria-label={t.category}
                  value={category}
                  options={[
                    { value: '', label: t.allCategories },
                    ...categories.map((c) => ({ value: c, label: spoken(c) })),
                  ]}
                  onChange={setCategory}
                />
              )}
            </div>
          ) : undefined
        }
      >
        <Loaded query={tags}>
          {(list) =>
            list.length === 0 ? (
              <Empty icon={TagsIcon} title={t.emptyTitle} actions={create}>
                {t.emptyWhat}
              </Empty>
            ) : (
              <TagTable
                tags={list.filter(
                  (tag) => matches(tag, query) && (!category || tag.category === category),
                )}
                onOpen={setOpenKey}
              />
            )
          }
        </Loaded>
      </Card>
      {open && !editing && (
        <TagDrawer
          tag={open}
          onEdit={() => setEditing(true)}
          onClose={() => setOpenKey(undefined)}
        />
      )}
      {open && editing && <TagForm tag={open} onClose={() => setEditing(false)} />}
      {creating && <TagForm onClose={() => setCreating(false)} />}
    </>
  );
}

const matches = (tag: Tag, query: string) =>
  [tag.key, tag.names.zh, tag.names.en, tag.description ?? '', tag.category ?? '']
    .join(' ')
    .toLowerCase()
    .includes(query.trim().toLowerCase());

function TagTable({ tags, onOpen }: { tags: Tag[]; onOpen: (key: string) => void }) {
  const t = useTexts(tagTexts);
  const f = useFormat();
  const name = useName();
  const spoken = useSpoken();
  return (
    <div className="table-frame">
      <table className="table" aria-label={t.title}>
        <thead>
          <tr>
            <th>{t.name}</th>
            <th>{t.category}</th>
            <th>{t.type}</th>
            <th>{t.coverage}</th>
            <th>{t.distribution}</th>
            <th>{t.state}</th>
          </tr>
        </thead>
        <tbody>
          {tags.map((tag) => (
            <tr key={tag.key} className="link" onClick={() => onOpen(tag.key)}>
              <td>
                <button type="button" className="text-button name" onClick={() => onOpen(tag.key)}>
                  {name(tag.names, tag.key)}
                </button>
                <div className="small muted">
                  <code>{tag.key}</code>
                </div>
              </td>
              <td className="soft nowrap">{tag.category ? spoken(tag.category) : '—'}</td>
              <td className="soft nowrap">{t.types[tag.type]}</td>
              <td>
                {tag.coverage === undefined ? (
                  '—'
                ) : (
                  <span className="coverage">
                    <span aria-hidden>
                      <span style={{ width: `${tag.coverage * 100}%` }} />
                    </span>
                    {f.percent(tag.coverage, 0)}
                  </span>
                )}
              </td>
              <td>
                <TagDistribution tag={tag} />
              </td>
              <td>
                <TagState tag={tag} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function TagDistribution({ tag }: { tag: Tag }) {
  const t = useTexts(tagTexts);
  const label = `${tag.key}: ${t.distribution}`;
  if (tag.histogram && tag.histogram.length > 0)
    return <Histogram bins={tag.histogram} label={label} width={120} height={26} />;
  if (tag.values && tag.values.length > 0) return <ValueBar values={tag.values} label={label} />;
  return <span className="muted">—</span>;
}

export function TagState({ tag }: { tag: Tag }) {
  const t = useTexts(tagTexts);
  const f = useFormat();
  const state = tag.state ?? 'fresh';
  const tones = { fresh: 'good', refreshing: 'warn', failed: 'bad' } as const;
  return (
    <span className="row" title={tag.error ?? undefined}>
      <Badge tone={tones[state]} dot>
        {t.states[state]}
      </Badge>
      <span className="small muted">
        {tag.refreshed_at ? f.ago(tag.refreshed_at) : t.neverRefreshed}
      </span>
    </span>
  );
}
