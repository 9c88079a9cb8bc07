import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '@/api/client';
import { queryClient, useTags } from '@/api/queries';
import type { NewTag, Tag } from '@/api/types';
import { Segmented } from '@/design/choices';
import { FormDialog } from '@/design/dialog';
import { Field } from '@/design/field';
import { TextInput } from '@/design/inputs';
import { Notice, Skeleton } from '@/design/states';
import { toast } from '@/design/toasts';
import { useSpoken, useTexts } from '@/i18n/texts';
import { useVocabulary } from '@/rule/vocabulary';
import { KindFields } from './kind-fields';
import { draftOf, emptyTag, kinds, tagOf, type TagDraft } from './tag-draft';
import { tagTexts } from './texts';

interface TagFormProps {
  /** The tag to change; a new one without. */
  tag?: Tag;
  onClose: () => void;
}

/** Makes a tag, or a new version of one; its values stay until those of the new one are whole. */
export function TagForm({ tag, onClose }: TagFormProps) {
  const t = useTexts(tagTexts);
  const spoken = useSpoken();
  const { vocabulary, ready } = useVocabulary();
  const [draft, setDraft] = useState(() => (tag ? draftOf(tag) : emptyTag()));
  const set = (changed: Partial<TagDraft>) => setDraft({ ...draft, ...changed });
  const made = tagOf(draft, vocabulary);
  const save = useMutation({
    mutationFn: (body: NewTag) =>
      tag
        ? call<Tag>('PUT', `/api/tags/${encodeURIComponent(tag.key)}`, { json: body })
        : call<Tag>('POST', '/api/tags', { json: body }),
    onSuccess: () => {
      void queryClient.invalidateQueries({ queryKey: ['tags'] });
      const name = draft.zh || draft.en || draft.key;
      toast(tag ? t.changed(name) : t.created(name));
      onClose();
    },
  });
  const categories = [...new Set((useTags().data ?? []).map((other) => other.category ?? ''))];
  return (
    <FormDialog
      wide
      title={tag ? t.editTitle : t.createTitle}
      submit={tag ? t.saveChanges : t.save}
      busy={save.isPending}
      disabled={!made}
      error={save.error}
      onSubmit={() => made && save.mutate(made)}
      onClose={onClose}
    >
      <div className="grid-2">
        <Field label={t.nameZh}>
          <TextInput autoFocus value={draft.zh} onChange={(e) => set({ zh: e.target.value })} />
        </Field>
        <Field label={t.nameEn}>
          <TextInput value={draft.en} onChange={(e) => set({ en: e.target.value })} />
        </Field>
        <Field label={t.key} hint={tag ? undefined : t.keyHint}>
          <TextInput
            className="mono"
            disabled={tag !== undefined}
            value={draft.key}
            onChange={(e) => set({ key: e.target.value })}
          />
        </Field>
        <Field label={t.category}>
          <TextInput
            list="tag-categories"
            value={draft.category}
            onChange={(e) => set({ category: e.target.value })}
          />
        </Field>
      </div>
      <datalist id="tag-categories">
        {categories.filter(Boolean).map((category) => (
          <option key={category} value={category} label={spoken(category)} />
        ))}
      </datalist>
      <Field label={t.description}>
        <TextInput
          value={draft.description}
          onChange={(e) => set({ description: e.target.value })}
        />
      </Field>
      {!tag && (
        <div className="stack">
          <span className="label-like">{t.source}</span>
          <div className="scroll-x">
            <Segmented
              label={t.source}
              value={draft.kind}
              choices={kinds.map((value) => ({ value, label: t.kinds[value] }))}
              onChange={(kind) => set({ kind })}
            />
          </div>
        </div>
      )}
      <p className="small muted">
        {tag && <strong>{t.kinds[draft.kind]} · </strong>}
        {t.kindHints[draft.kind]}
      </p>
      {ready ? (
        <KindFields draft={draft} set={set} vocabulary={vocabulary} />
      ) : (
        <Skeleton height={120} />
      )}
      {tag && <Notice>{t.oldStays}</Notice>}
    </FormDialog>
  );
}
