import { Plus, Users, X } from 'lucide-react';
import { everyone, type Breakdown, type Draft } from '@/analysis/draft';
import type { Labels } from '@/analysis/labels';
import { grains, type Grain, type ModelSpec } from '@/analysis/spec';
import { useCatalog } from '@/api/queries';
import type { Catalog } from '@/api/types';
import { Select } from '@/design/inputs';
import { Picker } from '@/design/picker';
import { useFormat } from '@/format/use-format';
import { useTexts } from '@/i18n/texts';
import type { Vocabulary } from '@/rule/vocabulary';
import { valueType } from '@/rule/vocabulary';
import { analysisTexts } from './texts';

const mostBreakdowns = 4;
const mostAudiences = 10;

interface SplitsProps {
  by: ModelSpec['by'];
  draft: Draft;
  labels: Labels;
  vocabulary: Vocabulary;
  problems: (pointer: string) => string[];
  onChange: (changed: Partial<Draft>) => void;
}

type Dimension = Catalog['dimensions'][number];

/** Whether it says something of customers rather than of events. */
export const isOfProfile = (dimension: Dimension) =>
  ['trait', 'tag', 'band'].includes(String(dimension.source));

const isTime = (dimension: Dimension | undefined) => valueType(dimension?.type) === 'time';

/** Breakdowns by any dimension, and audiences side by side. */
export const Splits = (props: SplitsProps) => (
  <>
    {props.by !== 'none' && <Breakdowns {...props} />}
    <Audiences {...props} />
  </>
);

function Breakdowns({ by: kind, draft, labels, problems, onChange }: SplitsProps) {
  const t = useTexts(analysisTexts);
  const dimensions = useCatalog().data?.dimensions ?? [];
  const groupOf = (dimension: Dimension) => {
    switch (dimension.source) {
      case 'trait':
        return t.groups.traits;
      case 'tag':
        return t.groups.tags;
      case 'property':
      case 'time':
        return t.groups.events;
      default:
        return t.groups.other;
    }
  };
  const offered = dimensions.filter(
    (one) =>
      one.source !== 'column' &&
      (kind === 'any' || isOfProfile(one)) &&
      valueType(one.type) !== 'list' &&
      !draft.by.some((by) => by.dimension === one.key),
  );
  const change = (index: number, by: Breakdown | undefined) =>
    onChange({ by: draft.by.flatMap((old, i) => (i === index ? (by ? [by] : []) : [old])) });
  return (
    <section className="question-part" aria-label={t.by}>
      <h3>{t.by}</h3>
      <div className="row wrap">
        {draft.by.map((by, i) => (
          <span key={by.dimension} className="chip taken">
            {labels.dimension(by.dimension)}
            {by.grain && (
              <Select
                small
                aria-label={`${labels.dimension(by.dimension)}: ${t.byStep}`}
                value={by.grain}
                options={grains.map((value) => ({ value, label: t.grains[value] }))}
                onChange={(grain: Grain) => change(i, { ...by, grain })}
              />
            )}
            <button
              type="button"
              aria-label={t.removeBy(labels.dimension(by.dimension))}
              onClick={() => change(i, undefined)}
            >
              <X size={13} aria-hidden />
            </button>
          </span>
        ))}
        {draft.by.length < mostBreakdowns && (
          <Picker
            label={t.addBy}
            buttonClass="button s ghost"
            button={
              <>
                <Plus aria-hidden />
                {t.addBy}
              </>
            }
            options={offered
              .map((one) => ({
                key: one.key,
                label: labels.dimension(one.key),
                group: groupOf(one),
                words: [one.key, ...(one.names.synonyms ?? [])],
                detail: labels.dimension(one.key) === one.key ? undefined : one.key,
              }))
              .sort((a, b) => a.group.localeCompare(b.group))}
            onPick={({ key }) =>
              onChange({
                by: [
                  ...draft.by,
                  isTime(dimensions.find((one) => one.key === key))
                    ? { dimension: key, grain: 'month' }
                    : { dimension: key },
                ],
              })
            }
          />
        )}
      </div>
      <Problems list={problems('/by')} />
    </section>
  );
}

function Audiences({ draft, labels, vocabulary, problems, onChange }: SplitsProps) {
  const t = useTexts(analysisTexts);
  const f = useFormat();
  const options = [
    { key: everyone, label: labels.audience(everyone), icon: Users },
    ...vocabulary.audiences.map((audience) => ({
      key: audience.key,
      label: audience.label,
      icon: Users,
      detail: audience.size === undefined ? undefined : f.compact(audience.size),
    })),
  ].filter((one) => !draft.audiences.includes(one.key));
  return (
    <section className="question-part" aria-label={t.audiences}>
      <h3>{t.audiences}</h3>
      <div className="row wrap">
        {draft.audiences.map((key) => (
          <span key={key} className="chip taken">
            {labels.audience(key)}
            <button
              type="button"
              aria-label={t.removeAudience(labels.audience(key))}
              onClick={() => onChange({ audiences: draft.audiences.filter((one) => one !== key) })}
            >
              <X size={13} aria-hidden />
            </button>
          </span>
        ))}
        {draft.audiences.length < mostAudiences && (
          <Picker
            label={t.addAudience}
            buttonClass="button s ghost"
            button={
              <>
                <Plus aria-hidden />
                {t.addAudience}
              </>
            }
            options={options}
            onPick={({ key }) =>
              onChange({
                // One alone would only filter: everyone stands beside it.
                audiences:
                  draft.audiences.length === 0 && key !== everyone
                    ? [everyone, key]
                    : [...draft.audiences, key],
              })
            }
          />
        )}
      </div>
      <Problems list={problems('/audiences')} />
    </section>
  );
}

export const Problems = ({ list }: { list: string[] }) =>
  list.map((problem) => (
    <div key={problem} className="condition-problem" role="alert">
      {problem}
    </div>
  ));
