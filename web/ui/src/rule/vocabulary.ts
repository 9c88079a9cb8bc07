/** Everything a rule may name, with what people call it, its type and its values. */
import { useMemo } from 'react';
import { useAudiences, useCatalog, useTags } from '@/api/queries';
import type { Audience, Catalog, Names, PropertyInfo, Tag, ValueCount } from '@/api/types';
import { useLanguage, type Language } from '@/i18n/language';
import { nameIn, spoken } from '@/i18n/texts';

export type ValueType = 'text' | 'number' | 'boolean' | 'time' | 'list';

export interface Subject {
  key: string;
  label: string;
  type: ValueType;
  words: string[];
  values: ValueCount[];
  category?: string;
  histogram?: { from: number; to: number; count: number }[];
}

export interface EventSubject {
  key: string;
  label: string;
  count?: number;
  properties: Subject[];
}

export interface Vocabulary {
  tags: Subject[];
  traits: Subject[];
  events: EventSubject[];
  audiences: { key: string; label: string; size?: number }[];
  tag: (key: string) => Subject | undefined;
  trait: (key: string) => Subject | undefined;
  event: (key: string) => EventSubject | undefined;
  property: (event: string, key: string) => Subject | undefined;
  audience: (key: string) => string;
}

export function valueType(type: string | undefined): ValueType {
  switch (type?.toLowerCase()) {
    case 'number':
    case 'boolean':
    case 'list':
      return type.toLowerCase() as ValueType;
    case 'date':
    case 'time':
    case 'datetime':
      return 'time';
    default:
      return 'text';
  }
}

export function buildVocabulary(
  catalog: Catalog | undefined,
  tags: Tag[] | undefined,
  saved: Audience[] | undefined,
  language: Language,
): Vocabulary {
  const dimensions = new Map((catalog?.dimensions ?? []).map((d) => [d.key, d]));
  const tagNames = new Map((tags ?? []).map((tag) => [tag.key, tag.names]));
  const property = (info: PropertyInfo): Subject => {
    const dimension = dimensions.get(info.name);
    // What nobody named yet is a dimension under its own key; a tag may have a better name for it.
    const names = [info.names, dimension?.names, tagNames.get(info.name)].find(
      (known) => known && (known.zh !== info.name || known.en !== info.name),
    );
    return {
      key: info.name,
      label: nameIn(language, names, info.name),
      type: valueType(info.type),
      words: words(names),
      values: mergeValues(info.values, dimension?.values),
    };
  };
  const tagSubjects = (tags ?? []).map((tag): Subject => ({
    key: tag.key,
    label: nameIn(language, tag.names, tag.key),
    type: valueType(tag.type),
    words: [...words(tag.names), tag.category ?? ''],
    values: mergeValues(tag.values, dimensions.get(tag.key)?.values),
    category: tag.category,
    histogram: tag.histogram,
  }));
  const traits = (catalog?.traits ?? []).map(property);
  const events = (catalog?.events ?? []).map((event): EventSubject => ({
    key: event.name,
    label: nameIn(language, event.names, event.name),
    count: event.count,
    properties: event.properties.map(property),
  }));
  const audiences = (saved ?? []).map((a) => ({
    key: a.key,
    label: spoken(a.name, language),
    size: a.size,
  }));
  const byKey = <T extends { key: string }>(list: T[]) => new Map(list.map((i) => [i.key, i]));
  const [tagMap, traitMap, eventMap] = [byKey(tagSubjects), byKey(traits), byKey(events)];
  const audienceMap = byKey(audiences);
  return {
    tags: tagSubjects,
    traits,
    events,
    audiences,
    tag: (key) => tagMap.get(key),
    trait: (key) => traitMap.get(key),
    event: (key) => eventMap.get(key),
    property: (event, key) => eventMap.get(event)?.properties.find((p) => p.key === key),
    audience: (key) => audienceMap.get(key)?.label ?? key,
  };
}

const words = (names: Names | undefined) =>
  names ? [names.zh, names.en, ...(names.synonyms ?? [])] : [];

function mergeValues(own: PropertyInfo['values'], named: ValueCount[] | undefined): ValueCount[] {
  const known = new Map((named ?? []).map((v) => [String(v.value), v]));
  const values = own && own.length > 0 ? own : (named ?? []);
  return values.map((value) =>
    typeof value === 'object'
      ? { ...value, names: value.names ?? known.get(String(value.value))?.names }
      : (known.get(String(value)) ?? { value }),
  );
}

/** Catalog, tags and audiences as one vocabulary; `ready` once all three are there. */
export function useVocabulary(): { vocabulary: Vocabulary; ready: boolean; error: unknown } {
  const language = useLanguage();
  const catalog = useCatalog();
  const tags = useTags();
  const audiences = useAudiences();
  const vocabulary = useMemo(
    () => buildVocabulary(catalog.data, tags.data, audiences.data, language),
    [catalog.data, tags.data, audiences.data, language],
  );
  return {
    vocabulary,
    ready: !catalog.isPending && !tags.isPending && !audiences.isPending,
    error: catalog.error ?? tags.error ?? audiences.error,
  };
}
